"""A pin that somebody else uses is told with its part, its holder, and how to end that."""

from drivers._lgpio_pins import PinBusy
from drivers._pin_users import LineUse, PinUser
from firmware.board import busy_pin
from firmware.board.busy_pin import explained


def user(pid, name, program):
    return PinUser(pid, name, program, (), False, ("/dev/gpiochip0",), ())


BLINK = user(812, "python3", "blink.py")


def said(monkeypatch, consumer, *users):
    use = LineUse(22, True, consumer, users, False)
    monkeypatch.setattr(busy_pin, "line_use", lambda *_: use)
    error = explained(PinBusy(22, 0), "valve")
    return error.message.render(), error.hint.render()


def test_one_program(monkeypatch):
    message, hint = said(monkeypatch, "lg", BLINK)
    assert message == (
        "GPIO22 (valve) is used by python3, process 812 (program blink.py). Nothing was started; all outputs are off."
    )
    assert "`kill 812`" in hint


def test_a_program_that_is_its_own_name(monkeypatch):
    assert "used by gpioset, process 9." in said(monkeypatch, "gpioset", user(9, "gpioset", "gpioset"))[0]


def test_two_that_it_can_be(monkeypatch):
    message, hint = said(monkeypatch, "lg", BLINK, user(9, "gpioset", ""))
    assert "used by one of these: blink.py (812), gpioset (9)." in message
    assert "sudo fuser -v /dev/gpiochip0" in hint


def test_a_driver_of_the_system(monkeypatch):
    message, hint = said(monkeypatch, "spi0 CS0")
    assert "which the kernel calls spi0 CS0." in message
    assert "/boot/firmware/config.txt" in hint


def test_nobody_to_be_seen(monkeypatch):
    assert "used by a program that this user may not see." in said(monkeypatch, "")[0]
