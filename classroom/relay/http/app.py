"""The relay as a web app: who asks is known by a header, what comes is read no further than it may be long.

A header and not a cookie: a pupil's own program runs in that pupil's browser, and has the cookies of the page.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Any

from classroom.relay.http.answers import Answer, answered
from classroom.relay.http.pupils import Pupils
from classroom.relay.http.teachers import Reports, Teachers
from classroom.relay.running import RunningClass

if TYPE_CHECKING:
    from starlette.routing import BaseRoute
    from starlette.types import ASGIApp

TICK_S = 0.5  # so that the teacher sees a tile within a second
KEEP_S = 5.0


def class_app(running: RunningClass, reports: Reports, more: Sequence[BaseRoute] = ()) -> ASGIApp:
    """The app of one class; `more` are the routes of its pages. Needs starlette."""
    from starlette.applications import Starlette
    from starlette.routing import Route

    pupils, teachers = Pupils(running), Teachers(running, reports)

    @asynccontextmanager
    async def lifespan(app: Any) -> AsyncIterator[None]:
        running.belong_to(asyncio.get_running_loop())
        tasks = [asyncio.create_task(_every(TICK_S, running.tick)), asyncio.create_task(_every(KEEP_S, running.flush))]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await running.flush()
            running.close()

    def route(path: str, answer: Answer, *methods: str) -> Route:
        return Route(path, answered(running, answer), methods=list(methods or ("GET",)))

    routes = [
        route("/api/seat/tile", pupils.tile, "POST"),  # first: forty a second
        route("/api/class", pupils.about),
        route("/api/lesson", pupils.lesson),
        route("/api/join", pupils.join, "POST"),
        route("/api/rejoin", pupils.rejoin, "POST"),
        route("/api/seat/stream", pupils.stream),
        route("/api/seat/work", pupils.work, "PUT"),
        route("/api/seat/hand_in", pupils.hand_in, "POST"),
        route("/api/seat/hand_in_program", pupils.hand_in_program, "POST"),
        route("/api/seat/board", pupils.board, "POST"),
        route("/api/teacher/login", teachers.login, "POST"),
        route("/api/teacher/stream", teachers.stream),
        route("/api/teacher/order", teachers.order, "POST"),
        route("/api/teacher/works/{seat:int}", teachers.work),
        route("/api/teacher/lessons", teachers.lessons),
        route("/api/teacher/answers", teachers.answers),
        route("/api/teacher/result.csv", teachers.csv),
        route("/api/teacher/pages.html", teachers.pages, "POST"),
        route("/api/teacher/projector", teachers.projector, "POST"),
        route("/api/projector/stream", teachers.projector_stream),
    ]
    return Starlette(routes=[*routes, *more], lifespan=lifespan)


async def _every(period_s: float, do: Callable[[], Any]) -> None:
    while True:
        await asyncio.sleep(period_s)
        found = do()
        if found is not None:
            with suppress(OSError):
                await found
