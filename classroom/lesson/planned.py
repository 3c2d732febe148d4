"""A run of a lesson as a pupil's board is told it: settings, faults and presses as texts, whatever they came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf
from typing import Any

from devices import HighlandError, Message
from lessons.reading.asked import arguments_of, shipped
from lessons.reading.lesson import Run
from sim.start import start_of
from sim.world.faults import Fault
from sim.world.options import run_length_s
from sim.world.presses import Press

NOT_HERE = Message("lesson.not_in_class", "The run {run} begins with what is kept of an older run.")
NOT_HERE_HINT = Message("lesson.not_in_class.hint", "A class cannot do that: name another scenario in the lesson.")


@dataclass(frozen=True, slots=True)
class Planned:
    """One run. `project` is the project or the step whose law is shown."""

    project: str
    for_s: float
    settings: Mapping[str, Any]
    faults: tuple[str, ...]
    presses: tuple[str, ...]
    seed: int
    units: str
    tick_s: float = 1.0  # of the law

    def as_json(self) -> dict[str, Any]:
        """As the board takes it."""
        return {
            "project": self.project,
            "for_s": self.for_s,
            "settings": dict(self.settings),
            "faults": list(self.faults),
            "presses": list(self.presses),
            "seed": self.seed,
            "units": self.units,
            "tick_s": self.tick_s,
        }


def planned(run: Run) -> Planned:
    """What the command of a lesson's run comes to. Raises HighlandError."""
    arguments = arguments_of(run.command)
    project = shipped(arguments.project)
    start = start_of(project, arguments, project.module("plant").LESSON_S)
    options = start.options
    if options["latched"] is not None:
        raise HighlandError(NOT_HERE(run=run.id), NOT_HERE_HINT)
    return Planned(
        project.name,
        run_length_s(arguments.days, arguments.hours, arguments.span, start.for_s),
        options["settings"],
        tuple(map(_fault, options["faults"])),
        tuple(map(_press, options["presses"])),
        options["seed"],
        options["units"].value,
        options["tick_s"],
    )


def _fault(fault: Fault) -> str:
    ends = "" if fault.end_s == inf else f"..{fault.end_s:.10g}s"
    every = f"/{fault.every_s:.10g}s" if fault.every_s else ""
    chance = f"?{fault.chance:.10g}" if fault.chance != 1.0 else ""
    return f"{fault}".replace(" ", "") + f"@{fault.start_s:.10g}s{ends}{every}{chance}"


def _press(press: Press) -> str:
    return f"{press.button}@{press.start_s:.10g}s..{press.end_s:.10g}s"
