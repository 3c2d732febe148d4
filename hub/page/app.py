"""The club's page: pages for people, JSON for programs, one stream of news. It only shows; it switches nothing."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable, Collection, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from devices import Message
from devices.dates.wall_clock import WallClock
from hub.access.page_access import PageAccess
from hub.access.rules import is_known_as
from hub.page import compare, plain
from hub.page import words as w
from hub.page.api import Api
from hub.page.date import DatePage
from hub.page.door import Door
from hub.page.frame import Frame
from hub.page.gate import SESSION, Gate, Login, cookies, lets_in
from hub.page.news import News, event_json
from hub.page.series import summary_json
from hub.store.interface import Store, StoreError
from look.tokens import FOLDER as LOOK
from telemetry.record import REAL, SIM
from web.connections import Connections
from web.files import SHARED, Assets
from web.html import COOKIE, COOKIE_HOLDS_S, Words, asked_language
from web.server import LOOPBACK, Secured, Server, serving
from web.stream import EventResponse

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import ASGIApp

STATIC = Path(__file__).parent / "static"


def club_app(
    store: Store,
    news: News,
    *,
    club: str = "",
    names: Collection[str] = (),
    otherwise: str = "vi",
    door: Door | None = None,
    access: PageAccess | None = None,
    clock: WallClock | None = None,
    notify: Callable[[Message], None] = lambda message: None,
) -> ASGIApp:
    """The app. `club` is its title, `names` further host names it is asked under, `otherwise` the default language,
    `door` where nodes come in, `access` who may see it (everybody), `clock` the hub's date, `notify` gets what its
    keeper should know.

    Code that writes into the store calls `news.changed(node)`. Needs starlette.
    """
    from starlette.applications import Starlette
    from starlette.middleware.gzip import GZipMiddleware
    from starlette.responses import HTMLResponse
    from starlette.routing import Route

    assets = Assets({"look": LOOK, "shared": SHARED / "shared", "uplot": SHARED / "uplot", "club": STATIC})
    may = access or PageAccess(None)
    date = clock or WallClock()
    pages = _Pages(store, news, assets, club, otherwise, door or Door(), may, date)
    api = Api(store, news)

    @asynccontextmanager
    async def lifespan(app: Any) -> AsyncIterator[None]:
        await news.push()
        task = asyncio.create_task(news.run())
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def stream(request: Request) -> Any:
        return EventResponse(news.stream, news.first, lambda: lets_in(may, request.scope))

    routes = [
        Route("/", pages.overview),
        Route("/node/{node}", pages.node),
        Route("/compare", pages.compare),
        Route("/events", pages.events),
        Route("/summary", pages.summary),
        Route("/words.json", pages.words),
        Route("/static/{digest}/{path:path}", assets.respond),
        *api.routes(),
        *Login(may, pages.frame).routes(),
        *DatePage(date, may, pages.frame, notify).routes(),
        Route("/api/stream", stream),
    ]

    async def no_store(request: Request, error: Exception) -> Response:
        return HTMLResponse(plain.no_store(pages.frame(request)), 503, {"cache-control": "no-store"})

    app = Starlette(routes=routes, lifespan=lifespan, exception_handlers={StoreError: no_store})
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=6)
    return Secured(Gate(app, may, pages.frame), names)


@contextmanager
def serving_club(
    store: Store,
    host: str = LOOPBACK,
    port: int = 0,
    *,
    club: str = "",
    names: Collection[str] = (),
    news: News | None = None,
    connections: Connections | None = None,
    door: Door | None = None,
    access: PageAccess | None = None,
    clock: WallClock | None = None,
    notify: Callable[[Message], None] = lambda message: None,
) -> Iterator[tuple[Server, News]]:
    """Serve the page inside the block: (server with `url`, news with `changed(node)`). Raises HighlandError."""
    news = news or News(store, time.time if clock is None else clock.wall)
    app = club_app(store, news, club=club, names=names, door=door, access=access, clock=clock, notify=notify)
    with serving(app, host, port, before_stop=news.close, connections=connections) as server:
        yield server, news


EVENTS, EVENTS_OF_BOTH = 50, 500  # on the page of a node, and among how many of both kinds they are looked for


class _Pages:
    """The pages for people. Each is a plain function: Starlette runs it in a thread, since the store may wait."""

    def __init__(
        self,
        store: Store,
        news: News,
        assets: Assets,
        club: str,
        otherwise: str,
        door: Door,
        access: PageAccess,
        date: WallClock,
    ) -> None:
        self._store, self._news, self._assets, self._door, self._access = store, news, assets, door, access
        self._club, self._otherwise, self._date = club, otherwise, date

    def overview(self, request: Request) -> Response:
        """All nodes."""
        return self._html(request, plain.overview(self.frame(request), self._news.nodes(), self._door))

    def node(self, request: Request) -> Response:
        """One node; `?provenance=` chooses where a node has sent both kinds."""
        frame, name = self.frame(request), request.path_params["node"]
        view = self._news.node(name) if is_known_as(name) else None
        if view is None:
            return self._html(request, plain.no_node(frame, name), 404)
        kinds = {kind for kind in (REAL, SIM) if self._store.extent(name, kind)} | {view["provenance"]} - {""}
        asked = request.query_params.get("provenance", "")
        provenance = asked if asked in kinds else view["provenance"]
        found = self._store.events(node=name, limit=EVENTS_OF_BOTH)
        events = [event_json(each) for each in found if each.provenance == provenance][:EVENTS]
        others = [each for each in (REAL, SIM) if each in kinds and each != provenance]
        return self._html(request, plain.node_page(frame, view, provenance, others, events))

    def compare(self, request: Request) -> Response:
        """Some nodes in one plot."""
        asked = request.query_params
        found = compare.quantities(self._store.nodes(), self._store.series())
        quantity = compare.chosen(found, compare.asked_key(asked))
        return self._html(request, compare.page(self.frame(request), found, quantity, set(asked.getlist("node"))))

    def events(self, request: Request) -> Response:
        """What happened."""
        events = [event_json(each) for each in self._store.events(limit=200)]
        return self._html(request, plain.events_page(self.frame(request), events))

    def summary(self, request: Request) -> Response:
        """The last day."""
        found = summary_json(self._store, self._news.now() - 86_400, self._news.now())
        return self._html(request, plain.summary_page(self.frame(request), found))

    def words(self, request: Request) -> Response:
        """The page's words in `?lang=`; a new version of the page asks under a new address."""
        from starlette.responses import Response

        found = self.frame(request).words.catalog(w.ALL)
        content = json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode()
        return Response(content, media_type="application/json", headers={"cache-control": "no-cache"})

    def frame(self, request: Request) -> Frame:
        """The frame of a page for this reader."""
        words = Words(asked_language(request, self._otherwise))
        is_logged_in = self._access.knows_session(cookies(request.scope).get(SESSION, ""))
        return Frame(self._assets, words, self._club, self._news.now(), is_logged_in, self._date.is_sure())

    def _html(self, request: Request, content: bytes, status: int = 200) -> Response:
        from starlette.responses import HTMLResponse

        response = HTMLResponse(content, status, {"cache-control": "no-store", "vary": "cookie, accept-language"})
        if request.query_params.get("lang"):
            lang = asked_language(request, self._otherwise)
            response.set_cookie(COOKIE, lang, max_age=COOKIE_HOLDS_S, samesite="lax", httponly=True)
        return response
