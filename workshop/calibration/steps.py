"""What a calibration asks of the person and the board, one step after the other.

A procedure is a generator: it yields steps, is sent what came of each, and returns an Outcome or raises Refused. It
knows no clock, no pin and no terminal: whoever drives it does the waiting, the reading and the asking.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from devices import HighlandError, Message, WiredPart
from workshop.calibration.budget import Budget

VOLTS = "volts"  # what a Measure reads where no channel will do: volts at the converter's input
ANYWAY = "anyway"  # the question whether a reference that is not good enough counts all the same


class Scene(Enum):
    """Where the part is, or what flows through it; a virtual board is put there by itself."""

    CLEAN_AIR = "clean_air"
    TEST_GAS = "test_gas"
    CLEAR_WATER = "clear_water"
    BUFFER = "buffer"
    NO_CURRENT = "no_current"
    CURRENT = "current"
    BUCKET = "bucket"
    ICE_WATER = "ice_water"
    WARM_WATER = "warm_water"
    SALT_JAR = "salt_jar"
    GLASS_IN_ICE = "glass_in_ice"
    GLASS_IN_WARM = "glass_in_warm"
    DISCHARGE = "discharge"


@dataclass(frozen=True, slots=True)
class Point:
    """One reading: seconds since the first of its measurement, value, and the air (C, %) where that matters."""

    t_s: float
    value: float
    air: tuple[float, float] | None = None
    beside: float | None = None


@dataclass(frozen=True, slots=True)
class Do:
    """The person does something and says when it is done."""

    scene: Scene
    message: Message


@dataclass(frozen=True, slots=True)
class Measure:
    """Read `of` (a channel, or VOLTS) so many times; the answer is a tuple of Points. None of `part`: the one at hand.

    `settle_s` is a wait before it. `with_air` notes temperature and humidity of the part's `climate` too. Two ways to
    end it early: `until_still_s` when the value, once moved, has stood still so long, `until_below` when it fell there.
    `beside` is another channel of the same reading: a Point's `beside`.
    """

    of: str
    count: int
    every_s: float
    settle_s: float = 0.0
    with_air: bool = False
    part: str | None = None
    beside: str | None = None
    until_still_s: float | None = None
    until_below: float | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """A number that an instrument shows; `usual` is taken when the person just presses Enter."""

    key: str
    message: Message
    low: float
    high: float
    usual: float | None = None


@dataclass(frozen=True, slots=True)
class Confirm:
    """A question with yes or no; the answer is a bool, and without an answer no."""

    key: str
    message: Message


@dataclass(frozen=True, slots=True)
class Heat:
    """Wait until the part has been heated so long; the answer is how long it was at least, s."""

    needed_s: float
    message: Message


@dataclass(frozen=True, slots=True)
class Weigh:
    """What a reference can give, told before anything is measured with it."""

    budget: Budget
    message: Message


Step = Do | Measure | Ask | Confirm | Heat | Weigh


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was found: values for calibration.toml with their uncertainty (half a range), and the points behind it.

    `columns` names what a point holds. `said` is what people should know.
    """

    values: Mapping[str, Any]
    uncertainty: Mapping[str, float]
    points: Sequence[tuple[float, ...]]
    columns: str
    said: tuple[Message, ...] = ()
    forget: bool = False  # what was known of the unit before is not true of this one


Procedure = Generator[Step, Any, Outcome]


class Refused(HighlandError):
    """A calibration that would be wrong: what was seen, and what to do. What was stored stays as it is."""


@dataclass(frozen=True, slots=True)
class Subject:
    """The part to calibrate: as in wiring.toml, and what was stored of this unit before (empty: nothing).

    `opened` are the options that its driver has now; `heater_proof` is the part that measures its heater's current.
    """

    part: WiredPart
    stored: Mapping[str, Any] = field(default_factory=dict)
    opened: Mapping[str, Any] = field(default_factory=dict)
    heater_proof: str | None = None

    def option(self, name: str, default: Any) -> Any:
        """What the stored calibration says, else wiring.toml, else the driver's own default."""
        return self.stored.get(name, self.of_type(name, default))

    def shown_with(self, name: str, default: Any) -> Any:
        """What the driver was opened with, which is in every value that it shows."""
        return self.opened.get(name, self.of_type(name, default))

    def of_type(self, name: str, default: Any) -> Any:
        """What wiring.toml says of the type, else the driver's own default."""
        return self.part.options.get(name, default)
