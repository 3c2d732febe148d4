"""What the intake remembers of a node: what it used of its limits, and what its snapshots said of itself."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

from hub.intake.refusals import Bucket
from hub.store.interface import NodeRow
from telemetry.record import Snapshot

AGREES_S = 3600.0  # a node whose live time differs by less has the same time as the hub
MAX_RANGES = 1000  # chosen: of one node; more is not counted
Range = tuple[str, int, int]  # epoch, first and last number


@dataclass(slots=True)
class Known:
    """One node."""

    messages: Bucket
    epochs: Bucket
    seen_epochs: set[str] = field(default_factory=set)
    series: set[tuple[str, str, str]] = field(default_factory=set)  # provenance, channel, unit
    state_ts: float = 0.0  # of its newest state, by its own clock
    agrees: bool = False  # its clock said the same as the hub's, the last time it was heard
    gone: set[Range] = field(default_factory=set)  # of what its card lost, what was counted
    _instances: deque[str] = field(default_factory=lambda: deque(maxlen=8))  # the programs that sent, newest last

    def remember(self, row: NodeRow) -> None:
        """What the store has of it."""
        self.state_ts = float(row.snapshot.get("ts", 0.0))
        self.gone = {(epoch, first, last) for epoch, first, last in row.snapshot.get("gone", ())}

    def takes_turns(self, instance: str) -> bool:
        """Whether a program sends again after another one did: then two run at the same time."""
        if not instance or (self._instances and self._instances[-1] == instance):
            return False
        was_there = instance in self._instances
        if was_there:
            self._instances.remove(instance)
        self._instances.append(instance)
        return was_there

    def newly_gone(self, found: Snapshot) -> list[Range]:
        """What the node's card lost that was not counted yet."""
        new = [each for each in found.gone if each not in self.gone][: MAX_RANGES - len(self.gone)]
        self.gone |= set(new)
        return new
