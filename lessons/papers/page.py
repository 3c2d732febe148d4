"""A page that is one file: it needs no server and no network, and runs nothing but its own script."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import Sequence
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

from lessons.papers import words as w
from lessons.papers.labels import Labels
from lessons.reading.lesson import Lesson, Run
from lessons.reading.marked import html_of
from look.alone import style as house_style
from messages import as_typed
from web.html import Words, document, h

FOLDER = Path(__file__).parent


class Paper:
    """One lesson, as all papers of one language are written: its words, labels and frames."""

    def __init__(self, lesson: Lesson) -> None:
        self.lesson = lesson
        self.words = Words(lesson.lang)
        self._labels: dict[str, Labels] = {}

    def labels(self, run: Run) -> Labels:
        """The lines of the project that a run is of."""
        project = run.asked.project
        if project not in self._labels:
            self._labels[project] = Labels(project, self.lesson.lang)
        return self._labels[project]

    def marked(self, text: str) -> Element:
        """Markdown of the lesson as an element."""
        return marked(html_of(text, self.lesson.folder))

    def safety(self) -> Element:
        """The safety box."""
        sentences = (h("li", each) for each in self.lesson.safety)
        return h("div", h("b", self.words(w.SAFETY)), h("ul", *sentences), class_="safety")

    def frame(self, kind: str, *inside: Element, house: bool = True, script: str = "") -> bytes:
        """The whole page, with the style of its kind."""
        return page(f"{self.lesson.title} · {self.lesson.id}", self.lesson.lang, kind, inside, house, script)

    def repeated(self, *inside: Element) -> Element:
        """Blocks with the safety box below them on every printed page: a browser repeats the foot of a table."""
        return h(
            "table",
            h("tfoot", h("tr", h("td", self.safety()))),
            h("tbody", h("tr", h("td", *inside))),
            class_="sheet",
            role="presentation",
        )


def typed(command: str) -> Element:
    """A command to type; an option and its value stay in one line."""
    words = as_typed(f"highland {command}").split(" ")
    parts: list[list[str]] = []
    for word in words:
        if parts and parts[-1][-1].startswith("--") and len(parts[-1]) == 1 and not word.startswith("--"):
            parts[-1].append(word)
        else:
            parts.append([word])
    spans: list[Element | str] = []
    for part in parts:
        spans += [h("span", " ".join(part)), " "]
    return h("pre", *spans[:-1], class_="typed")


def marked(html: str) -> Element:
    """HTML of the lesson, which is well-formed as XML, as an element."""
    found = fromstring(f"<div>{html}</div>")  # its writer has escaped all, see lessons.reading.marked
    found.set("class", "text")
    return found


def page(title: str, lang: str, kind: str, inside: Sequence[Element], house: bool, script: str) -> bytes:
    """A page with a policy that lets nothing in from elsewhere."""
    style = (house_style() if house else "") + (FOLDER / "style" / f"{kind}.css").read_text(encoding="utf-8")
    allowed = f" 'sha256-{b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" if script else " 'none'"
    policy = f"default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; script-src{allowed}"
    head = h(
        "head",
        h("meta", charset="utf-8"),
        h("title", title),
        h("meta", **{"http-equiv": "content-security-policy", "content": policy}),
        h("meta", name_="viewport", content="width=device-width, initial-scale=1"),
        h("style", style),
    )
    found = h("html", head, h("body", *inside, h("script", script) if script else None), lang=lang)
    return as_typed(document(found).decode("utf-8")).encode("utf-8")


def without_marks(text: str) -> str:
    """A line of Markdown as plain words, for a heading."""
    return re.sub(r"[*`]", "", text)
