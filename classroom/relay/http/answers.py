"""What all answers of the relay share: who asks, JSON, and refusals in both languages."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from classroom.lesson.lesson import in_all
from classroom.relay import words as w
from classroom.relay.bounded import FORBIDDEN, Refused
from classroom.relay.running import RunningClass
from web.connections import Source, source_of
from web.same_origin import JSON, is_from_our_page

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

NOT_KEPT = {"cache-control": "no-store"}
Answer = Callable[["Request"], Awaitable[Any]]


def answered(running: RunningClass, answer: Answer) -> Answer:
    """The answer, or a refusal in both languages, which the teacher sees too."""

    async def answered(request: Request) -> Any:
        try:
            return await answer(request)
        except Refused as refused:
            if refused.what:
                running.trouble.see(source(request).name, refused.what)
            return refusal(refused)

    return answered


def refusal(refused: Refused) -> Response:
    """The answer to what is refused. `connection: close`: what is still on its way is not read."""
    headers = {"connection": "close"}
    if refused.wait_s > 0.0:
        headers["retry-after"] = f"{refused.wait_s + 0.5:.0f}"
    return as_json({"error": in_all(refused.message)}, refused.status, headers)


def check_ours(request: Request) -> None:
    """Raises Refused for a request that another site made this browser send."""
    if not is_from_our_page(request):
        raise Refused(FORBIDDEN, w.NOT_OUR_PAGE)


def token(request: Request, kind: str) -> str:
    """The token of an authorization of that kind; empty when there is none."""
    given, _, token = request.headers.get("authorization", "").partition(" ")
    return token if given == kind else ""


def source(request: Request) -> Source:
    """Where it comes from."""
    return source_of(request.client.host if request.client else "")


def lang(asked: str | None) -> str:
    """One of our languages; Vietnamese where another was asked for."""
    return "en" if asked == "en" else "vi"


def as_json(found: Any, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """An answer that no browser keeps."""
    from starlette.responses import Response

    content = json.dumps(found, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
    return Response(content, status, NOT_KEPT | (headers or {}), JSON)


def nothing() -> Response:
    """Done, and nothing to say."""
    from starlette.responses import Response

    return Response(status_code=204)
