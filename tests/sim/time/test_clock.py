"""Virtual time passes only when someone sleeps, and always in the same order."""

from datetime import UTC, datetime, timedelta

import pytest

from sim.time.clock import BOOT_S, ClockLimit, VirtualClock, WaitsForever


def test_starts_where_adafruit_dht_does_not_take_it_for_never() -> None:
    assert VirtualClock().monotonic() == 1000.0


def test_sleep_without_events_moves_time_by_exactly_that() -> None:
    clock = VirtualClock()
    clock.sleep(0.25)
    clock.sleep(0)
    assert clock.monotonic() == BOOT_S + 0.25


def test_events_run_by_time_and_then_by_age_and_see_their_own_moment() -> None:
    clock = VirtualClock()
    seen: list[tuple[str, float]] = []
    for name, after_s in (("late", 3.0), ("first of two", 1.0), ("second of two", 1.0), ("at the end", 5.0)):
        clock.at(BOOT_S + after_s, lambda name=name: seen.append((name, clock.monotonic() - BOOT_S)))
    clock.at(BOOT_S + 5.001, lambda: seen.append(("too early", 0.0)))
    clock.sleep(5.0)
    assert seen == [("first of two", 1.0), ("second of two", 1.0), ("late", 3.0), ("at the end", 5.0)]
    assert clock.monotonic() == BOOT_S + 5.0


def test_an_event_in_the_past_runs_at_once_and_time_never_goes_back() -> None:
    clock = VirtualClock()
    clock.sleep(10)
    seen: list[float] = []
    clock.at(BOOT_S + 1, lambda: seen.append(clock.monotonic()))
    clock.sleep(0)
    assert seen == [BOOT_S + 10]


def test_a_repeated_event_does_not_drift_over_a_day() -> None:
    clock = VirtualClock()
    last = [0.0]
    clock.every(0.1, lambda: last.__setitem__(0, clock.monotonic()), first_s=BOOT_S + 8640 - 10)
    clock.sleep(8640)
    assert last[0] == pytest.approx(BOOT_S + 8640, abs=1e-9)


def test_every_begins_after_one_period_or_when_told_and_ends_when_cancelled() -> None:
    clock = VirtualClock()
    seen: list[float] = []
    event = clock.every(2.0, lambda: seen.append(clock.monotonic() - BOOT_S))
    clock.every(100.0, lambda: seen.append(-1.0), first_s=BOOT_S + 3)
    clock.sleep(5)
    event.cancel()
    clock.sleep(5)
    assert seen == [2.0, -1.0, 4.0]


@pytest.mark.parametrize("period_s", [0.0, -1.0, float("nan"), float("inf")])
def test_a_period_that_makes_no_sense_is_refused(period_s: float) -> None:
    with pytest.raises(ValueError, match="period"):
        VirtualClock().every(period_s, list)


def test_cancel_is_harmless_after_the_event_and_twice() -> None:
    clock = VirtualClock()
    event = clock.at(BOOT_S + 1, list)
    clock.sleep(2)
    event.cancel()
    event.cancel()
    assert clock.pending == 0


def test_cancelled_events_do_not_pile_up_in_a_long_run() -> None:
    clock = VirtualClock()
    kept: list[float] = []
    clock.at(BOOT_S + 3600, lambda: kept.append(clock.monotonic()))
    for _ in range(10_000):
        clock.at(BOOT_S + 1800, lambda: kept.append(-1)).cancel()
    assert clock.pending < 200
    clock.sleep(3600)
    assert kept == [BOOT_S + 3600]


def test_an_event_may_sleep_and_the_others_still_run_in_order() -> None:
    clock = VirtualClock()
    seen: list[str] = []

    def slow() -> None:
        seen.append("slow starts")
        clock.sleep(2)
        seen.append("slow ends")

    clock.at(BOOT_S + 1, slow)
    clock.at(BOOT_S + 2, lambda: seen.append("between"))
    clock.at(BOOT_S + 4, lambda: seen.append("after"))
    clock.sleep(1.5)
    assert seen == ["slow starts", "between", "slow ends"]
    assert clock.monotonic() == BOOT_S + 3
    clock.sleep(1)
    assert seen[-1] == "after"


def test_an_exception_in_an_event_reaches_the_sleeper_and_the_clock_goes_on() -> None:
    clock = VirtualClock()
    seen: list[float] = []

    def broken() -> None:
        raise ZeroDivisionError("in the plant")

    clock.at(BOOT_S + 1, broken)
    clock.every(1.0, lambda: seen.append(clock.monotonic()), first_s=BOOT_S + 2)
    with pytest.raises(ZeroDivisionError, match="in the plant"):
        clock.sleep(10)
    clock.sleep(2.5)
    assert seen == [BOOT_S + 2, BOOT_S + 3]


def test_the_limit_ends_a_run_with_a_sentence_instead_of_a_hang() -> None:
    clock = VirtualClock(limit_s=60)
    clock.every(1, list)
    with pytest.raises(ClockLimit, match="limit of 60 s"):
        clock.sleep(float("inf"))
    assert clock.monotonic() == BOOT_S + 60


def test_a_sleep_that_nothing_can_end_is_refused_at_once() -> None:
    with pytest.raises(WaitsForever, match="no event is left"):
        VirtualClock().sleep(float("inf"))


def test_events_that_call_themselves_without_time_passing_are_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.time.clock.MAX_AT_ONCE", 1000)
    clock = VirtualClock()

    def again() -> None:
        clock.at(clock.monotonic(), again)

    again()
    with pytest.raises(WaitsForever, match="time did not pass"):
        clock.sleep(1)


@pytest.mark.parametrize("seconds", [-0.001, float("nan")])
def test_a_negative_sleep_is_refused_as_by_python(seconds: float) -> None:
    with pytest.raises(ValueError, match="sleep length"):
        VirtualClock().sleep(seconds)


def test_the_wall_clock_follows_and_has_a_time_zone() -> None:
    clock = VirtualClock(start=datetime(2026, 2, 15, 6, 0, tzinfo=UTC))
    clock.sleep(90)
    assert clock.now() == datetime(2026, 2, 15, 6, 1, 30, tzinfo=UTC)
    assert clock.time() == clock.now().timestamp()
    assert VirtualClock().now().utcoffset() == timedelta(hours=7)


def test_a_start_without_a_time_zone_is_vietnams_on_every_computer() -> None:
    # 2026-01-01 00:00 at UTC+7 is 2025-12-31 17:00 UTC
    assert VirtualClock(start=datetime(2026, 1, 1)).time() == datetime(2025, 12, 31, 17, tzinfo=UTC).timestamp()
