"""A module that is missing only because this Python runs in a browser: why, and what to do."""

from __future__ import annotations

import sys

from devices import Message

NOT_IN_A_BROWSER = Message(
    "script.hint.not_in_a_browser",
    "{name} comes with Python, but not with the Python of a browser. On a Raspberry Pi it is there.",
)
NO_PROCESSES = Message(
    "script.hint.no_processes_in_a_browser",
    "A browser cannot start other processes, so {name} is not there. Use `threading` instead. On a computer, "
    "`highland script` runs this program as it is.",
)
NO_SERVERS = Message(
    "script.hint.no_servers_in_a_browser",
    "A program in a browser cannot serve web pages, so {name} is not there. On a computer, `highland script` runs this "
    "program as it is.",
)
NOT_ON_THE_LAPTOP = Message(
    "script.hint.not_on_the_laptop",
    "The laptop of the class does not have the library {name}. Your teacher types `python3 run.py kits` there and "
    "starts the class again.",
)
NOT_IN_THIS_BROWSER = Message(
    "script.hint.library_in_a_browser",
    "The board in the browser does not have the library {name}. On a computer: `highland script`.",
)
WHY = (
    (("multiprocessing", "_multiprocessing", "pty"), NO_PROCESSES),
    (("flask", "bottle", "http", "socketserver", "wsgiref", "xmlrpc"), NO_SERVERS),
)
OF_A_COMPUTER = ("guizero", "pygame", "requests")  # windows, the internet


def is_browser() -> bool:
    """Whether this Python runs in a browser."""
    return sys.platform == "emscripten"


def not_in_a_browser(name: str, kits: frozenset[str] = frozenset()) -> Message | None:
    """Why that module is missing in this browser; None in any other Python. `kits` are those that a laptop may send."""
    root = name.partition(".")[0]
    if not is_browser():
        return None
    for names, why in WHY:
        if root in names:
            return why(name=root)
    if root in sys.stdlib_module_names:
        return NOT_IN_A_BROWSER(name=name)
    return NOT_ON_THE_LAPTOP(name=root) if root in kits and root not in OF_A_COMPUTER else None
