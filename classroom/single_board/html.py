"""The board's page itself, written for each request in the reader's language; for a phone and for a projector."""

from __future__ import annotations

from dataclasses import dataclass, field

from classroom.board.scene import Scene
from classroom.drawn import words as w
from classroom.drawn.parts import Parts
from firmware.names import Names
from web.files import Assets
from web.html import Words, document, h

STYLES = ("look/tokens.css", "look/page.css", "uplot/uPlot.min.css", "classroom/scene.css", "classroom/board.css")


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
        parts = Parts(words, assets.address)
        project = self.names.project.long(words.lang)
        side = h(
            "div",
            parts.breaks(self.names, self.faults) if self.faults else None,
            parts.presses(self.names, self.buttons) if self.buttons else None,
            class_="side",
        )
        root = h(
            "html",
            parts.head(words(w.TITLE, project=project), STYLES, ("single_board/board.js",), parts.plots()),
            h(
                "body",
                parts.skip(),
                h("div", "", id="lost", role="alert", hidden="hidden"),
                h("header", h("h1", project), parts.languages(lambda lang: f"/?lang={lang}")),
                h("main", parts.simulated(self.scene, self.speeds), side, id="content", tabindex="-1"),
                h("footer", words(w.NOT_CERTIFIED)),
            ),
            lang=words.lang,
            data_words=f"/words.json?lang={words.lang}",
        )
        return document(root)
