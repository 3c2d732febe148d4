"""time, datetime, sched and logging of a program: virtual, exact, and cheap."""

import copy
import datetime
import logging
import pickle
import sched
import time
from collections.abc import Iterator

import pytest

from sim.programs.virtual_time import ProgramTime
from sim.python.swaps import REAL_TIME
from sim.time.clock import BOOT_S, VirtualClock
from sim.virtual_pi import VirtualPi
from sim.wires import switched_on

START = datetime.datetime(2026, 1, 1)  # of VirtualClock
LOOK_S = 1e-5  # a handful of looks at the clock


@pytest.fixture
def pi() -> Iterator[VirtualPi]:
    with VirtualPi() as pi, ProgramTime(switched_on.board()):
        yield pi


def test_sleep_moves_every_clock_of_the_module_by_the_same(pi: VirtualPi) -> None:
    before = time.time(), time.monotonic(), time.perf_counter(), time.time_ns(), time.monotonic_ns()
    time.sleep(2.5)
    after = time.time(), time.monotonic(), time.perf_counter(), time.time_ns(), time.monotonic_ns()
    assert after[0] - before[0] == pytest.approx(2.5, abs=LOOK_S)
    assert after[1] - before[1] == pytest.approx(2.5, abs=LOOK_S)
    assert after[2] - before[2] == pytest.approx(2.5, abs=LOOK_S)
    assert after[3] - before[3] == pytest.approx(2.5e9, abs=LOOK_S * 1e9)
    assert after[4] - before[4] == pytest.approx(2.5e9, abs=LOOK_S * 1e9)


def test_a_program_that_imported_the_names_before_sees_virtual_time_too(pi: VirtualPi) -> None:
    namespace: dict[str, float] = {}
    exec("from time import sleep, time\nt0 = time()\nsleep(60)\nt1 = time()", namespace)
    assert namespace["t1"] - namespace["t0"] == pytest.approx(60, abs=LOOK_S)


@pytest.mark.examples(1)
@pytest.mark.parametrize(("seconds", "mistake"), [(-1, ValueError), ("2", TypeError), (None, TypeError)])
def test_sleep_refuses_what_the_real_one_refuses(pi: VirtualPi, seconds: object, mistake: type[Exception]) -> None:
    with pytest.raises(mistake):
        time.sleep(seconds)  # type: ignore[arg-type]
    assert pi.clock.monotonic() == BOOT_S


def test_a_day_of_sleeps_of_two_seconds_costs_far_less_than_a_second_of_work(pi: VirtualPi) -> None:
    work_s = REAL_TIME.process_time()
    for _ in range(43_200):
        time.sleep(2)
    assert pi.clock.monotonic() == BOOT_S + 86_400
    assert REAL_TIME.process_time() - work_s < 1.0  # measured: 0.03 s


def test_the_local_date_is_that_of_the_board_on_every_computer(pi: VirtualPi) -> None:
    assert time.ctime() == "Thu Jan  1 00:00:00 2026"
    assert time.strftime("%H:%M %d/%m/%Y") == "00:00 01/01/2026"
    assert time.localtime()[:5] == (2026, 1, 1, 0, 0)
    assert time.gmtime()[:5] == (2025, 12, 31, 17, 0)
    assert time.asctime() == time.ctime()
    assert time.localtime(0)[:4] == (1970, 1, 1, 7)
    assert datetime.datetime.now() - START < datetime.timedelta(seconds=1)
    assert datetime.datetime.today() - START < datetime.timedelta(seconds=1)
    assert datetime.date.today() == START.date()
    assert datetime.datetime.now(datetime.UTC).isoformat()[:16] == "2025-12-31T17:00"
    assert datetime.datetime.now().astimezone().utcoffset() == datetime.timedelta(hours=7)


