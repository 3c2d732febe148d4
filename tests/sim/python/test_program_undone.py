"""After a program everything is the very object that it was, and what the program leaves behind lives in real time."""

import _thread
import asyncio
import copyreg
import datetime
import os
import queue
import sched
import select
import selectors
import signal
import socket
import subprocess
import sys
import threading
import time
import timeit
from types import ModuleType
from typing import Any

import pytest

from sim.libraries import gpiozero_patches, gpiozero_pins
from sim.programs.virtual_time import ProgramTime
from sim.python.swaps import REAL_TIME
from sim.time.clock import WaitsForever
from sim.virtual_pi import VirtualPi
from sim.wires import switched_on

OWNERS: tuple[Any, ...] = (
    *(_thread, asyncio, datetime, queue, sched, select, selectors, signal, socket, subprocess, threading, time, timeit),
    *(socket.socket, threading.Event, threading.Semaphore, queue.Queue, selectors.DefaultSelector),
    *(gpiozero_pins.VirtualPin, gpiozero_patches.Hold),
)
EQUAL = ("TZ", "table", "active", "defaults", "tzname")  # made anew, by us or by time.tzset()


def everything() -> dict[tuple[str, str], Any]:
    """Every attribute of every owner, the default arguments included."""
    found = {
        (owner.__name__, name): value
        for owner in OWNERS
        for name, value in vars(owner).items()
        if not name.startswith("__")
    }
    found["sched", "defaults"] = sched.scheduler.__init__.__defaults__
    found["timeit", "defaults"] = timeit.timeit.__defaults__
    found["os", "TZ"] = os.environ.get("TZ")
    found["copyreg", "table"] = dict(copyreg.dispatch_table)
    found["threading", "active"] = dict(threading._active)  # type: ignore[attr-defined]
    return found


def assert_same(before: dict[tuple[str, str], Any]) -> None:
    after = everything()
    assert before.keys() == after.keys()
    exact = [key for key in before if key[1] not in EQUAL]
    assert [key for key in exact if before[key] is not after[key]] == []
    assert before == after


def test_every_attribute_is_the_very_object_that_it_was() -> None:
    with VirtualPi():
        before = everything()
        with ProgramTime(switched_on.board()):
            assert time.sleep is not before["time", "sleep"]
            assert threading.Lock is not before["threading", "Lock"]
            threading.Thread(target=time.sleep, args=(1,)).start()
        assert_same(before)
    assert time.tzname == REAL_TIME.tzname


def test_all_is_undone_after_an_exception_too() -> None:
    with VirtualPi():
        before = everything()
        with pytest.raises(WaitsForever), ProgramTime(switched_on.board()):  # noqa: PT012  # the end is what is tested
            threading.Thread(target=threading.Event().wait).start()
            threading.Event().wait()
        assert_same(before)


def test_only_one_program_at_a_time_and_a_failed_start_changes_nothing() -> None:
    with VirtualPi(), ProgramTime(switched_on.board()):
        before = everything()
        with pytest.raises(RuntimeError, match="already runs"), ProgramTime(switched_on.board()):
            pass
        assert_same(before)


def test_a_module_first_imported_by_a_program_gets_the_real_names_back() -> None:
    module = ModuleType("imported_by_the_program")
    sys.modules[module.__name__] = module
    code = (
        "from time import sleep, time\nfrom datetime import datetime\nfrom threading import Lock\n"
        "from queue import SimpleQueue\nfrom select import select\nlock = Lock()\nkept = [time]\n"
    )
    try:
        with VirtualPi(), ProgramTime(switched_on.board()):
            exec(code, vars(module))
            assert module.sleep is time.sleep
        assert module.sleep is time.sleep
        assert module.time is REAL_TIME.time
        assert module.datetime is datetime.datetime
        assert module.Lock is threading.Lock
        assert module.SimpleQueue is queue.SimpleQueue
        assert module.select is select.select
        assert abs(module.kept[0]() - REAL_TIME.time()) < 1  # hidden in a list: still there, and in real time
        with module.lock:
            assert module.lock.acquire(timeout=0.001) is False
    finally:
        del sys.modules[module.__name__]


def test_two_programs_one_after_the_other_start_alike() -> None:
    def run() -> tuple[float, str]:
        with VirtualPi(), ProgramTime(switched_on.board()):
            time.sleep(1)
            return time.time(), threading.Thread().name

    assert run() == run()


def test_real_child_processes_live_in_real_time() -> None:
    with VirtualPi(), ProgramTime(switched_on.board()):
        t0 = time.monotonic()
        said = subprocess.run([sys.executable, "-S", "-c", "print('hello')"], capture_output=True, timeout=60).stdout
        assert said.strip() == b"hello"
        assert time.monotonic() - t0 < 0.001
