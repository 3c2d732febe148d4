"""Names of channels, outputs and projects on the page, in both languages.

A project on this computer has its names in names.toml. A channel without a name is named by its quantity,
taken from its ending: `my_thing_humidity_pct` is "my thing humidity".
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from devices import Message
from firmware.names import Names, plain_name
from firmware.project import find
from firmware.project import names as project_names
from messages import translator

# What the channels of our drivers end in.
QUANTITIES = {
    "temperature_c": Message("quantity.temperature_c", "temperature"),
    "humidity_pct": Message("quantity.humidity_pct", "humidity"),
    "voltage_v": Message("quantity.voltage_v", "voltage"),
    "current_a": Message("quantity.current_a", "current"),
    "lpg_ppm": Message("quantity.lpg_ppm", "cooking gas"),
    "co_ppm": Message("quantity.co_ppm", "carbon monoxide"),
    "co2_ppm": Message("quantity.co2_ppm", "carbon dioxide"),
    "tds_ppm": Message("quantity.tds_ppm", "dissolved salts"),
    "turbidity_ntu": Message("quantity.turbidity_ntu", "turbidity"),
    "flow_lpm": Message("quantity.flow_lpm", "flow"),
    "volume_l": Message("quantity.volume_l", "volume"),
    "wet": Message("quantity.wet", "wet"),
    "open": Message("quantity.open", "open"),
    "closed": Message("quantity.closed", "closed"),
    "pressed": Message("quantity.pressed", "pressed"),
}
CHANNEL = Message("label.channel", "{part} {quantity}")

MAX_KEPT = 4096  # names; a club has some hundreds of channels, a hostile node may send any number

OF_ALARM = {"danger": "danger", "trouble": "fault", "none": "work"}
UNITS = {"C": "°C", "commanded": ""}  # as people write them; all others stay


class InBoth(NamedTuple):
    """A name in both languages."""

    en: str
    vi: str

    def as_json(self) -> dict[str, str]:
        """{"en": ..., "vi": ...}."""
        return self._asdict()


class NodeNames(NamedTuple):
    """The names of one node: those that it brought itself, else those of its project where that lies here."""

    project: str
    carried: Mapping[str, Mapping[str, str]]

    def of_project(self) -> InBoth:
        """The name of what it runs; a pupil's project without names is called by its folder."""
        name = _names_of(self.project).project
        return self._carried("project") or InBoth(name.en, name.vi)

    def channel(self, channel: str) -> InBoth:
        """The name of a channel."""
        return self._carried(channel) or _channel_name(self.project, channel)

    def curve(self, name: str) -> InBoth:
        """The name of a curve: a channel, or an output, which the store keeps alike."""
        names = _names_of(self.project)
        is_output = name not in names.channels and (name in names.outputs or name in names.parts)
        return self.output(name) if is_output else self.channel(name)

    def output(self, output: str) -> InBoth:
        """The name of an output."""
        name = _names_of(self.project).output(output)
        return self._carried(output) or InBoth(name.en, name.vi)

    def state(self, state: str) -> InBoth:
        """The name of a state; one that nobody named is called by its own word."""
        name = _names_of(self.project).states.get(state)
        return InBoth(name.en, name.vi) if name else InBoth(state, state)

    def meaning(self, state: str, alarm: str) -> str:
        """What a state means (`look.tokens.MEANINGS`); of a project that does not lie here, what its alarm says."""
        name = _names_of(self.project).states.get(state)
        return (name.meaning if name else "") or OF_ALARM.get(alarm, "idle")

    def _carried(self, identifier: str) -> InBoth | None:
        return InBoth(**self.carried[identifier]) if identifier in self.carried else None


@lru_cache(MAX_KEPT)
def _channel_name(project: str, channel: str) -> InBoth:
    """Without a project, a name that fits the channel in every project."""
    name = _names_of(project).channels.get(channel)
    return InBoth(name.en, name.vi) if name else _by_quantity(project, channel)


@lru_cache(MAX_KEPT)
def part_name(part: str) -> InBoth:
    """The name of a part in whichever project has it."""
    name = next((names.parts[part] for names in _shipped().values() if part in names.parts), plain_name(part))
    return InBoth(name.en, name.vi)


def unit_for_people(unit: str) -> str:
    """`C` is written °C; an output, or a contact, has none."""
    return UNITS.get(unit, unit)


def _by_quantity(project: str, channel: str) -> InBoth:
    ending = next((each for each in QUANTITIES if channel == each or channel.endswith(f"_{each}")), None)
    if ending is None:
        plain = plain_name(channel)
        return InBoth(plain.en, plain.vi)
    quantity = QUANTITIES[ending]
    identifier = channel.removesuffix(ending).removesuffix("_")
    part = _names_of(project).part(identifier)
    texts = []
    for lang in InBoth._fields:
        translate = translator(lang)
        words = {"part": part.short(lang), "quantity": translate(quantity.text)}
        texts.append(translate(CHANNEL.text).format(**words).strip())
    return InBoth(*texts)


def _names_of(project: str) -> Names:
    return _shipped().get(project) or Names(plain_name(project))


@cache
def _shipped() -> dict[str, Names]:
    return {name: find(name).names() for name in project_names()}
