"""The page of one project: the simulated part in its frame, and beside it tabs with all that a pupil can do."""

from __future__ import annotations

import json
from xml.etree.ElementTree import Element

from classroom.browser import words as browser
from classroom.drawn import words as drawn
from classroom.drawn.parts import SPANS, Parts
from classroom.pupil import words as w
from classroom.pupil.frame import Frame
from classroom.pupil.offered import Offered
from devices import Message
from web.html import Child, Words, h

TABS = {  # in this order; `view` is for a phone only, where the whole picture does not fit beside anything else
    "view": (w.TAB_VIEW, "eye"),
    "lesson": (w.TAB_LESSON, "book"),
    "break": (w.TAB_BREAK, "hammer"),
    "numbers": (w.TAB_NUMBERS, "plot"),
    "code": (w.TAB_CODE, "code"),
    "wiring": (w.TAB_WIRING, "plug"),
}
STEPS = {  # what counts as a step of a lesson, in this order
    "predict": w.STEP_PREDICT,
    "run": w.STEP_RUN,
    "break": w.STEP_BREAK,
    "change": w.STEP_CHANGE,
    "explain": w.STEP_EXPLAIN,
    "hand_in": w.STEP_HAND_IN,
}


def project_page(frame: Frame, offered: Offered, wiring: str | None) -> bytes:
    """`gas_alarm.vi.html`. `wiring`: the address of the drawing, where the project has one."""
    words, parts, lang = frame.words, frame.parts, frame.words.lang
    name = offered.names.project.long(lang)
    lesson, home = offered.lesson, words(w.HOME)
    needed = {"seed": lesson.seed, "settings": dict(lesson.settings), "for_s": lesson.for_s}
    panels: dict[str, list[Child]] = {
        "lesson": _lesson(frame, offered),
        "break": [
            parts.breaks(offered.names, offered.names.faults) if offered.names.faults else None,
            parts.presses(offered.names, offered.buttons) if offered.buttons else None,
        ],
        "numbers": _numbers(parts),
        "code": _code(parts),
        "wiring": _wiring(parts, name, wiring) if wiring else [],
    }
    tabs = {key: found for key, found in TABS.items() if key == "view" or panels[key]}
    return frame.page(
        words(drawn.TITLE, project=name),
        lambda other: f"{offered.project.name}.{other}.html",
        [
            h("a", parts.icon("book"), href=f"{lang}.html", class_="home", aria_label=home, title=home),
            h("h1", name),
            h("span", "", id="who", class_="who"),
        ],
        [
            h("div", parts.simulated(offered.scene, offered.speeds, SPANS), boot(words), class_="seen"),
            h(
                "div",
                _tablist(parts, tabs),
                *(_panel(key, words(title), panels[key]) for key, (title, _) in tabs.items() if key != "view"),
                class_="side",
            ),
        ],
        "pupil/page.js",
        kind="board",
        more=[parts.plots()],
        data_project=offered.project.name,
        data_usual=f"{offered.usual_speed:g}",
        data_lesson=json.dumps(needed, separators=(",", ":")),
        data_moment=offered.first,
    )  # fmt: skip


def boot(words: Words) -> Element:
    """How far the board has come: words and a bar; gone when it is there."""
    return h(
        "div",
        h("p", words(browser.LOADING, percent="0"), id="boot-words", role="status"),
        h("progress", "", id="boot-bar", max="100", aria_labelledby="boot-words"),
        id="boot",
    )


def _tablist(parts: Parts, tabs: dict[str, tuple[Message, str]]) -> Element:
    words = parts.words
    buttons = [
        h("button", parts.icon(icon), h("span", words(title)), type="button", role="tab", id=f"tab-{key}",
          aria_controls=None if key == "view" else f"panel-{key}", aria_selected="true" if key == "lesson" else "false",
          tabindex="0" if key == "lesson" else "-1", data_way=key)
        for key, (title, icon) in tabs.items()
    ]  # fmt: skip
    return h("div", *buttons, role="tablist", aria_label=words(w.TABS), class_="ways")


