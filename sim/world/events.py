"""What is remembered of a run beside its trace: its events, and why each output was switched."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

from devices import Event, Message, Sink, Tick


@dataclass(frozen=True, slots=True)
class Switching:
    """An output that was switched, when, and the reason that the law gave."""

    t_s: float
    output: str
    on: bool
    why: Message


class Events(Sink):
    """A sink that keeps the events, why the outputs were switched, and the last tick."""

    def __init__(self) -> None:
        self.due_s = inf
        self.kept: list[Event] = []
        self.switched: dict[tuple[str, bool, str], Switching] = {}
        self.last: Tick | None = None

    def tick(self, tick: Tick) -> None:
        """Keep the newest tick that brought a change, and the last one."""
        before = self.last.commanded if self.last is not None else tick.commanded
        if tick.commanded is not before:
            for output, on in tick.commanded.items():
                if on != before.get(output, on):  # the first time of each reason: a siren beeps a thousand times
                    found = Switching(tick.t_s, output, on, tick.why)
                    self.switched.setdefault((output, on, tick.why.key), found)
        self.last = tick

    def event(self, event: Event) -> None:
        """Keep it."""
        self.kept.append(event)
