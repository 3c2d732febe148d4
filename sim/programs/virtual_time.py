"""Virtual time for any ordinary program: time, datetime, threading, queue, sched, signal, asyncio and sockets."""

from __future__ import annotations

import copyreg
import datetime
from collections.abc import Callable
from contextlib import ExitStack
from types import TracebackType
from typing import Self

from sim.libraries import gpiozero_patches
from sim.libraries.modules import LIBRARY_TIME
from sim.python import program
from sim.python.program import Program
from sim.python.swaps import Swaps
from sim.python.table import Table
from sim.python.thread_functions import ProgramThreads
from sim.python.time_and_dates import ProgramDate, ProgramDatetime, ProgramZone, pickled_date, pickled_datetime
from sim.time.turns import insist_on
from sim.wires.switched_on import Board


class ProgramTime:
    """Inside `with VirtualPi(...)`: while it is entered, a program in this process lives on the board's clock.

    It must be entered, and the program run, in the main thread. `on_network` is called once, when the program first
    goes out to the network: from then on time follows the real clock. Leaving it ends the program's threads and puts
    everything back.

    The library `random` is not touched: who wants the same luck twice seeds it.
    """

    def __init__(self, board: Board, on_network: Callable[[], object] | None = None) -> None:
        self._program = Program(board, on_network)
        self._threads = ProgramThreads(self._program)
        self._undo = ExitStack()
        self._insists = False

    @property
    def wall(self) -> bool:
        """Whether virtual time follows the real clock, because the program has gone out to the network."""
        return self._program.wall

    def follow_wall(self) -> None:
        """Let virtual time follow the real clock from now on."""
        self._program.go_online()

    def insist(self, error: type[BaseException]) -> None:
        """Raise this in every turn of the program's loops from now on."""
        self._insists = True
        self._program.turns.end_with(error)

    def _insist_on(self) -> None:
        """What is left of a program that had to be ended may catch everything too: a coroutine, a `__del__`."""
        if self._insists:
            insist_on(GeneratorExit)

    def wait_for_threads(self) -> None:
        """Wait for the program's threads that are no daemons, as Python does after a program's last line."""
        self._threads.wait_for_all()

    def freeze_threads(self) -> None:
        """Leave the program's threads where they are, as Python does with daemons when the process ends."""
        self._threads.freeze_all()

    def __enter__(self) -> Self:
        table = Table(self._program, self._threads)
        with ExitStack() as undo:
            program.begin(self._program)
            undo.callback(program.end)
            zone = ProgramZone(self._program.clock)
            undo.callback(zone.undo)
            zone.set()
            undo.callback(table.sweep_back)
            undo.callback(self._insist_on)
            swaps = Swaps()
            undo.callback(swaps.undo)
            table.swap(swaps)
            gpiozero_patches.swap_callbacks(swaps, self._program)
            undo.callback(LIBRARY_TIME.set, self._program.clock)
            LIBRARY_TIME.set_for_program(self._program.clock, self._program.library_reads.read)
            undo.callback(_pickle_as_always)
            copyreg.pickle(ProgramDatetime.replaces, pickled_datetime)
            copyreg.pickle(ProgramDate.replaces, pickled_date)
            undo.callback(self._program.go_offline)
            undo.callback(lambda: self._threads.end_all(gpiozero_patches.library_threads()))
            self._undo = undo.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._undo.close()


def _pickle_as_always() -> None:
    for kind in (datetime.datetime, datetime.date):  # by now the real ones again, or equal to them
        copyreg.dispatch_table.pop(kind, None)
