"""gpiozero's input devices, unmodified, on virtual wires."""

from collections.abc import Callable

import pytest

from sim.time.clock import BOOT_S, VirtualClock, WaitsForever
from sim.virtual_pi import VirtualPi


def logger(pi: VirtualPi, log: list[tuple[str, float]], word: str) -> Callable[[], None]:
    return lambda: log.append((word, round(pi.clock.monotonic() - BOOT_S, 9)))


def test_edges_call_back_at_once_and_once_each(pi: VirtualPi) -> None:
    from gpiozero import DigitalInputDevice

    flow = DigitalInputDevice(22, pull_up=True)
    pulses = [0]

    def count() -> None:
        pulses[0] += 1

    flow.when_activated = count
    for _ in range(450):  # a liter through a YF-S201
        pi.pins[22].drive(False)
        pi.pins[22].drive(False)
        pi.pins[22].drive(True)
    assert pulses[0] == 450


def test_a_button_is_pressed_held_again_and_again_and_released(pi: VirtualPi) -> None:
    from gpiozero import Button

    log: list[tuple[str, float]] = []
    button = Button(22, hold_time=1, hold_repeat=True)
    button.when_pressed = logger(pi, log, "pressed")
    button.when_held = logger(pi, log, "held")
    button.when_released = logger(pi, log, "released")
    pi.clock.at(BOOT_S + 1, lambda: pi.pins[22].drive(False))
    pi.clock.at(BOOT_S + 3.5, pi.pins[22].release)
    pi.clock.at(BOOT_S + 5, lambda: pi.pins[22].drive(False))
    pi.clock.at(BOOT_S + 5.5, pi.pins[22].release)
    pi.clock.at(BOOT_S + 5.7, lambda: pi.pins[22].drive(False))
    pi.clock.at(BOOT_S + 6.5, pi.pins[22].release)
    pi.clock.sleep(10)
    assert log == [
        ("pressed", 1.0),
        ("held", 2.0),
        ("held", 3.0),
        ("released", 3.5),
        ("pressed", 5.0),
        ("released", 5.5),
        ("pressed", 5.7),
        ("released", 6.5),
    ]


def test_held_time_and_active_time_are_virtual(pi: VirtualPi) -> None:
    from gpiozero import Button

    button = Button(22, hold_time=2)
    pi.pins[22].drive(False)
    pi.clock.sleep(5)
    assert button.is_held
    assert button.held_time == 3.0
    assert button.active_time == 5.0


def test_an_idle_button_costs_nothing(pi: VirtualPi) -> None:
    from gpiozero import Button

    button = Button(22)
    assert not button.is_pressed
    assert pi.clock.pending == 0


def test_closing_a_held_button_takes_its_alarm_back(pi: VirtualPi) -> None:
    from gpiozero import Button

    log: list[tuple[str, float]] = []
    button = Button(22, hold_time=1)
    button.when_held = logger(pi, log, "held")
    pi.pins[22].drive(False)
    button.close()
    pi.clock.sleep(2)
    assert log == []


def test_a_button_that_is_closed_while_it_is_held_repeats_no_more(pi: VirtualPi) -> None:
    from gpiozero import Button

    holds: list[float] = []
    button = Button(22, hold_time=1, hold_repeat=True)

    def held() -> None:
        holds.append(pi.clock.monotonic() - BOOT_S)
        if len(holds) == 2:
            button.close()

    button.when_held = held
    pi.pins[22].drive(False)
    pi.clock.sleep(5)
    assert holds == [1.0, 2.0]
    assert pi.clock.pending == 0


def test_bounces_count_as_one_press_once_the_contact_is_steady(pi: VirtualPi) -> None:
    from gpiozero import Button

    log: list[tuple[str, float]] = []
    button = Button(22, bounce_time=0.02)
    button.when_pressed = logger(pi, log, "pressed")
    button.when_released = logger(pi, log, "released")
    net = pi.pins[22]
    for bounce in range(10):
        pi.clock.at(BOOT_S + 1 + bounce * 0.001, lambda up=bounce % 2 == 1: net.drive(up))
    pi.clock.at(BOOT_S + 1.010, lambda: net.drive(False))
    pi.clock.at(BOOT_S + 1.5, lambda: net.drive(True))
    pi.clock.at(BOOT_S + 1.501, lambda: net.drive(False))  # too short to be a release
    pi.clock.at(BOOT_S + 2, lambda: net.drive(True))
    pi.clock.sleep(3)
    assert log == [("pressed", 1.03), ("released", 2.02)]
    assert pi.clock.pending == 0


