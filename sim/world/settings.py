"""The settings of a project's world: changed by name, and listed as lines for people."""

from __future__ import annotations

import inspect
import re
from collections.abc import Mapping
from dataclasses import fields, replace
from types import ModuleType
from typing import Any

from devices import HighlandError, Message

NO_SETTING = Message("setting.none", "{project} has no setting {name}.")
NO_SETTING_HINT = Message("setting.none.hint", "Its settings are: {names}.")
IMPOSSIBLE = Message("setting.impossible", "The setting {name} cannot be {value}: it must be {wanted}.")
ABOVE_0 = Message("setting.above_0", "above 0")
AT_LEAST_0 = Message("setting.at_least_0", "0 or above")
BAD_SETTING = Message("setting.bad", "{value} does not fit the setting {name}, which is {kind}.")


COMMENTED = re.compile(r"^\s+(?P<name>\w+)\s*:.*?#\s*(?P<comment>.*)$")


class SettingError(HighlandError):
    """A setting of the world that is not there or does not fit."""


def listed(settings: type) -> list[str]:
    """One line a setting, in the order of the plant's file."""
    comments = {
        found["name"]: found["comment"]
        for line in inspect.getsource(settings).splitlines()
        if (found := COMMENTED.match(line))
    }
    defaults = settings()
    pairs = {each.name: f"{each.name}={getattr(defaults, each.name)}" for each in fields(settings)}
    width = max(map(len, pairs.values()), default=0)
    return [f"{pair:<{width}}  {comments.get(name, '')}".rstrip() for name, pair in pairs.items()]


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
    if value < 0:
        raise SettingError(IMPOSSIBLE(name=name, value=value, wanted=AT_LEAST_0))
    if value == 0 and "volume" in name:
        raise SettingError(IMPOSSIBLE(name=name, value=value, wanted=ABOVE_0))


def _fitted(name: str, value: Any, kind: type) -> Any:
    try:
        if kind is bool and isinstance(value, str):
            return {"true": True, "on": True, "1": True, "false": False, "off": False, "0": False}[value.lower()]
        return kind(value)
    except (ValueError, KeyError):
        raise SettingError(BAD_SETTING(name=name, value=value, kind=kind.__name__)) from None
