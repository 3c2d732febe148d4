"""Stand-in for `micropython`."""

from __future__ import annotations

from typing import TypeVar

T = TypeVar("T")


def const(value: T) -> T:
    """Return the value; on a microcontroller it would be fixed when the program is compiled."""
    return value
