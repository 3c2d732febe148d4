"""HTML from the standard library's element tree: every text and every attribute is escaped, so none can run."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from unicodedata import category
from xml.etree.ElementTree import Element

Child = Element | str | None


def h(name: str, /, *children: Child, **attributes: str | None) -> Element:
    """An element. `class_` and `for_` stand for class and for, `aria_label` for aria-label; None leaves one out."""
    found = Element(name, {key.rstrip("_").replace("_", "-"): v for key, v in attributes.items() if v is not None})
    last: Element | None = None
    for child in children:
        if isinstance(child, Element):
            found.append(child)
            last = child
        elif child and last is None:
            found.text = (found.text or "") + clean(child)
        elif child and last is not None:
            last.tail = (last.tail or "") + clean(child)
    return found


def clean(text: str) -> str:
    """Without control characters, which HTML does not allow."""
    return "".join(each for each in text if each in "\n\t" or category(each) != "Cc")


def document(root: Element) -> bytes:
    """The whole page."""
    return b"<!doctype html>\n" + ElementTree.tostring(root, encoding="unicode", method="html").encode(
        "utf-8", "replace"
    )
