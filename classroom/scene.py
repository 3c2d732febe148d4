"""The scene of a project: its scene.svg, checked, in the reader's language, and the values of its scene.py.

A scene may come from a pupil's own folder, so only what draws is let through: no program, no style sheet, no link out.
Its ids are made its own, since several scenes may stand on one page.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Mapping
from typing import Any
from xml.etree.ElementTree import Element

from devices import HighlandError, Message
from firmware.names import Names
from firmware.project import Project

FILE = "scene.svg"
SVG = "{http://www.w3.org/2000/svg}"
DRAWN = frozenset(
    [
        "svg",
        "g",
        "defs",
        "pattern",
        "linearGradient",
        "radialGradient",
        "stop",
        "clipPath",
        "mask",
        "rect",
        "circle",
        "ellipse",
        "line",
        "path",
        "polyline",
        "polygon",
        "text",
        "tspan",
        "use",
        "title",
    ]
)
WORDS = frozenset({"text", "tspan", "title"})
ATTRIBUTE = re.compile(r"[a-z][A-Za-z-]*[12]?")
DATA = frozenset(
    f"data-{word}"
    for word in ["on", "off", "unknown", "fill", "at", "rise", "text", "digits", "unit", "name", "spin", "flow", "fade"]
)
OURS = re.compile(r"url\(#([\w-]+)\)")
LARGEST = 200_000  # bytes

NOT_XML = Message("scene.not_xml", "{file} is not a drawing: {reason}.")
NOT_DRAWN = Message("scene.not_drawn", "{file} has <{element}>, which does not draw.")
NOT_DRAWN_HINT = Message("scene.not_drawn.hint", "Only shapes and texts may stand in a scene: {names}.")
NO_ATTRIBUTE = Message("scene.attribute", "{file} has {attribute} in <{element}>, which a scene cannot have.")
NO_ATTRIBUTE_HINT = Message(
    "scene.attribute.hint", "Colors and widths stand in `fill` and `stroke`; values move it by {names}."
)
TOO_LARGE = Message("scene.too_large", "{file} is larger than {most} bytes.")


class SceneError(HighlandError):
    """A scene that cannot be shown."""


class Scene:
    """The picture of one project's world. Raises SceneError for a drawing that is no mere drawing."""

    def __init__(self, project: Project) -> None:
        self._names = project.names()
        self._values = project.module("scene").scene_values
        self._file = project.folder / FILE
        self._prefix = re.sub(r"\W", "-", project.name)

    def values(self, world: Mapping[str, float | bool], sensed: Any, action: Any) -> dict[str, float | bool | None]:
        """The values that move the picture."""
        found: dict[str, float | bool | None] = self._values(world, sensed, action)
        return found

    def drawing(self, lang: str) -> Element:
        """The picture as an element of a page, with its words in that language."""
        root = self._read()
        _check(root, FILE)
        for element in root.iter():
            element.tag = element.tag.removeprefix(SVG)
            _own_ids(element, self._prefix)
            if name := element.get("data-name"):
                element.text = word(self._names, name, lang)
        root.set("class", "scene")
        root.set("role", "img")
        root.set("aria-label", word(self._names, "title", lang))
        return root

    def _read(self) -> Element:
        try:
            content = self._file.read_bytes()
            if len(content) > LARGEST:
                raise SceneError(TOO_LARGE(file=FILE, most=LARGEST))
            if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
                raise SceneError(NOT_DRAWN(file=FILE, element="!DOCTYPE"), _drawn_hint())
            return ElementTree.fromstring(content)
        except (ElementTree.ParseError, ValueError) as error:
            raise SceneError(NOT_XML(file=FILE, reason=error)) from error


def asked(root: Element) -> set[str]:
    """The names of all values that a drawing asks for."""
    found = set()
    for element in root.iter():
        found |= {value for key, value in element.items() if key in DATA - NO_VALUES}
    return found


NO_VALUES = frozenset({"data-digits", "data-unit", "data-name", "data-rise"})  # these are no names of values


def word(names: Names, name: str, lang: str) -> str:
    """What a word of the scene is: one of [scene], or the name of a channel, an output, a part or a limit."""
    for table in (names.scene, names.channels, names.outputs, names.parts, names.limits):
        if name in table:
            return table[name].short(lang)
    return name


def _check(root: Element, file: str) -> None:
    for element in root.iter():
        tag = element.tag if isinstance(element.tag, str) else "?"
        name = tag.removeprefix(SVG)
        if name not in DRAWN or tag == name:
            raise SceneError(NOT_DRAWN(file=file, element=name), _drawn_hint())
        for key, value in element.items():
            if not _is_allowed(key, value):
                hint = NO_ATTRIBUTE_HINT(names=", ".join(sorted(DATA)))
                raise SceneError(NO_ATTRIBUTE(file=file, element=name, attribute=key), hint)


def _drawn_hint() -> Message:
    return NOT_DRAWN_HINT(names=", ".join(sorted(DRAWN)))


def _is_allowed(key: str, value: str) -> bool:
    if key == "href":
        return value.startswith("#")
    if key.startswith("data-"):
        return key in DATA
    if key in ("style", "class") or key.startswith("on"):
        return key == "class"
    return ATTRIBUTE.fullmatch(key) is not None and "url(" not in OURS.sub("", value)


def _own_ids(element: Element, prefix: str) -> None:
    for key, value in element.items():
        if key == "id":
            element.set(key, f"{prefix}-{value}")
        elif key == "href":
            element.set(key, f"#{prefix}-{value[1:]}")
        elif "url(#" in value:
            element.set(key, OURS.sub(rf"url(#{prefix}-\1)", value))
