"""The world behind the wires: a plant that steps with the clock, and the faults that come between it and the parts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from math import inf
from typing import Any, Protocol

from sim.chips import Chip
from sim.chips._switched import SwitchedChip
from sim.clock import VirtualClock
from sim.faults import CANNOT, CANNOT_HINT, NO_TARGET, NO_TARGET_HINT, Fault, FaultError

POWER = ("off",)
SENSE = ("stuck", "wrong")
SWITCH = ("welded", "dead")


class Plant(Protocol):
    """What a project's plant.py gives: pure state and one step."""

    felt: dict[str, Any]

    def step(self, dt_s: float, driven: Mapping[str, float]) -> None:
        """Let the world go on for `dt_s` seconds with that much power at each actuator."""
        ...

    def metrics(self) -> dict[str, float]:
        """What the run came to."""
        ...


class World:
    """Steps the plant every `step_s` virtual seconds and puts the active faults between it and the chips."""

    def __init__(
        self,
        plant: Plant,
        chips: Mapping[str, Chip],
        driven: dict[str, float],
        clock: VirtualClock,
        step_s: float,
        on_fault: Callable[[Fault, bool], None],
    ) -> None:
        self.plant = plant
        self.chips = chips
        self.driven = driven
        self.clock = clock
        self.step_s = step_s
        self.active: dict[Fault, float] = {}
        self._true: dict[str, float] = {}
        self._on_fault = on_fault
        self._start_s = clock.monotonic()
        self._watchers = [chip.world_moved for chip in chips.values() if type(chip).world_moved is not Chip.world_moved]
        self._stepping = clock.every(step_s, self._step)

    def _step(self) -> None:
        self.plant.step(self.step_s, self.driven)
        if self._true:
            felt = self.plant.felt
            self._true = {target: felt[target] for target in self._true}
            self._spoil()
        self._show()

    def _show(self) -> None:
        for world_moved in self._watchers:
            world_moved()

    def _spoil(self) -> None:
        """Put what the parts feel in place of what is true, for every channel with a fault, in order of beginning."""
        felt = self.plant.felt
        felt.update(self._true)
        for fault, held in self.active.items():
            if fault.kind in SENSE:
                felt[fault.target] = fault.felt(felt[fault.target], held)

    # faults

    def can_fail(self) -> dict[str, tuple[str, ...]]:
        """Every name that can have a fault, with the kinds it can have."""
        found: dict[str, tuple[str, ...]] = {}
        for name, chip in self.chips.items():
            found[name] = POWER
            for quantity in chip.feels:
                found[f"{name}_{quantity}"] = (*SENSE, *POWER)
        for name in self.driven:
            found[name] = (*SWITCH, *POWER)
        return found

    def plan(self, faults: Iterable[Fault]) -> None:
        """Let these faults come and go at their times. Raises FaultError for one that cannot be."""
        planned = [self._checked(fault) for fault in faults]
        for fault in planned:
            if fault.start_s <= 0.0:
                self.begin(fault)
            else:
                self.clock.at(self._start_s + fault.start_s, partial(self.begin, fault))
            if fault.end_s != inf:
                self.clock.at(self._start_s + fault.end_s, partial(self.end, fault))

    def _checked(self, fault: Fault) -> Fault:
        possible = self.can_fail()
        if fault.target not in possible:
            raise FaultError(NO_TARGET(target=fault.target), NO_TARGET_HINT(names=", ".join(possible)))
        if fault.kind not in possible[fault.target]:
            hint = CANNOT_HINT(kinds=", ".join(possible[fault.target]))
            raise FaultError(CANNOT(target=fault.target, kind=fault.kind), hint)
        return fault

    def begin(self, fault: Fault) -> None:
        """Break it now. Raises FaultError for a fault that cannot be."""
        self._checked(fault)
        if fault in self.active:
            return
        if fault.kind in SENSE:
            self._true.setdefault(fault.target, self.plant.felt[fault.target])
        self.active[fault] = self._true.get(fault.target, 0.0)
        self._apply(fault)
        self._on_fault(fault, True)

    def end(self, fault: Fault) -> None:
        """Mend it now; a fault that was mended before stays mended."""
        if self.active.pop(fault, None) is None:
            return
        self._apply(fault)
        self._on_fault(fault, False)

    def _apply(self, fault: Fault) -> None:
        """Bring the chip of this fault in line with all faults that are active now."""
        if fault.kind in SENSE:
            self._spoil()
            spoiled = {each.target for each in self.active if each.kind in SENSE}
            self._true = {target: value for target, value in self._true.items() if target in spoiled}
            self._show()
            return
        name = self._part(fault.target)
        chip = self.chips[name]
        here = {each.kind for each in self.active if self._part(each.target) == name}
        chip.powered = "off" not in here
        if isinstance(chip, SwitchedChip):
            chip.welded = True if "welded" in here else False if "dead" in here else None

    def _part(self, target: str) -> str:
        """The part that a part's, channel's or actuator's name belongs to: the longest that fits."""
        return max((name for name in self.chips if f"{target}_".startswith(f"{name}_")), key=len)
