"""Virtual threads: one runs at a time, in an order that never changes, and no error gets lost."""

import signal
import threading

import pytest

from sim.time.clock import BOOT_S, VirtualClock, WaitsForever
from sim.time.threads import VirtualEvent, VirtualLock, VirtualThreads

pytestmark = pytest.mark.usefixtures("each_backend")


def test_threads_and_program_take_turns_by_time() -> None:
    clock = VirtualClock()
    threads = VirtualThreads(clock)
    seen: list[tuple[str, float]] = []

    def tick(name: str, period_s: float) -> None:
        for _ in range(3):
            seen.append((name, round(clock.monotonic() - BOOT_S, 6)))
            clock.sleep(period_s)

    threads.start(lambda: tick("a", 1.0), "a")
    threads.start(lambda: tick("b", 0.6), "b")
    assert seen == []
    clock.sleep(10)
    assert seen == [("a", 0), ("b", 0), ("b", 0.6), ("a", 1.0), ("b", 1.2), ("a", 2.0)]


def test_join_waits_in_virtual_time_and_gives_up_at_its_timeout() -> None:
    clock = VirtualClock()
    thread = VirtualThreads(clock).start(lambda: clock.sleep(5), "sleeper")
    thread.join(2)
    assert thread.alive
    assert clock.monotonic() == BOOT_S + 2
    thread.join()
    assert not thread.alive
    assert clock.monotonic() == BOOT_S + 5


def test_an_exception_in_a_thread_is_raised_in_the_program_and_names_the_thread() -> None:
    clock = VirtualClock()

    def broken() -> None:
        clock.sleep(1)
        raise ZeroDivisionError

    thread = VirtualThreads(clock).start(broken, "blinker")
    with pytest.raises(ZeroDivisionError) as raised:
        clock.sleep(2)
    assert "blinker" in raised.value.__notes__[0]
    assert not thread.alive


def test_an_event_wakes_thread_and_program_and_its_timeout_is_exact() -> None:
    clock = VirtualClock()
    threads = VirtualThreads(clock)
    event = VirtualEvent(threads)
    seen: list[tuple[bool, float]] = []
    threads.start(lambda: seen.append((event.wait(9), clock.monotonic() - BOOT_S)), "waits")
    threads.start(lambda: seen.append((event.wait(1), clock.monotonic() - BOOT_S)), "gives up")
    clock.at(BOOT_S + 3, event.set)
    assert event.wait(2) is False
    assert clock.monotonic() == BOOT_S + 2
    assert event.wait() is True
    assert clock.monotonic() == BOOT_S + 3
    clock.sleep(0)
    assert seen == [(False, 1.0), (True, 3.0)]


def test_a_waiter_is_woken_although_the_event_is_cleared_at_once() -> None:
    clock = VirtualClock()
    threads = VirtualThreads(clock)
    event = VirtualEvent(threads)
    seen: list[bool] = []
    threads.start(lambda: seen.append(event.wait(60)), "waits")
    clock.sleep(1)
    event.set()
    event.clear()
    clock.sleep(1)
    assert seen == [True]


def test_the_program_is_told_when_nothing_can_ever_wake_it() -> None:
    threads = VirtualThreads(VirtualClock())
    event = VirtualEvent(threads)
    threads.start(event.wait, "waits too")
    with pytest.raises(WaitsForever, match="no event is left"):
        event.wait()


def test_a_thread_that_asks_again_and_again_lets_time_pass() -> None:
    clock = VirtualClock()
    threads = VirtualThreads(clock)
    stop = VirtualEvent(threads)
    asked = [0]

    def restless() -> None:
        while not stop.wait(0):
            asked[0] += 1

    threads.start(restless, "restless")
    clock.sleep(0.01)
    stop.set()
    clock.sleep(0.01)
    assert 150 <= asked[0] <= 210  # one look takes the 50 us of Linux's timer slack


def test_who_finds_the_lock_taken_lets_its_holder_work() -> None:
    clock = VirtualClock()
    threads = VirtualThreads(clock)
    lock = VirtualLock(threads)

    def holder() -> None:
        with lock:
            clock.sleep(3)

    threads.start(holder, "holder")
    clock.sleep(1)
    assert lock.acquire(blocking=False) is False
    assert lock.acquire(timeout=1) is False
    with lock:
        assert clock.monotonic() == BOOT_S + 3
    with pytest.raises(RuntimeError, match="unlocked"):
        lock.release()


def test_switching_off_unwinds_threads_and_leaves_none_behind() -> None:
    clock = VirtualClock()
    threads = VirtualThreads(clock)
    seen: list[str] = []
    before = threading.active_count()

    def endless() -> None:
        try:
            while True:
                clock.sleep(1)
        finally:
            seen.append("tidied up")

    threads.start(endless, "endless")
    clock.sleep(2.5)
    threads.start(endless, "never started")
    threads.end_all()
    assert seen == ["tidied up"]
    assert threading.active_count() == before


def test_an_error_while_a_thread_tidies_up_is_not_lost_and_the_others_still_end() -> None:
    clock = VirtualClock()
    threads = VirtualThreads(clock)

    def endless(tidy: object) -> None:
        try:
            clock.sleep(100)
        finally:
            tidy()  # type: ignore[operator]

    seen: list[str] = []
    threads.start(lambda: endless(lambda: 1 / 0), "breaks")
    threads.start(lambda: endless(lambda: seen.append("tidy")), "ends")
    clock.sleep(1)
    with pytest.raises(ZeroDivisionError):
        threads.end_all()
    assert seen == ["tidy"]


def test_ctrl_c_while_a_thread_runs_is_heard_once_the_thread_has_stopped() -> None:
    clock = VirtualClock()
    seen: list[str] = []

    def busy() -> None:
        signal.raise_signal(signal.SIGINT)
        seen.append("went on to its next wait")
        clock.sleep(1)
        seen.append("and after it")

    VirtualThreads(clock).start(busy, "busy")
    with pytest.raises(KeyboardInterrupt):
        clock.sleep(0.5)
    assert seen == ["went on to its next wait"]
    clock.sleep(2)
    assert seen[1:] == ["and after it"]


def test_a_thread_cannot_wait_for_itself() -> None:
    clock = VirtualClock()
    threads = VirtualThreads(clock)
    found: list[object] = []
    thread = threads.start(lambda: found[0].join(), "narcissus")  # type: ignore[attr-defined]
    found.append(thread)
    with pytest.raises(RuntimeError, match="cannot join current thread"):
        clock.sleep(1)
