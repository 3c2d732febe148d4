"""Stand-in for `pygame.time`, on the board's clock."""

from __future__ import annotations

from sim.wires import switched_on


def get_ticks() -> int:
    """Milliseconds."""
    return int(switched_on.board().clock.monotonic() * 1000)


def wait(milliseconds: int) -> int:
    """Let time pass."""
    switched_on.board().clock.sleep(max(milliseconds, 0) / 1000)
    return milliseconds


delay = wait


class Clock:
    """Keeps a loop at so many turns a second."""

    def __init__(self) -> None:
        self._last_s = switched_on.board().clock.monotonic()

    def tick(self, framerate: float = 0) -> int:
        """Wait until the turn is over; how many milliseconds it took."""
        clock = switched_on.board().clock
        before_s, self._last_s = (
            self._last_s,
            max(self._last_s + (1 / framerate if framerate else 0), clock.monotonic()),
        )
        clock.sleep(self._last_s - clock.monotonic())
        return round((self._last_s - before_s) * 1000)
