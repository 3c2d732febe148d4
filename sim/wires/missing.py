"""Tells who listens of what a Raspberry Pi has and this computer lacks: the file of a font, a screen."""

from __future__ import annotations

from collections.abc import Callable


class Missing:
    """`on_font` hears of each font file that another font stands in for, `on_screen` of windows that nobody sees."""

    def __init__(self) -> None:
        self.on_font: Callable[[str], None] | None = None
        self.on_screen: Callable[[], None] | None = None

    def font(self, name: str) -> None:
        """A program asks for this file, and there is none."""
        if self.on_font is not None:
            self.on_font(name)

    def screen(self) -> None:
        """A program opens a window, and there is no screen."""
        if self.on_screen is not None:
            self.on_screen()
