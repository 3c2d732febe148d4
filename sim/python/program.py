"""The program that runs on virtual time in this process, and whether the caller is one of its threads."""

from __future__ import annotations

from collections.abc import Callable
from math import inf
from typing import Any, TypeVar

from sim.python.keyboard import Keyboard
from sim.python.swaps import REAL_TIME
from sim.time.call_costs import BusTransfers, ClockReads
from sim.time.threads import Pause, VirtualThread
from sim.time.turns import Turns
from sim.wires.switched_on import Board

SLICE_S = 0.005  # chosen: at wall speed, how long a wait for the network keeps the other threads waiting at most
LAG_S = 0.5  # a computer that is this far behind does not try to catch up

Ready = TypeVar("Ready")


class Program:
    """One running program. It belongs to the thread that makes it; `on_network` is called when it goes online."""

    def __init__(self, board: Board, on_network: Callable[[], object] | None = None) -> None:
        self.clock = board.clock
        self.threads = board.threads
        self.clock_reads = ClockReads(board.clock)
        self.library_reads = ClockReads(board.clock)  # a library's own loops are no mistake of the program
        self.transfers = BusTransfers(board.clock)
        self.turns = Turns(board.clock, self.has_turn)
        self.wall = False  # True: virtual time follows the real clock
        self.keyboard: Keyboard | None = None  # where somebody sits and types
        self.ident = board.threads.ident
        self.main = self.ident()
        self._on_network = on_network
        self._waiting_for_bytes: list[Pause | VirtualThread] = []
        self._virtual_s = self._real_s = 0.0  # one and the same moment on both clocks

    def has_turn(self) -> bool:
        """Whether the caller lives in virtual time: the program itself, or the virtual thread that has the baton."""
        running: Any = self.clock.running
        return self.ident() == (self.main if running is None else running.ident)

    def pause(self) -> None:
        """Wait for ever, while events come. Raises `sim.time.clock.WaitsForever` when none can come."""
        self.threads.wait([], None)

    def go_online(self) -> None:
        """Follow the real clock from now on, as what is at the other end of the network does."""
        if not self.wall:
            self.wall = True
            self._start_again()
            self._pacing = self.clock.every(SLICE_S, self._wait_for_real_clock)
            if self._on_network is not None:
                self._on_network()

    def go_offline(self) -> None:
        """Follow the real clock no longer."""
        if self.wall:
            self.wall = False
            self._pacing.cancel()

    def wait_until(self, ready: Callable[[], Ready], timeout_s: float | None) -> Ready:
        """Call `ready` until it gives something or `timeout_s` is over; the other threads go on meanwhile."""
        clock = self.clock
        until_s = inf if timeout_s is None else clock.monotonic() + timeout_s
        while not (found := ready()):
            left_s = until_s - clock.monotonic()
            if left_s <= 0:
                self.clock_reads.read()
                break
            if self.wall:
                clock.sleep(min(left_s, SLICE_S))
            else:
                self.threads.wait(self._waiting_for_bytes, None if left_s == inf else left_s)
        return found

    def bytes_moved(self) -> None:
        """Wake whoever waits for a socket: another thread of this process has sent something."""
        if self._waiting_for_bytes:
            woken, self._waiting_for_bytes[:] = self._waiting_for_bytes[:], []
            for waiter in woken:
                waiter.wake()

    def _start_again(self) -> None:
        self._virtual_s = self.clock.monotonic()
        self._real_s = REAL_TIME.monotonic()

    def _wait_for_real_clock(self) -> None:
        """Wait until the real clock has caught up with the virtual one."""
        ahead_s = (self.clock.monotonic() - self._virtual_s) - (REAL_TIME.monotonic() - self._real_s)
        if ahead_s > 0:
            REAL_TIME.sleep(ahead_s)
        elif ahead_s < -LAG_S:
            self._start_again()


running: Program | None = None  # to be read only


def begin(program: Program) -> None:
    """Make `program` the program of this process. Raises RuntimeError while another one runs."""
    global running
    if running is not None:
        raise RuntimeError("A program already runs in virtual time, and one process is one board.")
    running = program


def end() -> None:
    """Leave the process without a program."""
    global running
    running = None


def program_here() -> Program | None:
    """Return the running program when the caller is one of its threads, None when the caller lives in real time."""
    program = running
    if program is None:
        return None
    thread: Any = program.clock.running  # as in has_turn
    return program if program.ident() == (program.main if thread is None else thread.ident) else None


def pass_read_time() -> None:
    """Let the time of one read of the clock pass, if the caller lives in virtual time: for whatever a loop may ask."""
    program = program_here()
    if program is not None:
        program.clock_reads.read()


def pass_i2c_time(count: int, only_writes: bool = False) -> None:
    """Let the time of `count` bytes on the I2C bus pass, if the caller lives in virtual time."""
    program = program_here()
    if program is not None:
        program.transfers.i2c(count, only_writes)


def pass_spi_time(count: int) -> None:
    """Let the time of `count` bytes on the SPI bus pass, if the caller lives in virtual time."""
    program = program_here()
    if program is not None:
        program.transfers.spi(count)


def world_news() -> None:
    """Somebody presses or moves something: a program that asks a chip for it again and again runs as on a board."""
    if running is not None:
        running.transfers.changed()
