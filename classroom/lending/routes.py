"""What a page of the teacher asks to lend a place: POST what its law said, and get what the law is asked next.

Only a teacher's page may; what comes from it is a law's answer, and is checked as one (classroom/marks/values.py).
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Any

from classroom.lending.lender import POLL_S, TEXT, Lender, Lent, begun
from classroom.marks.sandbox import trouble
from classroom.relay.bounded import body_of, table_of
from classroom.relay.http.answers import answered, as_json, check_ours, source, token
from classroom.relay.running import RunningClass

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

PATH = "/api/teacher/law"
LARGEST = 6 * 256_000 + 1_000  # bytes: law_cell.js lets so many characters through, each escaped in six at most
TREE = Path(__file__).parents[2]
OURS = (
    "classroom/marks/__init__.py",
    *(f"classroom/marks/inside/{each}.py" for each in ("__init__", "in_browser", "law", "values")),
)
ENDS = ("endless", "broke")


class LawPages:
    """The pages of the teacher that lend places, as a part of a class. `board` is where a board's worker is."""

    def __init__(self, running: RunningClass, board: str) -> None:
        self.lender = Lender(running.soon)
        self.on_waiting: Callable[[], object] = lambda: None  # a page has nothing to do
        self._running, self._board = running, board
        running.needs_places = trouble() is not None
        self._ours = {each: (TREE / each).read_text(encoding="utf-8") for each in OURS}
        running.streams.others.append(self.lender)

    def routes(self) -> list[BaseRoute]:
        """For the app of the class. Needs starlette."""
        from starlette.routing import Route

        return [Route(PATH, answered(self._running, self._answer), methods=["POST"])]

    async def _answer(self, request: Request) -> Response:
        self._running.check_teacher(token(request, "Teacher"))
        check_ours(request)
        told = table_of(await body_of(request, LARGEST))
        lends = self.lender.seen(source(request).is_here)
        place = self.lender.place(told.get("job"))
        if place is None:
            return as_json(await self._next_place(request, lends) if "job" not in told else {"over": True})
        return as_json(await self._next_line(request, place, told))

    async def _next_place(self, request: Request, lends: bool) -> dict[str, Any]:
        if lends:
            self.on_waiting()
        found = await self._while_there(request, self.lender.wanted() if lends else asyncio.sleep(2.0 * POLL_S))
        if not found:
            return {}
        place: Lent = found[0]
        if await request.is_disconnected():
            self.lender.left(place, "left")
        return begun(place, self._board, self._ours)

    async def _next_line(self, request: Request, place: Lent, told: dict[str, Any]) -> dict[str, Any]:
        how, text = told.get("ended"), told.get("said")
        if how is not None:
            self.lender.left(place, how if how in ENDS else "left")
            return {"over": True}
        if isinstance(text, str):
            place.say(TEXT, text)
        found = await self._while_there(request, place.next_line())
        if not found:
            return {"job": place.number}
        if found[0] is None:
            self.lender.forget(place)
            return {"over": True}
        return {"job": place.number, "asked": found[0]}

    async def _while_there(self, request: Request, asked: Coroutine[Any, Any, Any]) -> tuple[Any, ...]:
        """What comes while the page listens and the class goes on; nothing when it takes too long."""
        coming, left, over = (
            asyncio.ensure_future(each) for each in (asked, request.receive(), self.lender.over.wait())
        )
        try:
            await asyncio.wait((coming, left, over), timeout=POLL_S, return_when=asyncio.FIRST_COMPLETED)
            return (coming.result(),) if coming.done() else ()
        finally:
            for each in (coming, left, over):
                each.cancel()
            await asyncio.gather(coming, left, over, return_exceptions=True)