def _panel(key: str, title: str, content: list[Child]) -> Element:
    hidden = None if key == "lesson" else "hidden"
    return h("div", *content, id=f"panel-{key}", role="tabpanel", aria_label=title, class_="way", hidden=hidden)


def _lesson(frame: Frame, offered: Offered) -> list[Child]:
    words, parts, lesson = frame.words, frame.parts, offered.lesson
    lang = words.lang
    steps = dict(STEPS) if frame.in_class else {**STEPS, "hand_in": w.STEP_SAVE}
    return [
        h("section", h("h2", words(w.HINT)), h("p", "", id="hint-text"),
          h("button", parts.icon("check"), words(w.HINT_CLOSE), type="button", id="hint-close"),
          id="hint", class_="card hint", hidden="hidden"),
        h("p", "", id="stage", role="status"),
        h("section", "", id="guided", hidden="hidden") if frame.in_class else None,
        parts.card(
            w.PREDICT,
            h("p", lesson.question[lang], id="question"),
            _answer(words, "predict"),
            h("button", parts.icon("check"), words(w.PREDICT_SAVE), type="button", id="predicted", class_="main"),
            h("p", "", id="predict-first", class_="soft"),
            data_free="",
        ),
        h("section",
          h("h2", lesson.title[lang]),
          h("p", words(w.STEP, step="1", steps=str(len(steps))), id="step", class_="soft"),
          h("div", *(h("i", "", data_dot=key) for key in steps), class_="dots", aria_hidden="true"),
          h("ol", *(h("li", h("span", words(text)), h("b", "", class_="done-word"), data_step=key)
                    for key, text in steps.items()), class_="steps"),
          class_="card step", data_free=""),
        parts.card(w.EXPLAIN, h("p", lesson.explain[lang]), _answer(words, "explain"), data_free=""),
        h("button", parts.icon("hand"), h("span", words(w.CALL)), type="button", id="call", aria_pressed="false")
        if frame.in_class else None,
        _work(frame),
    ]  # fmt: skip


def _answer(words: Words, name: str) -> Element:
    return h("textarea", "", id=name, rows="3", maxlength="4000", aria_label=words(w.YOUR_ANSWER), data_answer=name)


def _work(frame: Frame) -> Element:
    words, parts = frame.words, frame.parts
    return parts.card(
        w.WORK,
        h("div",
          h("button", parts.icon("collect"), h("span", words(w.HAND_IN)), type="button", id="hand-in", class_="main")
          if frame.in_class else None,
          h("button", words(w.DOWNLOAD), type="button", id="download"),
          h("button", words(w.LOAD), type="button", id="load"),
          h("input", type="file", id="load-file", accept=".json,.highland", hidden="hidden", tabindex="-1"),
          h("button", words(w.FRESH), type="button", id="fresh"), class_="row"),
        h("p", "", id="handed", role="status"),
        h("p", "", id="receipt", class_="receipt", hidden="hidden"),
        h("p", "", id="saved", class_="soft"),
    )  # fmt: skip


def _numbers(parts: Parts) -> list[Child]:
    words = parts.words
    return [
        parts.card(w.WORLD, h("p", words(w.BEGINS_ANEW), class_="soft"), h("div", "", id="settings", class_="numbers")),
        parts.card(w.LIMITS, h("div", "", id="limits", class_="numbers")),
    ]


def _code(parts: Parts) -> list[Child]:
    words = parts.words
    return [
        parts.card(
            w.CODE,
            h("p", "", id="failed", role="alert", hidden="hidden"),
            h("div", h("p", words(w.CODE_LATER), class_="soft"), id="editor"),
            h("div", h("h3", words(w.PRINTED)), h("pre", "", id="printed", tabindex="0"), id="prints", hidden="hidden"),
        ),
    ]


def _wiring(parts: Parts, name: str, address: str) -> list[Child]:
    words = parts.words
    return [
        parts.card(
            w.TAB_WIRING,
            h("a", h("img", src=address, alt=words(w.WIRING_ALT, project=name), loading="lazy"), href=address),
            h("p", h("a", words(w.WIRING_OPEN), href=address, target="_blank", rel="noopener")),
        ),
    ]
