"""The virtual board on the table: a project's world in its calm state, with the mistakes that somebody planted.

The only file of these commands that imports the simulator. A mistake is `PART=KIND`: any fault of `highland sim`, or
one of the wires: `reset=inverted`, `valve=swapped(fan)`.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from devices import Message, WiredPart, Wiring
from firmware.fit import fit
from firmware.plan import Plan
from firmware.project import Project
from sim.chips import Chip
from sim.chips import find as find_chip
from sim.chips._as_built import as_built
from sim.chips._contact import ContactChip
from sim.chips._switched import SwitchedChip
from sim.chips._unit import Kind, Units
from sim.chips.heartbeat import DROPPED, HeartbeatChip
from sim.time.clock import VirtualClock
from sim.virtual_pi import VirtualPi
from sim.world.faults import CANNOT, CANNOT_HINT, NO_TARGET, NO_TARGET_HINT, FaultError, parse_fault
from sim.world.options import settings_asked, settings_of
from sim.world.simulation import CALIBRATED_BEFORE, plug
from sim.world.world import World
from wiring.calibration import calibrated, measured_in
from workshop.table import Table
from workshop.trial.outputs import ALWAYS, ANOTHER, INVERTED, NOTHING
from workshop.trial.person import NO, YES, Question

BOARD = Message("table.virtual_board", "virtual Raspberry Pi (SIM)")
SWAPPED_HINT = Message(
    "table.swapped.hint",
    "Only wires of one kind can be swapped, and {part} has another: swap two pins, or two inputs.",
)
WIRE_MISTAKE = re.compile(r"(?P<part>\w+)=(?:(?P<inverted>inverted)|swapped\((?P<other>\w+)\))")
ON_SHARE = 0.5  # of its power, from which a part counts as on


class Seen:
    """The true world of a virtual board, for whoever looks at it or puts a hand on it."""

    def __init__(self, world: World, chips: Mapping[str, Chip]) -> None:
        self._world = world
        self._power = {name: chip.actuator for name, chip in chips.items() if isinstance(chip, SwitchedChip)}
        self._hearts = [name for name, chip in chips.items() if isinstance(chip, HeartbeatChip)]

    def hold(self, felt: str, value: float | bool) -> None:
        """Make this true where the part is."""
        self._world.hold(felt, value)

    def let_go(self, felt: str) -> None:
        """Let the world decide again."""
        self._world.let_go(felt)

    def true(self, felt: str) -> float | bool:
        """What is true where the part is."""
        return self._world.true()[felt]

    def powered(self) -> frozenset[str]:
        """The outputs that have power now."""
        return frozenset(name for name, actuator in self._power.items() if self._world.driven[actuator] > ON_SHARE)

    def holding(self) -> frozenset[str]:
        """The heartbeat relays that hold now."""
        return frozenset(name for name in self._hearts if self._world.driven[f"{name}_{DROPPED}"] < ON_SHARE)


@contextmanager
def virtual_table(
    project: Project,
    planted: Sequence[str] = (),
    *,
    seed: int = 0,
    uncalibrated: bool = False,
    settings: Sequence[str] = (),
) -> Iterator[Table]:
    """The table with a virtual board of this project; its units are drawn from the seed, each with an error of its own.

    `uncalibrated` ones have no calibration yet. `settings` (KEY=VALUE) change its calm world. Raises FaultError for a
    mistake that cannot be planted, HighlandError for a setting that is not there.
    """
    law, wiring, module = project.law(), project.wiring(), project.module("plant")
    fit(wiring, law)
    built = as_built(wiring.parts, module)
    faults = []
    for text in planted:
        mistake = WIRE_MISTAKE.fullmatch(text.replace(" ", ""))
        if mistake is None:
            faults.append(parse_fault(text))
        else:
            built = _with_mistake(built, **mistake.groupdict())
    changed = {**getattr(module, "CALM", {}), **settings_asked(settings, project.name)}
    plant = module.Plant(settings_of(project.name, module, changed), random.Random(f"plant {seed}"))
    clock, of_units = (
        VirtualClock(start=plant.start),
        Units(Kind.UNCALIBRATED if uncalibrated else Kind.CALIBRATED, seed),
    )
    driven: dict[str, float] = {}
    with VirtualPi(clock=clock, seed=seed) as pi:
        chips = plug(pi, built, plant.felt, driven, units=of_units)
        can_break = getattr(module, "FAULTS", {})
        world = World(
            plant, chips, driven, clock, module.STEP_S, pi.rng, _nobody_told, _nobody_told, can_break, _nobody_told
        )
        world.plan(faults)
        made_on = getattr(plant, "calibrated_on", plant.start.date() - CALIBRATED_BEFORE)
        plan: Plan = fit(calibrated(wiring, measured_in(of_units.calibration(made_on))), law)
        with Table(project, plan, clock, BOARD, Seen(world, chips)) as table:
            yield table


def _nobody_told(*_: object) -> None:
    """No loop runs that would want to hear of it."""


def _with_mistake(built: list[WiredPart], part: str, inverted: str | None, other: str | None) -> list[WiredPart]:
    names = [each.name for each in built]
    for name in (part, other or part):
        if name not in names:
            raise FaultError(NO_TARGET(target=name), NO_TARGET_HINT(names=", ".join(names)))
    if inverted:
        return [_inverted(each) if each.name == part else each for each in built]
    assert other is not None
    one, two = (Wiring(tuple(built)).part(name) for name in (part, other))
    return [_moved(one, two) if each is one else _moved(two, one) if each is two else each for each in built]


def _inverted(part: WiredPart) -> WiredPart:
    """A relay module of the other kind, or a contact that is closed when it should be open."""
    chip = find_chip(part.driver)
    if issubclass(chip, SwitchedChip):
        option, now = "active_high", part.options.get("active_high", True)
    elif issubclass(chip, ContactChip):
        option = f"closed_when_{chip.feels[0]}"
        now = part.options.get(option, chip.closed_when)
    else:
        raise FaultError(CANNOT(target=part.name, kind="inverted"), CANNOT_HINT(kinds=", ".join(chip.wire_faults)))
    return replace(part, options={**part.options, option: not now})


def _moved(part: WiredPart, other: WiredPart) -> WiredPart:
    """The part with its signal wire where the other's belongs. Raises FaultError where the ends do not fit."""
    here, there = _end(part), _end(other)
    if not there or here.keys() != there.keys():
        raise FaultError(CANNOT(target=part.name, kind="swapped"), SWAPPED_HINT(part=other.name))
    return replace(part, options={**part.options, **there})


