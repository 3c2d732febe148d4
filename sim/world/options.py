"""The options of a run, from text to numbers: how long, how fast, and with which settings of the project's world."""

from __future__ import annotations

import inspect
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from types import ModuleType
from typing import Any

from devices import HighlandError, Message
from firmware.names import Names
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


NO_SETTING = Message("setting.none", "{project} has no setting {name}.")
NO_SETTING_HINT = Message("setting.none.hint", "Its settings are: {names}.")
IMPOSSIBLE = Message("setting.impossible", "The setting {name} cannot be {value}: it must be {wanted}.")
ABOVE_0 = Message("setting.above_0", "above 0")
AT_MOST = Message("setting.at_most", "at most {most:g}")
AT_LEAST_0 = Message("setting.at_least_0", "0 or above")
UNFIT_VALUE = Message("setting.bad", "{value} does not fit the setting {name}: it takes {kind}.")


KINDS: Mapping[type, Message] = {
    float: Message("setting.kind.number", "a number"),
    int: Message("setting.kind.whole", "a whole number"),
    bool: Message("setting.kind.bool", "true or false"),
    str: Message("setting.kind.text", "a text"),
}
COMMENTED = re.compile(r"^\s+(?P<name>\w+)\s*:.*?#\s*(?P<comment>.*)$")


class SettingError(HighlandError):
    """A setting of the world that is not there or does not fit."""


def listed(settings: type, names: Names, lang: str) -> list[str]:
    """One line a setting, in the order of the plant's file: its name in names.toml, else its comment there."""
    comments = {
        found["name"]: found["comment"]
        for line in inspect.getsource(settings).splitlines()
        if (found := COMMENTED.match(line))
    }
    defaults = settings()
    pairs = {each.name: f"{each.name}={getattr(defaults, each.name)}" for each in fields(settings)}
    width = max(map(len, pairs.values()), default=0)
    called = {name: each.long(lang) for name, each in names.settings.items()}
    return [f"{pair:<{width}}  {called.get(name, comments.get(name, ''))}".rstrip() for name, pair in pairs.items()]


def settings_of(project: str, plant: ModuleType, wanted: Mapping[str, Any]) -> Any:
    """The plant's settings with the wanted ones changed; text is turned into the setting's own type."""
    settings = plant.Settings()
    known = {each.name: getattr(settings, each.name) for each in fields(settings)}
    changes = {}
    for name, value in wanted.items():
        if name not in known:
            raise SettingError(NO_SETTING(project=project, name=name), NO_SETTING_HINT(names=", ".join(known)))
        changes[name] = _fitted(name, value, type(known[name]))
        _check_possible(name, changes[name], known[name])
    return replace(settings, **changes)


def _check_possible(name: str, value: Any, usual: Any) -> None:
    """Refuse a negative amount, and a room or tank without volume; temperatures and times of "never" may be below 0."""
    if isinstance(value, (bool, str)) or usual < 0 or name.endswith("_c") or (value == -1 and name.endswith("_min")):
        return
    most = 1.0 if name.endswith("_soc") else 100.0 if name.endswith("_pct") else math.inf
    if value > most:
        raise SettingError(IMPOSSIBLE(name=name, value=value, wanted=AT_MOST(most=most)))
    if value < 0:
        raise SettingError(IMPOSSIBLE(name=name, value=value, wanted=AT_LEAST_0))
    if value == 0 and "volume" in name:
        raise SettingError(IMPOSSIBLE(name=name, value=value, wanted=ABOVE_0))


def _fitted(name: str, value: Any, kind: type) -> Any:
    try:
        if kind is bool and isinstance(value, str):
            return {"true": True, "on": True, "1": True, "false": False, "off": False, "0": False}[value.lower()]
        found = kind(value)
        if isinstance(found, float) and not math.isfinite(found):
            raise ValueError("a world with it computes nothing")
        return found
    except (ValueError, KeyError, OverflowError):
        raise SettingError(UNFIT_VALUE(name=name, value=value, kind=KINDS.get(kind, kind.__name__))) from None
