"""What a message about a program may be: known orders, known keys, each of its type and size."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from classroom.session import asked
from classroom.session.refused import TOO_LARGE, Refused
from devices import Message

LONGEST_S = 86_400.0
SPEEDS = (0.1, 1000.0)  # virtual seconds a second
LONGEST_LINE = 1_000  # letters of an answer to input()
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,39}\.py")
PART = re.compile(r"gpio([0-9]|1[0-9]|2[0-7])|(?!gpio)[a-z][a-z0-9_]{1,30}")
PIN = re.compile(r"gpio([0-9]|1[0-9]|2[0-7])")
PLUG = re.compile(r"(gpio\d{1,2}|0x[0-9a-f]{2}|ce\d|uart|usb\d|acm\d)=[a-z][a-z0-9_]{1,39}")
MOST_PLUGS = 12
WORLDS = ("still", "room")

WRONG_NAME = Message("program.wrong_name", "A program's name has letters, digits and _, and ends in .py.")


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_part(value: Any) -> bool:
    return isinstance(value, str) and PART.fullmatch(value) is not None


def _is_pin(value: Any) -> bool:
    return isinstance(value, str) and PIN.fullmatch(value) is not None


def _is_felt(value: Any) -> bool:
    return isinstance(value, bool) or (asked.is_number(value) and abs(value) < 1e9)


def _is_speed(value: Any) -> bool:
    return asked.is_number(value) and SPEEDS[0] <= value <= SPEEDS[1]


def _is_span(value: Any) -> bool:
    return asked.is_number(value) and 0 < value <= LONGEST_S


def _is_line(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST_LINE


def _are_plugs(value: Any) -> bool:
    """Texts such as gpio17=button. Whether there is such a part, the program's board says."""
    return (
        isinstance(value, list)
        and len(value) <= MOST_PLUGS
        and all(isinstance(each, str) and PLUG.fullmatch(each) for each in value)
    )


MAY: Mapping[str, Mapping[str, asked.Fits]] = {
    "program": {
        "text": _is_text, "name": _is_text, "for_s": _is_span, "speed": _is_speed, "lang": asked.is_language,
        "seed": asked.is_seed, "world": lambda value: value in WORLDS, "plugs": _are_plugs,
    },
    "push": {"part": _is_part, "down": asked.is_yes_or_no},
    "rest": {"part": _is_pin, "high": asked.is_yes_or_no},
    "feel": {"name": asked.is_name, "value": _is_felt},
    "say": {"text": _is_line},
    "stop": {},
}  # fmt: skip
NOT_NEEDED = {"program": ("name", "for_s", "speed", "lang", "seed", "world", "plugs")}


def is_for_a_program(message: Any) -> bool:
    """Whether the message is for a program, and not for a project's board."""
    return isinstance(message, dict) and isinstance(message.get("do"), str) and message["do"] in MAY


def is_program(message: Any) -> bool:
    """Whether it is the message that brings a program."""
    return is_for_a_program(message) and message["do"] == "program"


def checked(message: Any) -> Mapping[str, Any]:
    """The message, when it is an order of the right form. Raises Refused."""
    found = asked.checked(message, MAY, NOT_NEEDED)
    if found["do"] == "program":
        if NAME.fullmatch(found.get("name", "program.py")) is None:
            raise Refused(WRONG_NAME)
        try:
            size = len(found["text"].encode())
        except UnicodeEncodeError:  # half a letter
            size = asked.MOST_BYTES + 1
        if size > asked.MOST_BYTES:
            raise Refused(TOO_LARGE(most_kb=asked.MOST_KB))
    return found
