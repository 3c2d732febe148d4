"""What the pages of the teacher and of the projector ask."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import parse_qs

from classroom.lesson import Guided, Work, lesson_named
from classroom.relay import orders
from classroom.relay import words as w
from classroom.relay.answers import answers_of
from classroom.relay.bounded import FORBIDDEN, FULL, TOO_MANY, Refused, body_of, table_of
from classroom.relay.http.answers import NOT_KEPT, as_json, check_ours, lang, source, token
from classroom.relay.running import RunningClass
from web.same_origin import is_same_origin
from web.stream import EventResponse, encode

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

SMALL = 1_000  # bytes of a login


class Reports(Protocol):
    """What is made of handed-in works at the end; other rooms make it."""

    def csv(self, lang: str) -> bytes:
        """One line a pupil."""

    def pages(self, lang: str) -> bytes:
        """To print: HTML with its style inside."""

    def lessons(self) -> tuple[Guided, ...]:
        """All that a class can do."""

    def changed(self, work: Work) -> list[dict[str, Any]]:
        """What a pupil changed, file by file."""


class Teachers:
    """The answers to teachers."""

    def __init__(self, running: RunningClass, reports: Reports) -> None:
        self._running, self._reports = running, reports

    async def login(self, request: Request) -> Response:
        check_ours(request)
        asked = table_of(await body_of(request, SMALL))
        return as_json({"token": self._running.login(source(request), asked.get("pin"))})

    async def stream(self, request: Request) -> Any:
        mine = self._check(request)
        running = self._running

        async def first() -> bytes:
            found = {
                "wall": running.wall.whole(),
                "told": running.told_teacher(),
                "trouble": running.trouble.as_json(running.pins.wrong),
                "errors": {"errors": running.errors()},
                "marks": {"seats": list(running.marks.values())},
            }
            return b"".join(encode(event, each) for event, each in found.items())

        return EventResponse(running.streams.teachers, first, lambda: running.is_teacher(mine))

    async def order(self, request: Request) -> Response:
        self._check(request)
        check_ours(request)
        order = table_of(await body_of(request, orders.LARGEST))
        if not self._running.limits.orders.take("all"):
            raise Refused(TOO_MANY, w.SLOW_DOWN(wait_s=1.0), "rate", 1.0)
        if order.get("do") == "lesson":
            await self._running.open_lesson(await asyncio.to_thread(self._lesson, order.get("name")))
        else:
            self._running.order(order)
        return as_json({})

    def _lesson(self, name: object) -> Guided | None:
        """One of the lessons that are offered; None for free work. Raises Refused."""
        if name is None:
            return None
        if name not in [each.name for each in self._reports.lessons()]:
            raise Refused(FULL, w.NO_SUCH_LESSON)
        return lesson_named(str(name))

    async def lessons(self, request: Request) -> Response:
        """Which there are."""
        self._check(request)
        asked = lang(request.query_params.get("lang"))
        found = await asyncio.to_thread(self._reports.lessons)
        return as_json({"lessons": [each.offered(asked) for each in found]})

    async def answers(self, request: Request) -> Response:
        """What everybody wrote, by question, beside what is expected."""
        self._check(request)
        return as_json(answers_of(self._running, lang(request.query_params.get("lang"))))

    async def work(self, request: Request) -> Response:
        self._check(request)
        seat = self._running.seats.get(request.path_params["seat"])
        if seat is None:
            raise Refused(FULL, w.NO_SUCH_SEAT(seat=request.path_params["seat"]))
        work = seat.handed_work or seat.work
        handed = seat.handed
        return as_json(
            {
                "work": work and work.as_json(),
                "receipt": handed and handed.receipt,
                "at": handed and handed.at,
                "changed": [] if work is None else self._reports.changed(work),
                "program": seat.program
                and seat.handed_program
                and seat.program.as_json() | seat.handed_program.as_told(),
            }
        )

    async def csv(self, request: Request) -> Response:
        from starlette.responses import Response

        self._check(request)
        content = await asyncio.to_thread(self._reports.csv, lang(request.query_params.get("lang")))
        headers = NOT_KEPT | {"content-disposition": 'attachment; filename="highland.csv"'}
        return Response(content, 200, headers, "text/csv; charset=utf-8")

    async def pages(self, request: Request) -> Response:
        """To print. A form opens it, so that no token stands in an address."""
        from starlette.responses import Response

        if not is_same_origin(request):
            raise Refused(FORBIDDEN, w.NOT_OUR_PAGE)
        form = parse_qs((await body_of(request, SMALL)).decode("utf-8", "replace"), max_num_fields=4)
        self._running.check_teacher(form.get("token", [""])[0])
        content = await asyncio.to_thread(self._reports.pages, lang(form.get("lang", [""])[0]))
        policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; frame-ancestors 'none'"
        return Response(content, 200, NOT_KEPT | {"content-security-policy": policy}, "text/html; charset=utf-8")

    async def projector(self, request: Request) -> Response:
        self._check(request)
        check_ours(request)
        return as_json({"token": self._running.projector()})

    async def projector_stream(self, request: Request) -> Any:
        running = self._running
        running.check_projector(token(request, "Projector"))

        async def first() -> bytes:
            whole = running.wall.whole()
            wall = whole | {"seats": [running.for_projector(each) for each in whole["seats"]]}
            seen = running.shown()
            shown = b"" if seen is None else encode("shown", seen)
            return encode("told", running.told_projector()) + encode("wall", wall) + shown

        return EventResponse(running.streams.projectors, first)

    def _check(self, request: Request) -> str:
        found = token(request, "Teacher")
        self._running.check_teacher(found)
        return found
