"""A drawing that is nothing but a drawing: no program, no style sheet, no link out, and ids of its own.

What drawing programs add for themselves (other namespaces) is left out, and a style attribute becomes plain attributes:
a page with a strict policy shows neither.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from xml.etree.ElementTree import Element

from devices import HighlandError, Message

SVG = "{http://www.w3.org/2000/svg}"
LINK = "{http://www.w3.org/1999/xlink}href"  # the old way to write href
DRAWN = frozenset(
    {"svg", "g", "defs", "pattern", "linearGradient", "radialGradient", "stop", "clipPath", "mask"}
    | {"rect", "circle", "ellipse", "line", "path", "polyline", "polygon", "text", "tspan", "use", "title"}
)
LEFT_OUT = frozenset({"metadata", "desc"})
ATTRIBUTE = re.compile(r"[a-z][A-Za-z-]*[12]?")
WITH_A_VALUE = ("on", "off", "unknown", "fill", "at", "turn", "fade", "text", "spin", "flow")  # the rules of scene.js
BESIDE = ("rise", "sweep", "digits", "unit", "name")
MOVED = frozenset(f"data-{rule}" for rule in WITH_A_VALUE)
DATA = MOVED | frozenset(f"data-{rule}" for rule in BESIDE)
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


def drawing_of(content: bytes, file: str, prefix: str) -> Element:
    """The drawing, ready to stand in a page. Raises SceneError for one that does more than draw."""
    if len(content) > LARGEST:
        raise SceneError(TOO_LARGE(file=file, most=LARGEST))
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise SceneError(NOT_DRAWN(file=file, element="!DOCTYPE"), _drawn_hint())
    try:
        root = ElementTree.fromstring(content)
    except (ElementTree.ParseError, ValueError) as error:
        raise SceneError(NOT_XML(file=file, reason=error)) from error
    _leave_out(root)
    for element in root.iter():
        _check(element, file)
        element.tag = element.tag.removeprefix(SVG)
        _own_ids(element, prefix)
    return root


def asked(root: Element) -> set[str]:
    """The names of all values that a drawing asks for."""
    return {value for element in root.iter() for key, value in element.items() if key in MOVED}


def _leave_out(parent: Element) -> None:
    """What does not draw and does no harm: things of drawing programs, descriptions, comments."""
    for child in list(parent):
        tag = child.tag if isinstance(child.tag, str) else ""
        if not tag.startswith(SVG) or tag.removeprefix(SVG) in LEFT_OUT:
            parent.remove(child)
        else:
            _leave_out(child)
    if LINK in parent.attrib:
        parent.attrib["href"] = parent.attrib.pop(LINK)
    for key in [key for key in parent.attrib if key.startswith("{")]:
        del parent.attrib[key]
    for piece in parent.attrib.pop("style", "").split(";"):
        key, colon, value = (each.strip() for each in piece.partition(":"))
        if colon and ATTRIBUTE.fullmatch(key) and not key.startswith("on"):
            parent.set(key, value)


def _check(element: Element, file: str) -> None:
    name = element.tag.removeprefix(SVG)
    if name not in DRAWN or element.tag == name:
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
    return not key.startswith("on") and ATTRIBUTE.fullmatch(key) is not None and "url(" not in OURS.sub("", value)


def _own_ids(element: Element, prefix: str) -> None:
    for key, value in element.items():
        if key == "id":
            element.set(key, f"{prefix}-{value}")
        elif key == "href":
            element.set(key, f"#{prefix}-{value[1:]}")
        elif "url(#" in value:
            element.set(key, OURS.sub(rf"url(#{prefix}-\1)", value))
