"""A relay that is on at low is pulled in when its pin becomes an output that begins low, and the lint says so."""

import pytest

from devices import WiredPart, Wiring
from sim.programs.lint import Lint
from sim.wires import switched_on

LOW_RELAY = Wiring((WiredPart("heater", "relay", {"pin": 26, "active_high": False}),))


@pytest.fixture
def lint(rig):
    lint = Lint(switched_on.board(), LOW_RELAY)
    lint.watch()
    return lint


def keys(found):
    return [each.key for each in found]


def test_setup_without_a_first_level_is_told_with_what_to_write(rig, ended):
    def program(rig):
        GPIO = rig.gpio()
        GPIO.setup(26, GPIO.OUT)
        GPIO.output(26, GPIO.HIGH)
        rig.pi.clock.sleep(5.0)
        GPIO.output(26, GPIO.LOW)
        rig.pi.clock.sleep(3.0)
        GPIO.output(26, GPIO.HIGH)
        GPIO.cleanup()

    (found,) = ended(program)
    assert (found.key, found.gpio) == ("lint.on_at_setup", 26)
    assert "initial=GPIO.HIGH" in found.hint.render()


def test_a_first_level_given_with_the_direction_is_left_in_peace(rig, ended):
    def program(rig):
        GPIO = rig.gpio()
        for _ in range(2):  # set up anew after a cleanup
            GPIO.setmode(GPIO.BCM)
            GPIO.setup(26, GPIO.OUT, initial=GPIO.HIGH)
            GPIO.output(26, GPIO.LOW)
            GPIO.output(26, GPIO.HIGH)
            GPIO.cleanup()

    assert keys(ended(program)) == []


def test_gpiozero_with_the_right_polarity_is_left_in_peace(rig, ended):
    def program(rig):
        from gpiozero import OutputDevice

        with OutputDevice(26, active_high=False) as heater:
            heater.on()
            rig.pi.clock.sleep(1.0)
            heater.off()

    assert keys(ended(program)) == []


def test_who_wants_it_on_from_the_start_is_left_in_peace(rig, ended):
    def program(rig):
        GPIO = rig.gpio()
        GPIO.setup(26, GPIO.OUT, initial=GPIO.LOW)
        rig.pi.clock.sleep(2.0)
        GPIO.output(26, GPIO.HIGH)
        GPIO.cleanup()

    assert keys(ended(program)) == []
