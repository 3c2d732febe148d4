"""RPi.GPIO's edges: callbacks one after the other in one thread, bounce times, waiting."""

from collections.abc import Callable
from typing import Any

import pytest

from sim.time.clock import BOOT_S, WaitsForever
from sim.virtual_pi import VirtualPi

pytestmark = pytest.mark.usefixtures("each_backend")


@pytest.fixture
def gpio(pi: VirtualPi) -> Any:
    import RPi.GPIO as GPIO

    GPIO.setmode(GPIO.BCM)
    GPIO.setup([23, 24], GPIO.IN, pull_up_down=GPIO.PUD_UP)
    return GPIO


def press(pi: VirtualPi, gpio: int, at_s: float, length_s: float = 0.1) -> None:
    pi.clock.at(BOOT_S + at_s, lambda: pi.pins[gpio].drive(False))
    pi.clock.at(BOOT_S + at_s + length_s, pi.pins[gpio].release)


def now_s(pi: VirtualPi) -> float:
    return round(pi.clock.monotonic() - BOOT_S, 4)


def noting(pi: VirtualPi, log: list[tuple[int, float]]) -> Callable[[int], None]:
    return lambda channel: log.append((channel, now_s(pi)))


def test_a_callback_is_told_the_channel_at_the_moment_of_the_edge(pi: VirtualPi, gpio: Any) -> None:
    log: list[tuple[int, float]] = []
    gpio.add_event_detect(23, gpio.FALLING, callback=noting(pi, log))
    gpio.add_event_detect(24, gpio.BOTH, noting(pi, log))
    press(pi, 23, 1)
    press(pi, 24, 2)
    pi.clock.sleep(3)
    assert log == [(23, 1.0), (24, 2.0), (24, 2.1)]


def test_a_channel_counted_by_board_is_told_by_board(pi: VirtualPi) -> None:
    import RPi.GPIO as GPIO

    log: list[tuple[int, float]] = []
    GPIO.setmode(GPIO.BOARD)
    GPIO.setup(16, GPIO.IN, pull_up_down=GPIO.PUD_UP)
    GPIO.add_event_detect(16, GPIO.RISING, callback=noting(pi, log))
    press(pi, 23, 1)
    pi.clock.sleep(3)
    assert log == [(16, 1.1)]


def test_bouncetime_drops_what_comes_too_soon_after_the_first_edge(pi: VirtualPi, gpio: Any) -> None:
    log: list[tuple[int, float]] = []
    gpio.add_event_detect(23, gpio.FALLING, callback=noting(pi, log), bouncetime=200)
    for bounce in (1.0, 1.002, 1.004, 1.15, 1.3):
        press(pi, 23, bounce, 0.001)
    pi.clock.sleep(3)
    assert log == [(23, 1.0), (23, 1.3)]


def test_a_flow_meters_pulses_are_all_counted_even_those_of_one_instant(pi: VirtualPi, gpio: Any) -> None:
    log: list[tuple[int, float]] = []
    gpio.add_event_detect(23, gpio.FALLING, callback=noting(pi, log))

    def turn() -> None:
        for _ in range(45):
            pi.pins[23].drive(False)
            pi.pins[23].drive(True)

    pi.clock.at(BOOT_S + 1, turn)
    pi.clock.sleep(2)
    assert len(log) == 45


def test_one_thread_runs_all_callbacks_and_edges_meanwhile_melt_into_one(pi: VirtualPi, gpio: Any) -> None:
    log: list[tuple[str, float]] = []

    def slow(channel: int) -> None:
        log.append(("slow", now_s(pi)))
        pi.clock.sleep(1)
        log.append(("done", now_s(pi)))

    gpio.add_event_detect(23, gpio.FALLING, callback=slow)
    gpio.add_event_detect(24, gpio.FALLING, callback=lambda channel: log.append(("quick", now_s(pi))))
    press(pi, 23, 1)
    for again_s in (1.3, 1.5, 1.7):
        press(pi, 23, again_s)
    press(pi, 24, 1.2)
    pi.clock.sleep(10)
    assert log == [("slow", 1.0), ("done", 2.0), ("quick", 2.0), ("slow", 2.0), ("done", 3.0)]


