"""What the pages show of one project: its names in words, and its scene when it has one."""

from __future__ import annotations

from dataclasses import dataclass

from classroom.board.scene import FILE, Scene
from firmware.names import Names
from firmware.project import Project


@dataclass(frozen=True)
class Drawn:
    """One project as the pages need it."""

    project: str
    names: Names
    scene: Scene | None

    @classmethod
    def of(cls, project: Project) -> Drawn:
        """The project's own. Raises SceneError for a drawing that is no mere drawing, HighlandError for bad names."""
        has_scene = project.file(FILE).is_file()
        return cls(project.name, project.names(), Scene(project) if has_scene else None)

    def states(self, lang: str) -> dict[str, str]:
        """Key to word of each state, for the pages' scripts: `state.gas_alarm.ALARM`."""
        return {f"state.{self.project}.{state}": name.short(lang) for state, name in self.names.states.items()}
