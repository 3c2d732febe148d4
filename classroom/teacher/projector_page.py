"""The projector's page, readable from eight meters: how to join, the wall, the question, one board, the clock."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree.ElementTree import Element

from classroom.drawn import words as drawn_words
from classroom.drawn.parts import Parts
from classroom.teacher import words as w
from classroom.teacher.drawn_project import Drawn
from classroom.teacher.teacher_page import board_figure, scenes
from web.html import h

STYLES = ("look/tokens.css", "look/page.css", "classroom/scene.css", "teacher/wall.css", "teacher/projector.css")


def projector_page(parts: Parts, drawn: Iterable[Drawn]) -> Element:
    """The page in one language. What it shows is the teacher's choice, and comes with its own stream."""
    words = parts.words
    return h(
        "html",
        parts.head(words(w.PROJECTOR_TITLE), STYLES, ("teacher/projector.js",)),
        h(
            "body",
            h("div", "", id="lost", role="alert", hidden="hidden"),
            h("main", *_views(parts), id="content", tabindex="-1"),
            h("footer", h("span", "", id="title"), h("b", "", id="paused"), h("span", "", id="corner_clock")),
            *scenes(parts, drawn),
        ),
        lang=words.lang,
        data_words=f"/projector.{words.lang}.json",
    )


def _views(parts: Parts) -> list[Element]:
    words = parts.words
    alone = (
        h("p", words(w.FROM_TEACHER)),
        h("a", words(w.TEACHERS_PAGE), href=f"/teacher.{words.lang}.html", class_="btn"),
    )
    join = h(
        "div",
        h("h1", words(w.OPEN_THIS)),
        h("p", "", id="address"),
        h("p", words(w.SAY_WORD), class_="label"),
        h("p", "", id="class_word"),
        h("p", "", id="here"),
        class_="told",
    )
    wall = h(
        "figure",
        h("figcaption", "", id="boards"),
        h("div", "", id="wall", role="group", aria_label=words(w.WALL)),
        class_="sim",
        data_tab=words(drawn_words.SIMULATION),
    )
    clock = (h("p", "", id="stage_title"), h("p", "", id="minutes_left"), h("ol", "", id="stages"))
    return [
        h("section", *alone, id="view-alone", hidden="hidden"),
        h("section", join, h("div", "", id="qr"), id="view-join", hidden="hidden"),
        h("section", wall, id="view-wall", hidden="hidden"),
        h("section", h("h1", "", id="question"), id="view-question", hidden="hidden"),
        h("section", h("h1", "", id="shown_seat"), board_figure(parts, "shown"), id="view-board", hidden="hidden"),
        h("section", *clock, id="view-clock", hidden="hidden"),
    ]
