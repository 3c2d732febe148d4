"""Fit law, wiring list and drivers together without opening a pin, as a joiner tries a joint without glue."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from devices import OutputPart, Part, SensorPart, WiredPart, Wiring, WiringError
from drivers import find as find_driver
from projects.law import Law
from projects.parts import (
    BAD_OPTION,
    BAD_OPTION_HINT,
    CALIBRATION_AGE,
    NO_ACTUATOR,
    NO_ACTUATOR_HINT,
    NO_CHANNEL,
    NO_CHANNEL_HINT,
    NO_OPTION,
    NO_PART,
    NO_PART_HINT,
    UNUSED_ACTUATOR,
    UNUSED_ACTUATOR_HINT,
    WARMING,
)

FROM_OUTSIDE = {"clock"}  # constructor arguments that no wiring list gives
OTHER_PARTS = ("on", "climate", "thermometer")  # options that name a part further up


@dataclass(frozen=True, slots=True)
class Fitted:
    """A part that would be opened: its driver's class, and the fields of the law that hang on it."""

    wired: WiredPart
    kind: type[Part]
    fields: tuple[str, ...]


def dry_fit(wiring: Wiring, law: Law) -> list[Fitted]:
    """Every part that would be opened, in order. Raises WiringError for the first thing that does not fit.

    A part that chooses its channels when it is opened (such as `mq`, by its model) is only checked by its name.
    """
    kinds = {wired.name: find_driver(wired.driver) for wired in wiring.parts}
    above: set[str] = set()
    for wired in wiring.parts:
        _check_options(wired, kinds[wired.name], above)
        above.add(wired.name)
    fitted = {name: tuple(_fields(name, kind, law)) for name, kind in kinds.items()}
    bound = {field for fields in fitted.values() for field in fields}
    for field in law.sensed:
        if field not in bound:
            raise WiringError(NO_CHANNEL(field=field), NO_CHANNEL_HINT(names=", ".join(_channels(kinds))))
    for field in law.actions:
        if field not in bound:
            actuators = [_actuator(name, kind) for name, kind in kinds.items() if issubclass(kind, OutputPart)]
            raise WiringError(NO_ACTUATOR(field=field), NO_ACTUATOR_HINT(names=", ".join(actuators)))
    return [Fitted(wired, kinds[wired.name], fitted[wired.name]) for wired in wiring.parts]


def _check_options(wired: WiredPart, kind: type[Part], above: set[str]) -> None:
    known = inspect.signature(kind).parameters
    options = set(known) - FROM_OUTSIDE
    if "adc" in options:
        options = (options - {"adc"}) | {"on", "channel"}
    for option in wired.options:
        if option not in options:
            refused = BAD_OPTION(part=wired.name, driver=wired.driver, option=option)
            raise WiringError(refused, BAD_OPTION_HINT(options=", ".join(sorted(options))))
    for name, parameter in known.items():
        option = "on" if name == "adc" else name
        if parameter.default is parameter.empty and name not in FROM_OUTSIDE and option not in wired.options:
            raise WiringError(NO_OPTION(part=wired.name, driver=wired.driver, option=option))
    for option in OTHER_PARTS:
        wanted = wired.options.get(option)
        if wanted is not None and wanted not in above:
            refused = NO_PART(part=wired.name, option=option, wanted=wanted)
            raise WiringError(refused, NO_PART_HINT(part=wired.name, wanted=wanted))


def _fields(name: str, kind: type[Part], law: Law) -> Iterator[str]:
    if issubclass(kind, OutputPart):
        actuator = _actuator(name, kind)
        if actuator not in law.actions:
            raise WiringError(UNUSED_ACTUATOR(name=actuator), UNUSED_ACTUATOR_HINT(name=actuator))
        yield actuator
    elif issubclass(kind, SensorPart):
        channels: Any = {each.name for each in kind.channels} | {WARMING, CALIBRATION_AGE}
        for field in law.sensed:
            if field.startswith(name + "_") and (not kind.channels or field[len(name) + 1 :] in channels):
                yield field


def _actuator(name: str, kind: type[OutputPart]) -> str:
    return f"{name}_{kind.command}" if kind.command else name


def _channels(kinds: dict[str, type[Part]]) -> Iterator[str]:
    for name, kind in kinds.items():
        if issubclass(kind, SensorPart):
            yield from (f"{name}_{channel.name}" for channel in kind.channels) if kind.channels else (f"{name}_...",)
