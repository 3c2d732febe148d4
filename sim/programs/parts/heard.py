"""What a program has sent to a board whose own program is not here, for the end of a run."""

from __future__ import annotations

from collections.abc import Sequence

MOST = 8  # chosen: pieces that are told; the others are counted


class Heard:
    """The first pieces, and how many more came."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._more = 0

    def keep(self, piece: str) -> None:
        """Keep one piece, as it is shown."""
        if len(self._pieces) < MOST:
            self._pieces.append(piece)
        else:
            self._more += 1

    def pieces(self, rest: str = "") -> Sequence[str]:
        """The pieces, with a `rest` that has no end yet."""
        return [*self._pieces, rest] if rest and len(self._pieces) < MOST else list(self._pieces)

    def told(self, rest: str = "") -> str:
        """All in one line; empty when nothing came."""
        return ", ".join(self.pieces(rest)) + (f" \u2026 (+{self._more})" if self._more else "")