def test_wait_for_press_lets_time_run_until_the_press(pi: VirtualPi) -> None:
    from gpiozero import Button

    button = Button(22)
    pi.clock.at(BOOT_S + 40, lambda: pi.pins[22].drive(False))
    button.wait_for_press()
    assert pi.clock.monotonic() == BOOT_S + 40
    assert button.wait_for_release(5) is False
    assert pi.clock.monotonic() == BOOT_S + 45


def test_waiting_for_a_press_that_can_never_come_is_an_error_not_a_hang() -> None:
    with VirtualPi(clock=VirtualClock(limit_s=3600)):
        from gpiozero import Button

        with pytest.raises(WaitsForever, match="no event is left"):
            Button(22).wait_for_press()


def test_an_exception_in_a_callback_reaches_the_program(pi: VirtualPi) -> None:
    from gpiozero import Button

    button = Button(22)

    def broken() -> None:
        raise ZeroDivisionError

    button.when_pressed = broken
    pi.clock.at(BOOT_S + 1, lambda: pi.pins[22].drive(False))
    with pytest.raises(ZeroDivisionError):
        pi.clock.sleep(2)


def test_an_exception_in_a_gpiozero_thread_reaches_the_program(pi: VirtualPi) -> None:
    from gpiozero import LED

    led = LED(17)
    led.source_delay = 1
    led.source = (1 // (3 - count) for count in range(10))
    with pytest.raises(ZeroDivisionError):
        pi.clock.sleep(60)


def test_a_motion_sensor_samples_in_its_thread(pi: VirtualPi) -> None:
    from gpiozero import MotionSensor

    log: list[tuple[str, float]] = []
    sensor = MotionSensor(22)
    sensor.when_motion = logger(pi, log, "motion")
    sensor.when_no_motion = logger(pi, log, "quiet")
    pi.clock.at(BOOT_S + 1.05, lambda: pi.pins[22].drive(True))
    pi.clock.at(BOOT_S + 2.05, lambda: pi.pins[22].drive(False))
    pi.clock.sleep(3)
    assert log == [("motion", 1.1), ("quiet", 2.1)]


def test_two_distance_sensors_take_turns_and_each_measures_its_own_echo(pi: VirtualPi) -> None:
    import warnings

    import gpiozero

    def wall(trigger: int, echo: int, distance_m: float) -> None:
        def ping() -> None:
            if pi.pins[trigger].duty == 0.0:
                rise_s = pi.clock.monotonic() + 0.0005
                pi.clock.at(rise_s, lambda: pi.pins[echo].drive(True))
                pi.clock.at(rise_s + 2 * distance_m / 343.26, lambda: pi.pins[echo].drive(False))  # gpiozero's m/s

        pi.pins[trigger].on_change(ping)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", gpiozero.PWMSoftwareFallback)
        near, far = gpiozero.DistanceSensor(echo=24, trigger=23), gpiozero.DistanceSensor(echo=6, trigger=5)
    wall(23, 24, 0.2)
    wall(5, 6, 0.8)
    pi.clock.sleep(2)
    assert near.distance == pytest.approx(0.2, abs=0.001)
    assert far.distance == pytest.approx(0.8, abs=0.001)


def test_callbacks_for_edges_made_inside_a_thread_belong_to_the_program(pi: VirtualPi) -> None:
    """An LED's wire is linked to a button's: stopping the blink from the callback must not wait for itself."""
    from gpiozero import LED, Button

    led, button = LED(17), Button(22, pull_up=False)
    out, back = pi.pins[17], pi.pins[22]
    out.on_change(lambda: back.drive(out.level))
    button.when_pressed = led.off
    led.blink(0.1, 0.1)
    pi.clock.sleep(1)
    assert not led.is_lit


def test_i2c_pins_refuse_a_pull_that_the_board_does_not_allow(pi: VirtualPi) -> None:
    from gpiozero import InputDevice, PinFixedPull

    with pytest.raises(PinFixedPull, match="physical pull-up"):
        InputDevice(2, pull_up=False)
    InputDevice(2, pull_up=True).close()
