"""Who sits where. A seat is known by a secret that only its browser has; here lies no more than its digest."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count

from classroom.lesson import OwnProgram, Work
from classroom.relay import words as w
from classroom.relay.bounded import FULL, NOT_IN, Refused, is_whole
from classroom.relay.entry.nickname import clean_name, unlike

TOKEN_BYTES = 18
LONGEST_TOKEN = 100
UNUSED_S = 20.0  # a seat that nobody has sat down on for so long is given to another when all are taken


@dataclass(slots=True)
class HandedIn:
    """A work that was handed in; `at` is the time of day of the laptop."""

    receipt: str
    at: str
    collect_n: int

    def as_told(self) -> dict[str, str]:
        """What its page gets."""
        return {"receipt": self.receipt, "at": self.at}


@dataclass(slots=True)
class Seat:
    """One pupil's seat. `work` is what was saved last, `handed` what was handed in last.

    `program` is a program of the pupil's own that was handed in as `handed_program`: shown, and not marked.
    """

    number: int
    digest: str
    name: str
    picture: str
    joined_s: float = 0.0
    was_used: bool = False
    work: Work | None = None
    handed: HandedIn | None = None
    handed_work: Work | None = None
    handed_program: HandedIn | None = None
    program: OwnProgram | None = None
    hint: dict[str, object] | None = field(default=None)


class Seats:
    """All seats of a class. `now` is a clock in seconds."""

    def __init__(self, most: int, pictures: Sequence[str], now: Callable[[], float]) -> None:
        self.most, self._pictures, self._now = most, pictures, now
        self._by_number: dict[int, Seat] = {}
        self._by_digest: dict[str, Seat] = {}
        self._over: set[int] = set()  # numbers whose works lie on the disk

    def __iter__(self) -> Iterator[Seat]:
        return iter(sorted(self._by_number.values(), key=lambda seat: seat.number))

    def __len__(self) -> int:
        return len(self._by_number)

    def get(self, number: object) -> Seat | None:
        """The seat with this number."""
        return self._by_number.get(number) if is_whole(number, 1, 10_000) else None  # type: ignore[call-overload]

    def join(self, name: object, picture: object) -> tuple[Seat, str, Seat | None]:
        """A new seat, its token, and the unused seat that had to go for it. Raises Refused."""
        wanted = clean_name(name)
        gone = self._make_room()
        number = next(n for n in count(1) if n not in self._by_number and n not in self._over)
        token = secrets.token_urlsafe(TOKEN_BYTES)
        shown = (
            picture
            if isinstance(picture, str) and picture in self._pictures
            else self._pictures[number % len(self._pictures)]
        )
        called = unlike(wanted, [seat.name for seat in self])
        seat = Seat(number, digest_of(token), called, shown, self._now())
        self.add(seat)
        return seat, token, gone

    def add(self, seat: Seat) -> None:
        """A seat that was made before, such as one that was kept on the disk."""
        self._by_number[seat.number] = self._by_digest[seat.digest] = seat

    def of(self, token: str) -> Seat:
        """Whose token this is. Raises Refused."""
        seat = self._by_digest.get(digest_of(token)) if 0 < len(token) <= LONGEST_TOKEN else None
        if seat is None:
            raise Refused(NOT_IN, w.NO_SEAT, "seat")
        return seat

    def remove(self, seat: Seat) -> None:
        """Its token is worth nothing from now on."""
        del self._by_number[seat.number], self._by_digest[seat.digest]
        if seat.was_used:
            self._over.add(seat.number)

    @property
    def over(self) -> list[int]:
        """Numbers that are not given again."""
        return sorted(self._over)

    @over.setter
    def over(self, numbers: Iterable[int]) -> None:
        self._over = set(numbers)

    def rename(self, seat: Seat, name: object) -> None:
        """Raises Refused."""
        seat.name = unlike(clean_name(name), [each.name for each in self if each is not seat])

    def _make_room(self) -> Seat | None:
        if len(self) < self.most:
            return None
        unused = [seat for seat in self if not seat.was_used and self._now() - seat.joined_s >= UNUSED_S]
        if not unused:
            raise Refused(FULL, w.FULL(seats=self.most))
        gone = min(unused, key=lambda seat: seat.joined_s)
        self.remove(gone)
        return gone


def digest_of(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
