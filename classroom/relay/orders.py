"""What a teacher orders, checked, and what each pupil's page is told of it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Any

from classroom.relay import words as w
from classroom.relay.bounded import BAD, FULL, Refused, is_text
from classroom.relay.clock import LessonClock
from classroom.relay.entry.seats import HandedIn, Seat, Seats

LARGEST = 4_000  # bytes of an order
LONGEST_HINT = 300  # characters
VIEWS = ("join", "wall", "question", "board", "clock")  # of the projector
KEPT = ("paused", "locked", "collected", "collect_n", "faults", "fault_n", "hint_n", "lesson_n", "view", "names")


class Orders:
    """The state that orders change. `removed` is called with a seat that a teacher takes away."""

    def __init__(
        self, seats: Seats, clock: LessonClock, faults: Collection[str], removed: Callable[[Seat], object]
    ) -> None:
        self._seats, self._clock, self._possible, self._removed = seats, clock, faults, removed
        self.paused = self.locked = self.collected = self.names = False
        self.collect_n = self.fault_n = self.hint_n = self.lesson_n = 0
        self.faults: list[str] = []
        self.hint: dict[str, Any] | None = None
        self.shown: int | None = None
        self.looked_at: int | None = None
        self.view = "join"
        self._plain: dict[str, dict[str, Any]] = {
            "pause": {"paused": True},
            "go_on": {"paused": False},
            "lock": {"locked": True},
            "unlock": {"locked": False},
            "reopen": {"collected": False},
            "unshow": {"shown": None},
        }
        self._others: dict[str, Callable[[dict[str, Any]], None]] = {
            "collect": self._collect,
            "fault": self._fault,
            "mend": self._mend,
            "hint": self._hint,
            "show": self._show,
            "look": self._look,
            "stage": lambda order: self._clock.go_to(order.get("to")),
            "remove": self._remove,
            "rename": lambda order: self._seats.rename(self._seat(order), order.get("name")),
            "projector": self._project,
        }

    def carry(self, order: dict[str, Any]) -> None:
        """Carry one out. Raises Refused."""
        do = order.get("do")
        if isinstance(do, str) and do in self._plain:
            for name, value in self._plain[do].items():
                setattr(self, name, value)
        elif isinstance(do, str) and do in self._others:
            self._others[do](order)
        else:
            raise Refused(BAD, w.NOT_UNDERSTOOD)

    def begin_lesson(self) -> None:
        """Another lesson: nothing is broken, paused or collected any more."""
        self.paused = self.collected = False
        self.faults, self.hint, self.shown = [], None, None
        self.fault_n += 1
        self.lesson_n += 1
        self.view = "question" if self._clock.lesson is not None else "join"

    def is_watched(self, seat: Seat) -> bool:
        """Whether anybody looks at this board."""
        return seat.number in (self.shown, self.looked_at)

    def may_hand_in(self, last: HandedIn | None) -> bool:
        """After collecting, each seat may once more, however late it comes; until the teacher opens the class again."""
        return not self.collected or last is None or last.collect_n < self.collect_n

    def for_seat(self, seat: Seat) -> dict[str, Any]:
        """What one pupil's page is told."""
        return {
            "name": seat.name,
            "paused": self.paused,
            "locked": self.locked,
            "faults": list(self.faults),
            "fault_n": self.fault_n,
            "hint": self._hint_of(seat),
            "shown": seat.number == self.shown,
            "send_board": self.is_watched(seat),
            "stage": self._clock.as_json(),
            "collected": self.collected,
            "collect_n": self.collect_n,
            "lesson_n": self.lesson_n,
        }

    def for_all(self) -> dict[str, Any]:
        """What everybody may see, on the projector too."""
        return {
            "paused": self.paused,
            "locked": self.locked,
            "shown": self.shown,
            "stage": self._clock.as_json(),
            "projector": {"view": self.view, "names": self.names},
        }

    def for_teacher(self) -> dict[str, Any]:
        """The whole state."""
        return self.for_all() | {
            "collected": self.collected,
            "faults": list(self.faults),
            "looked_at": self.looked_at,
            "hint": self.hint,
        }

    def as_json(self) -> dict[str, Any]:
        """What is kept on the disk."""
        return {name: getattr(self, name) for name in KEPT} | {"hint": self.hint}

    def again(self, kept: dict[str, Any]) -> None:
        """Go on from what was kept."""
        for name in KEPT:
            if type(kept.get(name)) is type(getattr(self, name)):
                setattr(self, name, kept[name])
        self.faults = [each for each in self.faults if each in self._possible]
        self.hint = kept.get("hint")

    def _seat(self, order: dict[str, Any]) -> Seat:
        seat = self._seats.get(order.get("seat"))
        if seat is None:
            shown = order.get("seat") if isinstance(order.get("seat"), int) else "?"
            raise Refused(FULL, w.NO_SUCH_SEAT(seat=shown))
        return seat

    def _collect(self, order: dict[str, Any]) -> None:
        self.collected = True
        self.collect_n += 1

    def _fault(self, order: dict[str, Any]) -> None:
        fault = order.get("fault")
        if not isinstance(fault, str) or fault not in self._possible:
            raise Refused(FULL, w.NO_SUCH_FAULT(fault=fault[:40] if is_text(fault, 1000) else "?"))  # type: ignore[index]
        if fault not in self.faults:
            self.faults.append(fault)
        self.fault_n += 1

    def _mend(self, order: dict[str, Any]) -> None:
        fault = order.get("fault")
        self.faults = [] if fault is None else [each for each in self.faults if each != fault]
        self.fault_n += 1

    def _hint(self, order: dict[str, Any]) -> None:
        text, numbers = order.get("text"), order.get("seats")
        if not is_text(text, LONGEST_HINT):
            raise Refused(BAD, w.NOT_UNDERSTOOD)
        if numbers is not None and not isinstance(numbers, list):
            raise Refused(BAD, w.NOT_UNDERSTOOD)
        chosen = None if numbers is None else [self._seat({"seat": each}) for each in numbers[: 2 * self._seats.most]]
        self.hint_n += 1
        told = None if chosen is None else [seat.number for seat in chosen]
        hint = {"n": self.hint_n, "text": text, "seats": told}
        self.hint = hint if text else None
        meant: Iterable[Seat] = self._seats if chosen is None else chosen
        for seat in meant:
            seat.hint = {"n": self.hint_n, "text": text}

    def _hint_of(self, seat: Seat) -> dict[str, Any] | None:
        """The newest that is meant for this pupil; who came later gets the one for all."""
        found = seat.hint
        if self.hint is not None and self.hint["seats"] is None and (found is None or found["n"] < self.hint["n"]):
            found = {"n": self.hint["n"], "text": self.hint["text"]}
        return found if found is not None and found["text"] else None

    def _show(self, order: dict[str, Any]) -> None:
        self.shown = self._seat(order).number
        self.view = "board"

    def _look(self, order: dict[str, Any]) -> None:
        self.looked_at = None if order.get("seat") is None else self._seat(order).number

    def _remove(self, order: dict[str, Any]) -> None:
        seat = self._seat(order)
        self._seats.remove(seat)
        self.shown = None if self.shown == seat.number else self.shown
        self.looked_at = None if self.looked_at == seat.number else self.looked_at
        self._removed(seat)

    def _project(self, order: dict[str, Any]) -> None:
        view, names = order.get("view", self.view), order.get("names", self.names)
        if view not in VIEWS or not isinstance(names, bool):
            raise Refused(BAD, w.NOT_UNDERSTOOD)
        self.view, self.names = view, names
