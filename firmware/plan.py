"""What a board is to open, as `fit` decides it: plain data, which `Parts` obeys and people may read first."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from devices import (
    Actuator,
    Calibration,
    Channel,
    Filter,
    Median,
    OutputPart,
    Part,
    Sensor,
    SensorPart,
    StepGate,
    WiredPart,
)

WARMING = "warming"  # what any sensor gives beside its channels: whether it warms up,
CALIBRATION_AGE = "calibration_age_days"  # and how old its calibration is
LATCH_SAVED = "latch_saved"  # what the loop itself tells a law: the newest latches are on the card
PLAIN_AGE_S = 300.0  # chosen: longer than anything here is looked at, and than the MQ-7's cycle
UNDER_VOLTAGE = "under_voltage"  # the board's own supply is too low now; None: nobody knows, as off a Pi
TOLD: Mapping[str, bool | None] = {LATCH_SAVED: True, UNDER_VOLTAGE: None}  # by the loop, from the start
THE_LOOP = ""  # stands for a part where the loop gives a field of Sensed


@dataclass(frozen=True, slots=True)
class Sampling:
    """How a sensor is read. `max_step` and `calibrations` go by channel; `median` counts samples, 1 for none."""

    sample_s: float
    retry_s: float
    max_age_s: float
    warm_up_s: float
    median: int = 1
    max_step: Mapping[str, float] = field(default_factory=dict)
    calibrations: Mapping[str, Calibration] = field(default_factory=dict)
    calibrated_on: date | None = None

    def sensor(self, name: str, part: SensorPart, start_s: float) -> Sensor:
        """The sensor around an open part."""
        return Sensor(
            name,
            part,
            start_s=start_s,
            sample_s=self.sample_s,
            retry_s=self.retry_s,
            max_age_s=self.max_age_s,
            warm_up_s=self.warm_up_s,
            filters={each.name: self._filters(each) for each in part.channels if not each.is_switch},
            calibrations=self.calibrations,
        )

    def _filters(self, channel: Channel) -> list[Filter]:
        found: list[Filter] = []
        if channel.name in self.max_step:
            found.append(StepGate(self.max_step[channel.name]))
        if self.median > 1:
            found.append(Median(self.median))
        return found


@dataclass(frozen=True, slots=True)
class Switching:
    """The name of an actuator, and how long it stays on or off at least, in seconds."""

    name: str
    min_on_s: float = 0.0
    min_off_s: float = 0.0

    def actuator(self, part: OutputPart, safe: bool, start_s: float) -> Actuator:
        """The actuator around a part, at its safe value."""
        return Actuator(self.name, part, safe=safe, start_s=start_s, min_on_s=self.min_on_s, min_off_s=self.min_off_s)


@dataclass(frozen=True, slots=True)
class Source:
    """The channels of a part further up in the list, whose newest values a part is given."""

    part: str
    channels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlannedPart:
    """A part to be opened: its class, what its constructor is given, and the fields of the law that hang on it.

    `adc` is the converter and the number of its input; `sources` go by argument. A sensor has `sampling`, an actuator
    `switching`.
    """

    wired: WiredPart
    kind: type[Part]
    arguments: Mapping[str, Any]
    adc: tuple[str, int] | None = None
    sources: Mapping[str, Source] = field(default_factory=dict)
    wants_clock: bool = False
    fields: tuple[str, ...] = ()
    sampling: Sampling | None = None
    switching: Switching | None = None

    def plainly(self) -> PlannedPart:
        """The same part, read at its driver's own pace, each value as it comes: for a person who looks at it."""
        if self.sampling is None or not issubclass(self.kind, SensorPart):
            return self
        sample_s = self.kind.sample_s
        said = replace(self.sampling, median=1, max_step={}, warm_up_s=0.0)
        return replace(self, sampling=replace(said, sample_s=sample_s, retry_s=sample_s, max_age_s=PLAIN_AGE_S))

    @property
    def needs(self) -> set[str]:
        """The parts further up without which it cannot be opened: its converter and its sources."""
        return {source.part for source in self.sources.values()} | ({self.adc[0]} if self.adc is not None else set())


@dataclass(frozen=True, slots=True)
class Plan:
    """Every part in the order of opening; where each field of Sensed comes from; the safe value of each actuator."""

    parts: tuple[PlannedPart, ...]
    sensed: type[Any]  # the law's own NamedTuple
    inputs: Mapping[str, tuple[str, str]]  # field of Sensed: part and channel, in the order of the law
    safe: Mapping[str, bool]  # actuator: value, in the order of the law

    def plainly(self) -> Plan:
        """The same plan, for a person who looks at the values: no filter holds one back."""
        return replace(self, parts=tuple(part.plainly() for part in self.parts))

    def only(self, names: Collection[str]) -> Plan:
        """The plan of these parts alone and of what they need. No law hangs on it, and every output begins off."""
        wanted = set(names)
        for part in reversed(self.parts):  # what a part needs stands above it
            if part.wired.name in wanted:
                wanted |= part.needs
        parts = tuple(part for part in self.parts if part.wired.name in wanted)
        off = {part.switching.name: False for part in parts if part.switching is not None}
        return Plan(parts, self.sensed, {}, off)
