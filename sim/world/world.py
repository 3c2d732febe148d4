"""The world behind the wires: a plant that steps with the clock, and the faults that come between it and the parts."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from math import inf
from typing import Any, Protocol

from sim.chips import Chip
from sim.chips._switched import SwitchedChip
from sim.time.clock import VirtualClock
from sim.world.faults import (
    CANNOT,
    CANNOT_HINT,
    NO_TARGET,
    NO_TARGET_HINT,
    ON_THE_BOARD,
    POWER,
    SENSES,
    Fault,
    FaultError,
)
from sim.world.sense_faults import Spoil, spoil_of


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
    """Steps the plant every `step_s` virtual seconds and puts the active faults between it and the chips.

    `can_break` are the FAULTS of the plant; `on_board` hears of faults of the board itself, and may never come back.
    """

    def __init__(
        self,
        plant: Plant,
        chips: Mapping[str, Chip],
        driven: dict[str, float],
        clock: VirtualClock,
        step_s: float,
        luck: random.Random,
        on_fault: Callable[[Fault, bool], None],
        can_break: Mapping[str, tuple[str, ...]] | None = None,
        on_board: Callable[[Fault, bool], None] | None = None,
    ) -> None:
        self.plant = plant
        self.chips = chips
        self.driven = driven
        self.clock = clock
        self.step_s = step_s
        self.active: dict[Fault, Spoil | None] = {}
        self._true: dict[str, float] = {}
        self._luck = random.Random(luck.random())
        self._on_fault = on_fault
        self._can_break = dict(can_break or {})
        self._on_board = on_board
        self._power_cut = False
        self._start_s = clock.monotonic()
        self._watchers = [chip.world_moved for chip in chips.values() if type(chip).world_moved is not Chip.world_moved]
        self._stepping = clock.every(step_s, self._step)

    def _step(self) -> None:
        self.plant.step(self.step_s, self.driven)
        if self._true:
            felt = self.plant.felt
            self._true = {target: felt[target] for target in self._true}
            self._spoil()
        for fault in self.active:
            if fault.kind == "intermittent":
                self._set_power(self._part(fault.target))
        self._show()

    def _show(self) -> None:
        for world_moved in self._watchers:
            world_moved()

    def _spoil(self) -> None:
        """Put what the parts feel in place of what is true, for every channel with a fault, in order of beginning."""
        felt, now_s = self.plant.felt, self.clock.monotonic()
        felt.update(self._true)
        for fault, spoil in self.active.items():
            if spoil is not None:
                felt[fault.target] = spoil(felt[fault.target], now_s)

    def true(self) -> Mapping[str, float | bool]:
        """What the world is really like: what parts feel without their faults, and what no part feels."""
        shown: Mapping[str, float] | None = getattr(self.plant, "shown", None)
        if not self._true and not shown:
            return self.plant.felt
        return {**self.plant.felt, **self._true, **(shown or {})}

    @property
    def broken(self) -> frozenset[str]:
        """Every fault that is active, such as `heater=welded`."""
        return frozenset(str(fault) for fault in self.active)

    # faults

    def can_fail(self) -> dict[str, tuple[str, ...]]:
        """Every name that can have a fault, with the kinds it can have."""
        found: dict[str, tuple[str, ...]] = {}
        for name, chip in self.chips.items():
            found[name] = (*POWER, *chip.wire_faults)
            for quantity in chip.feels:
                found[f"{name}_{quantity}"] = (*SENSES, *POWER, *chip.wire_faults)
            if isinstance(chip, SwitchedChip):
                found[chip.actuator] = (*chip.wire_faults, *POWER)
        for name, kinds in self._can_break.items():
            found[name] = (*found.get(name, ()), *kinds)
        return found | {name: kinds for name, kinds in ON_THE_BOARD.items() if self._on_board and name not in found}

    def plan(self, faults: Iterable[Fault]) -> None:
        """Let these faults come and go at their times. Raises FaultError for one that cannot be."""
        planned = [self._checked(fault) for fault in faults]
        for fault in planned:
            if fault.start_s <= 0.0 and fault.target not in ON_THE_BOARD:
                self._come(fault, 0)
            else:
                self.clock.at(self._start_s + fault.start_s, partial(self._come, fault, 0))

    def _come(self, fault: Fault, turn: int) -> None:
        """Let a planned fault begin, if luck wants it, and plan its end and its next time."""
        start_s = self._start_s + fault.start_s + turn * fault.every_s
        if fault.every_s > 0.0:
            self.clock.at(start_s + fault.every_s, partial(self._come, fault, turn + 1))
        if fault.chance < 1.0 and self._luck.random() >= fault.chance:
            return
        if fault.end_s != inf:
            self.clock.at(start_s + fault.end_s - fault.start_s, partial(self.end, fault))
        self.begin(fault)

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
        spoil = None
        if self._is_of_a_sense(fault):
            held = self.plant.felt[fault.target]
            self._true.setdefault(fault.target, held)
            spoil = spoil_of(fault, held, self._luck)
        self.active[fault] = spoil
        self._on_fault(fault, True)
        self._apply(fault)

    def end(self, fault: Fault) -> None:
        """Mend it now; a fault that was mended before stays mended."""
        if fault not in self.active:
            return
        del self.active[fault]
        self._on_fault(fault, False)
        self._apply(fault)

    def _is_of_the_world(self, fault: Fault) -> bool:
        return fault.kind in self._can_break.get(fault.target, ())

    def _is_of_a_sense(self, fault: Fault) -> bool:
        return fault.kind in SENSES and not self._is_of_the_world(fault)

    def _apply(self, fault: Fault) -> None:
        """Bring the world, or the chip of this fault, in line with all faults that are active now."""
        if self._is_of_the_world(fault):
            felt = self.plant.felt
            felt.update(self._true)
            self.plant.apply_faults(self._world_faults())  # type: ignore[attr-defined]  # a plant with FAULTS has it
            self._true = {target: felt[target] for target in self._true}
            self._spoil()
        elif self._is_of_a_sense(fault):
            self._spoil()
            spoiled = {each.target for each, spoil in self.active.items() if spoil is not None}
            self._true = {target: value for target, value in self._true.items() if target in spoiled}
        elif fault.target in ON_THE_BOARD and self._on_board is not None:
            if fault.kind == "power_cut":
                self._cut_power(fault in self.active)
            self._on_board(fault, fault in self.active)
        elif fault.kind in POWER:
            self._set_power(self._part(fault.target))
        else:
            name = self._part(fault.target)
            here = {each.kind: each.share for each in self.active if self._is_on(name, each)}
            self.chips[name].disturb({kind: here[kind] for kind in here if kind in self.chips[name].wire_faults})
        self._show()

    def _world_faults(self) -> dict[str, dict[str, Mapping[str, float]]]:
        found: dict[str, dict[str, Mapping[str, float]]] = {}
        for fault in self.active:
            if self._is_of_the_world(fault):
                found.setdefault(fault.target, {})[fault.kind] = fault.details
        return found

    def _cut_power(self, cut: bool) -> None:
        self._power_cut = cut
        for name in self.chips:
            self._set_power(name)

    def _set_power(self, name: str) -> None:
        here = [each for each in self.active if each.kind in POWER and self._is_on(name, each)]
        lost = any(each.kind == "off" or self._luck.random() < each.share for each in here) or self._power_cut
        if self.chips[name].powered is lost:
            self.chips[name].powered = not lost

    def _is_on(self, name: str, fault: Fault) -> bool:
        """Whether a fault is one of this part's own, and not of the world behind it or the board before it."""
        if fault.target in ON_THE_BOARD or self._is_of_the_world(fault):
            return False
        return self._part(fault.target) == name

    def _part(self, target: str) -> str:
        """The part that a part's, channel's or actuator's name belongs to: the longest that fits."""
        return max((name for name in self.chips if f"{target}_".startswith(f"{name}_")), key=len)
