"""How the lint speaks: once, while the program runs, with time and place; and that it leaves nothing behind."""

from typing import Any

import pytest

from sim.programs.lint import Lint, Severity
from sim.virtual_pi import VirtualPi
from sim.wires import switched_on


def test_it_speaks_while_the_program_runs_once_and_says_when_and_where(rig: Any, lint: Lint) -> None:
    import RPi.GPIO as GPIO

    GPIO.setmode(GPIO.BCM)
    rig.pi.clock.sleep(2.0)
    GPIO.setup(23, GPIO.IN)
    assert lint.so_far == ()
    for _ in range(5):
        GPIO.input(23)
        rig.pi.clock.sleep(1.0)
    (found,) = lint.so_far
    assert (found.key, found.gpio, found.address) == ("lint.floats", 23, None)
    assert found.t_s == pytest.approx(3.0, abs=0.001)
    assert lint.findings() == lint.findings() == (found,)


def test_what_burns_comes_first_and_an_address_is_named(rig: Any, lint: Lint) -> None:
    import smbus
    from gpiozero import LED

    with pytest.raises(OSError, match="121"):
        smbus.SMBus(1).read_byte(0x48)
    rig.pi.pins[24].drive(False)
    led = LED(24, initial_value=True)
    rig.pi.clock.sleep(1.0)
    first, second = lint.findings()
    led.close()
    assert (first.key, first.severity, first.t_s) == ("lint.fights", Severity.BURNS, 0.0)
    assert (second.key, second.address, second.gpio) == ("lint.i2c_nobody", 0x48, None)
    assert "ADS1115" in second.message.render()
    assert "A scan shows: nothing." in second.hint.render()


def test_a_chip_elsewhere_on_the_bus_is_shown(rig: Any, lint: Lint) -> None:
    import smbus

    rig.pi.i2c.attach(0x40, rig.Deaf())
    with pytest.raises(OSError, match="121"):
        smbus.SMBus(1).read_byte(0x11)
    (found,) = lint.findings()
    assert found.message.render() == (
        "Nobody answers at I2C address 0x11. Who usually lives there: no part that we know."
    )
    assert "A scan shows: 0x40." in found.hint.render()


@pytest.mark.parametrize(("address", "who"), [(0x18, "MCP9808, LIS3DH"), (0x1B, "MCP9808"), (0x36, "AS5600, MAX17043")])
def test_the_usual_chips_of_an_address_are_named(rig: Any, lint: Lint, address: int, who: str) -> None:
    import smbus

    with pytest.raises(OSError, match="121"):
        smbus.SMBus(1).read_byte(address)
    (found,) = lint.findings()
    assert found.message.render().endswith(f"Who usually lives there: {who}.")


def test_it_leaves_the_library_and_the_wires_as_they_were(rig: Any, lint: Lint) -> None:
    import adafruit_dht
    import board

    measure = adafruit_dht.DHTBase.measure
    rig.pi.pulses.attach(4, rig.Dht())
    sensor = adafruit_dht.DHT22(board.D4)
    assert sensor.temperature == 21.5
    assert adafruit_dht.DHTBase.measure is not measure
    lint.findings()
    sensor.exit()
    assert adafruit_dht.DHTBase.measure is measure
    assert rig.pi.pins[4].observer is rig.pi.i2c.observer is rig.pi.spi.observer is rig.pi.pulses.observer is None


def looks_at_an_echo(watched: bool) -> tuple[int, float]:
    with VirtualPi(seed=4) as pi:
        if watched:
            Lint(switched_on.board()).watch()
        import RPi.GPIO as GPIO

        net = pi.pins[24]
        GPIO.setmode(GPIO.BCM)
        GPIO.setup(24, GPIO.IN)
        net.drive(False)
        pi.clock.at(pi.clock.monotonic() + 0.0123, lambda: net.drive(True))
        looks = 0
        while not GPIO.input(24):
            looks += 1
        return looks, pi.clock.monotonic()


def test_watching_changes_nothing_that_a_program_can_see() -> None:
    """A loop that only looks and counts is the finest clock that a program has."""
    assert looks_at_an_echo(watched=True) == looks_at_an_echo(watched=False)
