"""Whether a request that changes something comes from our own page, and from no other site in the same browser."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from starlette.requests import Request

JSON = "application/json"  # a form of another site cannot send it without asking first, and we never allow that


def is_from_our_page(request: Request) -> bool:
    """The browser names the page's own origin (Fetch standard: a POST always does), and the body is JSON."""
    is_json = request.headers.get("content-type", "").partition(";")[0].strip().lower() == JSON
    return is_json and is_same_origin(request)


def is_same_origin(request: Request) -> bool:
    """The same for a form of our own page."""
    origin = urlsplit(request.headers.get("origin", ""))
    return origin.scheme in ("http", "https") and origin.netloc == request.headers.get("host")