def test_the_program_goes_on_while_a_callback_sleeps(pi: VirtualPi, gpio: Any) -> None:
    log: list[float] = []
    gpio.add_event_detect(23, gpio.FALLING, callback=lambda channel: pi.clock.sleep(5))
    press(pi, 23, 1)
    for _ in range(4):
        pi.clock.sleep(1)
        log.append(now_s(pi))
    assert log == [1.0, 2.0, 3.0, 4.0]


def test_more_callbacks_follow_in_the_order_in_which_they_came(pi: VirtualPi, gpio: Any) -> None:
    log: list[str] = []
    gpio.add_event_detect(23, gpio.FALLING)
    gpio.add_event_callback(23, lambda channel: log.append("one"))
    gpio.add_event_callback(23, lambda channel: log.append("two"))
    press(pi, 23, 1)
    pi.clock.sleep(2)
    assert log == ["one", "two"]


def test_a_mistake_in_a_callback_is_printed_and_the_next_edge_is_served(
    pi: VirtualPi, gpio: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    calls: list[int] = []

    def broken(channel: int) -> None:
        calls.append(channel)
        raise ZeroDivisionError("by the pupil")

    gpio.add_event_detect(23, gpio.FALLING, callback=broken)
    press(pi, 23, 1)
    press(pi, 23, 2)
    pi.clock.sleep(3)
    assert calls == [23, 23]
    assert capsys.readouterr().err.count("ZeroDivisionError: by the pupil") == 2


def test_sys_exit_in_a_callback_ends_the_program(pi: VirtualPi, gpio: Any) -> None:
    def leave(channel: int) -> None:
        raise SystemExit(3)

    gpio.add_event_detect(23, gpio.FALLING, callback=leave)
    press(pi, 23, 1)
    with pytest.raises(SystemExit) as end:
        pi.clock.sleep(5)
    assert end.value.code == 3
    assert now_s(pi) == 1.0


def test_event_detected_remembers_an_edge_until_it_is_asked(pi: VirtualPi, gpio: Any) -> None:
    gpio.add_event_detect(23, gpio.RISING)
    press(pi, 23, 1)
    pi.clock.sleep(2)
    assert gpio.event_detected(23) is True
    assert gpio.event_detected(23) is False
    press(pi, 23, 3)
    while not gpio.event_detected(23):  # a loop without a sleep
        pass
    assert now_s(pi) == 3.1


def test_wait_for_edge_gives_the_channel_or_none(pi: VirtualPi, gpio: Any) -> None:
    press(pi, 23, 40)
    assert gpio.wait_for_edge(23, gpio.FALLING) == 23
    assert now_s(pi) == 40.0
    assert gpio.wait_for_edge(23, gpio.RISING, timeout=50) is None
    assert now_s(pi) == 40.05
    assert gpio.wait_for_edge(23, gpio.RISING, timeout=5000) == 23
    assert now_s(pi) == 40.1


def test_wait_for_edge_lets_bounces_pass(pi: VirtualPi, gpio: Any) -> None:
    for bounce in (1.0, 1.01, 1.02, 5.0):
        press(pi, 23, bounce, 0.001)
    assert gpio.wait_for_edge(23, gpio.FALLING, bouncetime=300) == 23
    assert gpio.wait_for_edge(23, gpio.FALLING, bouncetime=300) == 23
    assert now_s(pi) == 5.0


def test_waiting_for_an_edge_that_can_never_come_is_an_error_not_a_hang(pi: VirtualPi, gpio: Any) -> None:
    with pytest.raises(WaitsForever):
        gpio.wait_for_edge(23, gpio.FALLING)


def test_callbacks_serve_other_pins_while_the_program_waits_for_one(pi: VirtualPi, gpio: Any) -> None:
    """The best known example of the manual: a callback on one button, a wait for the other."""
    log: list[tuple[int, float]] = []
    gpio.add_event_detect(24, gpio.FALLING, callback=noting(pi, log), bouncetime=300)
    press(pi, 24, 1)
    press(pi, 24, 2)
    press(pi, 23, 3)
    gpio.wait_for_edge(23, gpio.FALLING)
    assert log == [(24, 1.0), (24, 2.0)]


def test_detection_ends_with_remove_and_with_cleanup(pi: VirtualPi, gpio: Any) -> None:
    log: list[tuple[int, float]] = []
    gpio.add_event_detect(23, gpio.FALLING, callback=noting(pi, log))
    gpio.add_event_detect(24, gpio.FALLING, callback=noting(pi, log))
    gpio.remove_event_detect(23)
    press(pi, 23, 1)
    press(pi, 24, 1)
    pi.clock.sleep(2)
    gpio.cleanup()
    press(pi, 24, 3)
    pi.clock.sleep(4)
    assert log == [(24, 1.0)]
    gpio.setmode(gpio.BCM)
    gpio.setup(23, gpio.IN, pull_up_down=gpio.PUD_UP)
    gpio.add_event_detect(23, gpio.FALLING, callback=noting(pi, log))
    press(pi, 23, 7)
    pi.clock.sleep(4)
    assert log == [(24, 1.0), (23, 7.0)]


def test_what_the_edge_functions_refuse(pi: VirtualPi, gpio: Any) -> None:
    gpio.setup(17, gpio.OUT)
    with pytest.raises(RuntimeError, match=r"^You must setup\(\) the GPIO channel as an input first$"):
        gpio.add_event_detect(17, gpio.RISING)
    with pytest.raises(RuntimeError, match=r"^You must setup\(\) the GPIO channel as an input first$"):
        gpio.wait_for_edge(27, gpio.RISING)
    with pytest.raises(ValueError, match=r"^The edge must be set to RISING, FALLING or BOTH$"):
        gpio.add_event_detect(23, gpio.HIGH)
    with pytest.raises(ValueError, match=r"^Bouncetime must be greater than 0$"):
        gpio.add_event_detect(23, gpio.RISING, bouncetime=0)
    with pytest.raises(ValueError, match=r"^Timeout must be greater than 0$"):
        gpio.wait_for_edge(23, gpio.RISING, timeout=0)
    with pytest.raises(TypeError, match=r"^Parameter must be callable$"):
        gpio.add_event_detect(23, gpio.RISING, callback="pressed()")
    with pytest.raises(RuntimeError, match=r"^Add event detection using add_event_detect first before adding"):
        gpio.add_event_callback(23, print)
    gpio.add_event_detect(23, gpio.RISING)
    with pytest.raises(RuntimeError, match=r"^Conflicting edge detection already enabled for this GPIO channel$"):
        gpio.add_event_detect(23, gpio.RISING)
    gpio.add_event_callback(23, print)
    with pytest.raises(RuntimeError, match=r"^Conflicting edge detection events already exist for this GPIO channel$"):
        gpio.wait_for_edge(23, gpio.RISING)


def test_two_runs_take_the_same_turns() -> None:
    def run() -> list[tuple[int, float]]:
        log: list[tuple[int, float]] = []
        with VirtualPi(seed=5) as pi:
            import RPi.GPIO as GPIO

            GPIO.setmode(GPIO.BCM)
            GPIO.setup([23, 24], GPIO.IN, pull_up_down=GPIO.PUD_UP)

            def called(channel: int) -> None:
                log.append((channel, pi.clock.monotonic()))
                pi.clock.sleep(pi.rng.random())

            GPIO.add_event_detect(23, GPIO.BOTH, callback=called)
            GPIO.add_event_detect(24, GPIO.BOTH, callback=called)
            for _ in range(20):
                press(pi, 23 + round(pi.rng.random()), pi.rng.random() * 20, pi.rng.random())
            pi.clock.sleep(30)
        return log

    first = run()
    assert len(first) > 20
    assert run() == first
