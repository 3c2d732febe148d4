"""Tells who listens of each font file that a Raspberry Pi has and this computer lacks."""

from __future__ import annotations

from collections.abc import Callable


class MissingFonts:
    """`on_missing` hears of each font file that is not here and that another font stands in for."""

    def __init__(self) -> None:
        self.on_missing: Callable[[str], None] | None = None

    def missing(self, name: str) -> None:
        """A program asks for this file, and there is none."""
        if self.on_missing is not None:
            self.on_missing(name)
