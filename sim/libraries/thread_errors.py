"""An error that ends a thread of gpiozero: it is printed, and the rest of the program goes on, as on a board."""

from __future__ import annotations

import threading
from types import FrameType, GeneratorType, TracebackType

from sim.python.program import program_here


def told(error: Exception) -> bool:
    """Tell an error as `threading` does. False when no program runs in virtual time that could go on without."""
    if program_here() is None:
        return False
    _add_line_of_source(error)
    threading.excepthook(threading.ExceptHookArgs((type(error), error, error.__traceback__, None)))
    return True


def _add_line_of_source(error: Exception) -> None:
    """gpiozero refused a value that a generator of the program gave it: add the generator's line to the traceback."""
    last = error.__traceback__
    found: FrameType | None = None
    while last is not None:
        source = last.tb_frame.f_locals.get("source")
        if isinstance(source, GeneratorType) and source.gi_frame is not None:
            found = source.gi_frame
        if last.tb_next is None:
            break
        last = last.tb_next
    if last is not None and found is not None:
        last.tb_next = TracebackType(None, found, found.f_lasti, found.f_lineno)
