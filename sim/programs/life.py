"""The life of one program: begun as `python FILE ...` begins it, ended in the order in which Python ends a process."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from types import CodeType, TracebackType
from typing import Any, Self

from devices import Message
from sim.programs import timed_code
from sim.programs.children.finalizers import run_finalizers
from sim.programs.limit import TimeLimit
from sim.programs.process import ProgramProcess
from sim.programs.program_files import ProgramFiles, own_kit_files
from sim.programs.virtual_time import ProgramTime
from sim.time.threads import SwitchedOff
from sim.virtual_pi import VirtualPi
from sim.wires import switched_on


def compiled(file: Path) -> CodeType:
    """The program's code, with a price. Raises OSError, and SyntaxError or ValueError for what Python cannot read."""
    return timed_code.compiled(file.read_bytes(), str(file))


class Life:
    """One program, from the moment before its first line until nothing of it is left in the process.

    While it is entered, the process looks like the program's own. `run` and `end` come in this order, once;
    `error` is the first exception that ended one of their steps. With `time` the board is on and virtual time has begun
    already, as in a test that runs several programs; without it, both begin and end with the program.
    """

    def __init__(
        self,
        pi: VirtualPi,
        file: Path,
        words: Sequence[str] = (),
        seed: int = 0,
        *,
        time: ProgramTime | None = None,
        on_network: Callable[[], object] | None = None,
        notify: Callable[[Message], None] = lambda _: None,
    ) -> None:
        self.error: BaseException | None = None
        self._pi = pi
        self._folder = file.parent
        self._is_of_program = ProgramFiles(file)
        self._process = ProgramProcess(file, words, seed, notify)
        self._given_time = time
        self._on_network = on_network
        self._limit: TimeLimit | None = None
        self._undo = ExitStack()

    def __enter__(self) -> Self:
        with ExitStack() as undo:
            undo.enter_context(self._process)
            if self._given_time is None:
                undo.enter_context(self._pi)
                undo.callback(vars(self._process.main).clear)  # what its names held goes while the board is on
                self._time = undo.enter_context(ProgramTime(switched_on.board(), self._on_network))
            else:
                self._time = self._given_time
            undo.enter_context(own_kit_files(self._folder))
            self._process.family.watch_devices(_factory())
            self._process.at_exit.register(_end_gpiozero)  # gpiozero's own, registered when a program imports it
            self._undo = undo.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._undo.close()

    def insist(self, error: type[BaseException]) -> None:
        """Raise this in every turn of the program's loops from now on."""
        self._time.insist(error)

    def stop_at(self, limit: TimeLimit) -> None:
        """Let this limit press Ctrl-C, again and again until the end has come."""
        self._limit = limit

    def run(self, code: CodeType) -> None:
        """Run the program's lines. What `sys.exit("...")` says is printed at once, before anything of the end."""
        self._step(lambda: exec(code, vars(self._process.main)))
        if isinstance(self.error, SystemExit) and not isinstance(self.error.code, int | None):
            print(self.error.code, file=sys.stderr)

    def end(self, before_close: Callable[[], object] = lambda: None) -> None:
        """What comes after the last line, as in Py_FinalizeEx of CPython.

        Threads that are no daemons are waited for, after Ctrl-C too: the next Ctrl-C breaks that wait off. Then come
        the functions of `atexit`, the last one first, gpiozero's last: it closes its devices. Daemons stop where they
        are; their `finally` comes too late to be seen. `before_close` is called while the devices are still open.
        """
        if isinstance(self.error, KeyboardInterrupt) or (self._limit is not None and self._limit.reached):
            self._process.family.interrupt()  # Ctrl-C in a terminal reaches children too
        self._step(self._wait_for_children)
        self._step(self._time.wait_for_threads)
        self._step(lambda: self._process.at_exit.run(keep=1))
        if self._limit is not None:
            self._limit.over()
        before_close()
        self._process.at_exit.run()
        run_finalizers(self._is_of_program)
        self._time.freeze_threads()

    def finalize_early(self) -> None:
        """Call each `__del__` before gpiozero closes its devices, where that makes no difference: there are none."""
        from sim.libraries.gpiozero_pins import VirtualFactory

        factory = _factory()  # a program may have put another one there
        if isinstance(factory, VirtualFactory) and not factory.devices():
            run_finalizers(self._is_of_program)

    def _wait_for_children(self) -> None:
        """Wait for child processes; the first Ctrl-C reaches them, the next one breaks the wait off."""
        family = self._process.family
        try:
            family.wait()
        except KeyboardInterrupt:
            family.interrupt()
            family.wait()
            raise

    def _step(self, step: Callable[[], object]) -> None:
        try:
            step()
        except SwitchedOff:
            raise
        except BaseException as error:
            self.error = self.error or error


def _factory() -> Any:
    from gpiozero import Device

    return Device.pin_factory


def _end_gpiozero() -> None:
    """As gpiozero at the end of a program: its threads end and its devices are closed, the first one first.

    A thread that does not listen is ended with the board.
    """
    from gpiozero import Device, exc, threads

    from sim.libraries.gpiozero_patches import close_for_good
    from sim.libraries.gpiozero_pins import VirtualFactory
    from sim.libraries.stand_ins.raw_pins.pins import pins

    for library in ("lgpio", "gpiod"):  # the kernel takes these back
        pins(library).free_all()
    with suppress(exc.ZombieThread):
        threads._threads_shutdown()
    factory = Device.pin_factory  # a program may have put another one there
    for device in factory.devices() if isinstance(factory, VirtualFactory) else ():
        for _ in range(getattr(device, "_refs", 1)):  # a shared device, such as the SPI port, counts its users
            with suppress(exc.GPIOZeroError, OSError):
                close_for_good(device)
