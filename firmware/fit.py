"""Fit law, wiring list and drivers together without opening a pin, as a joiner tries a joint without glue."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from dataclasses import dataclass

from devices import (
    AdcPart,
    Channel,
    HeartbeatPart,
    Message,
    OutputPart,
    Part,
    SensorPart,
    WiredPart,
    Wiring,
    WiringError,
)
from drivers import find as find_driver
from firmware.law import Law
from firmware.parts import (
    BAD_OPTION,
    BAD_OPTION_HINT,
    CALIBRATION_AGE,
    NO_ACTUATOR,
    NO_ACTUATOR_HINT,
    NO_CHANNEL,
    NO_CHANNEL_HINT,
    NO_HELP,
    NO_HELP_HINT,
    NO_OPTION,
    NO_PART,
    NO_PART_HINT,
    UNUSED_ACTUATOR,
    UNUSED_ACTUATOR_HINT,
    WARMING,
)
from wiring.values import check_sampling, unknown_channels

NOT_ITS_CHANNEL = Message(
    "bind.not_its_channel", "Part {part}: {table} names {channel}, which the driver {driver} does not give as a number."
)
NOT_ITS_CHANNEL_HINT = Message("bind.not_its_channel.hint", "It gives: {channels}.")

NO_RELAY = Message("bind.no_relay", "Part {part} cuts {wanted}, but no part of that name is switched.")
NO_RELAY_HINT = Message("bind.no_relay.hint", "Switched parts are: {names}.")

FROM_OUTSIDE = {"clock"}  # constructor arguments that no wiring list gives
HELP_WANTED = {  # options that name a part further up, and the channels that part must have
    "climate": ("temperature_c", "humidity_pct"),
    "thermometer": ("temperature_c",),
}


@dataclass(frozen=True, slots=True)
class Fitted:
    """A part that would be opened: its driver's class, and the fields of the law that hang on it."""

    wired: WiredPart
    kind: type[Part]
    fields: tuple[str, ...]


def dry_fit(wiring: Wiring, law: Law) -> list[Fitted]:
    """Every part that would be opened, in order. Raises WiringError for the first thing that does not fit.

    Of a part that chooses its channels when it is opened (such as `mq`, by its model) any of `possible_channels` fits.
    """
    kinds = {wired.name: find_driver(wired.driver) for wired in wiring.parts}
    above: dict[str, type[Part]] = {}
    for wired in wiring.parts:
        kind = kinds[wired.name]
        _check_options(wired, kind)
        _check_other_parts(wired, above)
        if issubclass(kind, SensorPart):
            _check_sampling(wired, kind)
        above[wired.name] = kind
    _check_cuts(wiring, kinds)
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


def _check_options(wired: WiredPart, kind: type[Part]) -> None:
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


def _check_other_parts(wired: WiredPart, above: dict[str, type[Part]]) -> None:
    for option in ("on", *HELP_WANTED):
        if option not in wired.options:
            continue
        wanted = wired.options[option]
        kind = above.get(wanted)
        if kind is None or (option == "on" and not issubclass(kind, AdcPart)):
            refused = NO_PART(part=wired.name, option=option, wanted=wanted)
            raise WiringError(refused, NO_PART_HINT(part=wired.name, wanted=wanted))
        needed = HELP_WANTED.get(option, ())
        given = {each.name for each in _possible(kind)}
        if not given.issuperset(needed):
            refused = NO_HELP(part=wired.name, option=option, wanted=wanted)
            raise WiringError(refused, NO_HELP_HINT(channels=", ".join(needed)))


def _check_cuts(wiring: Wiring, kinds: dict[str, type[Part]]) -> None:
    """A heartbeat relay can cut only what is switched."""
    switched = [name for name, kind in kinds.items() if issubclass(kind, OutputPart)]
    for wired in wiring.parts:
        if issubclass(kinds[wired.name], HeartbeatPart):
            for wanted in wired.options["cuts"]:
                if wanted not in switched:
                    refused = NO_RELAY(part=wired.name, wanted=wanted)
                    raise WiringError(refused, NO_RELAY_HINT(names=", ".join(switched)))


def _check_sampling(wired: WiredPart, kind: type[SensorPart]) -> None:
    check_sampling(wired.name, wired.sampling, kind.sample_s)
    numbers = [each.name for each in _possible(kind) if not each.is_switch]
    for table, channel in unknown_channels(wired.sampling, numbers):
        refused = NOT_ITS_CHANNEL(part=wired.name, table=table, channel=channel, driver=wired.driver)
        raise WiringError(refused, NOT_ITS_CHANNEL_HINT(channels=", ".join(numbers) or "-"))


def _possible(kind: type[Part]) -> tuple[Channel, ...]:
    """Every channel that a part of this kind may turn out to have."""
    if not issubclass(kind, SensorPart):
        return ()
    found: tuple[Channel, ...] = getattr(kind, "possible_channels", kind.channels)
    return found


def _fields(name: str, kind: type[Part], law: Law) -> Iterator[str]:
    if issubclass(kind, OutputPart):
        actuator = _actuator(name, kind)
        if actuator not in law.actions:
            raise WiringError(UNUSED_ACTUATOR(name=actuator), UNUSED_ACTUATOR_HINT(name=actuator))
        yield actuator
    elif issubclass(kind, SensorPart):
        channels = {each.name for each in _possible(kind)} | {WARMING, CALIBRATION_AGE}
        for field in law.sensed:
            if field.startswith(name + "_") and field[len(name) + 1 :] in channels:
                yield field


def _actuator(name: str, kind: type[OutputPart]) -> str:
    return f"{name}_{kind.command}" if kind.command else name


def _channels(kinds: dict[str, type[Part]]) -> Iterator[str]:
    for name, kind in kinds.items():
        yield from (f"{name}_{channel.name}" for channel in _possible(kind))
