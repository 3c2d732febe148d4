"""What a driver is: a part you can buy and plug in, the quantities it gives, and where it is plugged in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal, Protocol

from devices.message import Message


@dataclass(frozen=True, slots=True)
class Channel:
    """One quantity of a part, such as `temperature_c`.

    `name` ends in its unit; a yes-or-no channel (`pressed`) has no unit and `unit=""`.
    A value outside `low`..`high` cannot be true and is treated as a failed read. `resolution` is what the part can tell
    apart at best, where that is coarser than people expect; 0: fine enough.
    """

    name: str
    unit: str = ""
    low: float = float("-inf")
    high: float = float("inf")
    resolution: float = 0.0

    @property
    def is_switch(self) -> bool:
        """True for a yes-or-no channel."""
        return self.unit == ""


@dataclass(frozen=True, slots=True)
class WiredPart:
    """One part of a wiring list.

    `name` is what the project calls it (`gas`), `driver` the file that drives it (`mq`), `options` what the driver
    is given (pin, address, load resistor), `sampling` how it is sampled, filtered and switched, `electrical` what
    stands between the part and the board (`signal_v` behind a divider or level shifter, `current_ma` from the GPIO),
    `build` how it is built in, for the drawing (wiring/build.py).
    """

    name: str
    driver: str
    options: Mapping[str, Any]
    sampling: Mapping[str, Any] = field(default_factory=dict)
    electrical: Mapping[str, float] = field(default_factory=dict)
    build: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PassivePart:
    """A part without a pin: a battery, a fuse, a switch in series with a load. No program knows it."""

    name: str
    kind: str
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Wiring:
    """All parts of a project, in the order of the file."""

    parts: tuple[WiredPart, ...]
    passive: tuple[PassivePart, ...] = ()
    unknown_tables: tuple[str, ...] = ()  # what the file has beside [parts], where nothing reads it

    def part(self, name: str) -> WiredPart:
        """The part with that name. Raises KeyError."""
        for part in self.parts:
            if part.name == name:
                return part
        raise KeyError(name)


Role = Literal["input", "output", "pulse", "i2c", "spi", "analog"]


@dataclass(frozen=True, slots=True)
class Terminal:
    """One wire of a part that goes to the board, for the wiring table and its check.

    `option` is the key of wiring.toml that names the GPIO, the I2C address, or the ADC channel.
    `role` is seen from the Pi: `input` means the Pi listens. `volts` is the level the part puts on that wire;
    `current_ma` is what the part draws from a GPIO output.
    """

    option: str
    role: Role
    volts: float = 3.3
    current_ma: float = 0.0


NO_TITLE = Message("driver.none", "")


class Part:
    """A part on the wires. Options of wiring.toml are the arguments of its constructor, by name.

    A constructor may also ask for `clock` (a Clock), `adc` (an AnalogInput, from the options `on` and `channel`),
    or `climate` (a function that gives (temperature_c, humidity_pct) or None, from the option `climate`).
    The constructor opens the hardware: hardware libraries are imported inside it, never at the top of the file.
    """

    title: ClassVar[Message] = NO_TITLE
    supply_v: ClassVar[float] = 3.3
    terminals: ClassVar[tuple[Terminal, ...]] = ()

    def close(self) -> None:
        """Let go of the pins."""


def _nobody_listens() -> None:
    """What a change means while nobody reads the part at a period."""


class SensorPart(Part):
    """A part that is read.

    `sample_s` is its own best period; `warm_up_s` how long after power-on its values mean nothing.
    A part that notices a change by itself (an edge on its pin) calls `on_change()`, and is read at the next turn.
    A part with a rhythm of its own (a heater cycle) says in `next_read_s` when on the clock it must be read next.
    `calibrated` names its options that are measured on the single unit and may stand in calibration.toml.
    """

    channels: ClassVar[tuple[Channel, ...]] = ()
    calibrated: ClassVar[tuple[str, ...]] = ()
    sample_s: ClassVar[float] = 1.0
    warm_up_s: ClassVar[float] = 0.0
    on_change: Callable[[], None] = staticmethod(_nobody_listens)
    next_read_s: float | None = None

    @classmethod
    def channels_with(cls, options: Mapping[str, Any]) -> tuple[Channel, ...]:
        """The channels of a part that has these options in wiring.toml. Raises WiringError for an impossible one."""
        return cls.channels

    def read(self) -> Mapping[str, float | bool]:
        """Channel name to value; empty when there is nothing new yet. Raises ReadError with a wiring hint."""
        raise NotImplementedError

    def restart(self) -> None:
        """Start the reader afresh after a long silence; the pins stay ours."""


class OutputPart(Part):
    """A part that is switched. With `command = "open"` a part named valve is the actuator `valve_open`."""

    command: ClassVar[str] = ""

    def write(self, on: bool) -> None:
        """Switch it."""
        raise NotImplementedError


class HeartbeatPart(Part):
    """A part that powers other parts only while the control loop keeps running.

    The loop calls `beat` after each complete turn; nothing else may. No law knows it.
    """

    def beat(self) -> None:
        """Send one heartbeat."""
        raise NotImplementedError


class AnalogInput(Protocol):
    """One input of an analog-to-digital converter."""

    def voltage_v(self) -> float:
        """The voltage at the input. Raises ReadError."""
        ...


class AdcPart(Part):
    """An analog-to-digital converter; other parts sit on its inputs."""

    inputs: ClassVar[int] = 4

    def channel(self, number: int) -> AnalogInput:
        """The input with that number, from 0."""
        raise NotImplementedError
