"""Fit law, wiring list and drivers together without opening a pin. Every rule of it stands here, and nowhere else."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from devices import (
    AdcPart,
    Calibration,
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
from firmware.plan import (
    CALIBRATION_AGE,
    THE_LOOP,
    TOLD,
    WARMING,
    Plan,
    PlannedPart,
    Sampling,
    Source,
    Switching,
)
from wiring.check import refuse_what_cannot_work
from wiring.read import unknown_tables
from wiring.values import check_sampling, check_values, unknown_channels

NO_CHANNEL = Message("bind.no_channel", "The law wants {field}, but no part in wiring.toml gives it.")
NO_CHANNEL_HINT = Message("bind.no_channel.hint", "The wiring list gives: {names}.")
NO_ACTUATOR = Message("bind.no_actuator", "The law switches {field}, but no part in wiring.toml is that actuator.")
NO_ACTUATOR_HINT = Message("bind.no_actuator.hint", "The wiring list has: {names}.")
UNUSED_ACTUATOR = Message("bind.unused", "wiring.toml has the actuator {name}, but the law never switches it.")
UNUSED_ACTUATOR_HINT = Message("bind.unused.hint", "Add a field {name} to Action, or take the part out.")
BAD_OPTION = Message("bind.bad_option", "Part {part}: the driver {driver} has no option {option}.")
BAD_OPTION_HINT = Message("bind.bad_option.hint", "Its options: {options}.")
NO_OPTION = Message("bind.no_option", "Part {part}: the driver {driver} needs the option {option}.")
NO_PART = Message("bind.no_part", "Part {part} says {option} = {wanted}, but there is no such part above it.")
NO_PART_HINT = Message("bind.no_part.hint", "Write [parts.{wanted}] before [parts.{part}], and check the spelling.")
NO_HELP = Message("bind.no_help", "Part {part} says {option} = {wanted}, but that part does not give what is needed.")
NO_HELP_HINT = Message("bind.no_help.hint", "Name a part that gives {channels}.")
NOT_ITS_CHANNEL = Message(
    "bind.not_its_channel", "Part {part}: {table} names {channel}, which the driver {driver} does not give as a number."
)
NOT_ITS_CHANNEL_HINT = Message("bind.not_its_channel.hint", "It gives: {channels}.")
NO_RELAY = Message("bind.no_relay", "Part {part} cuts {wanted}, but no part of that name is switched.")
NO_RELAY_HINT = Message("bind.no_relay.hint", "Switched parts are: {names}.")

FROM_OUTSIDE = {"clock"}  # constructor arguments that no wiring list gives
ANALOG_OPTIONS = {"on", "channel"}  # what a list says for the constructor argument `adc`
SOURCE_OPTIONS = {  # options that name a part further up, and the channels that part must have
    "climate": ("temperature_c", "humidity_pct"),
    "thermometer": ("temperature_c",),
}
Kinds = Mapping[str, type[Part]]


def fit(wiring: Wiring, law: Law) -> Plan:
    """What a board with these wires and this law opens.

    Raises WiringError for the first thing that does not fit, or that no board could start with.
    """
    for misfit in misfits(wiring, law):
        raise misfit
    refuse_what_cannot_work(wiring)
    kinds = {wired.name: find_driver(wired.driver) for wired in wiring.parts}
    channels = {wired.name: _channels(wired, kinds[wired.name]) for wired in wiring.parts}
    inputs = {field: found for field in law.sensed if (found := _input(field, channels)) is not None}
    parts = tuple(_planned(wired, kinds[wired.name], inputs) for wired in wiring.parts)
    safe = {name: bool(value) for name, value in law.safe._asdict().items()}
    return Plan(parts, law.module.Sensed, inputs, {name: safe[name] for name in law.actions})


def misfits(wiring: Wiring, law: Law) -> Iterator[WiringError]:
    """All that does not fit, for each part the first. Raises WiringError for an unknown driver."""
    yield from unknown_tables(wiring)
    kinds = {wired.name: find_driver(wired.driver) for wired in wiring.parts}
    channels: dict[str, tuple[Channel, ...]] = {}
    unfit: set[str] = set()
    for wired in wiring.parts:
        above = {name: kinds[name] for name in channels}
        try:
            _check_options(wired)
            _check_adc(wired, above)
            _check_sources(wired, channels)
            _check_sampling(wired, kinds[wired.name])
            channels[wired.name] = _channels(wired, kinds[wired.name])
        except WiringError as misfit:
            yield misfit
            unfit.add(wired.name)
            channels[wired.name] = ()
    yield from _cuts_misfits([each for each in wiring.parts if each.name not in unfit], kinds)
    yield from _law_misfits(law, kinds, channels, unfit)


def switched(wiring: Wiring) -> dict[str, Switching]:
    """Every actuator of a wiring list, by its name. Raises WiringError for an unknown driver."""
    found = [_switching(wired, find_driver(wired.driver)) for wired in wiring.parts]
    return {each.name: each for each in found if each is not None}


def _check_options(wired: WiredPart) -> None:
    known = _parameters(wired.driver)
    options = set(known) - FROM_OUTSIDE
    if "adc" in options:
        options = (options - {"adc"}) | ANALOG_OPTIONS
    for option in wired.options:
        if option not in options:
            refused = BAD_OPTION(part=wired.name, driver=wired.driver, option=option)
            raise WiringError(refused, BAD_OPTION_HINT(options=", ".join(sorted(options))))
    for name, parameter in known.items():
        option = "on" if name == "adc" else name
        if parameter.default is parameter.empty and name not in FROM_OUTSIDE and option not in wired.options:
            raise WiringError(NO_OPTION(part=wired.name, driver=wired.driver, option=option))
    for values in (wired.options, wired.sampling, wired.electrical):
        check_values(wired.name, values)


@cache
def _parameters(driver: str) -> Mapping[str, inspect.Parameter]:
    """What its constructor takes; to look it up takes longer than all other checks of a part."""
    return inspect.signature(find_driver(driver)).parameters


def _check_adc(wired: WiredPart, above: Kinds) -> None:
    if "on" in wired.options and not issubclass(above.get(wired.options["on"], Part), AdcPart):
        raise _no_part(wired, "on")


def _check_sources(wired: WiredPart, above: Mapping[str, tuple[Channel, ...]]) -> None:
    for option, needed in SOURCE_OPTIONS.items():
        if option not in wired.options:
            continue
        wanted = wired.options[option]
        if wanted not in above:
            raise _no_part(wired, option)
        if not {each.name for each in above[wanted]}.issuperset(needed):
            refused = NO_HELP(part=wired.name, option=option, wanted=wanted)
            raise WiringError(refused, NO_HELP_HINT(channels=", ".join(needed)))


def _no_part(wired: WiredPart, option: str) -> WiringError:
    wanted = wired.options[option]
    refused = NO_PART(part=wired.name, option=option, wanted=wanted)
    return WiringError(refused, NO_PART_HINT(part=wired.name, wanted=wanted))


def _check_sampling(wired: WiredPart, kind: type[Part]) -> None:
    if not issubclass(kind, SensorPart):
        return
    check_sampling(wired.name, wired.sampling, kind.sample_s)
    numbers = [each.name for each in _channels(wired, kind) if not each.is_switch]
    for table, channel in unknown_channels(wired.sampling, numbers):
        refused = NOT_ITS_CHANNEL(part=wired.name, table=table, channel=channel, driver=wired.driver)
        raise WiringError(refused, NOT_ITS_CHANNEL_HINT(channels=_listed(numbers)))


def _cuts_misfits(parts: list[WiredPart], kinds: Kinds) -> Iterator[WiringError]:
    """A heartbeat relay can cut only what is switched."""
    relays = [name for name, kind in kinds.items() if issubclass(kind, OutputPart)]
    for wired in parts:
        if issubclass(kinds[wired.name], HeartbeatPart):
            for wanted in wired.options["cuts"]:
                if wanted not in relays:
                    refused = NO_RELAY(part=wired.name, wanted=wanted)
                    yield WiringError(refused, NO_RELAY_HINT(names=_listed(relays)))


def _law_misfits(
    law: Law, kinds: Kinds, channels: Mapping[str, tuple[Channel, ...]], unfit: set[str]
) -> Iterator[WiringError]:
    """What the law names and no part gives, and the other way round; an unfit part is reported already."""
    actuators = [_actuator(name, kind) for name, kind in kinds.items() if issubclass(kind, OutputPart)]
    for name in actuators:
        if name not in law.actions:
            yield WiringError(UNUSED_ACTUATOR(name=name), UNUSED_ACTUATOR_HINT(name=name))
    given = _listed([f"{name}_{each.name}" for name, several in channels.items() for each in several])
    for field in law.sensed:
        if _input(field, channels) is None and not any(field.startswith(f"{name}_") for name in unfit):
            yield WiringError(NO_CHANNEL(field=field), NO_CHANNEL_HINT(names=given))
    for field in law.actions:
        if field not in actuators:
            yield WiringError(NO_ACTUATOR(field=field), NO_ACTUATOR_HINT(names=_listed(actuators)))


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names) or "-"


def _channels(wired: WiredPart, kind: type[Part]) -> tuple[Channel, ...]:
    return kind.channels_with(wired.options) if issubclass(kind, SensorPart) else ()


def _input(field: str, channels: Mapping[str, tuple[Channel, ...]]) -> tuple[str, str] | None:
    """The part and the channel that a field of Sensed names: the first in the list that gives it, or the loop."""
    if field in TOLD:
        return THE_LOOP, field
    for name, several in channels.items():
        channel = field.removeprefix(f"{name}_")
        if channel != field and several and channel in (*(each.name for each in several), WARMING, CALIBRATION_AGE):
            return name, channel
    return None


def _actuator(name: str, kind: type[OutputPart]) -> str:
    return f"{name}_{kind.command}" if kind.command else name


def _planned(wired: WiredPart, kind: type[Part], inputs: Mapping[str, tuple[str, str]]) -> PlannedPart:
    known, options = _parameters(wired.driver), wired.options
    sources = {each: Source(options[each], needed) for each, needed in SOURCE_OPTIONS.items() if each in options}
    elsewhere = set(sources) | (ANALOG_OPTIONS if "adc" in known else set())
    switching = _switching(wired, kind)
    return PlannedPart(
        wired,
        kind,
        arguments={option: value for option, value in options.items() if option not in elsewhere},
        adc=(options["on"], options.get("channel", 0)) if "adc" in known else None,
        sources=sources,
        wants_clock="clock" in known,
        fields=(switching.name,) if switching else tuple(each for each in inputs if inputs[each][0] == wired.name),
        sampling=_sampling(wired.sampling, kind) if issubclass(kind, SensorPart) else None,
        switching=switching,
    )


def _sampling(said: Mapping[str, Any], kind: type[SensorPart]) -> Sampling:
    """The sampling of a part, with what the list leaves open as the driver or the house has it."""
    sample_s = float(said.get("sample_s", kind.sample_s))
    return Sampling(
        sample_s,
        retry_s=float(said.get("retry_s", sample_s)),
        max_age_s=float(said.get("max_age_s", 3 * sample_s)),
        warm_up_s=float(said.get("warm_up_s", kind.warm_up_s)),
        median=said.get("median", 1),
        max_step={channel: float(step) for channel, step in said.get("max_step", {}).items()},
        calibrations={
            channel: Calibration(said["calibrated_on"], tuple((float(shown), float(true)) for shown, true in points))
            for channel, points in said.get("calibration", {}).items()
        },
        calibrated_on=said.get("calibrated_on"),
    )


def _switching(wired: WiredPart, kind: type[Part]) -> Switching | None:
    if not issubclass(kind, OutputPart):
        return None
    times = {key: float(wired.sampling[key]) for key in ("min_on_s", "min_off_s") if key in wired.sampling}
    return Switching(_actuator(wired.name, kind), **times)
