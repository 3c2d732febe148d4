"""Virtual threads run on a back end that can be exchanged, and nobody but the back end asks which real thread it is."""

import ast
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from gpiozero import LED, Button

from sim.programs.virtual_time import ProgramTime
from sim.python.program import program_here
from sim.time.backend import RealThreads
from sim.time.clock import BOOT_S, VirtualClock
from sim.time.threads import VirtualThreads
from sim.virtual_pi import VirtualPi
from sim.wires import switched_on
from tests.sim.pool import FIRST_IDENT, Pool

SIM = Path(__file__).resolve().parents[3] / "sim"
IDENTITY = {"get_ident", "get_native_id", "current_thread", "currentThread"}
BEGINNING = {"start_new_thread", "start_joinable_thread", "Thread"}
# Who may ask the interpreter, and who may begin real threads.
ASKS = {
    "time/backend.py",
    "python/table.py",  # puts the back end's function in its place
    "programs/limit.py",  # breaks a program off from outside, by the interpreter's own number
    "python/spin_guard.py",  # the same
    "libraries/windows/tk_windows.py",  # Tcl itself asks for it
}
BEGINS = {
    "time/backend.py",
    "programs/limit.py",  # looks on in real time
    "programs/left_behind.py",  # the same, where a process can be ended
    "python/spin_guard.py",  # the same
    "python/table.py",  # puts virtual ones in their place
    "python/thread_functions.py",  # for a thread that does not live in virtual time
    "scenarios/many.py",  # watches other processes
}


def used(names: set[str]) -> Iterator[tuple[str, int]]:
    """Where a module of sim takes one of these from the interpreter."""
    for path in sorted(SIM.rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(source)) if any(name in source for name in names) else ():
            asked = isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.attr in names
            of_python = asked and node.value.id in ("threading", "_thread", "REAL_THREAD")
            imported = isinstance(node, ast.ImportFrom) and node.module in ("threading", "_thread")
            if of_python or (imported and names & {alias.name for alias in node.names}):
                yield path.relative_to(SIM).as_posix(), node.lineno


def test_everybody_asks_the_back_end_which_thread_it_is():
    assert {file for file, _ in used(IDENTITY)} <= ASKS, sorted(used(IDENTITY))


def test_nobody_else_begins_a_real_thread():
    assert {file for file, _ in used(BEGINNING)} <= BEGINS, sorted(used(BEGINNING))


def test_the_usual_back_end_gives_each_thread_a_real_one_and_its_identity():
    clock = VirtualClock()
    threads = VirtualThreads(clock)
    seen = []
    thread = threads.start(lambda: seen.append(threading.get_ident()), "one")
    clock.sleep(1)
    assert isinstance(threads.backend, RealThreads)
    assert seen == [thread.ident] == [thread.interpreter_ident]
    assert threads.ident() == threading.get_ident()


def test_another_back_end_names_threads_its_own_way_and_may_use_a_real_one_again():
    clock, pool = VirtualClock(), Pool()
    threads = VirtualThreads(clock, pool)
    seen = []
    for _ in range(3):
        thread = threads.start(lambda: seen.append((threads.ident(), threading.get_ident())), "each")
        clock.sleep(1)
        while not pool._idle:
            time.sleep(0)
    assert [ident for ident, _ in seen] == [FIRST_IDENT, FIRST_IDENT + 1, FIRST_IDENT + 2]
    assert len({real for _, real in seen}) == pool.workers == 1
    assert thread.ident == FIRST_IDENT + 2
    assert pool.begun == 3
    pool.close()


@pytest.mark.proof
def test_a_whole_program_lives_on_another_back_end():
    """Its threads, their names, timers, callbacks and a lamp that blinks: all know each other by the new numbers."""
    pool, seen = Pool(), {}
    with VirtualPi(backend=pool) as pi, ProgramTime(switched_on.board()):
        lock, done = threading.RLock(), threading.Event()

        def work(name):
            with lock, lock:
                time.sleep(60)
                seen[name] = (threading.current_thread().name, threading.get_ident(), program_here() is not None)
            done.set()

        lamp, button = LED(17), Button(4)
        lamp.blink(1.0, 1.0)
        button.when_pressed = lambda: work("button")
        threading.Thread(target=work, args=("worker",), name="worker").start()
        threading.Timer(30, work, ["timer"]).start()
        pi.clock.at(BOOT_S + 40, lambda: pi.pins[4].drive(False))
        assert done.wait(65)
        time.sleep(200)
        assert pi.clock.monotonic() == pytest.approx(BOOT_S + 260, abs=1e-3)
        lamp.off()
    assert seen["worker"][::2] == ("worker", True)
    assert set(seen) == {"worker", "timer", "button"}
    assert all(ident in range(FIRST_IDENT, FIRST_IDENT + 9) and virtual for _, ident, virtual in seen.values())
    assert len({ident for _, ident, _ in seen.values()}) == 3
    pool.close()
