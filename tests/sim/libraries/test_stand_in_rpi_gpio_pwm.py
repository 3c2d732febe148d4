"""RPi.GPIO's software PWM: what a dimmed LED, a fan or a servo sees."""

from typing import Any

import pytest

from sim.virtual_pi import VirtualPi


@pytest.fixture
def gpio(pi: VirtualPi) -> Any:
    import RPi.GPIO as GPIO

    GPIO.setmode(GPIO.BCM)
    GPIO.setup(18, GPIO.OUT)
    return GPIO


def wire(pi: VirtualPi) -> tuple[float | None, float | None]:
    return pi.pins[18].frequency_hz, pi.pins[18].duty


def test_start_change_and_stop(pi: VirtualPi, gpio: Any) -> None:
    pwm = gpio.PWM(18, 100)
    assert wire(pi) == (None, 0.0)
    pwm.ChangeDutyCycle(40)  # before the start it is only remembered
    assert wire(pi) == (None, 0.0)
    pwm.start(0)
    for duty in range(0, 101, 20):
        pwm.ChangeDutyCycle(duty)
        pi.clock.sleep(0.02)
        assert wire(pi) == (100.0, duty / 100)
    pwm.ChangeFrequency(50)
    assert wire(pi) == (50.0, 1.0)
    pwm.stop()
    assert wire(pi) == (None, 0.0)


def test_a_servo_turns_with_7_5_percent_of_50_hz(pi: VirtualPi, gpio: Any) -> None:
    servo = gpio.PWM(18, 50)
    servo.start(7.5)
    assert wire(pi) == (50.0, 0.075)
    gpio.output(18, gpio.HIGH)  # the wave writes its own level again within a beat
    assert wire(pi) == (50.0, 0.075)


def test_a_pwm_object_that_the_program_loses_stops(pi: VirtualPi, gpio: Any) -> None:
    gpio.PWM(18, 50).start(50)
    assert wire(pi) == (None, 0.0)


def test_a_wave_started_again_after_stop_has_forgotten_its_frequency(pi: VirtualPi, gpio: Any) -> None:
    """As RPi.GPIO 0.7.1 does it: a servo hums at 1000 Hz then."""
    pwm = gpio.PWM(18, 50)
    pwm.start(50)
    pwm.stop()
    pwm.start(50)
    assert wire(pi) == (1000.0, 0.5)


def test_after_cleanup_nothing_beats_and_stop_is_harmless(pi: VirtualPi, gpio: Any) -> None:
    pwm = gpio.PWM(18, 50)
    pwm.start(50)
    gpio.cleanup()
    assert wire(pi) == (None, None)
    pwm.ChangeDutyCycle(10)
    pwm.stop()
    assert wire(pi) == (None, None)


def test_what_pwm_refuses(pi: VirtualPi, gpio: Any) -> None:
    with pytest.raises(RuntimeError, match=r"^You must setup\(\) the GPIO channel as an output first$"):
        gpio.PWM(17, 50)
    with pytest.raises(ValueError, match=r"^frequency must be greater than 0.0$"):
        gpio.PWM(18, 0)
    pwm = gpio.PWM(18, 50)
    with pytest.raises(RuntimeError, match=r"^A PWM object already exists for this GPIO channel$"):
        gpio.PWM(18, 50)
    for wrong in (-1, 100.1):
        with pytest.raises(ValueError, match=r"^dutycycle must have a value from 0.0 to 100.0$"):
            pwm.start(wrong)
    with pytest.raises(ValueError, match=r"^frequency must be greater than 0.0$"):
        pwm.ChangeFrequency(-5)


def test_a_pwm_object_of_a_board_that_is_off_harms_nobody() -> None:
    with VirtualPi():
        import RPi.GPIO as GPIO

        GPIO.setmode(GPIO.BCM)
        GPIO.setup(18, GPIO.OUT)
        old = GPIO.PWM(18, 50)
        old.start(50)
    with VirtualPi() as pi:
        GPIO.setmode(GPIO.BCM)
        GPIO.setup(18, GPIO.OUT)
        new = GPIO.PWM(18, 80)
        new.start(20)
        del old
        assert wire(pi) == (80.0, 0.2)
    del new