def test_a_virtual_date_is_a_date_like_any_other(pi: VirtualPi) -> None:
    now = datetime.datetime.now()
    real = type(START)
    assert type(now) is real
    assert isinstance(START, datetime.datetime)
    assert isinstance(now, datetime.date)
    assert issubclass(datetime.datetime, datetime.date)
    assert type(now) == datetime.datetime  # noqa: E721  # programs write this
    assert not isinstance(START.date(), datetime.datetime)
    assert (now + datetime.timedelta(days=1)).day == 2
    assert repr(datetime.datetime(2026, 5, 4, 3, 2)) == "datetime.datetime(2026, 5, 4, 3, 2)"
    assert datetime.datetime.strptime("04.05.2026", "%d.%m.%Y") == datetime.datetime(2026, 5, 4)
    assert pickle.loads(pickle.dumps(now)) == now
    assert pickle.loads(pickle.dumps(now.date())) == now.date()
    assert copy.deepcopy([now]) == [now]
    assert pickle.loads(pickle.dumps(datetime.datetime)) is datetime.datetime


def test_a_class_that_a_program_derives_from_datetime_works(pi: VirtualPi) -> None:
    class Moment(datetime.datetime):
        def spoken(self) -> str:
            return self.strftime("%H giờ")

    now = Moment.now()
    assert isinstance(now, Moment)
    assert not isinstance(START, Moment)
    assert now.spoken() == "00 giờ"


def test_a_loop_that_only_asks_for_the_time_ends_soon(pi: VirtualPi) -> None:
    turns = 0
    t0 = time.time()
    while time.time() - t0 < 5:
        turns += 1
    assert time.time() - t0 == pytest.approx(5, abs=0.01)
    assert turns < 20_000


@pytest.mark.examples(1)
@pytest.mark.parametrize("echo_s", [0.0006, 0.0058, 0.0233])  # 10 cm, 1 m, 4 m at 343 m/s
def test_an_echo_timed_by_a_busy_loop_is_right_to_a_few_microseconds(pi: VirtualPi, echo_s: float) -> None:
    clock, echo = pi.clock, pi.pins[24]
    echo.drive(False)
    clock.at(clock.monotonic() + 0.0005, lambda: echo.drive(True))
    clock.at(clock.monotonic() + 0.0005 + echo_s, lambda: echo.drive(False))
    start = stop = 0.0
    while not echo.level:
        start = time.time()
    while echo.level:
        stop = time.time()
    assert stop - start == pytest.approx(echo_s, abs=3e-6)


def test_a_single_look_at_the_clock_lets_nothing_happen(pi: VirtualPi) -> None:
    seen: list[str] = []
    pi.clock.at(pi.clock.monotonic(), lambda: seen.append("event"))
    time.time()
    assert seen == []
    time.sleep(0)
    assert seen == ["event"]


def test_process_time_counts_the_busy_loops_and_not_the_sleeps(pi: VirtualPi) -> None:
    time.sleep(100)
    assert time.process_time() < 0.001
    t0 = time.process_time()
    while time.process_time() - t0 < 0.5:
        pass
    assert pi.clock.monotonic() - BOOT_S == pytest.approx(100.5, abs=0.01)


def test_sched_uses_virtual_time_by_default(pi: VirtualPi) -> None:
    seen: list[tuple[str, float]] = []
    plan = sched.scheduler()
    for delay_s in (7200, 3):
        plan.enter(delay_s, 1, lambda name: seen.append((name, round(time.monotonic() - BOOT_S, 3))), (str(delay_s),))
    plan.run()
    assert seen == [("3", 3.0), ("7200", 7200.0)]


def test_a_log_line_bears_the_virtual_time(pi: VirtualPi) -> None:
    time.sleep(90)
    record = logging.LogRecord("pump", logging.INFO, "pump.py", 1, "on", (), None)
    assert logging.Formatter("%(asctime)s").format(record).startswith("2026-01-01 00:01:30")
    assert record.relativeCreated == pytest.approx(90_000, abs=1)


def test_a_time_function_kept_in_a_class_gets_no_object_in_front(pi: VirtualPi) -> None:
    class Display:
        clock = time.monotonic
        wait = time.sleep

    display = Display()
    t0 = display.clock()
    display.wait(5)
    assert display.clock() - t0 == pytest.approx(5, abs=LOOK_S)


def test_the_date_follows_the_clock_that_the_board_has() -> None:
    clock = VirtualClock(start=datetime.datetime(2026, 7, 1, 6, 30, tzinfo=datetime.timezone(datetime.timedelta(0))))
    with VirtualPi(clock=clock), ProgramTime(switched_on.board()):
        assert time.strftime("%Y-%m-%d %H:%M") == "2026-07-01 06:30"
