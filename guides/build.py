"""One build as a whole: its project, its bill, its steps; and which builds there are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from devices import Message
from firmware.names import Names
from firmware.project import Project, find
from guides import words as w
from guides.bill import Bill, read_bill
from guides.fields import GuideError
from guides.guide import FILE, Guide, Step, read_guide
from guides.shop import HERE, shop
from wiring.drawing.module import Stage
from wiring.drawing.supply import word_of

CLASS = "_class"  # the ending of a class version's name
OWN = "guide"  # the folder of a guide in a project of one's own

NO_GUIDE = Message("guide.none", "There is no building guide of {project}.")
NO_GUIDE_HINT = Message("guide.none.hint", "There are guides of: {names}. `highland guide --list` shows them.")


@dataclass(frozen=True, slots=True)
class Build:
    """A project and how to build it."""

    project: Project
    bill: Bill
    guide: Guide

    def names(self) -> Names:
        """What the project calls its parts."""
        return self.project.names()

    def called(self, lang: str) -> dict[str, str]:
        """The name of each part, short, or long where two share the short one."""
        names, parts = self.names(), self.project.wiring().parts
        short = {part.name: names.part(part.name).short(lang) for part in parts}
        twice = {name for name in short.values() if list(short.values()).count(name) > 1}
        return short | {part: names.part(part).long(lang) for part, name in short.items() if name in twice}

    def passive_name(self, name: str, translate: Callable[[str], str]) -> str:
        """What people call a part without a pin: a fuse of 3 A."""
        found = next((each for each in self.project.wiring().passive if each.name == name), None)
        return name if found is None else word_of(found, translate)

    def title_of(self, step: Step, lang: str, translate: Callable[[str], str]) -> str:
        """What a step is called: its own title, or the names of what it builds."""
        if step.title is not None:
            return step.title.text(lang)
        called = self.called(lang)
        parts = ", ".join(called[part] for part in (*step.parts, *step.leds) if part in called)
        if step.leds and not step.parts:
            return w.LED_FIRST(parts=parts).render(translate)
        word = {Stage.SIGNAL: w.SIGNAL_FIRST, Stage.LOAD: w.LOAD_NOW}.get(step.stage)
        return parts if word is None else word(parts=parts).render(translate)


def builds() -> list[str]:
    """The projects that have a guide here, each followed by its class version."""
    return [name for folder in sorted(HERE.glob(f"*/{FILE}")) for name in _with_class(folder.parent)]


def build(name: str, prices: Path | None = None) -> Build:
    """The build of a project by its name, or by the path of a folder that has a `guide` of its own.

    Raises GuideError when there is none, or when one of its files cannot be used.
    """
    project = find(name)
    folder = _folder_of(project)
    if not (folder / FILE).is_file():
        raise GuideError(NO_GUIDE(project=project.name), NO_GUIDE_HINT(names=", ".join(builds())))
    wiring = project.wiring()
    return Build(project, read_bill(folder, wiring, shop(prices)), read_guide(folder, project.name, wiring))


def _with_class(folder: Path) -> list[str]:
    return [folder.name, *([folder.name + CLASS] if (folder / "class_version" / FILE).is_file() else [])]


def _folder_of(project: Project) -> Path:
    own = project.folder / OWN
    if own.is_dir():
        return own
    base, ending, _ = project.name.partition(CLASS)
    return HERE / base / "class_version" if ending else HERE / base
