"""The board's page as a web app: HTML, one stream of moments out, orders in. Everything that comes in is checked."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from concurrent.futures import Future
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from classroom.board.orders import LARGEST, Offer
from classroom.single_board import words as w
from classroom.single_board.html import Page
from look.tokens import FOLDER as LOOK
from web.files import SHARED, Assets
from web.html import COOKIE, COOKIE_HOLDS_S, Words, asked_language
from web.same_origin import is_from_our_page
from web.server import LOOPBACK, Secured, Server, serving
from web.stream import EventResponse, Stream, encode

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import ASGIApp

STATIC = Path(__file__).parent / "static"
FOLDERS = {
    "look": LOOK,
    "shared": SHARED / "shared",
    "uplot": SHARED / "uplot",
    "classroom": Path(__file__).parents[1] / "static",
    "single_board": STATIC,
}
USUAL_COLUMNS = 700
ANSWER_S = 5.0  # an order is carried out within a slice; a run that hangs must not hang the page
Answer = Future[dict[str, Any]]
Carry = Callable[[Mapping[str, Any]], Answer]
Picture = Callable[[str, int], Answer]


class Watchers:
    """All open pages of one board. `show` may be called from any thread."""

    def __init__(self) -> None:
        self.stream = Stream()
        self._on_first: Callable[[], object] | None = None
        self._last: dict[str, dict[str, Any]] = {}
        self._loop: asyncio.AbstractEventLoop | None = None

    def on_first(self, do: Callable[[], object]) -> None:
        """Have this done when the first page comes."""
        self._on_first = do

    def show(self, moment: dict[str, Any], event: str = "now") -> None:
        """Send a moment to every page, and keep it for the next one that comes."""
        self._last[event] = moment
        self._soon(self.stream.send, event, moment)

    def close(self) -> None:
        """End all pages' streams, so that the server can stop."""
        self._soon(self.stream.close)

    def belong_to(self, loop: asyncio.AbstractEventLoop | None) -> None:
        """The server's event loop, or None when it ends."""
        self._loop = loop

    async def first(self) -> bytes:
        """What a page gets that has just come."""
        do, self._on_first = self._on_first, None
        if do is not None:
            do()
        return b"".join(encode(event, found) for event, found in tuple(self._last.items()))

    def _soon(self, do: Callable[..., object], *values: Any) -> None:
        loop = self._loop
        if loop is not None and not loop.is_closed():
            loop.call_soon_threadsafe(do, *values)


def board_app(
    page: Page, watchers: Watchers, offer: Offer, carry: Carry, picture: Picture, *, otherwise: str = "en"
) -> ASGIApp:
    """The app; `carry` takes an order and gives its answer, `picture` describes the curves. Needs starlette."""
    from starlette.applications import Starlette
    from starlette.routing import Route

    assets = Assets(FOLDERS)
    answers = _Answers(page, watchers, offer, (carry, picture), assets, otherwise)

    @asynccontextmanager
    async def lifespan(app: Any) -> AsyncIterator[None]:
        watchers.belong_to(asyncio.get_running_loop())
        try:
            yield
        finally:
            watchers.belong_to(None)

    routes = [
        Route("/", answers.page),
        Route("/words.json", answers.words),
        Route("/static/{digest}/{path:path}", assets.respond),
        Route("/api/run", answers.stream),
        Route("/api/picture", answers.picture),
        Route("/api/order", answers.order, methods=["POST"]),
    ]
    return Secured(Starlette(routes=routes, lifespan=lifespan))


@contextmanager
def serving_board(app: ASGIApp, watchers: Watchers, host: str = LOOPBACK, port: int = 0) -> Iterator[Server]:
    """Serve it inside the block. Raises HighlandError."""
    with serving(app, host, port, before_stop=watchers.close) as server:
        yield server


class _Answers:
    def __init__(
        self,
        page: Page,
        watchers: Watchers,
        offer: Offer,
        board: tuple[Carry, Picture],
        assets: Assets,
        otherwise: str,
    ) -> None:
        self._page, self._watchers, self._offer = page, watchers, offer
        self._carry, self._picture = board
        self._assets, self._otherwise = assets, otherwise

    def page(self, request: Request) -> Response:
        from starlette.responses import HTMLResponse

        words = self._words(request)
        headers = {"cache-control": "no-store", "vary": "cookie, accept-language"}
        response = HTMLResponse(self._page.html(words, self._assets), headers=headers)
        if request.query_params.get("lang"):
            response.set_cookie(COOKIE, words.lang, max_age=COOKIE_HOLDS_S, samesite="lax", httponly=True)
        return response

    def words(self, request: Request) -> Response:
        from starlette.responses import Response

        found = self._words(request).catalog(w.FOR_SCRIPT)
        content = json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode()
        return Response(content, media_type="application/json", headers={"cache-control": "no-cache"})

    async def stream(self, request: Request) -> Any:
        return EventResponse(self._watchers.stream, self._watchers.first)

    async def order(self, request: Request) -> Response:
        """Carry out what our own page orders; everything else is refused without a word."""
        from starlette.responses import JSONResponse, PlainTextResponse

        if not is_from_our_page(request):
            return PlainTextResponse("refused", 403)
        order = self._offer.read(await _body(request))
        if order is None:
            return PlainTextResponse("refused", 400)
        found = await _answer(self._carry(order))
        return JSONResponse(found, 503 if found is None else 409 if "error" in found else 200)

    async def picture(self, request: Request) -> Response:
        """The curves so far, for a plot of `?columns=` pixels."""
        from starlette.responses import JSONResponse

        columns = request.query_params.get("columns", "")
        wide = int(columns) if columns.isascii() and columns.isdigit() and len(columns) < 6 else USUAL_COLUMNS
        found = await _answer(self._picture(self._words(request).lang, wide))
        return JSONResponse(found, 503 if found is None else 200, {"cache-control": "no-store"})

    def _words(self, request: Request) -> Words:
        return Words(asked_language(request, self._otherwise))


async def _answer(coming: Answer) -> dict[str, Any] | None:
    """What comes, or None when nothing comes in time."""
    try:
        async with asyncio.timeout(ANSWER_S):
            return await asyncio.wrap_future(coming)
    except TimeoutError:
        return None


async def _body(request: Request) -> bytes:
    """At most one byte more than an order may have: a larger body is not read to its end."""
    found = b""
    async for chunk in request.stream():
        found += chunk
        if len(found) > LARGEST:
            break
    return found
