"""Heartbeat relay: a retriggerable one-shot that holds the supply of other coils while its pin keeps changing."""

from __future__ import annotations

from collections.abc import Mapping

from sim.chips import Chip
from sim.chips._switched import SwitchedChip

HOLD_S = 4.5  # resistor and capacitor are chosen for it: four lost beats, and still within 5 s
DROPPED = "dropped"  # heartbeat_dropped: its own red lamp and chirper


class HeartbeatChip(Chip):
    """Drops the parts in `guarded` when no edge came for `hold_s`.

    It starts dropped: with a board that never beats, the guarded parts stay off.
    """

    wire_faults = ("dead",)

    def plug(self) -> None:
        self.hold_s = HOLD_S
        self.guarded: list[SwitchedChip] = []
        self._lamp = f"{self.part.name}_{DROPPED}"
        self._net = self.pi.pins[self.part.options["pin"]]
        self._level = 0.0  # pulled down
        self._last_s = float("-inf")
        self._looks = False
        self._dead = False
        self._holds = False
        self.driven[self._lamp] = 1.0
        self._net.on_change(self._edge)

    def guard(self, chip: SwitchedChip) -> None:
        """Put the relay into the supply of this part's coil."""
        self.guarded.append(chip)
        chip.fed = self._holds

    def disturb(self, faults: Mapping[str, float]) -> None:
        self._dead = "dead" in faults
        self._turn()

    def power_changed(self) -> None:
        self._turn()

    def _edge(self) -> None:
        duty = self._net.duty
        if duty is None or duty == self._level:  # let go, or taken at the level that it has: not a beat
            return
        self._level = duty
        clock = self.pi.clock
        self._last_s = clock.monotonic()
        if not self._looks:
            self._looks = True
            clock.at(self._last_s + self.hold_s, self._look)
        if not self._holds:
            self._turn()

    def _look(self) -> None:
        """The hold time after a beat is over: was it the last beat?"""
        due_s = self._last_s + self.hold_s
        if due_s > self.pi.clock.monotonic():
            self.pi.clock.at(due_s, self._look)
            return
        self._looks = False
        self._turn()

    def _turn(self) -> None:
        holds = self._looks and self._powered and not self._dead
        if holds is not self._holds:
            self._holds = holds
            self.driven[self._lamp] = 0.0 if holds else 1.0
            for chip in self.guarded:
                chip.fed = holds
