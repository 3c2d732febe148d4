"""The parts of a board's page as HTML, in the reader's language: the same on the projector and on a pupil's phone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from xml.etree.ElementTree import Element

from classroom.board.icons import icon_of
from classroom.board.scene import Scene
from classroom.drawn import words as w
from devices import Message
from firmware.names import Names
from messages import LANGUAGES
from web.html import NAMES, Child, Words, h

HOUR_S, DAY_S, WEEK_S = 3600, 86_400, 604_800
SPANS = {HOUR_S: w.ONE_HOUR, DAY_S: w.ONE_DAY, WEEK_S: w.ONE_WEEK}  # that a run can go on for, as fast as it can


class Parts:
    """Writes the parts of one page. `address` says where the browser finds a file of look/ or of a static folder."""

    def __init__(self, words: Words, address: Callable[[str], str]) -> None:
        self.words, self.address = words, address

    def head(self, title: str, styles: Iterable[str], scripts: Iterable[str], *more: Child) -> Element:
        """The head of a page: its title, style sheets, and scripts as modules."""
        address = self.address
        return h(
            "head",
            h("meta", charset="utf-8"),
            h("title", title),
            h("meta", name="viewport", content="width=device-width, initial-scale=1"),
            h("meta", name="color-scheme", content="light dark"),
            h("link", rel="icon", href=address("shared/icon.svg"), type="image/svg+xml"),
            *(h("link", rel="stylesheet", href=address(each)) for each in styles),
            h("script", src=address("classroom/theme.js")),
            h("script", src=address("classroom/early.js")),
            *more,
            *(h("script", src=address(each), type="module") for each in scripts),
        )

    def plots(self) -> Element:
        """What draws curves."""
        return h("script", src=self.address("uplot/uPlot.iife.min.js"), defer="")

    def skip(self) -> Element:
        """The first link of a page, for those who use a keyboard."""
        return h("a", self.words(w.SKIP), href="#content", class_="skip")

    def languages(self, address: Callable[[str], str]) -> Element:
        """Links to this page in each language."""
        mine = self.words.lang
        links = [
            h("a", NAMES[lang], href=address(lang), lang=lang, aria_current="true" if lang == mine else None)
            for lang in LANGUAGES
        ]
        return h("nav", *links, aria_label=self.words(w.CHOOSE_LANGUAGE), class_="languages")

    def simulated(self, scene: Scene, speeds: Iterable[float], spans: Mapping[int, Message] | None = None) -> Element:
        """All that is computed, in the one frame that says so: scene, why, time, curves."""
        words = self.words
        return h(
            "figure",
            h("figcaption", "", id="clock"),
            h("div", scene.drawing(words.lang), id="scene"),
            h(
                "div",
                h("span", self.icon("sleep"), h("b", "", id="word"), id="state", class_="state idle"),
                h("p", words(w.STARTING), id="said", aria_live="polite"),
                class_="why",
            ),
            self._time(speeds, spans or {}),
            h("section", h("h2", words(w.CURVES)), h("div", "", id="plot"), class_="curves"),
            class_="sim",
            data_tab=words(w.SIMULATION),
        )

    def _time(self, speeds: Iterable[float], spans: Mapping[int, Message]) -> Element:
        """Beside the spans there is no room for words: an icon, whose name a screen reader says."""
        words = self.words
        only_icon = bool(spans)
        return h(
            "div",
            self._button("pause", w.PAUSE, only_icon=True, id="pause"),
            *(
                h("button", words(w.SPEED, speed=f"{speed:g}"), type="button", data_speed=f"{speed:g}",
                  aria_pressed="false")
                for speed in speeds
            ),
            self._button("skip", w.NEXT, only_icon=only_icon, data_do="next"),
            *(h("button", words(name), type="button", data_run_for=str(span_s)) for span_s, name in spans.items()),
            self._button("restart", w.RESTART, only_icon=only_icon, data_do="restart"),
            class_="time",
            role="group",
            aria_label=words(w.TIME),
        )  # fmt: skip

    def _button(self, icon: str, name: Message, *, only_icon: bool, **attributes: str | None) -> Element:
        said = self.words(name)
        if only_icon:
            return h("button", self.icon(icon), type="button", aria_label=said, title=said, **attributes)
        return h("button", self.icon(icon), h("span", said), type="button", **attributes)

    def breaks(self, names: Names, faults: Iterable[str]) -> Element:
        """What a class may break, in words."""
        lang = self.words.lang
        found = [
            h("button", self.icon(icon_of(each)), h("span", names.faults[each].short(lang)),
              h("b", self.words(w.BROKEN_NOW), class_="broken"), type="button", class_="break", data_fault=each,
              aria_pressed="false")
            for each in faults
        ]  # fmt: skip
        mend = h("button", self.icon("mend"), self.words(w.MEND_ALL), type="button", data_do="mend_all", disabled="")
        return self.card(w.BREAK, h("div", *found, mend, class_="breaks"))

    def presses(self, names: Names, buttons: Iterable[str]) -> Element:
        """The buttons of the board."""
        lang = self.words.lang
        found = [
            h("button", self.icon("hand"), names.part(each).short(lang), type="button", data_press=each,
              aria_pressed="false")
            for each in buttons
        ]  # fmt: skip
        return self.card(w.PRESS, h("div", *found, class_="presses"))

    def card(self, title: Message, *content: Child, **attributes: str | None) -> Element:
        """A card with a heading."""
        return h("section", h("h2", self.words(title)), *content, class_="card", **attributes)

    def icon(self, name: str) -> Element:
        """A drawing of look/icons.svg."""
        return h("svg", h("use", href=f"{self.address('look/icons.svg')}#{name}"), class_="ic", aria_hidden="true")
