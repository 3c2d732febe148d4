"""Where the loop reports to: a trace, the terminal, telemetry, a watchdog."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from devices.message import Message
from devices.reading import Reading


@dataclass(slots=True)
class Tick:
    """One whole good turn of the loop. `t_s` counts from the start of the run.

    `commanded` is what the actuators were really told, after minimum on and off times.
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


@dataclass(frozen=True, slots=True)
class Event:
    """Something worth telling: a new state, a fault, a start, an end. `kind` is `state`, `start`, `end` or `fault`."""

    t_s: float
    kind: str
    state: str
    why: Message


class Sink(Protocol):
    """Takes what the loop reports."""

    def tick(self, tick: Tick) -> None:
        """Called after every whole good turn."""
        ...

    def event(self, event: Event) -> None:
        """Called when something happens."""
        ...
