"""A file of the board says with Linux's number that it is missing; the C library of a browser has another number."""

from __future__ import annotations

import sys

ENOENT = 2  # Linux
KNOWN = "_IGNORED_ERRNOS"  # of CPython 3.13: at these, `Path.is_file` and its like say False


def accept_linux_numbers() -> None:
    """Let pathlib take both for a missing file."""
    module = sys.modules.get("pathlib._abc")
    numbers = getattr(module, KNOWN, (ENOENT,))
    if module is not None and ENOENT not in numbers:
        setattr(module, KNOWN, (*numbers, ENOENT))
