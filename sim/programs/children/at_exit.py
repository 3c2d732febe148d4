"""The functions that a program wants to be called at its end."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable
from typing import Any

from sim.programs.limit import TimeIsUp
from sim.time.clock import ClockLimit


class AtExit:
    """The functions that the program wants to be called at its end."""

    def __init__(self) -> None:
        self._calls: list[tuple[Callable[..., object], tuple[Any, ...], dict[str, Any]]] = []

    def register(self, call: Callable[..., Any], /, *args: Any, **named: Any) -> Callable[..., Any]:
        """As atexit.register."""
        self._calls.append((call, args, named))
        return call

    def unregister(self, call: Callable[..., Any], /) -> None:
        """As atexit.unregister."""
        self._calls = [each for each in self._calls if each[0] != call]

    def run(self, keep: int = 0) -> None:
        """Call them, last one first, but for the first `keep`. An exception in one is printed and the next is called.

        So does Python, whatever the exception: sys.exit() and Ctrl-C in there end nothing but that function.
        """
        while len(self._calls) > keep:
            call, args, named = self._calls.pop()
            try:
                call(*args, **named)
            except (TimeIsUp, ClockLimit):
                raise
            except (Exception, SystemExit, KeyboardInterrupt):
                print(f"Exception ignored in atexit callback: {call!r}", file=sys.stderr)
                traceback.print_exc()
