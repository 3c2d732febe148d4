"""What comes from a browser, read no further than it may be long; each refusal is a sentence with a status."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any, NoReturn

from classroom.relay import words as w
from devices import Message

if TYPE_CHECKING:
    from starlette.requests import Request

BAD, NOT_IN, FORBIDDEN, FULL, TOO_LARGE, LOCKED, TOO_MANY, NO_ROOM = 400, 401, 403, 409, 413, 423, 429, 507  # HTTP
DEEPEST = 6  # levels of a JSON value that is passed on


class Refused(Exception):
    """A request that is not carried out. `what` is its kind, for the teacher: size, word, pin, seat, work or rate."""

    def __init__(self, status: int, message: Message, what: str = "", wait_s: float = 0.0) -> None:
        super().__init__(message.key)
        self.status, self.message, self.what, self.wait_s = status, message, what, wait_s


async def body_of(request: Request, most: int) -> bytes:
    """The body; it is read while it comes, and refused as soon as it is too large. Raises Refused."""
    announced = request.headers.get("content-length", "")
    if announced.isascii() and announced.isdigit() and (len(announced) > 9 or int(announced) > most):
        raise Refused(TOO_LARGE, w.TOO_LARGE(most=most), "size")
    found = bytearray()
    async for chunk in request.stream():
        found += chunk
        if len(found) > most:
            raise Refused(TOO_LARGE, w.TOO_LARGE(most=most), "size")
    return bytes(found)


def table_of(raw: bytes) -> dict[str, Any]:
    """A JSON object without NaN. Raises Refused."""
    try:
        found = json.loads(raw.decode("utf-8"), parse_constant=_refuse)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise Refused(BAD, w.NOT_UNDERSTOOD, "work")
    return found


def fits(value: object, longest: int, deep: int = DEEPEST) -> bool:
    """Whether a JSON value may be passed on: flat enough, with short texts that can be written."""
    if isinstance(value, str):
        return is_text(value, longest)
    if isinstance(value, (dict, list)):
        inside = [*value, *value.values()] if isinstance(value, dict) else value
        return deep > 0 and all(fits(each, longest, deep - 1) for each in inside)
    return value is None or isinstance(value, bool) or is_number(value)


def is_text(value: object, longest: int) -> bool:
    """A text that can be encoded: no half of a character."""
    if not isinstance(value, str) or len(value) > longest:
        return False
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def is_number(value: object, low: float = -1e15, high: float = 1e15) -> bool:
    """A number, not a yes or no, between two bounds."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return False
    return low <= value <= high and math.isfinite(value)


def is_whole(value: object, low: int, high: int) -> bool:
    """A whole number between two bounds."""
    return isinstance(value, int) and not isinstance(value, bool) and low <= value <= high


def _refuse(name: str) -> NoReturn:
    raise ValueError(name)
