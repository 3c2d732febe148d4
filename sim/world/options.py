"""The options of a run, from text to numbers: how long, how fast, with which settings."""

from __future__ import annotations

import math
from collections.abc import Sequence

from devices import HighlandError, Message
from sim.time.clock import LIMIT_S
from sim.time.durations import seconds

DAY_S = 86_400.0
HOUR_S = 3600.0

BAD_LENGTH = Message("wish.length", "{name} cannot be {value}.")
BAD_LENGTH_HINT = Message(
    "wish.length.hint", "Give more than 0 and at most {most_days:.0f} days, such as 90s, 10m, 2h, 1h30m or 7d."
)
BAD_NUMBER_HINT = Message(
    "wish.length.number", "Give a number above 0, such as 2. Other lengths go with --for, such as --for 10m."
)
ONE_LENGTH = Message("wish.one_length", "{name} and {other} do not go together.")
BAD_SPEED = Message("wish.speed", "--speed cannot be {value}.")
BAD_SPEED_HINT = Message("wish.speed.hint", "Give a number above 0, such as 60, or max.")
BAD_ROWS = Message("wish.rows", "--trace-every cannot be {value}.")
BAD_ROWS_HINT = Message("wish.rows.hint", "Give a number of virtual seconds above 0, such as 10.")
BAD_SETTING = Message("wish.setting", "--set needs KEY=VALUE, not {value}.")
BAD_SETTING_HINT = Message("wish.setting.hint", "`highland sim {project} --settings` lists the keys.")


class OptionError(HighlandError):
    """An option that cannot be understood."""


def run_length_s(days: str | None, hours: str | None, span: str | None, lesson_s: float) -> float:
    """Virtual seconds to run; `lesson_s` when none is given. Raises OptionError."""
    given = [(name, text) for name, text in (("--days", days), ("--hours", hours), ("--for", span)) if text is not None]
    if not given:
        return lesson_s
    if len(given) > 1:
        raise OptionError(ONE_LENGTH(name=given[0][0], other=given[1][0]))
    name, text = given[0]
    try:
        for_s = seconds(text) if name == "--for" else float(text) * (DAY_S if name == "--days" else HOUR_S)
    except ValueError:
        for_s = math.nan
    if not 0 < for_s < LIMIT_S:
        if name != "--for" and math.isnan(for_s):
            raise OptionError(BAD_LENGTH(name=name, value=text), BAD_NUMBER_HINT)
        raise OptionError(BAD_LENGTH(name=name, value=text), BAD_LENGTH_HINT(most_days=LIMIT_S // DAY_S - 1))
    return for_s


def speed_of(text: str | None) -> float | None:
    """Virtual seconds a second; infinity for `max`, None when none is given. Raises OptionError."""
    if text is None:
        return None
    if text == "max":
        return math.inf
    try:
        speed = float(text.removesuffix("x"))
    except ValueError:
        speed = math.nan
    if not 0 < speed < math.inf:
        raise OptionError(BAD_SPEED(value=text), BAD_SPEED_HINT)
    return speed


def row_period_s(text: str) -> float:
    """Virtual seconds between two rows of a trace. Raises OptionError."""
    try:
        every_s = float(text)
    except ValueError:
        every_s = math.nan
    if not 0 < every_s < math.inf:
        raise OptionError(BAD_ROWS(value=text), BAD_ROWS_HINT)
    return every_s


def settings_asked(pairs: Sequence[str], project: str) -> dict[str, str]:
    """KEY=VALUE pairs as a table. Raises OptionError."""
    found = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not equals or not key.strip():
            raise OptionError(BAD_SETTING(value=pair), BAD_SETTING_HINT(project=project))
        found[key.strip()] = value.strip()
    return found
