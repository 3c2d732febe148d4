"""SQL of a program says the time on the virtual wall: `CURRENT_TIMESTAMP`, `datetime('now')` and their kin in sqlite3.

SQLite asks the computer's clock by itself. Here its functions of dates are those of a second connection, which gets the
board's time where `now` stands, and its zone where `localtime` stands.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from types import ModuleType
from typing import Any

from sim.python.program import program_here
from sim.time.clock import VIETNAM

DATES = ("date", "time", "datetime", "julianday", "strftime", "unixepoch")  # https://sqlite.org/lang_datefunc.html
KEYWORDS = {"current_timestamp": "datetime", "current_date": "date", "current_time": "time"}
FORMATTED = "strftime"  # a format comes before its moment
HOURS = int((VIETNAM.utcoffset(None) or timedelta()) / timedelta(hours=1))
ZONE = {"localtime": f"{HOURS:+} hours", "utc": f"{-HOURS:+} hours"}


def adapt(module: ModuleType) -> None:
    """Let a program's connections tell the board's time."""
    names: Any = vars(module)
    if not hasattr(names["connect"], "of_board"):
        connect = _connecting(names["connect"])
        connect.of_board = True  # type: ignore[attr-defined]
        names["connect"] = connect


def _connecting(real: Callable[..., Any]) -> Callable[..., Any]:
    def connect(*args: Any, **named: Any) -> Any:
        made = real(*args, **named)
        if program_here() is not None:
            plain = real(":memory:", check_same_thread=False)
            for name in DATES:
                made.create_function(name, -1, partial(_asked, plain, name))
            for keyword, name in KEYWORDS.items():
                made.create_function(keyword, 0, partial(_asked, plain, name))
        return made

    return connect


def _asked(plain: Any, name: str, *given: Any) -> Any:
    """What SQLite's own function answers at this moment of the board."""
    count = 1 if name == FORMATTED else 0
    before, rest = given[:count], given[count:] or ("now",)
    moment, *changes = rest
    program = program_here()
    if program is not None:
        if isinstance(moment, str) and moment.lower() == "now":
            moment = datetime.fromtimestamp(program.clock.time(), UTC).strftime("%Y-%m-%d %H:%M:%S.%f")[:-3]
        changes = [ZONE.get(each.lower(), each) if isinstance(each, str) else each for each in changes]
    values = (*before, moment, *changes)
    return plain.execute(f"SELECT {name}({', '.join('?' * len(values))})", values).fetchone()[0]
