"""The world behind the wires: a plant that steps with the clock, buttons that are pressed, and faults of the parts."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from math import inf
from typing import Any, Protocol

from devices import HighlandError, Message
from sim.chips import Chip
from sim.chips._analog import AnalogChip, Distortion
from sim.chips._switched import SwitchedChip
from sim.time.clock import VirtualClock
from sim.world.faults import (
    CANNOT,
    CANNOT_HINT,
    NO_DETAIL,
    NO_DETAIL_HINT,
    NO_POWER,
    NO_TARGET,
    NO_TARGET_HINT,
    ON_THE_BOARD,
    POWER,
    SENSES,
    VOLTS,
    Fault,
    FaultError,
    distortion_of,
)
from sim.world.presses import PRESS_S, PRESSED, Press, no_button

NO_APPLY_FAULTS = Message("plant.no_apply_faults", "plant.py has FAULTS, but its Plant has no method apply_faults.")
NO_APPLY_FAULTS_HINT = Message(
    "plant.no_apply_faults.hint", "The method was called suffer before: rename it in plant.py, nothing else changes."
)


class Plant(Protocol):
    """What a project's plant.py gives: pure state and one step.

    It may also have `shown` (what is true and no part feels), `apply_faults` when it has FAULTS, and `powered`: False
    while its supply gives the board and its parts no power.
    """

    felt: dict[str, Any]

    def step(self, dt_s: float, driven: Mapping[str, float]) -> None:
        """Let the world go on for `dt_s` seconds with that much power at each actuator."""
        ...

    def metrics(self) -> dict[str, float]:
        """What the run came to."""
        ...


class World:
    """Steps the plant every `step_s` virtual seconds and puts the active faults between it and the chips.

    `can_break` are the FAULTS of the plant. `on_fault` is called when a fault begins or ends, `on_press` when a button
    is pressed; `on_board` carries out the faults of the board itself, and may never return.
    """

    def __init__(
        self,
        plant: Plant,
        chips: Mapping[str, Chip],
        driven: dict[str, float],
        clock: VirtualClock,
        step_s: float,
        rng: random.Random,
        on_fault: Callable[[Fault, bool], None],
        on_press: Callable[[Press], None],
        can_break: Mapping[str, tuple[str, ...]] | None = None,
        on_board: Callable[[Fault, bool], None] | None = None,
    ) -> None:
        self.plant = plant
        self.chips = chips
        self.driven = driven
        self.clock = clock
        self.step_s = step_s
        self.active: dict[Fault, Distortion | None] = {}
        self.broken_since_s: dict[str, float] = {}  # each active fault, and the second of the run in which it began
        self._in_volts: dict[Fault, Distortion] = {}
        self._true: dict[str, float] = {}
        self._pressed: list[Press] = []
        self._held: dict[str, float | bool] = {}
        self._rng = random.Random(rng.random())
        self._on_fault = on_fault
        self._on_press = on_press
        self._can_break = dict(can_break or {})
        if self._can_break and not hasattr(plant, "apply_faults"):
            raise HighlandError(NO_APPLY_FAULTS, NO_APPLY_FAULTS_HINT)
        self._on_board = on_board
        self._power_cut = False
        self.powered = True  # by the supply of this world
        self._start_s = clock.monotonic()
        self._watchers = [chip.world_moved for chip in chips.values() if type(chip).world_moved is not Chip.world_moved]
        self._stepping = clock.every(step_s, self._step)

    def _step(self) -> None:
        self.plant.step(self.step_s, self.driven)
        if self._true:
            felt = self.plant.felt
            self._true = {target: felt[target] for target in self._true}
            self._distort()
        for fault in self.active:
            if fault.kind == "intermittent":
                self._set_power(self._part(fault.target))
        self._show()
        self.look_at_the_supply()

    def look_at_the_supply(self) -> None:
        """Take the power from board and parts when the world's supply gives none, and give it back with the supply."""
        powered = getattr(self.plant, "powered", True)
        if powered is not self.powered:
            self.powered = powered
            self._power_the_parts()
            if self._on_board is not None:
                self._on_board(NO_POWER, not powered)

    def _show(self) -> None:
        for world_moved in self._watchers:
            world_moved()

    def _distort(self) -> None:
        """Press the buttons, then let the sense faults distort what is true, in the order in which they began."""
        felt, now_s = self.plant.felt, self.clock.monotonic()
        felt.update(self._true)
        felt.update(self._held)
        for press in self._pressed:
            felt[press.channel] = True
        for fault, distortion in self.active.items():
            if distortion is not None:
                felt[fault.target] = distortion(felt[fault.target], now_s)

    def _forget_undistorted(self) -> None:
        """Keep the true value beside the felt one only where they may differ."""
        distorted = {fault.target for fault, distortion in self.active.items() if distortion is not None}
        distorted |= {press.channel for press in self._pressed} | set(self._held)
        self._true = {target: value for target, value in self._true.items() if target in distorted}

    def true(self) -> Mapping[str, float | bool]:
        """What the world is really like: what parts feel without their faults, and what no part feels."""
        shown: Mapping[str, float] | None = getattr(self.plant, "shown", None)
        if not self._true and not shown:
            return self.plant.felt
        pressed = {press.channel: True for press in self._pressed}
        return {**self.plant.felt, **self._true, **self._held, **pressed, **(shown or {})}

    @property
    def broken(self) -> frozenset[str]:
        """Every fault that is active, such as `heater=welded`."""
        return frozenset(str(fault) for fault in self.active)

    # Buttons

    @property
    def buttons(self) -> tuple[str, ...]:
        """The buttons that can be pressed."""
        return tuple(target.removesuffix(PRESSED) for target in self.can_fail() if target.endswith(PRESSED))

    def press(self, button: str) -> None:
        """Press a button now. Raises PressError for one that is not there."""
        t_s = self.clock.monotonic() - self._start_s
        self.plan_presses([Press(button, t_s, t_s + PRESS_S)])

    def plan_presses(self, presses: Iterable[Press]) -> None:
        """Let these buttons be pressed at their times. Raises PressError for one that is not there."""
        presses, buttons, now_s = list(presses), self.buttons, self.clock.monotonic()
        for press in presses:
            if press.button not in buttons:
                raise no_button(press.button, buttons)
        for press in presses:
            if self._start_s + press.start_s <= now_s:
                self._push(press)
            else:
                self.clock.at(self._start_s + press.start_s, partial(self._push, press))

    def _push(self, press: Press) -> None:
        if press in self._pressed:
            return
        self.clock.at(self._start_s + press.end_s, partial(self._release, press))
        self._true.setdefault(press.channel, self.plant.felt[press.channel])
        self._pressed.append(press)
        self._on_press(press)
        self._distort()
        self._show()

    def _release(self, press: Press) -> None:
        self._pressed.remove(press)
        self._distort()
        self._forget_undistorted()
        self._show()

    # Hands

    def hold(self, felt: str, value: float | bool) -> None:
        """A hand makes this true where the part is, such as a lifted float; the part's own faults stay."""
        self._true.setdefault(felt, self.plant.felt[felt])
        self._held[felt] = value
        self._distort()
        self._show()

    def let_go(self, felt: str) -> None:
        """The hand is away again: the world decides."""
        self._held.pop(felt, None)
        self._distort()
        self._forget_undistorted()
        self._show()

    # Faults

    def can_fail(self) -> dict[str, tuple[str, ...]]:
        """Every name that can have a fault, with the kinds it can have."""
        found: dict[str, tuple[str, ...]] = {}
        for name, chip in self.chips.items():
            found[name] = (*POWER, *chip.wire_faults, *getattr(chip, "volt_faults", ()))
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
        """Let a planned fault begin, by its chance, and plan its end and its next time."""
        start_s = self._start_s + fault.start_s + turn * fault.every_s
        if fault.every_s > 0.0:
            self.clock.at(start_s + fault.every_s, partial(self._come, fault, turn + 1))
        if fault.chance < 1.0 and self._rng.random() >= fault.chance:
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
        known = VOLTS.get(fault.kind, ()) if self._is_in_volts(fault) else SENSES.get(fault.kind)
        for detail in fault.details:
            if known is not None and detail not in known and not self._is_of_the_world(fault):
                refused = NO_DETAIL(target=fault.target, kind=fault.kind, detail=detail)
                raise FaultError(refused, NO_DETAIL_HINT(kind=fault.kind, details=", ".join(known)))
        return fault

    def begin(self, fault: Fault) -> None:
        """Begin it now. Raises FaultError for a fault that cannot be."""
        self._checked(fault)
        if fault in self.active:
            return
        distortion = None
        if self._is_of_a_sense(fault):
            held = self.plant.felt[fault.target]
            self._true.setdefault(fault.target, held)
            distortion = distortion_of(fault, held, self._rng)
        elif self._is_in_volts(fault):
            self._in_volts[fault] = distortion_of(fault, 0.0, self._rng)
        self.active[fault] = distortion
        self.broken_since_s[str(fault)] = self.clock.monotonic() - self._start_s
        self._on_fault(fault, True)
        self._apply(fault)

    def end(self, fault: Fault) -> None:
        """End it now; a fault that has ended already stays so."""
        if fault not in self.active:
            return
        del self.active[fault]
        self.broken_since_s.pop(str(fault), None)
        self._in_volts.pop(fault, None)
        self._on_fault(fault, False)
        self._apply(fault)

    def _is_of_the_world(self, fault: Fault) -> bool:
        return fault.kind in self._can_break.get(fault.target, ())

    def _is_in_volts(self, fault: Fault) -> bool:
        return isinstance(self.chips.get(fault.target), AnalogChip) and fault.kind in VOLTS

    def _is_of_a_sense(self, fault: Fault) -> bool:
        return fault.kind in SENSES and not self._is_of_the_world(fault) and not self._is_in_volts(fault)

    def _apply(self, fault: Fault) -> None:
        """Bring the world, or the chip of this fault, in line with all faults that are active now."""
        if self._is_of_the_world(fault):
            felt = self.plant.felt
            felt.update(self._true)
            self.plant.apply_faults(self._world_faults())  # type: ignore[attr-defined]  # a plant with FAULTS has it
            self._true = {target: felt[target] for target in self._true}
            self._distort()
        elif self._is_in_volts(fault):
            self._ail(fault.target)
        elif self._is_of_a_sense(fault):
            self._distort()
            self._forget_undistorted()
        elif fault.target in ON_THE_BOARD and self._on_board is not None:
            if fault.kind == "power_cut":
                self._power_cut = fault in self.active
                self._power_the_parts()
            self._on_board(fault, fault in self.active)
        elif fault.kind in POWER:
            self._set_power(self._part(fault.target))
        else:
            name = self._part(fault.target)
            here = {each.kind: each.share for each in self.active if self._is_on(name, each)}
            self.chips[name].disturb({kind: here[kind] for kind in here if kind in self.chips[name].wire_faults})
        self._show()

    def _ail(self, name: str) -> None:
        chip = self.chips[name]
        assert isinstance(chip, AnalogChip)
        chip.ailing = tuple((fault.kind, ails) for fault, ails in self._in_volts.items() if fault.target == name)

    def _world_faults(self) -> dict[str, dict[str, Mapping[str, float]]]:
        found: dict[str, dict[str, Mapping[str, float]]] = {}
        for fault in self.active:
            if self._is_of_the_world(fault):
                found.setdefault(fault.target, {})[fault.kind] = fault.details
        return found

    def _power_the_parts(self) -> None:
        for name in self.chips:
            self._set_power(name)

    def _set_power(self, name: str) -> None:
        here = [each for each in self.active if each.kind in POWER and self._is_on(name, each)]
        lost = any(each.kind == "off" or self._rng.random() < each.share for each in here)
        lost = lost or self._power_cut or not self.powered
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
