"""What the page of one project shows before its board is there: names, scene, the first moment, what may be done."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass

from classroom.board.run import Run, speeds_for
from classroom.board.scene import Scene
from classroom.lesson import FreeWork, free_work
from firmware.names import Names
from firmware.project import Project
from sim.world.simulation import Simulation


@dataclass(frozen=True, slots=True)
class Offered:
    """One project, as the page needs it."""

    project: Project
    names: Names
    scene: Scene
    lesson: FreeWork
    speeds: tuple[float, ...]
    usual_speed: float
    buttons: tuple[str, ...]
    first: str  # the moment in which the world begins, as JSON: the picture is true before the board has started


def offered(project: Project) -> Offered:
    """Look at a project. Raises HighlandError for one that has no scene, or no lesson."""
    names, scene, lesson = project.names(), Scene(project), free_work(project)
    usual, speeds = speeds_for(project.module("plant").LESSON_S)
    with Simulation(project, seed=lesson.seed, settings=lesson.settings) as simulation:
        run = Run(simulation, names, scene, usual, True, time.monotonic)
        first = json.dumps(run.see(), ensure_ascii=False, separators=(",", ":"))
        buttons = simulation.world.buttons
    return Offered(project, names, scene, lesson, speeds, usual, buttons, first)
