"""Tells who listens of each name of a library that a program uses and that the library's version here has given up."""

from __future__ import annotations

from collections.abc import Callable


class OldNames:
    """`on_used` hears of the library, the name that it no longer has, and what is written today."""

    def __init__(self) -> None:
        self.on_used: Callable[[str, str, str], None] | None = None

    def used(self, library: str, name: str, instead: str) -> None:
        """A program uses a name of an older version."""
        if self.on_used is not None:
            self.on_used(library, name, instead)
