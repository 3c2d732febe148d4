"""What pupils' pages ask: a seat, its stream, and what they send."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from classroom.lesson import LARGEST as LARGEST_WORK
from classroom.lesson import Work, read_program, read_work
from classroom.lesson.work import WorkError
from classroom.relay import words as w
from classroom.relay.bounded import BAD, TOO_MANY, Refused, body_of, fits, table_of
from classroom.relay.entry.seats import Seat
from classroom.relay.entry.slowing import Slowing
from classroom.relay.http.answers import as_json, check_ours, lang, nothing, source, token
from classroom.relay.running import RunningClass
from classroom.relay.wall import tile
from web.stream import EventResponse, encode

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

SMALL = 1_000  # bytes of a join
LARGEST_MOMENT = 3_000  # bytes of a board that is looked at
LONGEST_TEXT = 400  # characters in it


class Pupils:
    """The answers to pupils."""

    def __init__(self, running: RunningClass) -> None:
        self._running = running

    async def about(self, request: Request) -> Response:
        return as_json(self._running.about())

    async def lesson(self, request: Request) -> Response:
        """The class's lesson, for a page in that language."""
        found = self._running.lesson
        return as_json(None if found is None else found.for_pupils(lang(request.query_params.get("lang"))))

    async def join(self, request: Request) -> Response:
        check_ours(request)
        asked = table_of(await body_of(request, SMALL))
        return as_json(await self._running.join(source(request), asked))

    async def rejoin(self, request: Request) -> Response:
        check_ours(request)
        seat = self._seat(request)
        return as_json(self._running.welcome(seat, token(request, "Seat")))

    async def stream(self, request: Request) -> Any:
        seat, running = self._seat(request), self._running

        async def first() -> bytes:
            return encode("told", running.orders.for_seat(seat))

        return EventResponse(
            running.streams.of_seat(seat.number), first, lambda: running.seats.get(seat.number) is seat
        )

    async def tile(self, request: Request) -> Response:
        seat = self._let_in(request, self._running.limits.tiles)
        self._running.tile(seat, tile.read_tile(await body_of(request, tile.LARGEST)))
        return nothing()

    async def work(self, request: Request) -> Response:
        seat = self._let_in(request, self._running.limits.works)
        self._running.save(seat, await self._read_work(request))
        return nothing()

    async def hand_in(self, request: Request) -> Response:
        seat = self._let_in(request, self._running.limits.hand_ins)
        return as_json(await self._running.hand_in(seat, await self._read_work(request)))

    async def hand_in_program(self, request: Request) -> Response:
        seat = self._let_in(request, self._running.limits.hand_ins)
        raw = await body_of(request, LARGEST_WORK)
        try:
            program = read_program(raw)
        except WorkError as error:
            raise Refused(BAD, error.message, "work") from None
        return as_json(await self._running.hand_in_program(seat, program))

    async def board(self, request: Request) -> Response:
        seat = self._let_in(request, self._running.limits.boards)
        moment = table_of(await body_of(request, LARGEST_MOMENT))
        if not fits(moment, LONGEST_TEXT):
            raise Refused(BAD, w.NOT_UNDERSTOOD, "work")
        self._running.board(seat, moment)
        return nothing()

    def _seat(self, request: Request) -> Seat:
        return self._running.seats.of(token(request, "Seat"))

    def _let_in(self, request: Request, limit: Slowing) -> Seat:
        seat = self._seat(request)
        if not limit.take(seat.number):
            wait_s = limit.wait_s(seat.number)
            raise Refused(TOO_MANY, w.SLOW_DOWN(wait_s=wait_s), "rate", wait_s)
        check_ours(request)
        return seat

    async def _read_work(self, request: Request) -> Work:
        raw = await body_of(request, LARGEST_WORK)
        try:
            return read_work(raw)
        except WorkError as error:
            raise Refused(BAD, error.message, "work") from None
