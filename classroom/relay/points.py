"""Points that a teacher gives to what pupils wrote: a click beside the expected answer."""

from __future__ import annotations

from typing import Any

from classroom.lesson import Guided
from classroom.relay import words as w
from classroom.relay.bounded import BAD, FULL, Refused, is_whole
from classroom.relay.entry.seats import Seats


class Points:
    """By seat and question."""

    def __init__(self) -> None:
        self._given: dict[int, dict[str, int]] = {}

    def of(self, seat: int) -> dict[str, int]:
        """What one seat has."""
        return dict(self._given.get(seat, {}))

    def give(self, order: dict[str, Any], seats: Seats, lesson: Guided | None) -> None:
        """Carry an order out: `points` of None takes them back. Raises Refused."""
        most = {each.id: each.points for each in lesson.asked} if lesson is not None else {}
        question, points, seat = order.get("question"), order.get("points"), seats.get(order.get("seat"))
        if seat is None:
            raise Refused(FULL, w.NO_SUCH_SEAT(seat="?"))
        if not isinstance(question, str) or not most.get(question):
            raise Refused(BAD, w.NOT_UNDERSTOOD)
        if points is None:
            self._given.get(seat.number, {}).pop(question, None)
        elif is_whole(points, 0, most[question]):
            self._given.setdefault(seat.number, {})[question] = points
        else:
            raise Refused(BAD, w.NOT_UNDERSTOOD)

    def drop(self, seat: int) -> None:
        """The seat is gone."""
        self._given.pop(seat, None)

    def clear(self) -> None:
        """Another lesson."""
        self._given.clear()

    def as_json(self) -> dict[str, dict[str, int]]:
        """For the disk."""
        return {str(seat): dict(given) for seat, given in self._given.items() if given}

    def again(self, kept: object) -> None:
        """Go on from what was kept."""
        for seat, given in kept.items() if isinstance(kept, dict) else ():
            if str(seat).isdigit() and isinstance(given, dict):
                self._given[int(seat)] = {str(each): int(points) for each, points in given.items()}
