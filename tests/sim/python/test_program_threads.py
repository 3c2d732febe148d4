"""Python's own threading, queue and thread pools of a program, in virtual time and always in the same order."""

import _thread
import queue
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from sim.programs.virtual_time import ProgramTime
from sim.python.swaps import REAL_THREAD, REAL_TIME
from sim.time.clock import BOOT_S, WaitsForever
from sim.virtual_pi import VirtualPi
from sim.wires import switched_on

pytestmark = pytest.mark.usefixtures("each_backend")


@pytest.fixture
def pi() -> Iterator[VirtualPi]:
    with VirtualPi() as pi, ProgramTime(switched_on.board()):
        yield pi


def passed_s() -> float:
    return round(switched_on.board().clock.monotonic() - BOOT_S, 3)


@pytest.mark.examples(1)
def test_threads_and_program_take_turns_by_virtual_time(pi: VirtualPi) -> None:
    seen: list[tuple[str, float]] = []

    def tick(name: str, period_s: float) -> None:
        for _ in range(3):
            seen.append((name, passed_s()))
            time.sleep(period_s)

    threads = [threading.Thread(target=tick, args=(name, period_s)) for name, period_s in (("a", 60.0), ("b", 50.0))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [("a", 0), ("b", 0), ("b", 50), ("a", 60), ("b", 100), ("a", 120)]
    assert passed_s() == 180
    assert not any(thread.is_alive() for thread in threads)


@pytest.mark.examples(1)
def test_a_thread_has_its_name_and_its_numbers_begin_at_one(pi: VirtualPi) -> None:
    names: list[str] = []
    thread = threading.Thread(target=lambda: names.append(threading.current_thread().name))
    named = threading.Thread(target=lambda: names.append(threading.current_thread().name), name="pump")
    thread.start()
    named.start()
    assert names == ["Thread-1 (<lambda>)", "pump"]


@pytest.mark.examples(1)
def test_join_gives_up_at_its_timeout_and_is_alive_tells(pi: VirtualPi) -> None:
    thread = threading.Thread(target=time.sleep, args=(10,))
    thread.start()
    thread.join(4)
    assert thread.is_alive()
    assert passed_s() == 4
    thread.join()
    assert not thread.is_alive()
    assert passed_s() == 10
    with pytest.raises(RuntimeError, match="only be started once"):
        thread.start()


@pytest.mark.examples(1)
def test_an_exception_in_a_thread_is_printed_as_usual_and_the_program_goes_on(
    pi: VirtualPi, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(threading, "excepthook", threading.__excepthook__)  # pytest has its own
    thread = threading.Thread(target=lambda: [][1], name="broken")
    thread.start()
    time.sleep(1)
    assert not thread.is_alive()
    printed = capsys.readouterr().err
    assert "Exception in thread broken:" in printed
    assert "IndexError" in printed


@pytest.mark.examples(1)
def test_sys_exit_in_a_thread_ends_only_the_thread(pi: VirtualPi, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threading, "excepthook", threading.__excepthook__)  # pytest has its own
    thread = threading.Thread(target=sys.exit)
    thread.start()
    thread.join()
    assert not thread.is_alive()


@pytest.mark.examples(1)
def test_event_condition_semaphore_and_barrier_wait_in_virtual_time(pi: VirtualPi) -> None:
    event, barrier, few, condition = (
        threading.Event(),
        threading.Barrier(2),
        threading.Semaphore(1),
        threading.Condition(),
    )
    seen: list[tuple[str, float]] = []

    def other() -> None:
        time.sleep(3)
        event.set()
        time.sleep(3)
        barrier.wait()
        time.sleep(3)
        with condition:
            condition.notify()
        with few:
            time.sleep(5)

    assert event.wait(2) is False
    threading.Thread(target=other).start()
    assert event.wait() is True
    seen.append(("event", passed_s()))
    barrier.wait()
    seen.append(("barrier", passed_s()))
    with condition:
        assert condition.wait(60)
    seen.append(("condition", passed_s()))
    time.sleep(1)
    assert few.acquire(timeout=1) is False
    with few:
        seen.append(("semaphore", passed_s()))
    assert seen == [("event", 5), ("barrier", 8), ("condition", 11), ("semaphore", 16)]


@pytest.mark.examples(1)
def test_who_is_woken_goes_on_at_that_moment_though_the_other_sleeps_long(pi: VirtualPi) -> None:
    event = threading.Event()

    def other() -> None:
        time.sleep(1)
        event.set()
        time.sleep(3600)

    threading.Thread(target=other, daemon=True).start()
    event.wait()
    assert passed_s() == 1


@pytest.mark.examples(1)
def test_a_timer_rings_on_time_and_can_be_cancelled(pi: VirtualPi) -> None:
    seen: list[float] = []
    threading.Timer(30, lambda: seen.append(passed_s())).start()
    cancelled = threading.Timer(40, lambda: seen.append(passed_s()))
    cancelled.start()
    time.sleep(35)
    cancelled.cancel()
    time.sleep(3600)
    assert seen == [30]


@pytest.mark.examples(1)
def test_queues_block_in_virtual_time(pi: VirtualPi) -> None:
    jobs: queue.Queue[int | None] = queue.Queue(2)
    simple: queue.SimpleQueue[int] = queue.SimpleQueue()
    seen: list[tuple[int, float]] = []

    def producer() -> None:
        for number in range(4):
            jobs.put(number)
        jobs.put(None)
        time.sleep(9)
        simple.put(7)

    threading.Thread(target=producer).start()
    while (number := jobs.get()) is not None:
        seen.append((number, passed_s()))
        time.sleep(1)
    assert seen == [(0, 0), (1, 1), (2, 2), (3, 3)]
    with pytest.raises(queue.Empty):
        jobs.get(timeout=5)
    assert passed_s() == 9
    assert simple.get() == 7
    assert passed_s() == pytest.approx(12, abs=1)


@pytest.mark.examples(1)
def test_locks_are_fair_enough_that_nobody_starves(pi: VirtualPi) -> None:
    lock, again = threading.Lock(), threading.RLock()
    seen: list[str] = []

    def work(name: str) -> None:
        for _ in range(2):
            with lock, again, again:
                seen.append(name)
                time.sleep(1)

    threads = [threading.Thread(target=work, args=(name,)) for name in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == ["a", "b", "c", "a", "b", "c"]
    assert lock.acquire(blocking=False)
    assert lock.acquire(blocking=False) is False
    assert lock.acquire(timeout=2) is False
    lock.release()
    with pytest.raises(RuntimeError):
        lock.release()


@pytest.mark.examples(1)
def test_a_thread_pool_works_side_by_side_in_virtual_time(pi: VirtualPi) -> None:
    def nap(length_s: int) -> int:
        time.sleep(length_s)
        return length_s

    with ThreadPoolExecutor(3) as pool:
        assert list(pool.map(nap, [30, 10, 20])) == [30, 10, 20]
    assert passed_s() == 30


@pytest.mark.examples(1)
def test_threads_of_the_low_level_module_are_virtual_too(pi: VirtualPi) -> None:
    seen: list[float] = []
    lock = _thread.allocate_lock()

    def late(by_s: int) -> None:
        with lock:
            time.sleep(by_s)
            seen.append(passed_s())

    _thread.start_new_thread(late, (5,))
    _thread.start_new_thread(late, (1,))
    time.sleep(20)
    assert seen == [5, 6]


@pytest.mark.examples(1)
@pytest.mark.parametrize(
    "asks",
    [
        lambda stop, _: stop.is_set(),
        lambda _, jobs: not jobs.empty(),
        lambda _, jobs: jobs.qsize() > 0,
    ],
)
def test_a_loop_that_asks_another_thread_again_and_again_ends(
    pi: VirtualPi, asks: Callable[[threading.Event, "queue.Queue[int]"], bool]
) -> None:
    stop: threading.Event = threading.Event()
    jobs: queue.Queue[int] = queue.Queue()

    def other() -> None:
        time.sleep(0.5)
        jobs.put(1)
        stop.set()

    threading.Thread(target=other).start()
    while not asks(stop, jobs):
        pass
    assert passed_s() == 0.5


@pytest.mark.examples(1)
def test_signal_pause_lets_events_come_until_one_ends_it(pi: VirtualPi) -> None:
    seen: list[float] = []

    def ctrl_c() -> None:
        raise KeyboardInterrupt

    pi.clock.every(600, lambda: seen.append(passed_s()))
    pi.clock.at(BOOT_S + 1500, ctrl_c)
    with pytest.raises(KeyboardInterrupt):
        signal.pause()
    assert seen == [600, 1200]


@pytest.mark.examples(1)
def test_waiting_for_what_never_comes_is_told(pi: VirtualPi) -> None:
    with pytest.raises(WaitsForever):
        threading.Event().wait()


@pytest.mark.examples(1)
def test_the_program_waits_for_its_threads_at_its_end_but_not_for_daemons() -> None:
    with VirtualPi(), ProgramTime(switched_on.board()) as now:
        threading.Thread(target=time.sleep, args=(1e6,), daemon=True).start()
        threading.Thread(target=time.sleep, args=(100,)).start()
        now.wait_for_threads()
        assert passed_s() == 100


@pytest.mark.examples(1)
def test_threads_that_still_run_are_ended_and_tidy_up_and_stubborn_ones_are_left_behind(
    capsys: pytest.CaptureFixture[str],
) -> None:
    seen: list[str] = []

    def tidy() -> None:
        try:
            while True:
                time.sleep(5)
        finally:
            seen.append("tidied up")

    def stubborn() -> None:
        while True:
            try:
                time.sleep(1)
            except:  # noqa: E722  # pupils write this
                seen.append("again")

    before = threading.enumerate()
    with VirtualPi(), ProgramTime(switched_on.board()):
        for target in (tidy, stubborn, tidy):
            threading.Thread(target=target).start()
        time.sleep(12)
    assert seen.count("tidied up") == 2
    assert threading.enumerate() == before
    assert capsys.readouterr().err == ""


@pytest.mark.proof
def test_the_same_program_takes_the_same_turns_every_time() -> None:
    def run() -> list[tuple[str, float]]:
        seen: list[tuple[str, float]] = []
        with VirtualPi(), ProgramTime(switched_on.board()):
            lock = threading.Lock()

            def work(name: str) -> None:
                for turn in range(20):
                    with lock:
                        seen.append((name, time.monotonic()))
                    time.sleep(0.01 * ((turn * 7 + ord(name)) % 5))

            threads = [threading.Thread(target=work, args=(name,)) for name in "abcdef"]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        return seen

    assert run() == run()


@pytest.mark.examples(1)
def test_a_thread_of_our_own_outside_of_the_program_keeps_real_time() -> None:
    seen: list[float] = []
    done = REAL_THREAD.allocate_lock()
    done.acquire()
    with VirtualPi() as pi, ProgramTime(switched_on.board()):

        def outside() -> None:
            seen.append(time.time() - REAL_TIME.time())
            time.sleep(0)
            with threading.Lock():
                done.release()

        REAL_THREAD.start_new_thread(outside, ())
        done.acquire()
        assert abs(seen[0]) < 1
        assert pi.clock.monotonic() == BOOT_S
