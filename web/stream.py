"""Server-sent events: encoded once, the same bytes for every browser.

A browser that reads too slowly is disconnected, not waited for; it reconnects by itself and gets the whole state.
One address has a share of the places, as large as a class behind one router, and the last quarter of all places is for
addresses that have few: no two of them can take the page away from everybody else.
"""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from web.connections import FEW, PER_ADDRESS, Source, source_of

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

MAX_WAITING = 32  # messages a browser may be behind
MAX_BROWSERS = 200
OF_ADDRESS = PER_ADDRESS // 2  # pages; forty pupils behind one router, half of them with a second page
KEPT_FREE = 4  # the last 1/4 of all places is for addresses with few pages
KEEP_ALIVE_S = 15.0  # a comment when nothing else is sent: shorter than the timeouts of proxies and phones
LET_GO_S = 60.0  # how long a disconnected browser may still read what was sent
ASK_AGAIN_MS = 2000

FULL, TOO_MANY = 503, 429  # HTTP: all places are taken; this address has its share
REASONS = {
    FULL: b"All places for live pages are taken. Close pages that nobody looks at, and try again.\n",
    TOO_MANY: b"Too many live pages from this address. Close some, or start the hub with a larger --per-address.\n",
}
HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
]


def encode(event: str, found: Any) -> bytes:
    """One message: its name and a JSON value. Raises ValueError for NaN, which no browser reads."""
    data = json.dumps(found, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return f"event: {event}\ndata: {data}\n\n".encode()


class Browser:
    """One open page, and the messages that wait for it."""

    def __init__(self, max_waiting: int, source: Source) -> None:
        self.source = source
        self.waiting: asyncio.Queue[bytes | None] = asyncio.Queue(max_waiting)
        self.let_go = asyncio.Event()

    def end(self) -> None:
        """Send nothing more, not even what is queued."""
        while not self.waiting.empty():
            self.waiting.get_nowait()
        self.waiting.put_nowait(None)
        self.let_go.set()


class Stream:
    """All open pages of one kind. Everything here belongs to the server's event loop."""

    def __init__(
        self,
        *,
        max_waiting: int = MAX_WAITING,
        max_browsers: int = MAX_BROWSERS,
        of_address: int = OF_ADDRESS,
        keep_alive_s: float = KEEP_ALIVE_S,
    ) -> None:
        self.dropped = 0
        self.max_browsers, self.of_address, self.keep_alive_s = max_browsers, of_address, keep_alive_s
        self._of: Counter[str] = Counter()  # pages by address, those that are being disconnected too
        self._max_waiting = max_waiting
        self._browsers: set[Browser] = set()
        self._connected = 0
        self._closed = False

    @property
    def browsers(self) -> int:
        """How many pages listen."""
        return len(self._browsers)

    def refuses(self, source: Source) -> int:
        """Why no further page from there may listen: FULL or TOO_MANY; 0 when it may. This machine has no share."""
        mine = self._of[source.name]
        if self._closed or self._connected >= self.max_browsers:
            return FULL
        if source.is_here:
            return 0
        is_scarce = self._connected >= self.max_browsers - self.max_browsers // KEPT_FREE
        return TOO_MANY if mine >= self.of_address or (is_scarce and mine >= FEW) else 0

    def send(self, event: str, found: Any) -> None:
        """Give it to every page that listens; never waits."""
        if self._browsers:
            self.send_bytes(encode(event, found))

    def send_bytes(self, message: bytes) -> None:
        """The same for a message that is encoded already."""
        for browser in tuple(self._browsers):
            try:
                browser.waiting.put_nowait(message)
            except asyncio.QueueFull:
                self.dropped += 1
                self._browsers.discard(browser)
                browser.end()

    def join(self, source: Source) -> Browser:
        """A page begins to listen."""
        browser = Browser(self._max_waiting, source)
        self._connected += 1
        self._of[source.name] += 1
        self._browsers.add(browser)
        return browser

    def leave(self, browser: Browser) -> None:
        """A page has left."""
        self._connected -= 1
        self._browsers.discard(browser)
        self._of[browser.source.name] -= 1
        if not self._of[browser.source.name]:
            del self._of[browser.source.name]

    def close(self) -> None:
        """End all, so that the server can stop at once."""
        self._closed = True
        for browser in tuple(self._browsers):
            self._browsers.discard(browser)
            browser.end()


class EventResponse:
    """The answer to a page that wants to listen: `first` gives the whole state, then come the news (ASGI).

    A HEAD request only asks whether it may. While `still` says no, nothing more is sent and the stream ends.
    """

    def __init__(
        self, stream: Stream, first: Callable[[], Awaitable[bytes]], still: Callable[[], bool] = lambda: True
    ) -> None:
        self._stream, self._first, self._still = stream, first, still

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send until the page leaves, is disconnected, or the stream is closed."""
        source = source_of((scope.get("client") or ("",))[0])
        refused = self._stream.refuses(source)
        if refused or scope["method"] == "HEAD":
            headers = [(b"content-type", b"text/plain"), (b"retry-after", b"10"), (b"cache-control", b"no-store")]
            await send({"type": "http.response.start", "status": refused or 200, "headers": headers})
            await send({"type": "http.response.body", "body": REASONS.get(refused, b"")})
            return
        browser = self._stream.join(source)  # before `first`, so that nothing is lost between the two
        tasks = [
            asyncio.create_task(self._pump(browser, send)),
            asyncio.create_task(_gone(receive)),
            asyncio.create_task(_let_go(browser)),
        ]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._stream.leave(browser)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _pump(self, browser: Browser, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
        message: bytes | None = b"retry: %d\n\n" % ASK_AGAIN_MS + await self._first()
        while message is not None and self._still():
            await send({"type": "http.response.body", "body": message, "more_body": True})
            try:
                async with asyncio.timeout(self._stream.keep_alive_s):
                    message = await browser.waiting.get()
            except TimeoutError:
                message = b": still here\n\n"
        await send({"type": "http.response.body", "body": b""})


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _let_go(browser: Browser) -> None:
    await browser.let_go.wait()
    await asyncio.sleep(LET_GO_S)
