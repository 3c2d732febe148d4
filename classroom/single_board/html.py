"""The board's page itself, written for each request in the reader's language; for a phone and for a projector."""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from classroom.board.scene import Scene
from classroom.single_board import words as w
from firmware.names import Names
from messages import LANGUAGES
from web.files import Assets
from web.html import NAMES, Child, Words, document, h

ICONS = {  # of a fault, by its kind
    "off": "plug", "intermittent": "plug", "cut": "power", "power_cut": "power", "stuck": "valve", "open": "power",
    "killed": "tools", "stalled": "clock", "shaded": "hidden", "burst": "danger", "welded": "danger",
}  # fmt: skip
STYLES = ("look/tokens.css", "look/page.css", "uplot/uPlot.min.css", "classroom/scene.css", "single_board/board.css")


@dataclass(frozen=True)
class Page:
    """What the page shows of one project, and what it offers."""

    names: Names
    scene: Scene
    speeds: tuple[float, ...]
    buttons: tuple[str, ...]
    faults: tuple[str, ...] = field(default=())

    def html(self, words: Words, assets: Assets) -> bytes:
        """The whole page for one reader."""
        return document(_Writer(self, words, assets).page())


class _Writer:
    def __init__(self, page: Page, words: Words, assets: Assets) -> None:
        self._page, self._words, self._assets = page, words, assets

    def page(self) -> Element:
        words, assets, lang = self._words, self._assets, self._words.lang
        project = self._page.names.project.long(lang)
        return h(
            "html",
            h(
                "head",
                h("meta", charset="utf-8"),
                h("title", words(w.TITLE, project=project)),
                h("meta", name="viewport", content="width=device-width, initial-scale=1"),
                h("meta", name="color-scheme", content="light dark"),
                h("link", rel="icon", href=assets.address("shared/icon.svg"), type="image/svg+xml"),
                *(h("link", rel="stylesheet", href=assets.address(each)) for each in STYLES),
                h("script", src=assets.address("classroom/theme.js")),
                h("script", src=assets.address("uplot/uPlot.iife.min.js"), defer=""),
                h("script", src=assets.address("single_board/board.js"), type="module"),
            ),
            h(
                "body",
                h("a", words(w.SKIP), href="#content", class_="skip"),
                h("div", "", id="lost", role="alert", hidden="hidden"),
                h("header", h("h1", project), self._languages()),
                h("main", self._simulated(), self._side(), id="content", tabindex="-1"),
                h("footer", words(w.NOT_CERTIFIED)),
            ),
            lang=lang,
        )

    def _languages(self) -> Element:
        mine = self._words.lang
        links = [
            h("a", NAMES[lang], href=f"/?lang={lang}", lang=lang, aria_current="true" if lang == mine else None)
            for lang in LANGUAGES
        ]
        return h("nav", *links, aria_label=self._words(w.CHOOSE_LANGUAGE))

    def _simulated(self) -> Element:
        """All that is computed, in the one frame that says so."""
        words = self._words
        return h(
            "figure",
            h("figcaption", "", id="clock"),
            h("div", self._page.scene.drawing(words.lang), id="scene"),
            h(
                "div",
                h("span", self._icon("sleep"), h("b", "", id="word"), id="state", class_="state idle"),
                h("p", words(w.STARTING), id="said", aria_live="polite"),
                class_="why",
            ),
            self._time(),
            h("section", h("h2", words(w.CURVES)), h("div", "", id="plot"), class_="curves"),
            class_="sim",
            data_tab=words(w.SIMULATION),
        )

    def _time(self) -> Element:
        words = self._words
        speeds = [
            h(
                "button",
                words(w.SPEED, speed=f"{speed:g}"),
                type="button",
                data_speed=f"{speed:g}",
                aria_pressed="false",
            )
            for speed in self._page.speeds
        ]
        return h(
            "div",
            h(
                "button",
                self._icon("pause"),
                type="button",
                id="pause",
                aria_label=words(w.PAUSE),
                title=words(w.PAUSE),
            ),
            *speeds,
            h("button", self._icon("skip"), h("span", words(w.NEXT)), type="button", data_do="next"),
            h("button", words(w.RESTART), type="button", data_do="restart"),
            class_="time",
            role="group",
            aria_label=words(w.TIME),
        )

    def _side(self) -> Element:
        words, names, lang = self._words, self._page.names, self._words.lang
        pushes = [
            h("button", self._icon("hand"), names.part(each).short(lang), type="button", data_press=each,
              aria_pressed="false")
            for each in self._page.buttons
        ]  # fmt: skip
        faults = [
            h("button", self._icon(icon_of(each)), h("span", names.faults[each].short(lang)),
              h("b", words(w.BROKEN_NOW), class_="broken"), type="button", class_="break", data_fault=each,
              aria_pressed="false")
            for each in self._page.faults
        ]  # fmt: skip
        mend = h("button", self._icon("mend"), words(w.MEND_ALL), type="button", data_do="mend_all", disabled="")
        return h(
            "div",
            self._card(w.BREAK, "breaks", *faults, mend) if faults else None,
            self._card(w.PRESS, "presses", *pushes) if pushes else None,
            class_="side",
        )

    def _card(self, title: object, kind: str, *content: Child) -> Element:
        return h("section", h("h2", self._words(title)), h("div", *content, class_=kind), class_="card")  # type: ignore[arg-type]

    def _icon(self, name: str) -> Element:
        address = self._assets.address("look/icons.svg")
        return h("svg", h("use", href=f"{address}#{name}"), class_="ic", aria_hidden="true")


def icon_of(fault: str) -> str:
    """The icon of a fault, by its kind: `gas=off` has a plug."""
    target, _, kind = fault.partition("=")
    if target == "door":
        return "hand"
    if kind == "off":
        return ICONS[kind]
    return "flame" if "heater" in target else ICONS.get(kind.partition("(")[0], "tools")