def _end(part: WiredPart) -> dict[str, Any]:
    """Where the signal wire ends: a pin, or an input of a converter."""
    return {option: part.options[option] for option in ("pin", "on", "channel", "address") if option in part.options}


class Looking:
    """A person who looks at the true virtual world, and answers as it is."""

    def __init__(self, table: Table) -> None:
        assert table.world is not None
        self._world = table.world
        self._seen: list[tuple[bool, frozenset[str]]] = []

    def look(self, on: bool) -> None:
        """Remember what is on while this is commanded."""
        self._seen.append((on, self._world.powered() | self._world.holding()))

    def answer(self, question: Question) -> str:
        """What somebody would say who has just looked."""
        if question.topic == "ready":
            self._seen.clear()
        if question.topic == "moved":
            return YES if self._obeyed(question.part) else NO
        if question.topic == "instead":
            return self._instead(question.part)
        if question.topic == "which":
            return next((choice.answer for choice in question.choices if self._obeyed(choice.answer)), NO)
        return question.choices[0].answer

    def _obeyed(self, part: str) -> bool:
        return all((part in seen) is on for on, seen in self._seen)

    def _instead(self, part: str) -> str:
        states = [part in seen for _, seen in self._seen]
        if all(states):
            return ALWAYS
        if all(state is not on for state, (on, _) in zip(states, self._seen, strict=True)):
            return INVERTED
        others = {name for _, seen in self._seen for name in seen} - {part}
        return ANOTHER if any(self._obeyed(name) for name in others) else NOTHING
