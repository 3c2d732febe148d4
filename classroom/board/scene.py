"""The scene of a project: its scene.svg, checked, in the reader's language, and the values of its scene.py.

A scene may come from a pupil's own folder, so only what draws is let through (classroom/svg.py).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from xml.etree.ElementTree import Element

from classroom.board.svg import SceneError, asked, drawing_of
from devices import Message
from firmware.names import Names
from firmware.project import Project

FILE = "scene.svg"

NO_VALUE = Message("scene.no_value", "{file} asks for values that scene_values does not give: {names}.")
NO_VALUE_HINT = Message("scene.no_value.hint", "Give them in scene.py, or change the name in the drawing.")


class Scene:
    """The picture of one project's world. Raises SceneError for a drawing that is no mere drawing."""

    def __init__(self, project: Project) -> None:
        self._names = project.names()
        self._values = project.module("scene").scene_values
        self._file = project.file(FILE)
        self._prefix = re.sub(r"\W", "-", project.name)

    def values(self, world: Mapping[str, float | bool], sensed: Any, action: Any) -> dict[str, float | bool | None]:
        """The values that move the picture."""
        found: dict[str, float | bool | None] = self._values(world, sensed, action)
        return found

    def check(self, world: Mapping[str, float | bool]) -> None:
        """Raise SceneError when the drawing cannot be shown, or asks for a value that scene_values does not give."""
        missing = asked(self.drawing("en")) - self.values(world, None, None).keys()
        if missing:
            raise SceneError(NO_VALUE(file=FILE, names=", ".join(sorted(missing))), NO_VALUE_HINT)

    def drawing(self, lang: str) -> Element:
        """The picture as an element of a page, with its words in that language."""
        root = drawing_of(self._file.read_bytes(), FILE, self._prefix)
        for element in root.iter():
            if name := element.get("data-name"):
                element.text = word(self._names, name, lang)
            if unit := element.get("data-unit"):
                element.set("data-unit", word(self._names, unit, lang))
        root.set("class", "scene")
        root.set("role", "img")
        root.set("aria-label", word(self._names, "title", lang))
        return root


def word(names: Names, name: str, lang: str) -> str:
    """A word of the scene: one of [scene], or the name of a channel, an output, a part or a limit; else as it is."""
    for table in (names.scene, names.channels, names.outputs, names.parts, names.limits):
        if name in table:
            return table[name].short(lang)
    return name
