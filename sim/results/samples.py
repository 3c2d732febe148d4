"""A sink that remembers a run well enough to draw it, however long it was."""

from __future__ import annotations

from dataclasses import dataclass

from devices import Sink, Tick

MAX_POINTS = 3000  # points kept: more than a picture has columns


@dataclass(frozen=True, slots=True)
class Sample:
    """The run at one moment."""

    t_s: float
    state: str
    sensed: tuple[float | bool | None, ...]
    commanded: tuple[bool, ...]


class Samples(Sink):
    """Keeps a sample now and then, and one at every change of state or actuator; thins itself out when it is full."""

    def __init__(self, limit: int = MAX_POINTS) -> None:
        self.limit = limit
        self.kept: list[Sample] = []
        self.sensed_names: tuple[str, ...] = ()
        self.actuator_names: tuple[str, ...] = ()
        self.due_s = 0.0
        self._every_s = 0.0

    def tick(self, tick: Tick) -> None:
        """Keep it: the loop only calls when a sample is due or something changed."""
        if not self.kept:
            self.sensed_names = tick.sensed._fields
            self.actuator_names = tuple(tick.commanded)
        values = tuple(getattr(tick.sensed, name) for name in self.sensed_names)
        self.kept.append(Sample(tick.t_s, tick.state, values, tuple(tick.commanded.values())))
        if len(self.kept) > self.limit:
            self._thin_out()
        self.due_s = tick.t_s + self._every_s

    def _thin_out(self) -> None:
        """Keep half: every second sample, but each change of state or actuator before a sample that changes nothing."""
        kept = self.kept
        steady = [
            index
            for index in range(1, len(kept))
            if kept[index].state == kept[index - 1].state and kept[index].commanded == kept[index - 1].commanded
        ]
        gone = set(steady[::2])
        if len(kept) - len(gone) > 0.75 * self.limit:
            gone = set(range(1, len(kept), 2))
        self.kept = [sample for index, sample in enumerate(kept) if index not in gone]
        self._every_s = 2 * self._every_s or 2 * kept[-1].t_s / self.limit
