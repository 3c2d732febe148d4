"""A module of Python's own that this Python lacks: a browser is sent a part of the library only."""

from __future__ import annotations

import sys

from devices import Message

NOT_IN_A_BROWSER = Message(
    "script.hint.not_in_a_browser",
    "{name} comes with Python, but not with the Python of a browser. On a Raspberry Pi it is there.",
)


def not_in_a_browser(name: str) -> bool:
    """Whether that module is missing only because this Python runs in a browser."""
    return sys.platform == "emscripten" and name.partition(".")[0] in sys.stdlib_module_names
