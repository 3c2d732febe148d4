"""gpiozero in a program: callbacks on a thread of their own, loops that only ask, and the classic endings."""

import sys
import time
from collections.abc import Iterator
from signal import pause

import pytest
from gpiozero import LED, Button

from sim.programs.virtual_time import ProgramTime
from sim.time.clock import BOOT_S
from sim.virtual_pi import VirtualPi
from sim.wires import switched_on

pytestmark = pytest.mark.usefixtures("each_backend")

GPIO = 3


@pytest.fixture
def pi() -> Iterator[VirtualPi]:
    with VirtualPi() as pi, ProgramTime(switched_on.board()):
        yield pi


def passed_s() -> float:
    return round(switched_on.board().clock.monotonic() - BOOT_S, 3)


def press(pi: VirtualPi, at_s: float, for_s: float) -> None:
    pi.clock.at(BOOT_S + at_s, lambda: pi.pins[GPIO].drive(False))
    pi.clock.at(BOOT_S + at_s + for_s, pi.pins[GPIO].release)


@pytest.mark.proof
def test_a_callback_that_sleeps_does_not_stop_the_program(pi: VirtualPi) -> None:
    seen: list[tuple[str, float]] = []

    def pressed() -> None:
        seen.append(("pressed", passed_s()))
        time.sleep(3)
        seen.append(("done", passed_s()))

    press(pi, 1.5, 0.5)
    button = Button(GPIO)
    button.when_pressed = pressed
    for _ in range(5):
        seen.append(("loop", passed_s()))
        time.sleep(1)
    assert seen == [
        *(("loop", 0), ("loop", 1), ("pressed", 1.5), ("loop", 2), ("loop", 3), ("loop", 4), ("done", 4.5)),
    ]


@pytest.mark.examples(1)
def test_a_loop_that_only_asks_a_button_sees_it_at_once_and_ends(pi: VirtualPi) -> None:
    press(pi, 2, 1)
    button, led = Button(GPIO), LED(17)
    while not button.is_pressed:
        led.off()
    assert passed_s() == 2
    while button.is_pressed:
        led.on()
    assert passed_s() == 3


@pytest.mark.proof
def test_a_held_button_calls_and_its_callback_may_sleep(pi: VirtualPi) -> None:
    seen: list[tuple[str, float]] = []

    def held() -> None:
        seen.append(("held", passed_s()))
        time.sleep(10)

    press(pi, 1, 5)
    button = Button(GPIO, hold_time=2)
    button.when_held = held
    button.when_released = lambda: seen.append(("released", passed_s()))
    button.wait_for_press()
    button.wait_for_release()
    time.sleep(20)
    assert seen == [("held", 3), ("released", 6)]


@pytest.mark.proof
def test_a_mistake_in_a_callback_is_printed_and_the_next_press_is_served(
    pi: VirtualPi, capsys: pytest.CaptureFixture[str]
) -> None:
    press(pi, 1, 0.5)
    press(pi, 3, 0.5)
    seen: list[float] = []

    def broken() -> None:
        seen.append(passed_s())
        raise ZeroDivisionError

    button = Button(GPIO)
    button.when_pressed = broken
    time.sleep(5)
    assert seen == [1, 3]
    assert capsys.readouterr().err.count("Traceback") == 2


@pytest.mark.proof
def test_pause_waits_and_sys_exit_in_a_callback_ends_the_program(pi: VirtualPi) -> None:
    press(pi, 100, 1)
    button = Button(GPIO)
    button.when_pressed = lambda: sys.exit()
    with pytest.raises(SystemExit):
        pause()
    assert passed_s() == 100


@pytest.mark.proof
def test_a_blinking_led_goes_on_while_the_program_asks_for_the_time(pi: VirtualPi) -> None:
    led = LED(17)
    changes: list[float] = []
    pi.pins[17].on_change(lambda: changes.append(round(pi.clock.monotonic() - BOOT_S, 3)))
    led.blink(0.5, 0.5)
    t0 = time.monotonic()
    while time.monotonic() - t0 < 2.25:
        pass
    assert changes[:5] == pytest.approx([0, 0.5, 1, 1.5, 2], abs=0.002)
