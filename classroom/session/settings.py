"""The settings of a world as sliders and switches: the plant's own fields that names.toml names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from math import isfinite
from typing import Any

from classroom.session.ranges import Range, range_of, unit_of
from classroom.session.refused import NO_SETTING, OUT_OF_RANGE, YES_OR_NO, Refused
from firmware.project import Project
from sim.world.options import settings_of

NEVER_NOTHING = ("volume", "_ah", "_w_k", "_j_k", "_wp")  # amounts that a world cannot do without


class Settings:
    """What can be changed in the world of one project, with the numbers it begins with."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._names = project.names().settings
        self.usual: dict[str, float | bool] = {}
        plant = project.module("plant")
        begins = plant.Settings()
        for each in fields(plant.Settings):
            value = getattr(begins, each.name)
            if each.name in self._names and isinstance(value, (bool, int, float)) and isfinite(value):
                self.usual[each.name] = value

    def begun(self, wanted: Mapping[str, Any]) -> dict[str, Any]:
        """The settings that a lesson begins with: any of the plant's, also texts. Raises Refused, SettingError."""
        plant = self._project.module("plant")
        for name in wanted:
            if name not in plant.Settings.__dataclass_fields__:
                raise Refused(NO_SETTING(name=name))
        found = settings_of(self._project.name, plant, wanted)
        return {
            name: getattr(found, name) for name in wanted if getattr(found, name) != getattr(plant.Settings(), name)
        }

    def changed(self, before: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
        """The settings with these taken over. Raises Refused."""
        found = {**before, **{name: self._fitted(name, value) for name, value in values.items()}}
        return {name: value for name, value in found.items() if value != self.usual.get(name)}

    def _fitted(self, name: str, value: Any) -> float | bool:
        if name not in self.usual:
            raise Refused(NO_SETTING(name=name))
        usual = self.usual[name]
        if isinstance(usual, bool):
            if not isinstance(value, bool):
                raise Refused(YES_OR_NO(name=name))
            return value
        ends = self._range(name)
        if isinstance(value, bool) or not ends.holds(value):
            raise Refused(OUT_OF_RANGE(name=name, low=ends.low, high=ends.high))
        return type(usual)(value)

    def _range(self, name: str) -> Range:
        may_be_0 = not any(each in name for each in NEVER_NOTHING)
        return range_of(name, self.usual[name], self._names[name], may_be_0)

    def described(self, own: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Every setting as a page shows it; one that is on or off has no range."""
        found = []
        for name, usual in self.usual.items():
            called = self._names[name]
            each = {
                "name": name,
                "words": {"en": called.en, "vi": called.vi},
                "long": {"en": called.en_long, "vi": called.vi_long},
                "value": own.get(name, usual),
                "usual": usual,
                "unit": unit_of(name),
            }
            found.append(each if isinstance(usual, bool) else {**each, **self._range(name)._asdict()})
        return found
