"""A class of forty as the laptop tells it, made by a generator, and a server that speaks as the laptop does."""

import asyncio
from contextlib import contextmanager
from pathlib import Path

import pytest

from classroom.teacher.site import STATIC, TeacherSite
from firmware.project import find
from look.tokens import FOLDER as LOOK
from tests.classroom.lesson.flame import FLAME
from web.files import SHARED, Assets
from web.server import Secured, serving
from web.stream import encode

PIN = "482913"
TREE = Path(__file__).parents[3]
FOLDERS = {
    "look": LOOK,
    "shared": SHARED / "shared",
    "uplot": SHARED / "uplot",
    "classroom": TREE / "classroom" / "static",
    "teacher": STATIC,
}
STATES = [("NORMAL", "work"), ("PREALARM", "caution"), ("ALARM", "danger"), ("FAULT", "fault"), ("WARMUP", "idle")]
EVIL = "<img src=x onerror=alert(1)>"
QR = ["".join(str((x * y + x) % 2) for x in range(29)) for y in range(29)]


def seats(count=40):
    """A wall on which everything occurs."""
    for seat in range(1, count + 1):
        state, meaning = STATES[seat * 7 % 11 % 5]
        yield {
            "seat": seat, "name": EVIL if seat == 7 else f"Nguyễn Lan {seat}", "picture": "buffalo", "state": state,
            "meaning": meaning, "step": seat % 7, "steps": 6, "error": "none_compared" if seat % 9 == 4 else None,
            "hand": seat in (10, 29), "stuck": seat in (13, 26), "age_s": 1, "handed_in": seat in (2, 3),
            "t_s": 60 * seat, "online": seat not in (38, 40),
        }  # fmt: skip


def told(project="gas_alarm", **more):
    """What the laptop says of the class as a whole."""
    return {
        "class": "8A", "project": project, "paused": False, "locked": False, "collected": False, "faults": [],
        "shown": None, "looked_at": None, "hint": None, "stage": {"at": 1, "went_s": 700},
        "projector": {"view": "join", "names": False}, "lesson": FLAME.for_class(),
        "join": {"address": "http://192.168.1.5:8000/", "word": "SONG-HONG", "qr": QR}, **more,
    }  # fmt: skip


def page_routes():
    """The pages of both, and their files, without those of pupils."""
    from starlette.responses import Response
    from starlette.routing import Route

    assets = Assets(FOLDERS)
    files = TeacherSite([find("gas_alarm")], assets).files()

    async def page(request):
        content, kind = files[request.path_params["path"]]
        return Response(content, media_type=kind)

    return [Route("/static/{digest}/{path:path}", assets.respond), Route("/{path}", page)]


class FakeLaptop:
    """Says to each page what it is told to say, and remembers what it was ordered."""

    def __init__(self):
        self.first = {"teacher": [], "projector": []}
        self.orders = []
        self.answers = {}
        self._open = set()
        self._loop = None

    def say(self, who, event, found):
        """To the pages that listen now."""
        for name, waiting in tuple(self._open):
            if name == who:
                self._loop.call_soon_threadsafe(waiting.put_nowait, encode(event, found))

    def app(self):
        from starlette.applications import Starlette
        from starlette.responses import JSONResponse, PlainTextResponse, StreamingResponse
        from starlette.routing import Route

        async def login(request):
            found = await request.json()
            return JSONResponse({"token": "t1"}) if found["pin"] == PIN else JSONResponse({}, 403)

        def stream(name, wanted):
            async def answer(request):
                if request.headers.get("authorization") != wanted:
                    return PlainTextResponse("", 401)
                return StreamingResponse(self._events(name), media_type="text/event-stream")

            return answer

        async def order(request):
            if request.headers.get("authorization") != "Teacher t1":
                return PlainTextResponse("", 401)
            self.orders.append(await request.json())
            return JSONResponse({})

        async def projector(request):
            return JSONResponse({"token": "p1"})

        async def work(request):
            found = self.answers.get(request.path_params["seat"])
            return JSONResponse(found or {"work": None, "changed": []})

        routes = [
            Route("/api/teacher/login", login, methods=["POST"]),
            Route("/api/teacher/stream", stream("teacher", "Teacher t1")),
            Route("/api/projector/stream", stream("projector", "Projector p1")),
            Route("/api/teacher/order", order, methods=["POST"]),
            Route("/api/teacher/projector", projector, methods=["POST"]),
            Route("/api/teacher/works/{seat}", work),
        ]
        return Secured(Starlette(routes=[*routes, *page_routes()]))

    async def _events(self, name):
        self._loop = asyncio.get_running_loop()
        mine = (name, asyncio.Queue())
        self._open.add(mine)
        try:
            yield b"".join(encode(event, found) for event, found in self.first[name])
            while (message := await mine[1].get()) is not None:
                yield message
        finally:
            self._open.discard(mine)

    def close(self):
        """End all streams."""
        for _, waiting in tuple(self._open):
            self._loop.call_soon_threadsafe(waiting.put_nowait, None)


@contextmanager
def fake_laptop():
    laptop = FakeLaptop()
    laptop.first["teacher"] = [("told", told()), ("wall", {"whole": True, "of": 40, "seats": list(seats())})]
    private = ("name", "error", "stuck", "picture")
    public = [{key: value for key, value in tile.items() if key not in private} for tile in seats()]
    laptop.first["projector"] = [("told", told()), ("wall", {"whole": True, "of": 40, "seats": public})]
    with serving(laptop.app(), before_stop=laptop.close) as server:
        laptop.url = server.url
        yield laptop


@pytest.fixture
def laptop():
    with fake_laptop() as found:
        yield found
