"""One turn of the loop: what the law decides, what happened, and the sinks that are told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from devices.message import Message
from devices.sensor import Reading

A = TypeVar("A")
M = TypeVar("M")


class Decision(NamedTuple, Generic[A, M]):
    """One answer of a control law.

    `urgent` marks a move to a safe state: minimum on and off times do not hold it back.
    """

    action: A
    memory: M
    why: Message
    urgent: bool = False


class Moment(NamedTuple):
    """What a project's invariants are judged on. Only a simulation can give it: a real board does not know the truth.

    `before` is the law's Memory before the decision, `commanded` what the actuators were commanded after it, `true`
    what the world is like, `driven` the power (0 to 1) that arrives at each actuator, `broken` every fault that is
    active, such as `heater=welded`.
    """

    t_s: float
    dt_s: float
    sensed: Any
    before: Any
    decision: Decision[Any, Any]
    commanded: Mapping[str, bool]
    true: Mapping[str, float | bool]
    driven: Mapping[str, float]
    broken: frozenset[str]


@dataclass(slots=True)
class Tick:
    """One complete turn of the loop. `t_s` counts from the start of the run.

    `commanded` is what the actuators were commanded, after minimum on and off times.
    `readings()` is worked out only when somebody asks: the trace does not, the terminal does.
    """

    t_s: float
    sensed: Any
    action: Any
    state: str
    why: Message
    commanded: Mapping[str, bool]
    parts: Any

    def readings(self) -> dict[str, Reading]:
        """Every channel with value, unit, age and quality."""
        found: dict[str, Reading] = self.parts.readings()
        return found

    def ages(self) -> dict[str, float | None]:
        """The age in seconds of each value of Sensed that a part gives; None while there is no good one."""
        found: dict[str, float | None] = self.parts.ages()
        return found


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened in a run. `kind` is `start`, `state`, `fault`, `press` or `end`."""

    t_s: float
    kind: str
    state: str
    why: Message


class Backlog(Protocol):
    """Work of a sink that is done on another thread, as far as the loop watches it."""

    error: Exception | None  # what ended the work

    @property
    def lost(self) -> int:
        """How much was left out for want of room."""
        ...

    @property
    def late_s(self) -> float:
        """How long the oldest work that is not done has been waiting, in seconds; 0 when all is done."""
        ...


class Sink:
    """Takes what the loop reports. Subclass it and override what you want to hear.

    `due_s` is when, in seconds since the start of the run, it wants the next tick; the default wants every tick.
    It is also called at once when the state, the reason or an output changes, and at the end.
    An OSError in `tick` (a full card) makes the loop drop the sink and go on.
    Neither may wait: a sink that needs a card or a network has a `backlog` (firmware/worker.py) that waits for it. The
    loop watches it and says when it falls behind.
    """

    due_s: float = -inf
    backlog: Backlog | None = None

    def tick(self, tick: Tick) -> None:
        """Called after a complete turn."""

    def event(self, event: Event) -> None:
        """Called when something happens."""
