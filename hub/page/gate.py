"""The page's gate: asks for the password, takes a link, and gives nobody else anything but its own files."""

from __future__ import annotations

from collections.abc import Callable
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from devices import Message
from hub.access.page_access import PageAccess, Refused
from hub.page.frame import Frame
from web.connections import source_of
from web.html import document, h

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route
    from starlette.types import ASGIApp, Receive, Scope, Send

SESSION, LINK = "highland_session", "highland_link"  # cookies
LINK_S = 30 * 86_400  # how long a browser keeps a link's
LONGEST_BODY = 4096  # bytes
FREE = ("/static/", "/login", "/with/", "/words.json")

TITLE = Message("login.title", "This page has a password")
PASSWORD = Message("login.password", "Password")
ENTER = Message("login.enter", "Log in")
WRONG = Message("login.wrong", "That is not the password.")
LATER = Message("login.later", "Too many wrong passwords from this network. Try again in {seconds} s.")
NOT_VALID = Message("login.link", "This link is not valid any more. Ask for a new one, or log in.")


class Gate:
    """An ASGI app that answers 401 to whoever is not let in: a program with JSON, a person with the login page."""

    def __init__(self, app: ASGIApp, access: PageAccess, frame: Callable[[Any], Frame]) -> None:
        self._app, self._access, self._frame = app, access, frame

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith(FREE) or lets_in(self._access, scope):
            await self._app(scope, receive, send)
            return
        from starlette.requests import Request
        from starlette.responses import JSONResponse

        if scope["path"].startswith("/api/"):
            answer: Response = JSONResponse({"error": "log in first"}, 401, {"cache-control": "no-store"})
        else:
            answer = _page(self._frame(Request(scope)), 401)
        await answer(scope, receive, send)


def lets_in(access: PageAccess, scope: Scope) -> bool:
    """Whether this request comes from somebody who may see the page."""
    found = cookies(scope)
    return access.lets_in(found.get(SESSION, ""), found.get(LINK, ""))


def cookies(scope: Scope) -> dict[str, str]:
    """The cookies of a request; none where they cannot be read."""
    text = b"; ".join(value for name, value in scope["headers"] if name == b"cookie").decode("latin-1")
    try:
        return {name: each.value for name, each in SimpleCookie(text[:LONGEST_BODY]).items()}
    except CookieError:
        return {}


class Login:
    """Logging in and out, and coming by a link."""

    def __init__(self, access: PageAccess, frame: Callable[[Any], Frame]) -> None:
        self._access, self._frame = access, frame

    def routes(self) -> list[Route]:
        """The endpoints; all are open to everybody."""
        from starlette.routing import Route

        return [
            Route("/login", self._ask),
            Route("/login", self._login, methods=["POST"]),
            Route("/logout", self._logout, methods=["POST"]),
            Route("/with/{token}", self._by_link),
        ]

    def _ask(self, request: Request) -> Response:
        return _page(self._frame(request), 200)

    async def _login(self, request: Request) -> Response:
        from starlette.concurrency import run_in_threadpool

        if not is_ours(request):
            return _page(self._frame(request), 403)
        password = (await form_of(request)).get("password", "")
        address = source_of(request.client.host if request.client else "").name
        found = await run_in_threadpool(self._access.login, password, address)
        frame = self._frame(request)
        if isinstance(found, Refused):
            if found.wait_s > 0.0:
                seconds = int(found.wait_s) + 1
                return _page(frame, 429, frame.words(LATER, seconds=seconds), {"retry-after": str(seconds)})
            return _page(frame, 401, frame.words(WRONG))
        return _home(SESSION, found, None)

    def _logout(self, request: Request) -> Response:
        if is_ours(request):
            self._access.logout(request.cookies.get(SESSION, ""))
        return _home(SESSION, "", 0)

    def _by_link(self, request: Request) -> Response:
        token = request.path_params["token"]
        if self._access.is_open():
            return _home(LINK, "", 0)
        if not self._access.knows_link(token):
            frame = self._frame(request)
            return _page(frame, 401, frame.words(NOT_VALID))
        return _home(LINK, token, LINK_S)


def _home(cookie: str, value: str, holds_s: int | None) -> Response:
    """To the overview; a cookie without `holds_s` ends with the browser."""
    from starlette.responses import RedirectResponse

    answer = RedirectResponse("/", 303, {"cache-control": "no-store"})
    answer.set_cookie(cookie, value, max_age=holds_s, httponly=True, samesite="lax")
    return answer


def _page(frame: Frame, status: int, trouble: str = "", headers: dict[str, str] | None = None) -> Response:
    from starlette.responses import HTMLResponse

    words, title = frame.words, frame.words(TITLE)
    form = h(
        "form",
        h("label", words(PASSWORD), for_="password"),
        h("input", type="password", name="password", id="password", autocomplete="current-password", required=""),
        h("button", words(ENTER), type="submit", class_="main"),
        h("p", trouble, class_="trouble", role="alert") if trouble else None,
        action="/login", method="post", class_="login",
    )  # fmt: skip
    content = document(frame.page(title, "/login", "login-page", h("h1", title), form))
    return HTMLResponse(content, status, {"cache-control": "no-store", **(headers or {})})


def is_ours(request: Request) -> bool:
    """A browser names the origin of a POST (Fetch standard): another site's form is refused."""
    origin = urlsplit(request.headers.get("origin", ""))
    return origin.scheme in ("http", "https") and origin.netloc == request.headers.get("host")


async def form_of(request: Request) -> dict[str, str]:
    """The fields of a form, of each the first; none where there are more than ours can have."""
    try:
        found = parse_qs((await _body(request)).decode("utf-8", "replace"), max_num_fields=4)
    except ValueError:
        return {}
    return {name: values[0] for name, values in found.items()}


async def _body(request: Request) -> bytes:
    """The first bytes of a body; a longer one is cut."""
    found = b""
    async for piece in request.stream():
        found += piece
        if len(found) > LONGEST_BODY:
            return b""
    return found
