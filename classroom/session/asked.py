"""What a message to a session may be: known orders, known keys, each of its type and size. Nothing else comes through.

Names that only a project can know (its buttons, files, settings) are checked where they are used.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from math import isfinite
from typing import Any

from classroom.session.refused import LACKS, NOT_FIT, NOT_KNOWN, TOO_LARGE, Refused
from messages import LANGUAGES

LONGEST_NAME = 100  # letters
MOST_VALUES = 100
MOST_FILES = 12
MOST_PLANNED = 12  # faults, and presses, of one run
UNITS = ("calibrated", "uncalibrated", "ideal")
MOST_KB = 64  # of text in all
MOST_BYTES = MOST_KB * 1024
LARGEST_LINE = 4 * MOST_BYTES  # letters of one message as JSON: a letter may be written as \\u and four digits
LONGEST_S = 31 * 86_400.0
LONGEST_TICK_S = 3600.0
WIDEST = 10_000  # pixels
SEEDS = 2**53  # JavaScript counts no further

Fits = Callable[[Any], bool]


def is_name(value: Any) -> bool:
    """Whether it is a short text."""
    return isinstance(value, str) and 0 < len(value) <= LONGEST_NAME


def is_number(value: Any) -> bool:
    """Whether it is a finite number."""
    return isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) < 1e300 and isfinite(value)


def _is_span(value: Any) -> bool:
    return is_number(value) and 0 < value <= LONGEST_S


def is_seed(value: Any) -> bool:
    """Whether it is a whole number that JavaScript can count to."""
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < SEEDS


def _is_columns(value: Any) -> bool:
    return is_number(value) and 0 < value <= WIDEST


def is_yes_or_no(value: Any) -> bool:
    """Whether it is yes or no."""
    return isinstance(value, bool)


def is_language(value: Any) -> bool:
    """Whether we speak it."""
    return isinstance(value, str) and value in LANGUAGES


def _is_values(value: Any) -> bool:
    return _is_table(value, MOST_VALUES) and all(isinstance(each, bool) or is_number(each) for each in value.values())


def _is_settings(value: Any) -> bool:
    """Of a lesson: it may also say a date or a place."""
    return _is_table(value, MOST_VALUES) and all(
        isinstance(each, bool) or is_number(each) or is_name(each) for each in value.values()
    )


def _is_files(value: Any) -> bool:
    return _is_table(value, MOST_FILES) and all(each is None or isinstance(each, str) for each in value.values())


def _is_planned(value: Any) -> bool:
    """Faults or presses with their times, as texts."""
    return isinstance(value, list) and len(value) <= MOST_PLANNED and all(is_name(each) for each in value)


def _is_tick(value: Any) -> bool:
    return is_number(value) and 0.1 <= value <= LONGEST_TICK_S


def _is_units(value: Any) -> bool:
    return isinstance(value, str) and value in UNITS


def _is_table(value: Any, most: int) -> bool:
    return isinstance(value, dict) and len(value) <= most and all(is_name(each) for each in value)


MAY: Mapping[str, Mapping[str, Fits]] = {  # what an order may have beside `do` and `id`
    "begin": {
        "project": is_name, "seed": is_seed, "lang": is_language, "settings": _is_settings, "files": _is_files,
        "speed": is_number, "paused": is_yes_or_no, "faults": _is_planned, "presses": _is_planned, "units": _is_units,
        "tick_s": _is_tick,
    },
    "pause": {}, "resume": {}, "next": {}, "restart": {}, "mend_all": {},
    "speed": {"to": is_number},
    "run_for": {"s": _is_span},
    "press": {"button": is_name},
    "break": {"fault": is_name},
    "mend": {"fault": is_name},
    "settings": {"values": _is_values},
    "limits": {"values": _is_values},
    "files": {"files": _is_files},
    "picture": {"columns": _is_columns},
    "check": {"s": _is_span},
    "numbers": {},
}  # fmt: skip
NOT_NEEDED = {
    "begin": ("seed", "lang", "settings", "files", "speed", "paused", "faults", "presses", "units", "tick_s"),
    "picture": ("columns",),
}


def id_of(message: Any) -> str | int | None:
    """What the answer to this message is to be called, or None."""
    found = message.get("id") if isinstance(message, dict) else None
    if isinstance(found, bool) or not isinstance(found, (str, int)):
        return None
    return found if len(str(found) if isinstance(found, str) else hex(found)) <= LONGEST_NAME else None


def checked(
    message: Any,
    all_orders: Mapping[str, Mapping[str, Fits]] = MAY,
    not_needed: Mapping[str, tuple[str, ...]] = NOT_NEEDED,
) -> Mapping[str, Any]:
    """The message, when it is an order of the right form. Raises Refused."""
    do = message.get("do") if isinstance(message, dict) else None
    if not isinstance(do, str) or do not in all_orders:
        raise Refused(NOT_KNOWN)
    may = all_orders[do]
    for name, value in message.items():
        if name in ("do", "id"):
            continue
        if name not in may:
            raise Refused(NOT_KNOWN)
        if not may[name](value):
            raise Refused(NOT_FIT(do=do, name=name))
    for name in may:
        if name not in message and name not in not_needed.get(do, ()):
            raise Refused(LACKS(do=do, name=name))
    if "files" in message:
        check_size(message["files"])
    found: Mapping[str, Any] = message
    return found


def check_size(files: Mapping[str, str | None]) -> None:
    """Refuse more text than a pupil's work may have. Raises Refused."""
    try:
        size = sum(len(text.encode()) for text in files.values() if text is not None)
    except UnicodeEncodeError:  # half a letter
        raise Refused(NOT_FIT(do="files", name="files")) from None
    if size > MOST_BYTES:
        raise Refused(TOO_LARGE(most_kb=MOST_KB))


def message_of(line: str | bytes) -> Any:
    """The message in a line of JSON, for whatever carries lines. Raises Refused."""
    if len(line) > LARGEST_LINE:
        raise Refused(TOO_LARGE(most_kb=MOST_KB))
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        raise Refused(NOT_KNOWN) from None
