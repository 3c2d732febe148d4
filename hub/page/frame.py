"""The frame of each page: head, navigation, language, and data for its script."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote
from xml.etree.ElementTree import Element

from devices import Message
from hub.page import words as w
from messages import LANGUAGES
from web.files import Assets
from web.html import NAMES, Child, Words, h

MINUTE_S, HOUR_S, DAY_S = 60, 3600, 86_400


@dataclass(frozen=True, slots=True)
class Frame:
    """What a page needs around it: its files, the reader's words, the club's name, the hub's time and its worth."""

    assets: Assets
    words: Words
    club: str
    now: float
    is_logged_in: bool = False
    is_dated: bool = True

    def page(
        self, title: str, here: str, body_class: str, *content: Child, script: str = "", query: str = ""
    ) -> Element:
        """A whole page. `here` is its own path and `query` what was asked, for the language links."""
        words = self.words
        return h(
            "html",
            h(
                "head",
                h("meta", charset="utf-8"),
                h("title", title),
                h("meta", name="viewport", content="width=device-width, initial-scale=1"),
                h("meta", name="color-scheme", content="light"),
                h("link", rel="icon", href=self.assets.address("shared/icon.svg"), type="image/svg+xml"),
                *(h("link", rel="stylesheet", href=self.assets.address(each)) for each in STYLES),
                h("link", rel="stylesheet", href=self.assets.address("uplot/uPlot.min.css"))
                if script in WITH_PLOTS
                else None,
                h("script", src=self.assets.address("uplot/uPlot.iife.min.js"), defer="")
                if script in WITH_PLOTS
                else None,
                h("script", src=self.assets.address(script), type="module") if script else None,
            ),
            h(
                "body",
                h("a", words(w.SKIP), href="#content", class_="skip"),
                h(
                    "header",
                    h("a", self.club or words(w.TITLE), href="/", class_="club"),
                    h("nav", *self._nav(here), aria_label=words(w.NAV)),
                    h(
                        "div",
                        *self._languages(f"{here}?{query}&" if query else f"{here}?"),
                        class_="languages",
                        role="group",
                        aria_label=words(w.CHOOSE_LANGUAGE),
                    ),
                ),
                h("div", "", id="connection", role="status", hidden="hidden"),
                self._unsure_date(here),
                h("main", *content, id="content", tabindex="-1"),
                h("footer", h("p", words(w.NOT_CERTIFIED)), h("p", "Highland"), self._logout()),
                class_=body_class,
            ),
            lang=words.lang,
            data_words=f"/words.json?lang={words.lang}",
        )

    def _unsure_date(self, here: str) -> Element | None:
        """A hub that does not know the date says so on every page."""
        if self.is_dated or here == DATE_PATH:
            return None
        link = h("a", self.words(w.DATE_SET), href=DATE_PATH)
        return h("p", self.words(w.DATE_UNSURE), " ", link, class_="caution unsure-date")

    def _logout(self) -> Element | None:
        if not self.is_logged_in:
            return None
        return h("form", h("button", self.words(w.LOG_OUT), type="submit"), action="/logout", method="post")

    def _nav(self, here: str) -> list[Element]:
        pages: tuple[tuple[str, Message], ...] = (
            ("/", w.NAV_NODES),
            ("/compare", w.NAV_COMPARE),
            ("/events", w.NAV_EVENTS),
            ("/summary", w.NAV_SUMMARY),
        )
        return [
            h("a", self.words(name), href=path, aria_current="page" if path == here else None) for path, name in pages
        ]

    def _languages(self, here: str) -> list[Element]:
        return [
            h(
                "a", NAMES[lang], href=f"{here}lang={lang}", lang=lang, hreflang=lang,
                aria_current="true" if lang == self.words.lang else None,
            )
            for lang in LANGUAGES
        ]  # fmt: skip

    def age(self, seconds: float) -> str:
        """12 s, 5 min, 3 h, 2 days."""
        seconds = max(0.0, seconds)
        for unit_s, message in ((DAY_S, w.DAYS), (HOUR_S, w.HOURS), (MINUTE_S, w.MINUTES)):
            if seconds >= 2 * unit_s or (unit_s == MINUTE_S and seconds >= unit_s):
                return self.words(message, count=int(seconds // unit_s))
        return self.words(w.SECONDS, count=int(seconds))

    def icon(self, name: str) -> Element:
        """A drawing of look/icons.svg beside a word; nothing for who listens to the page."""
        return h(
            "svg", h("use", href=f"{self.assets.address('look/icons.svg')}#{name}"), class_="ic", aria_hidden="true"
        )

    def simulated(self, *content: Child, class_: str = "") -> Element:
        """What was computed, in the one frame that says so."""
        return h("div", *content, class_=f"sim {class_}".strip(), data_tab=f"SIM · {self.words(w.SIM)}")

    def when(self, ts: float) -> str:
        """Local date and time of the hub."""
        try:
            return datetime.fromtimestamp(ts).astimezone().strftime("%d/%m/%Y %H:%M:%S")
        except (OverflowError, ValueError, OSError):
            return "?"

    def filled(self, told: Mapping[str, Any]) -> str:
        """A sentence about a node (`hub.page.told`), as parts.js fills it in."""
        found = {name: self._text(value) for name, value in told["values"].items()}
        return self.words(_BY_KEY[told["key"]], **found)

    def _text(self, value: Any) -> str:
        if isinstance(value, Mapping):
            if "ts" in value:
                return self.when(value["ts"])
            return self.age(self.now - value["since"]) if "since" in value else str(value[self.words.lang])
        return self.words.number(value) if isinstance(value, int | float) else str(value)

    def badge(self, provenance: str) -> Element:
        """SIM or REAL, in words, form and color; a node that has sent neither gets no such badge."""
        kind = provenance if provenance in ("sim", "real") else "none"
        big = provenance.upper() if kind != "none" else "?"
        return h(
            "span",
            h("b", big),
            h("span", self.words(w.BADGE.get(provenance, w.NO_BADGE))),
            class_=f"badge badge-{kind}",
        )

    def word(self, key: str) -> str:
        """The word of a label, or the name itself where it is a pupil's own."""
        known = _BY_KEY.get(key)
        return self.words(known) if known is not None else key

    def unit(self, unit: str) -> str:
        """A unit as the reader's language writes it."""
        known = _BY_KEY.get(f"unit.{unit}")
        return self.words(known) if known is not None else unit

    def name(self, names: Mapping[str, str]) -> str:
        """A name in the reader's language."""
        return names[self.words.lang]


_BY_KEY = {message.key: message for message in w.ALL}
DATE_PATH = "/date"
CLUB, NODE, COMPARE = "club/club.js", "club/node.js", "club/compare.js"
WITH_PLOTS = (NODE, COMPARE)
STYLES = ("look/tokens.css", "look/page.css", "shared/page.css", "club/club.css", "club/window.css")
LOOKS = {  # a level's meaning and icon; parts.js has the same
    "danger": ("danger", "danger"),
    "trouble": ("fault", "tools"),
    "silent": ("fault", "hidden"),
    "unsure": ("caution", "help"),
    "none": ("idle", "check"),
}


def node_path(node: str) -> str:
    """The page of a node."""
    return f"/node/{quote(node, safe='')}"
