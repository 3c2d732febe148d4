"""What a page is told when a board begins: everything that it offers, and what all of it is called."""

from __future__ import annotations

from typing import Any

from classroom.board.icons import icon_of
from classroom.session.opened import Opened
from firmware.names import Name, Names
from firmware.trace import SIM


def project_described(opened: Opened, usual_speed: float, speeds: tuple[float, ...]) -> dict[str, Any]:
    """The project, its names, what may be pressed and broken, and how fast it may go."""
    names, plan = opened.names, opened.plan
    return {
        "project": plan.project.name,
        "provenance": SIM,
        "seed": plan.seed,
        "names": names_described(names),
        "speeds": list(speeds),
        "usual_speed": usual_speed,
        "lesson_s": plan.project.module("plant").LESSON_S,
        "buttons": [{"name": each, "words": both(names.part(each))} for each in opened.simulation.world.buttons],
        "faults": [{"fault": each, "words": both(name), "icon": icon_of(each)} for each, name in names.faults.items()],
    }


def both(name: Name) -> dict[str, str]:
    """The short name in each language."""
    return {"en": name.en, "vi": name.vi}


def names_described(names: Names) -> dict[str, Any]:
    """The names of the project, its parts, channels, outputs and states."""
    return {
        "project": both(names.project),
        "long": {"en": names.project.en_long, "vi": names.project.vi_long},
        "parts": {each: both(name) for each, name in names.parts.items()},
        "channels": {each: both(name) for each, name in names.channels.items()},
        "outputs": {each: {**both(name), "color": name.color} for each, name in names.outputs.items()},
        "states": {each: {**both(name), "meaning": name.meaning} for each, name in names.states.items()},
    }
