"""Everything in Python's own modules that changes while a program runs in virtual time, as one table."""

from __future__ import annotations

import _thread
import builtins
import concurrent.futures
import datetime
import logging
import queue
import signal
import subprocess
import threading
import time
from collections.abc import Callable
from itertools import count
from typing import Any

from sim.python import network
from sim.python.program import Program, pass_read_time, program_here
from sim.python.swaps import REAL_THREAD, REAL_TIME, Swaps
from sim.python.thread_functions import ProgramLock, ProgramThreads, ThreadHandle
from sim.python.time_and_dates import TIME_FUNCTIONS, ProgramDate, ProgramDatetime
from sim.time.turns import SPIN, TURN, nothing

NS = 1_000_000_000
Owners = tuple[tuple[type, str], ...]
# What a loop may ask again and again while it waits for another thread.
ASKED: Owners = ((threading.Event, "is_set"), (queue.Queue, "empty"), (queue.Queue, "qsize"))
# The same, when it is called with block=False.
ASKED_WITHOUT_WAIT: Owners = ((queue.Queue, "get"), (threading.Semaphore, "acquire"))


REAL_PAUSE = getattr(signal, "pause", None)  # Windows has none; on the virtual Pi there is one


class ProgramQueue(vars(queue)["_PySimpleQueue"]):  # type: ignore[misc]
    """queue.SimpleQueue as Python itself writes it in Python: its wait is that of a semaphore."""


class Table:
    """The table for one program. What a module may have kept by name is looked for in every module."""

    def __init__(self, program: Program, threads: ProgramThreads) -> None:
        self._program = program
        self._threads = threads
        # What Python has, and what a program finds instead.
        self._pairs: list[tuple[Any, Any]] = [
            *((vars(REAL_TIME)[name], ours) for name, ours in TIME_FUNCTIONS.items()),
            (ProgramDatetime.replaces, ProgramDatetime),
            (ProgramDate.replaces, ProgramDate),
            (REAL_THREAD.allocate_lock, ProgramLock),
            (REAL_THREAD.start_new_thread, threads.start_new_thread),
            (REAL_THREAD.get_ident, program.threads.ident),
            (queue.SimpleQueue, ProgramQueue),
            (network.real_select, network.program_select),
            (network.RealSelector, network.ProgramSelector),
        ]
        if REAL_PAUSE is not None:
            self._pairs.append((REAL_PAUSE, _pause))
        if isinstance(threading.Lock, type):  # since Python 3.13
            self._pairs.append((threading.Lock, ProgramLock))

    def swap(self, swaps: Swaps) -> None:
        """Put everything in."""
        for name, ours in TIME_FUNCTIONS.items():
            swaps.put(time, name, ours)
        swaps.put(datetime, "datetime", ProgramDatetime)
        swaps.put(datetime, "date", ProgramDate)
        self._swap_threads(swaps)
        for owner, name in ASKED:
            swaps.put(owner, name, _asked(getattr(owner, name)))
        for owner, name in ASKED_WITHOUT_WAIT:
            swaps.put(owner, name, _asked_without_wait(getattr(owner, name)))
        for name, ours in ((TURN, self._program.turns.turn), (SPIN, self._program.turns.spin)):
            vars(builtins)[name] = nothing  # it stays: code of the program may outlive its time
            swaps.put(builtins, name, ours)
        network.swap(swaps)
        swaps.put(signal, "pause", _pause)
        swaps.put(subprocess, "time", REAL_TIME)  # another process lives in real time
        start_s = self._program.clock.time()
        started: float = vars(logging)["_startTime"]
        swaps.put(logging, "_startTime", round(start_s * NS) if isinstance(started, int) else start_s)
        swaps.put(concurrent.futures.ThreadPoolExecutor, "__init__", _pool_in_order)
        swaps.put_everywhere({id(real): ours for real, ours in self._pairs})

    def sweep_back(self) -> None:
        """Take ours out of the modules that the program was the first to import."""
        Swaps().put_everywhere({id(ours): real for real, ours in self._pairs})

    def _swap_threads(self, swaps: Swaps) -> None:
        threads = self._threads
        for name in ("start_new_thread", "start_new"):
            swaps.put(_thread, name, threads.start_new_thread)
        for name in ("allocate_lock", "allocate"):
            swaps.put(_thread, name, ProgramLock)
        swaps.put(_thread, "get_ident", self._program.threads.ident)
        under: dict[str, Any] = {
            "_start_joinable_thread": threads.start_joinable_thread,
            "_ThreadHandle": ThreadHandle,
            "_set_sentinel": threads.set_sentinel,
            "_make_invoke_excepthook": threads.make_invoke_excepthook,
            "_CRLock": None,  # so that RLock() makes the one that is written in Python, on a ProgramLock
            "_counter": count(1).__next__,
        }
        for name, ours in under.items():
            if hasattr(threading, name):
                swaps.put(threading, name, ours)


class InOrder(dict[Any, None]):
    """A set that keeps its order: a pool joins its threads as they began, in every run."""

    def add(self, thing: Any) -> None:
        self[thing] = None


REAL_POOL = concurrent.futures.ThreadPoolExecutor.__init__


def _pool_in_order(pool: Any, *args: Any, **named: Any) -> None:
    REAL_POOL(pool, *args, **named)
    pool._threads = InOrder()


def _asked(real: Callable[..., Any]) -> Callable[..., Any]:
    def ask(owner: Any) -> Any:
        pass_read_time()
        return real(owner)

    return ask


def _asked_without_wait(real: Callable[..., Any]) -> Callable[..., Any]:
    def ask(owner: Any, block: bool = True, timeout: float | None = None, **named: Any) -> Any:
        block = named.get("blocking", block)
        if not block:
            pass_read_time()
        return real(owner, block, timeout)

    return ask


def _pause() -> None:
    """signal.pause(): wait for ever, while events come."""
    program = program_here()
    if program is not None:
        program.pause()
    elif REAL_PAUSE is not None:
        REAL_PAUSE()
