"""Who is stuck: nothing done and no step further for four minutes, or the same error three times."""

from __future__ import annotations

from classroom.relay.wall.tile import Tile

STUCK_S = 240.0
SAME_ERRORS = 3


class Progress:
    """How one pupil gets on. Times are of any clock in seconds."""

    __slots__ = ("_error", "_last", "_same", "_since")

    def __init__(self, now: float) -> None:
        self._since = now
        self._last = Tile()
        self._error = ""
        self._same = 0

    def see(self, tile: Tile, now: float) -> None:
        """A new tile came."""
        last, self._last = self._last, tile
        if tile.step != last.step:
            self._same, self._error = 0, ""
        appeared = tile.error and (tile.error != last.error or tile.did != last.did)
        if appeared and tile.error == self._error:
            self._same += 1
        elif appeared:
            self._same, self._error = 1, tile.error
        if (tile.step, tile.did, tile.error, tile.hand) != (last.step, last.did, last.error, last.hand):
            self._since = now

    def done(self, now: float) -> None:
        """The pupil saved a work or handed it in: that is something done."""
        self._since = now

    def is_stuck(self, now: float) -> bool:
        """Whether the teacher should look."""
        return self._last.stuck or self._same >= SAME_ERRORS or now - self._since >= STUCK_S
