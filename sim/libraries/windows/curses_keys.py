"""Windows of curses whose keys somebody types at a terminal: the board goes on while a program waits for one."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

from sim.python.program import program_here

NO_KEY = -1  # of getch, curses.ERR
READERS = {"getch": NO_KEY, "getkey": None, "get_wch": None}  # what each gives without a key; None: it raises
MAKERS = ("subwin", "derwin", "subpad")


def adapt(module: ModuleType) -> None:
    """Let windows of a program on the board wait in virtual time."""
    if "_of_board" in vars(module):
        return
    vars(module)["_of_board"] = True
    for name in ("initscr", "newwin", "newpad"):
        vars(module)[name] = _making(vars(module)[name], vars(module)["error"])
    tenths: Any = vars(module)["halfdelay"]

    def halfdelay(tenths_s: int) -> None:
        Window.usual_s = tenths_s / 10
        tenths(tenths_s)

    vars(module)["halfdelay"] = halfdelay
    for name in ("cbreak", "nocbreak", "raw", "noraw"):
        vars(module)[name] = _forgetting(vars(module)[name])


def _making(real: Callable[..., Any], error: type[Exception]) -> Callable[..., Any]:
    def make(*args: Any) -> Any:
        window = real(*args)
        program = program_here()
        return window if program is None or program.keyboard is None else Window(window, error)

    return make


def _forgetting(real: Callable[..., Any]) -> Callable[..., Any]:
    def change(*args: Any) -> Any:
        Window.usual_s = None
        return real(*args)

    return change


class Window:
    """A window that is asked for keys again and again, and never waits in C."""

    usual_s: float | None = None  # how long getch waits where the window itself says nothing; None: for ever

    def __init__(self, real: Any, error: type[Exception]) -> None:
        self._real, self._error = real, error
        self._delay_ms = NO_KEY  # curses' own: wait

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._real, name)
        if name in READERS:
            return self._reading(found, READERS[name])
        if name in MAKERS:
            return lambda *args: Window(found(*args), self._error)
        return found

    def timeout(self, delay: int) -> None:
        """Wait for a key so many milliseconds; -1: for ever."""
        self._delay_ms = delay

    def nodelay(self, flag: bool) -> None:
        """Never wait."""
        self._delay_ms = 0 if flag else NO_KEY

    def _reading(self, read: Callable[..., Any], nothing: int | None) -> Callable[..., Any]:
        def key(*args: Any) -> Any:
            program = program_here()
            if program is None or program.keyboard is None:
                self._real.timeout(self._delay_ms)
                return read(*args)
            self._real.timeout(0)
            program.clock_reads.read()
            timeout_s = self._delay_ms / 1000 if self._delay_ms >= 0 else self.usual_s
            found = program.keyboard.wait(program.clock, lambda: self._key_now(read, nothing, args), timeout_s)
            if found:
                return found[0]
            if nothing is None:
                raise self._error("no input")
            return nothing

        return key

    def _key_now(self, read: Callable[..., Any], nothing: int | None, args: tuple[Any, ...]) -> tuple[Any, ...]:
        try:
            found = read(*args)
        except self._error:
            if nothing is None:
                return ()
            raise
        return () if found == nothing else (found,)
