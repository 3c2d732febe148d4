"""The teacher's page and the projector's as files that the laptop serves: their HTML and words in each language."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from xml.etree.ElementTree import Element

from classroom.drawn.parts import Parts
from classroom.teacher import words as w
from classroom.teacher.drawn_project import Drawn
from classroom.teacher.projector_page import projector_page
from classroom.teacher.teacher_page import teacher_page
from devices import Message
from firmware.project import Project
from messages import LANGUAGES
from sim.programs.mistakes.causes import CAUSES
from web.files import Assets
from web.html import Words, document

STATIC = Path(__file__).parent / "static"
HTML, JSON = "text/html; charset=utf-8", "application/json"


class TeacherSite:
    """The pages of a class that works on these projects. `assets` holds look, shared, classroom and teacher."""

    def __init__(self, projects: Iterable[Project], assets: Assets) -> None:
        self._drawn = tuple(Drawn.of(each) for each in projects)
        self._assets = assets

    def files(self) -> Mapping[str, tuple[bytes, str]]:
        """Each page and each catalog by its path: content and kind."""
        found: dict[str, tuple[bytes, str]] = {}
        for lang in LANGUAGES:
            parts = Parts(Words(lang), self._assets.address)
            found[f"teacher.{lang}.html"] = _html(teacher_page(parts, self._drawn))
            found[f"projector.{lang}.html"] = _html(projector_page(parts, self._drawn))
            found[f"teacher.{lang}.json"] = self._words(parts.words, (*w.FOR_TEACHER, *CAUSES.values()))
            found[f"projector.{lang}.json"] = self._words(parts.words, w.FOR_PROJECTOR)
        return found

    def _words(self, words: Words, messages: tuple[Message, ...]) -> tuple[bytes, str]:
        found = words.catalog(messages)
        for drawn in self._drawn:
            found |= drawn.states(words.lang)
            found[f"project.{drawn.project}"] = drawn.names.project.long(words.lang)
            found |= {f"fault.{fault}": name.short(words.lang) for fault, name in drawn.names.faults.items()}
        return json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode(), JSON


def _html(root: Element) -> tuple[bytes, str]:
    return document(root), HTML
