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
from sim.chips._contact import ContactChip
from sim.chips._switched import SwitchedChip, as_built
from sim.chips._unit import Kind, Units
from sim.time.clock import VirtualClock
from sim.virtual_pi import VirtualPi
from sim.world.faults import CANNOT, CANNOT_HINT, NO_TARGET, NO_TARGET_HINT, FaultError, parse_fault
from sim.world.options import settings_of
from sim.world.simulation import CALIBRATED_BEFORE, plug
from sim.world.world import World
from wiring.calibration import calibrated, measured_in
from workshop.table import Table

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
        self._switched = {name: chip for name, chip in chips.items() if isinstance(chip, SwitchedChip)}

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
        driven = self._world.driven
        return frozenset(name for name, chip in self._switched.items() if driven[chip.actuator] > ON_SHARE)


@contextmanager
def virtual_table(
    project: Project, planted: Sequence[str] = (), *, seed: int = 0, uncalibrated: bool = False
) -> Iterator[Table]:
    """The table with a virtual board of this project; its units are drawn from the seed, each with an error of its own.

    `uncalibrated` ones have no calibration yet. Raises FaultError for a mistake that cannot be planted.
    """
    law, wiring, module = project.law(), project.wiring(), project.module("plant")
    fit(wiring, law)
    built = as_built(wiring.parts, getattr(module, "ACTIVE_LOW", None))
    faults = []
    for text in planted:
        mistake = WIRE_MISTAKE.fullmatch(text.replace(" ", ""))
        if mistake is None:
            faults.append(parse_fault(text))
        else:
            built = _with_mistake(built, **mistake.groupdict())
    plant = module.Plant(settings_of(project.name, module, getattr(module, "CALM", {})), random.Random(f"plant {seed}"))
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
    return {option: part.options[option] for option in ("pin", "on", "channel") if option in part.options}
