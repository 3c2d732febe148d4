"""The wall: a tile a seat. What has changed since the last look is sent, never all forty again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from classroom.relay.entry.seats import Seat, Seats
from classroom.relay.wall.stuck import Progress
from classroom.relay.wall.tile import Tile

ONLINE_S = 10.0  # after the last tile, when no stream is open either


class Wall:
    """All tiles. `now` is a clock in seconds, `listens` says whether a seat's page has its stream open."""

    def __init__(self, seats: Seats, now: Callable[[], float], listens: Callable[[int], bool]) -> None:
        self._seats, self._now, self._listens = seats, now, listens
        self._tiles: dict[int, tuple[Tile, float]] = {}
        self._progress: dict[int, Progress] = {}
        self._sent: dict[int, dict[str, Any]] = {}
        self._gone: list[int] = []

    def sit(self, seat: Seat) -> None:
        """Somebody has a seat now."""
        self._progress[seat.number] = Progress(self._now())

    def see(self, seat: Seat, tile: Tile) -> None:
        """A tile came."""
        now = self._now()
        self._tiles[seat.number] = (tile, now)
        self._progress[seat.number].see(tile, now)

    def seen_before(self, seat: Seat, tile: Tile) -> None:
        """How far it was before the laptop was started again."""
        self._tiles[seat.number] = (tile, self._now() - ONLINE_S)

    def done(self, seat: Seat) -> None:
        """The pupil saved or handed in."""
        self._progress[seat.number].done(self._now())

    def begin_anew(self, seat: Seat) -> None:
        """Another lesson: nothing is done yet."""
        self._tiles.pop(seat.number, None)
        self._progress[seat.number] = Progress(self._now())

    def leave(self, seat: Seat) -> None:
        """The seat is gone."""
        for table in (self._tiles, self._progress, self._sent):
            table.pop(seat.number, None)
        self._gone.append(seat.number)

    def tile(self, seat: Seat) -> Tile:
        """The last one."""
        return self._tiles.get(seat.number, (Tile(), 0.0))[0]

    def is_online(self, seat: Seat) -> bool:
        """Whether its page is open now."""
        _, came = self._tiles.get(seat.number, (Tile(), -ONLINE_S))
        return self._listens(seat.number) or self._now() - came < ONLINE_S

    def whole(self) -> dict[str, Any]:
        """All of it, for a page that has just come."""
        return {"whole": True, "of": self._seats.most, "seats": [self.entry(seat) for seat in self._seats]}

    def changes(self) -> dict[str, Any] | None:
        """What has changed since the last call; None when nothing has."""
        found: list[dict[str, Any]] = [{"seat": number, "gone": True} for number in self._gone]
        self._gone.clear()
        for seat in self._seats:
            entry = self.entry(seat)
            seen = {key: value for key, value in entry.items() if key != "age_s"}
            if seen != self._sent.get(seat.number):
                self._sent[seat.number] = seen
                found.append(entry)
        return {"seats": found} if found else None

    def entry(self, seat: Seat) -> dict[str, Any]:
        """One seat as the teacher sees it."""
        now = self._now()
        tile, came = self._tiles.get(seat.number, (Tile(), now))
        return {
            "seat": seat.number,
            "name": seat.name,
            "picture": seat.picture,
            **tile.as_json(),
            "stuck": self._progress[seat.number].is_stuck(now),
            "age_s": round(now - came, 1),
            "handed_in": seat.handed is not None,
            "program": seat.program is not None,
            "online": self.is_online(seat),
        }
