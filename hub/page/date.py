"""The page on which somebody who is logged in gives the hub the date of a phone or computer, once, while it has none.

Both dates are shown before and kept in the log. Whoever came by a link, or to a page without a password, is told how to
set it instead: a stranger sets nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element

from devices import Message
from devices.dates.source import HUB, NTP, PHONE, RTC, SYSTEM, UNSURE
from devices.dates.wall_clock import WallClock
from hub.access.page_access import PageAccess
from hub.page.frame import DATE_PATH, Frame
from hub.page.gate import ENTER, SESSION, cookies, form_of, is_ours
from web.connections import source_of
from web.html import document, h

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

SCRIPT = "club/date.js"

TITLE = Message("date.title", "The date of this hub")
OF_HUB = Message("date.of_hub", "This hub:")
OF_DEVICE = Message("date.of_device", "Your phone or computer:")
NO_SCRIPT = Message("date.no_script", "your browser runs no scripts here")
USE = Message("date.use", "Use the date of this device")
CHECK = Message(
    "date.check",
    "Look at both. The hub keeps this date until its computer is restarted or gets the date from the internet. Who "
    "gave it is written to the log.",
)
WHO = {
    NTP: Message("date.ntp", "Set by the internet."),
    RTC: Message("date.rtc", "Kept by a clock chip."),
    SYSTEM: Message("date.system", "The computer's own."),
    HUB: Message("date.hub", "Taken from another hub."),
    PHONE: Message("date.phone", "Given on this page. Devices take it from here."),
    UNSURE: Message("date.unsure", "Not set: it may be wrong."),
}
LOG_IN = Message("date.log_in", "To set it here, log in with the password of this page. A link is not enough.")
NO_PASSWORD = Message(
    "date.no_password",
    "This page has no password, so it takes the date from nobody. Give it one on the hub's computer with "
    "`highland hub password`, or set the clock there.",
)
TOO_LATE = Message("date.too_late", "The date was set in the meantime. Nothing was changed.")
BAD_DATE = Message("date.bad", "That date cannot be right. Nothing was changed. Check the date of your device.")
GIVEN = Message(
    "hub.date.given",
    "Somebody logged in at {address} set the date of this hub: from {before} to {after}. The computer's clock is left "
    "as it is.",
)


class DatePage:
    """Shows the hub's date and takes another one. `notify` gets the line for the log."""

    def __init__(
        self,
        clock: WallClock,
        access: PageAccess,
        frame: Callable[[Any], Frame],
        notify: Callable[[Message], None],
    ) -> None:
        self._clock, self._access, self._frame, self._notify = clock, access, frame, notify

    def routes(self) -> list[Route]:
        """The endpoints, behind the gate."""
        from starlette.routing import Route

        return [Route(DATE_PATH, self._show), Route(DATE_PATH, self._take, methods=["POST"])]

    def _show(self, request: Request) -> Response:
        return self._page(request, 200)

    async def _take(self, request: Request) -> Response:
        from starlette.concurrency import run_in_threadpool
        from starlette.responses import RedirectResponse

        if not is_ours(request) or not self._is_logged_in(request):
            return self._page(request, 403)
        form = await form_of(request)
        refused = await run_in_threadpool(self._give, form.get("ms", ""), request)
        if refused is not None:
            return self._page(request, 409, refused)
        return RedirectResponse(DATE_PATH, 303, {"cache-control": "no-store"})

    def _give(self, milliseconds: str, request: Request) -> Message | None:
        """Take the date; why not, if it cannot be taken."""
        before = self._clock.now()
        if self._clock.is_sure():
            return TOO_LATE
        if not milliseconds.isdecimal() or not self._clock.give(float(milliseconds[:20]) / 1000.0, PHONE):
            return BAD_DATE
        address = source_of(request.client.host if request.client else "").name
        self._notify(GIVEN(address=address, before=_written(before), after=_written(self._clock.now())))
        return None

    def _is_logged_in(self, request: Request) -> bool:
        return self._access.knows_session(cookies(request.scope).get(SESSION, ""))

    def _page(self, request: Request, status: int, trouble: Message | None = None) -> Response:
        from starlette.responses import HTMLResponse

        frame = self._frame(request)
        words, state = frame.words, self._clock.state()
        of_hub = h("p", words(OF_HUB), " ", frame.when(frame.now), ". ", words(WHO[state.source]))
        parts = [h("h1", words(TITLE)), of_hub]
        if not state.is_sure:
            parts.append(self._form(frame, request))
        if trouble is not None:
            parts.append(h("p", words(trouble), class_="trouble", role="alert"))
        content = document(frame.page(words(TITLE), DATE_PATH, "date-page", *parts, script=SCRIPT))
        return HTMLResponse(content, status, {"cache-control": "no-store"})

    def _form(self, frame: Frame, request: Request) -> Element:
        words = frame.words
        if self._access.is_open():
            return h("p", words(NO_PASSWORD))
        if not self._is_logged_in(request):
            return h("p", words(LOG_IN), " ", h("a", words(ENTER), href="/login"))
        return h(
            "form",
            h("p", words(OF_DEVICE), " ", h("span", words(NO_SCRIPT), id="device-date")),
            h("p", words(CHECK)),
            h("input", type="hidden", name="ms", id="device-ms", value=""),
            h("button", words(USE), type="submit", class_="main", disabled="", id="device-use"),
            action=DATE_PATH, method="post", class_="login", id="device-form",
        )  # fmt: skip


def _written(when: datetime) -> str:
    return f"{when:%d/%m/%Y %H:%M:%S}"
