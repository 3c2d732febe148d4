"""The running class: seats, wall, orders and works together, without a word of HTTP.

All of it belongs to the server's event loop; only the disk is written elsewhere, by one thread.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import secrets
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime
from typing import Any

from classroom.lesson import Guided, OwnProgram, Work
from classroom.relay import words as w
from classroom.relay.bounded import LOCKED, NO_ROOM, NOT_IN, TOO_MANY, Refused
from classroom.relay.clock import LessonClock
from classroom.relay.entry.limits import Limits
from classroom.relay.entry.pin import PinGuard, WordGuard
from classroom.relay.entry.seats import HandedIn, Seat, Seats, digest_of
from classroom.relay.keep import Keeper
from classroom.relay.options import ClassOptions, Join
from classroom.relay.orders import Orders
from classroom.relay.points import Points
from classroom.relay.saved import as_kept, go_on_from
from classroom.relay.streams import Streams
from classroom.relay.trouble import Trouble
from classroom.relay.wall.errors import common_errors
from classroom.relay.wall.tile import Tile
from classroom.relay.wall.wall import Wall
from devices.os_errors import cause
from firmware.project import find
from web.connections import Source

MOST_TEACHERS = 20  # logins that are remembered, the newest


class RunningClass:
    """One class. `now` and `date` are clocks; `on_handed_in` is told of each work that was handed in."""

    def __init__(
        self,
        options: ClassOptions,
        keeper: Keeper,
        now: Callable[[], float] = time.monotonic,
        date: Callable[[], datetime] = datetime.now,
    ) -> None:
        self.options, self.now, self._date = options, now, date
        self.lesson, self.project = options.lesson, options.project
        self.points = Points()
        self.join_by = Join()
        self.streams = Streams()
        self.seats = Seats(options.seats, options.pictures, now)
        self.clock = LessonClock(options.lesson, now)
        self.orders = Orders(self.seats, self.clock, options.faults, self._removed)
        self.wall = Wall(self.seats, now, self.streams.listens)
        self.trouble = Trouble(date)
        self.limits = Limits(now)
        self.pins, self.word = PinGuard(options.pin, now), WordGuard(options.word, now)
        self.teachers: list[str] = []  # digests of their tokens
        self.projectors: list[str] = []
        self.marks: dict[int, dict[str, Any]] = {}
        self.needs_places = False  # for laws, in pages of the teacher: classroom/lending
        self.on_handed_in: Callable[[int, Work], object] = lambda seat, work: None
        self.on_collected: Callable[[], object] = lambda: None
        self.on_lesson: Callable[[], object] = lambda: None
        self._keeper = keeper
        self._disk = ThreadPoolExecutor(1, "keep")
        self._unsaved: dict[int, Work] = {}
        self._saving = asyncio.Lock()
        self._wanted = self._flushed = 0
        self._loop: asyncio.AbstractEventLoop | None = None
        self._told: dict[int, dict[str, Any]] = {}
        self._sent_errors: list[dict[str, Any]] = []
        self._seen: dict[str, Any] | None = None  # the last moment of a board that somebody looks at

    # Pupils

    def about(self) -> dict[str, Any]:
        """What a page may know before somebody has joined."""
        options = self.options
        return {
            "class": options.name,
            "lesson": self.lesson and self.lesson.name,
            "lesson_n": self.orders.lesson_n,
            "project": self.project and self.project.name,
            "lang": options.lang,
            "seats": options.seats,
            "pictures": list(options.pictures),
            "open": not self.orders.locked,
        }

    async def join(self, source: Source, asked: Mapping[str, Any]) -> dict[str, Any]:
        """A seat for somebody who knows the word. Raises Refused."""
        if not self.limits.joins.take(source.name):
            wait_s = self.limits.joins.wait_s(source.name)
            raise Refused(TOO_MANY, w.SLOW_DOWN(wait_s=wait_s), "rate", wait_s)
        self.word.check(source, asked.get("word"))
        if self.orders.locked:
            raise Refused(LOCKED, w.LOCKED)
        seat, token, gone = self.seats.join(asked.get("name"), asked.get("picture"))
        if gone is not None:
            self._removed(gone)
        self.wall.sit(seat)
        await self.flush()
        return self.welcome(seat, token)

    def welcome(self, seat: Seat, token: str) -> dict[str, Any]:
        """What a page gets that has a seat."""
        return {
            "seat": seat.number,
            "token": token,
            "name": seat.name,
            "picture": seat.picture,
            "saved": seat.work and seat.work.as_json(),
            "handed_in": seat.handed and seat.handed.as_told(),
            "handed_program": seat.handed_program and seat.handed_program.as_told(),
        }

    def tile(self, seat: Seat, tile: Tile) -> None:
        """A pupil's board says how it is."""
        seat.was_used = True
        self.wall.see(seat, tile)

    def save(self, seat: Seat, work: Work) -> None:
        """On the disk within five seconds."""
        seat.was_used, seat.work = True, work
        self._unsaved[seat.number] = work
        self.wall.done(seat)

    async def hand_in(self, seat: Seat, work: Work) -> dict[str, str]:
        """On the disk when this returns the receipt. Raises Refused."""
        handed = await self._kept(seat, seat.handed, work)
        self.save(seat, work)
        seat.handed, seat.handed_work = handed, work
        self.on_handed_in(seat.number, work)
        return handed.as_told()

    async def hand_in_program(self, seat: Seat, program: OwnProgram) -> dict[str, str]:
        """The same for a program of the pupil's own, which nobody marks. Raises Refused."""
        seat.handed_program = await self._kept(seat, seat.handed_program, program)
        seat.was_used, seat.program = True, program
        self.wall.done(seat)
        return seat.handed_program.as_told()

    async def _kept(self, seat: Seat, last: HandedIn | None, found: Work | OwnProgram) -> HandedIn:
        if not self.orders.may_hand_in(last):
            raise Refused(LOCKED, w.COLLECTED)
        handed = HandedIn(receipt_of(found), f"{self._date():%H:%M}", self.orders.collect_n)
        kept = {"seat": seat.number, "name": seat.name, **handed.as_told(), "collect_n": handed.collect_n}
        try:
            await self._on_disk(self._keeper.write_handed_in, seat.number, kept, found)
        except OSError as error:
            self.trouble.see("disk", "disk")
            raise Refused(NO_ROOM, w.CANNOT_KEEP(reason=cause(error)), "disk") from None
        return handed

    def board(self, seat: Seat, moment: dict[str, Any]) -> None:
        """A moment of a board that somebody looks at. Raises Refused when nobody does."""
        if not self.orders.is_watched(seat):
            raise Refused(LOCKED, w.NOT_SHOWN)
        found = {"seat": seat.number, "project": self.wall.tile(seat).project, "moment": moment}
        self._seen = found
        self.streams.teachers.send("shown", found)
        if seat.number == self.orders.shown:
            self.streams.projectors.send("shown", found)

    def shown(self) -> dict[str, Any] | None:
        """What the board on the projector showed last: one that stands still sends no more."""
        return self._seen if self._seen is not None and self._seen["seat"] == self.orders.shown else None

    # Teachers

    def login(self, source: Source, pin: object) -> str:
        """A token for who knows the PIN. Raises Refused."""
        self.pins.check(source, pin)
        return _new_token(self.teachers)

    def projector(self) -> str:
        """A token that shows no private thing, for the machine at the projector."""
        return _new_token(self.projectors)

    def is_teacher(self, token: str) -> bool:
        """Whether this token is one of the newest logins."""
        return bool(token) and digest_of(token) in self.teachers

    def check_teacher(self, token: str) -> None:
        """Raises Refused."""
        if not self.is_teacher(token):
            raise Refused(NOT_IN, w.LOG_IN, "seat")

    def check_projector(self, token: str) -> None:
        """Raises Refused."""
        if not token or digest_of(token) not in self.projectors:
            raise Refused(NOT_IN, w.LOG_IN, "seat")

    def order(self, order: dict[str, Any]) -> None:
        """Carry out what a teacher orders, and tell everybody. Raises Refused."""
        collected, shown = self.orders.collect_n, self.orders.shown
        if order.get("do") == "points":
            self.points.give(order, self.seats, self.lesson)
        else:
            self.orders.carry(order)
        self.tell()
        if self.orders.shown != shown and (seen := self.shown()) is not None:
            self.streams.projectors.send("shown", seen)
        if self.orders.collect_n != collected:
            self.on_collected()

    async def open_lesson(self, lesson: Guided | None) -> None:
        """The whole class does this lesson now, or free work. Works that were there are set aside on the disk."""
        await self.flush()
        await self._on_disk(self._keeper.set_aside, self.lesson.name if self.lesson is not None else "free")
        self.lesson = lesson
        self.project = None if lesson is None else find(lesson.project)
        self.clock.begin(lesson)
        self.orders.begin_lesson()
        self.points.clear()
        self.marks.clear()
        for seat in self.seats:
            seat.work = seat.handed = seat.handed_work = seat.hint = seat.handed_program = seat.program = None
            self.wall.begin_anew(seat)
        self.on_lesson()
        self.streams.teachers.send("marks", {"whole": True, "seats": []})
        self.tell()
        await self.flush()

    def mark(self, seat: int, found: dict[str, Any]) -> None:
        """What the marks say of one seat's work."""
        self.marks[seat] = {"seat": seat, **found}
        self.streams.teachers.send("marks", {"seats": [self.marks[seat]]})

    def told_teacher(self) -> dict[str, Any]:
        """What the teacher's page shows beside the wall."""
        return self.orders.for_teacher() | self._about_lesson() | {"lend": self.needs_places}

    def told_projector(self) -> dict[str, Any]:
        """The same without anything private."""
        here = sum(self.wall.is_online(seat) for seat in self.seats)
        return self.orders.for_all() | self._about_lesson() | {"here": here}

    def errors(self) -> list[dict[str, Any]]:
        """The common errors of the class."""
        return common_errors(((seat.number, self.wall.tile(seat)) for seat in self.seats), self.options.words_of)

    # By the clock

    def tell(self) -> None:
        """Send each page what is new for it."""
        for seat in self.seats:
            told = self.orders.for_seat(seat)
            if told != self._told.get(seat.number):
                self._told[seat.number] = told
                self.streams.tell(seat.number, "told", told)
        self.streams.teachers.send("told", self.told_teacher())
        self.streams.projectors.send("told", self.told_projector())

    def tick(self) -> None:
        """Send the changes of the wall; twice a second."""
        for seat in self.seats:
            seat.was_used = seat.was_used or self.streams.listens(seat.number)
        changes = self.wall.changes()
        if changes is not None:
            self.streams.teachers.send("wall", changes)
            if self.streams.projectors.browsers:
                public = [self.for_projector(each) for each in changes["seats"]]
                self.streams.projectors.send("wall", {"seats": public})
        errors = self.errors()
        if errors != self._sent_errors:
            self._sent_errors = errors
            self.streams.teachers.send("errors", {"errors": errors})
        if self.trouble.is_new():
            self.streams.teachers.send("trouble", self.trouble.as_json(self.pins.wrong))

    def for_projector(self, entry: dict[str, Any]) -> dict[str, Any]:
        """A tile for the whole room: never an error, and a name only while the teacher wants it."""
        keys = ["seat", "gone", "state", "meaning", "step", "steps", "hand", "online", "handed_in", "project"]
        keys += ["name", "picture"] if self.orders.names else []
        return {key: entry[key] for key in keys if key in entry}

    async def flush(self) -> None:
        """Everything that has changed is on the disk when this returns; many who wait share one writing."""
        self._wanted += 1
        mine = self._wanted
        async with self._saving:
            if self._flushed >= mine:
                return
            self._flushed = self._wanted
            kept, works = as_kept(self), self._unsaved
            self._unsaved = {}
            try:
                await self._on_disk(self._write, kept, works)
            except OSError:
                self._unsaved = works | self._unsaved
                self.trouble.see("disk", "disk")

    def again(self) -> None:
        """Go on from what the keeper has. Raises HighlandError."""
        go_on_from(self, self._keeper)

    def belong_to(self, loop: asyncio.AbstractEventLoop) -> None:
        """The server's event loop."""
        self._loop = loop

    def soon(self, do: Callable[..., object], *values: Any) -> None:
        """Have this done on the event loop; from any thread, also when it has ended."""
        if self._loop is not None and not self._loop.is_closed():
            with suppress(RuntimeError):  # closed in between
                self._loop.call_soon_threadsafe(do, *values)

    def end(self) -> None:
        """End all streams, so that the server can stop; from any thread."""
        self.soon(self.streams.close)

    def close(self) -> None:
        """Wait for the disk."""
        self._disk.shutdown(wait=True)

    def _write(self, kept: dict[str, Any], works: Mapping[int, Work]) -> None:
        self._keeper.write_works(works)
        self._keeper.write_class(kept)

    async def _on_disk(self, do: Callable[..., None], *values: Any) -> None:
        await asyncio.get_running_loop().run_in_executor(self._disk, do, *values)

    def _removed(self, seat: Seat) -> None:
        if self._seen is not None and self._seen["seat"] == seat.number:
            self._seen = None
        self.wall.leave(seat)
        self.streams.remove(seat.number)
        self._told.pop(seat.number, None)
        self.marks.pop(seat.number, None)
        self.points.drop(seat.number)
        self._unsaved.pop(seat.number, None)

    def _about_lesson(self) -> dict[str, Any]:
        options, join = self.options, self.join_by
        return {
            "class": options.name,
            "project": self.project and self.project.name,
            "lesson": self.lesson and self.lesson.for_class(),
            "join": {"address": join.address, "word": options.word, "qr": list(join.qr)},
        }


def receipt_of(work: Work | OwnProgram) -> str:
    """Four letters that the pupil can compare with the teacher's list; the same work has the same."""
    found = json.dumps(work.as_json(), sort_keys=True, ensure_ascii=False).encode()
    return hashlib.sha256(found).hexdigest()[:4].upper()


def _new_token(known: list[str]) -> str:
    token = secrets.token_urlsafe(24)
    known.append(digest_of(token))
    del known[:-MOST_TEACHERS]
    return token
