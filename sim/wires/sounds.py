"""What the board would play through a loudspeaker. Nothing is heard."""

from __future__ import annotations

from collections.abc import Callable


class SoundWires:
    """`on_played` hears of each sound that a program plays."""

    def __init__(self) -> None:
        self.on_played: Callable[[str], None] | None = None

    def play(self, name: str) -> None:
        """A sound begins."""
        if self.on_played is not None:
            self.on_played(name)
