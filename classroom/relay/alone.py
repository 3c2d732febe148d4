"""One laptop program a class: two that wrote into the same folder would undo each other's work."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from devices import HighlandError, Message

LOCK = "lock"
RUNS = Message("relay.runs", "The class in {folder} is open already, in another window on this computer.")
RUNS_HINT = Message("relay.runs.hint", "Go on there, or end it with Ctrl-C first.")


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Nobody else opens this class inside the block; the system ends that also when this program is killed.

    Raises HighlandError.
    """
    opened = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            _lock(opened)
        except OSError:
            raise HighlandError(RUNS(folder=folder), RUNS_HINT) from None
        yield
    finally:
        os.close(opened)


def _lock(opened: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(opened, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
