"""Programs on RPi.GPIO that never sleep: time passes while they look, and they miss nothing."""

from typing import Any

import pytest

from sim.time.call_costs import PIN_CALL_S
from sim.time.clock import BOOT_S, ClockLimit, VirtualClock
from sim.virtual_pi import VirtualPi


def test_a_loop_without_a_sleep_sees_an_echo_end_to_some_microseconds(pi: VirtualPi) -> None:
    """The HC-SR04 program of every book: two empty loops around input()."""
    import RPi.GPIO as GPIO

    net = pi.pins[24]

    def ping() -> None:
        if pi.pins[23].duty == 0.0:
            rise_s = pi.clock.monotonic() + 0.00045
            pi.clock.at(rise_s, lambda: net.drive(True))
            pi.clock.at(rise_s + 0.00583, lambda: net.drive(False))

    GPIO.setmode(GPIO.BCM)
    GPIO.setup(23, GPIO.OUT)
    GPIO.setup(24, GPIO.IN)
    net.drive(False)
    pi.pins[23].on_change(ping)
    GPIO.output(23, True)
    pi.clock.sleep(0.00001)
    GPIO.output(23, False)
    while GPIO.input(24) == 0:
        start_s = pi.clock.monotonic()
    while GPIO.input(24) == 1:
        stop_s = pi.clock.monotonic()
    assert stop_s - start_s == pytest.approx(0.00583, abs=2 * PIN_CALL_S)  # a metre: 2 m / 343 m/s


def test_a_loop_that_waits_an_hour_for_a_button_takes_no_hour_and_misses_nothing(pi: VirtualPi) -> None:
    import RPi.GPIO as GPIO

    GPIO.setmode(GPIO.BCM)
    GPIO.setup(23, GPIO.IN, pull_up_down=GPIO.PUD_UP)
    GPIO.setup(17, GPIO.OUT)
    pi.clock.at(BOOT_S + 3600, lambda: pi.pins[23].drive(False))
    pi.clock.at(BOOT_S + 3600.0001, lambda: pi.pins[23].release())
    looks = 0
    while GPIO.input(23):
        GPIO.output(17, GPIO.LOW)  # changes nothing: the program still only waits
        looks += 1
    assert pi.clock.monotonic() == pytest.approx(BOOT_S + 3600, abs=1e-5)
    assert looks < 2000


def look_until_pressed(gpio: Any) -> None:
    while gpio.input(23):
        pass


def test_a_loop_that_waits_for_ever_meets_the_end_of_the_clock() -> None:
    with VirtualPi(clock=VirtualClock(limit_s=60)):
        import RPi.GPIO as GPIO

        GPIO.setmode(GPIO.BCM)
        GPIO.setup(23, GPIO.IN, pull_up_down=GPIO.PUD_UP)
        with pytest.raises(ClockLimit):
            look_until_pressed(GPIO)


def test_counting_looks_measures_a_capacitor(pi: VirtualPi) -> None:
    """A light sensor without a converter: the count until the capacitor is full grows with the time it takes."""
    import RPi.GPIO as GPIO

    GPIO.setmode(GPIO.BCM)
    counts = []
    for charge_s in (0.002, 0.008):
        GPIO.setup(4, GPIO.OUT)
        GPIO.output(4, GPIO.LOW)
        pi.clock.sleep(0.1)
        pi.pins[4].drive(False)
        GPIO.setup(4, GPIO.IN)
        pi.clock.at(pi.clock.monotonic() + charge_s, lambda: pi.pins[4].drive(True))
        count = 0
        while GPIO.input(4) == GPIO.LOW:
            count += 1
        counts.append(count)
    assert counts[1] / counts[0] == pytest.approx(4.0, rel=0.01)


def test_a_dht11_read_bit_by_bit_answers_after_its_start_signal(pi: VirtualPi) -> None:
    import RPi.GPIO as GPIO

    class Answers:
        def answer(self, trigger_us: int) -> list[int]:
            assert trigger_us == pytest.approx(20_000, abs=5)
            return [80, 80, 50, 27, 50, 70, 50]

    pi.pulses.attach(4, Answers())
    GPIO.setmode(GPIO.BCM)
    GPIO.setup(4, GPIO.OUT)
    GPIO.output(4, GPIO.HIGH)
    pi.clock.sleep(0.05)
    GPIO.output(4, GPIO.LOW)
    pi.clock.sleep(0.02)
    GPIO.setup(4, GPIO.IN, GPIO.PUD_UP)
    levels = [GPIO.input(4) for _ in range(300)]
    lengths = []
    for level in levels:
        if lengths and lengths[-1][0] == level:
            lengths[-1][1] += 1
        else:
            lengths.append([level, 1])
    assert [level for level, _ in lengths] == [1, 0, 1, 0, 1, 0, 1, 0, 1]
    assert [count for _, count in lengths[1:-1]] == pytest.approx([40, 40, 25, 13.5, 25, 35, 25], abs=1)


def test_a_loop_over_many_buttons_sees_a_short_press_of_each(pi: VirtualPi) -> None:
    """After an hour in vain the looks are far apart, but not around an event."""
    import RPi.GPIO as GPIO

    buttons = [5, 6, 12, 13, 16, 19, 20, 21, 26]
    GPIO.setmode(GPIO.BCM)
    GPIO.setup(buttons, GPIO.IN, pull_up_down=GPIO.PUD_UP)
    for place, button in enumerate(buttons):
        press_s = BOOT_S + 3600 + place
        pi.clock.at(press_s, lambda net=pi.pins[button]: net.drive(False))
        pi.clock.at(press_s + 0.0001, pi.pins[button].release)
    seen: list[int] = []
    while len(seen) < len(buttons):
        for button in buttons:
            if GPIO.input(button) == GPIO.LOW and button not in seen:
                seen.append(button)
    assert seen == buttons


def test_a_loop_that_only_writes_lets_time_pass(pi: VirtualPi) -> None:
    import RPi.GPIO as GPIO

    GPIO.setmode(GPIO.BCM)
    GPIO.setup(17, GPIO.OUT)
    for _ in range(500):
        GPIO.output(17, GPIO.HIGH)
        GPIO.output(17, GPIO.LOW)
    assert pi.clock.monotonic() - BOOT_S == pytest.approx(1000 * PIN_CALL_S)
