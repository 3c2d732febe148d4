"""The teacher's page: the PIN first, then the wall of the class, the lesson's clock, and what a teacher may do."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree.ElementTree import Element

from classroom.board.icons import icon_of
from classroom.drawn import words as drawn_words
from classroom.drawn.parts import Parts
from classroom.teacher import words as w
from classroom.teacher.drawn_project import Drawn
from devices import Message
from web.html import Child, h

STYLES = ("look/tokens.css", "look/page.css", "classroom/scene.css", "teacher/wall.css", "teacher/teacher.css")
VIEWS = {
    "join": w.VIEW_JOIN,
    "wall": w.VIEW_WALL,
    "question": w.VIEW_QUESTION,
    "board": w.VIEW_BOARD,
    "clock": w.VIEW_CLOCK,
}
HINT_LETTERS, NAME_LETTERS = "200", "24"


def teacher_page(parts: Parts, drawn: Iterable[Drawn]) -> Element:
    """The page in one language. It holds nothing of the class: that comes with the stream, after the PIN."""
    return _Writer(parts, tuple(drawn)).page()


def scenes(parts: Parts, drawn: Iterable[Drawn]) -> list[Element]:
    """The scene of each project, waiting in a template."""
    return [
        h("template", each.scene.drawing(parts.words.lang), id=f"scene-{each.project}")
        for each in drawn
        if each.scene is not None
    ]


def board_figure(parts: Parts, name: str) -> Element:
    """One board as it is seen from outside: its scene and its sentence in the frame of SIM."""
    return h(
        "figure",
        h("figcaption", "", class_="board-clock"),
        h("div", "", class_="board-scene"),
        h("div", h("span", parts.icon("sleep"), h("b", ""), class_="state idle"), h("p", ""), class_="board-why"),
        class_="sim",
        id=name,
        hidden="hidden",
        data_tab=parts.words(drawn_words.SIMULATION),
    )


class _Writer:
    def __init__(self, parts: Parts, drawn: tuple[Drawn, ...]) -> None:
        self._parts, self._drawn, self._words = parts, drawn, parts.words

    def page(self) -> Element:
        words, parts = self._words, self._parts
        return h(
            "html",
            parts.head(words(w.TITLE), STYLES, ("teacher/teacher.js",)),
            h(
                "body",
                parts.skip(),
                h("div", "", id="lost", role="alert", hidden="hidden"),
                self._login(),
                h("div", *self._class(), id="class", hidden="hidden"),
                *(self._confirm(), self._faults(), self._hint(), self._pupil(), self._views()),
                *(self._lessons(), self._answers()),
                *scenes(parts, self._drawn),
            ),
            lang=words.lang,
            data_words=f"/teacher.{words.lang}.json",
        )

    def _login(self) -> Element:
        words = self._words
        entry = h(
            "input", id="pin", name="pin", type="password", inputmode="numeric", autocomplete="off", maxlength="6",
            pattern="[0-9]{6}", required="", aria_describedby="pin_where",
        )  # fmt: skip
        return h(
            "form",
            h("h1", words(w.HEADING)),
            h("label", words(w.PIN), for_="pin"),
            entry,
            h("p", words(w.PIN_WHERE), id="pin_where", class_="soft"),
            h("button", words(w.ENTER), type="submit", class_="main"),
            h("p", "", id="login_error", role="alert"),
            self._parts.languages(lambda lang: f"/teacher.{lang}.html"),
            id="login",
            class_="card",
            hidden="hidden",
        )

    def _class(self) -> Iterable[Element]:
        words = self._words
        yield h(
            "header",
            h("h1", words(w.HEADING), id="title"),
            h("ul", "", id="sums", aria_label=words(w.SUMS)),
        )
        yield h(
            "div",
            h("ol", "", id="stages", aria_label=words(w.LESSON)),
            h("button", self._parts.icon("skip"), h("span", words(w.START_LESSON)), type="button", id="next_stage"),
            h("button", self._parts.icon("collect"), h("span", words(w.ANSWERS)), type="button", data_act="answers"),
            h("button", self._parts.icon("book"), h("span", words(w.LESSONS)), type="button", data_act="lessons"),
            id="lesson",
        )
        yield h("main", self._wall(), self._side(), id="content", tabindex="-1")
        yield h("div", h("p", "", role="status", id="done_text"), self._button(w.UNDO, "undo"), id="done", hidden="")

    def _wall(self) -> Element:
        words = self._words
        return h(
            "figure",
            h("figcaption", "", id="boards"),
            h("div", "", id="wall", role="group", aria_label=words(w.WALL)),
            h("p", words(w.NOBODY), id="nobody", hidden="hidden"),
            h("p", "", id="heard", role="status"),
            class_="sim",
            data_tab=words(drawn_words.SIMULATION),
        )

    def _side(self) -> Element:
        words, parts = self._words, self._parts
        acts = h(
            "div",
            self._act(w.PAUSE, "pause", "pause"),
            self._act(w.HINT, "bulb", "hint"),
            self._act(w.FAULT, "hammer", "fault", "break"),
            self._act(w.MEND, "mend", "mend"),
            self._act(w.LOCK, "lock", "lock"),
            self._act(w.PROJECTOR, "screen", "projector"),
            self._act(w.SHOW_NAMES, "eye", "names"),
            self._act(w.COLLECT, "collect", "collect", "main"),
            class_="acts",
            role="group",
            aria_label=words(w.ORDERS),
        )
        marks = (
            h("p", words(w.NO_MARKS), id="marks_so_far"),
            h("p", "", id="marks_why"),
            h("ul", "", id="marks"),
            h("div", self._button(w.TABLE, "table"), self._button(w.PAGES, "pages"), class_="row"),
        )
        return h(
            "aside",
            acts,
            parts.card(w.ERRORS, h("ul", "", id="errors")),
            parts.card(w.MARKS, *marks, id="marks_card", hidden="hidden"),
            parts.card(w.LATE, self._join()),
            h("p", "", id="trouble", class_="soft", hidden="hidden"),
            parts.languages(lambda lang: f"/teacher.{lang}.html"),
            class_="side",
        )

    def _join(self) -> Element:
        words = self._words
        terms = (
            *(h("dt", words(w.ADDRESS)), h("dd", "", id="address")),
            *(h("dt", words(w.CLASS_WORD)), h("dd", "", id="class_word")),
        )
        return h("div", h("dl", *terms), h("div", "", id="qr"), self._button(w.SHOW_JOIN, "show_join"), class_="join")

    def _confirm(self) -> Element:
        return self._dialog(
            "confirm",
            h("h2", "", id="confirm_title"),
            h("p", "", id="confirm_more"),
            h("div", self._button(w.CANCEL, "close"), h("button", "", type="button", id="confirm_do", class_="main"),
              class_="row"),
        )  # fmt: skip

    def _faults(self) -> Element:
        words, lang = self._words, self._words.lang
        found = [
            h("button", self._parts.icon(icon_of(fault)), h("span", name.short(lang)),
              h("b", words(w.BROKEN), class_="broken"), type="button", class_="break", data_fault=fault,
              data_project=each.project, aria_pressed="false")
            for each in self._drawn
            for fault, name in each.names.faults.items()
        ]  # fmt: skip
        return self._dialog(
            "faults",
            h("h2", words(w.CHOOSE_FAULT), id="faults_title"),
            h("div", *found, class_="breaks") if found else h("p", words(w.NO_FAULTS)),
            h("div", self._button(w.CLOSE, "close"), class_="row"),
        )

    def _hint(self) -> Element:
        words = self._words
        ready = [h("button", words(each), type="button", class_="ready") for each in w.READY_HINTS]
        text = h(
            "textarea", "", id="hint_text", rows="3", maxlength=HINT_LETTERS, required="",
            aria_label=words(w.HINT_TEXT),
        )  # fmt: skip
        return self._dialog(
            "hint",
            h("h2", words(w.WRITE_HINT), id="hint_title"),
            text,
            h("div", *ready, class_="ready-hints"),
            h("fieldset", h("legend", words(w.TO_WHOM)), h("div", "", id="to_whom")),
            h("div", self._button(w.CANCEL, "close"), self._button(w.SEND, "send_hint", "main"), class_="row"),
        )

    def _pupil(self) -> Element:
        words, parts = self._words, self._parts
        name = h("input", id="pupil_name", maxlength=NAME_LETTERS, autocomplete="off", spellcheck="false")
        head = (h("span", "", id="pupil_picture"), h("h2", "", id="pupil_title"), h("span", "", id="pupil_state"))
        return self._dialog(
            "pupil",
            h("div", *head, class_="row"),
            h("p", "", id="pupil_seen", class_="soft"),
            board_figure(parts, "looked_at"),
            h("section", h("h3", words(w.LAST_ERROR)), h("p", "", id="pupil_error"), id="pupil_errors"),
            h(
                "section",
                h("h3", words(w.CODE)),
                h("p", "", id="pupil_code"),
                h("pre", "", id="pupil_diff", tabindex="0"),
            ),
            h(
                "section",
                h("h3", words(w.OWN_PROGRAM)),
                h("p", "", id="pupil_program"),
                h("pre", "", id="pupil_program_text", tabindex="0"),
                id="pupil_programs",
                hidden="hidden",
            ),
            h(
                "section",
                h("h3", words(w.MARK)),
                h("p", "", id="pupil_mark"),
                h("ul", "", id="pupil_reasons"),
                id="pupil_marks",
                hidden="hidden",
            ),
            h("div", self._button(w.SHOW, "show"), self._button(w.HINT_ONE, "hint_one"), class_="row"),
            h(
                "div",
                h("label", words(w.NAME), for_="pupil_name"),
                name,
                self._button(w.RENAME, "rename"),
                class_="row",
            ),
            h("div", self._button(w.REMOVE, "remove", "ends"), self._button(w.CLOSE, "close"), class_="row"),
        )

    def _lessons(self) -> Element:
        words = self._words
        return self._dialog(
            "lessons",
            h("h2", words(w.CHOOSE_LESSON), id="lessons_title"),
            h("p", words(w.CHOOSE_LESSON_MORE), class_="soft"),
            h("div", "", id="lesson_list"),
            h("p", "", id="no_lessons"),
            h("div", self._button(w.FREE_WORK, "free_work"), self._button(w.CLOSE, "close"), class_="row"),
        )

    def _answers(self) -> Element:
        words = self._words
        return self._dialog(
            "answers",
            h("h2", words(w.ANSWERS), id="answers_title"),
            h("div", "", id="answers_shown"),
            h("div", self._button(w.CLOSE, "close"), class_="row"),
        )

    def _views(self) -> Element:
        words = self._words
        views = [
            h("button", words(name), type="button", data_view=view, aria_pressed="false")
            for view, name in VIEWS.items()
        ]
        return self._dialog(
            "views",
            h("h2", words(w.CHOOSE_VIEW), id="views_title"),
            h("div", *views, class_="breaks"),
            self._button(w.PROJECTOR_NAMES, "projector_names"),
            h("div", self._button(w.OPEN_PROJECTOR, "open_projector", "main"), self._button(w.CLOSE, "close"),
              class_="row"),
        )  # fmt: skip

    def _dialog(self, name: str, *content: Child) -> Element:
        return h("dialog", *content, id=name, aria_labelledby=f"{name}_title")

    def _act(self, message: Message, icon: str, what: str, kind: str | None = None) -> Element:
        inner = (self._parts.icon(icon), h("span", self._words(message)))
        return h("button", *inner, type="button", data_act=what, class_=kind)

    def _button(self, message: Message, what: str, kind: str | None = None) -> Element:
        return h("button", self._words(message), type="button", data_act=what, class_=kind)
