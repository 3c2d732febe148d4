"""Stand-in for `pygame.time`, on the board's clock."""

from __future__ import annotations

from sim.wires import switched_on

_begun_s: list[float] = []
switched_on.on_switch.append(_begun_s.clear)


def begin() -> None:
    """pygame.init: from now on ticks are counted."""
    if not _begun_s:
        _begun_s.append(switched_on.board().clock.monotonic())


def get_ticks() -> int:
    """Milliseconds since pygame.init; 0 before it."""
    return int((switched_on.board().clock.monotonic() - _begun_s[0]) * 1000) if _begun_s else 0


def wait(milliseconds: int) -> int:
    """Let time pass."""
    switched_on.board().clock.sleep(max(milliseconds, 0) / 1000)
    return milliseconds


delay = wait


class Clock:
    """Keeps a loop at so many turns a second."""

    def __init__(self) -> None:
        self._last_s = switched_on.board().clock.monotonic()
        self._took_ms = 0

    def tick(self, framerate: float = 0) -> int:
        """Wait until the turn is over; how many milliseconds it took."""
        clock = switched_on.board().clock
        before_s, self._last_s = (
            self._last_s,
            max(self._last_s + (1 / framerate if framerate else 0), clock.monotonic()),
        )
        clock.sleep(self._last_s - clock.monotonic())
        self._took_ms = round((self._last_s - before_s) * 1000)
        return self._took_ms

    tick_busy_loop = tick

    def get_time(self) -> int:
        """How many milliseconds the last turn took."""
        return self._took_ms

    get_rawtime = get_time

    def get_fps(self) -> float:
        """Turns a second, as the last one was."""
        return 1000 / self._took_ms if self._took_ms else 0.0
