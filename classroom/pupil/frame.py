"""What all of the pupil's pages have around them: head, header, language, and where their files are."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from classroom.drawn import words as drawn
from classroom.drawn.parts import Parts
from classroom.pupil import words as w
from web.html import Child, Words, document, h

STYLES = (
    *("look/tokens.css", "look/page.css", "uplot/uPlot.min.css"),
    *("classroom/scene.css", "classroom/board.css", "editor/editor.css", "pupil/pupil.css"),
)


@dataclass(frozen=True, slots=True)
class Frame:
    """One language of the site. `static` is where the files lie, such as `static/0123456789ab/`."""

    words: Words
    static: str
    in_class: bool

    @property
    def parts(self) -> Parts:
        """The parts of a page, with links into the static folder."""
        return Parts(self.words, lambda path: self.static + path)

    def page(
        self,
        title: str,
        here: Callable[[str], str],
        header: Iterable[Child],
        main: Iterable[Child],
        script: str,
        *,
        kind: str = "",
        after: Iterable[Child] = (),
        more: Iterable[Child] = (),
        **data: str | None,
    ) -> bytes:
        """A whole page. `here` is its own address in a language, `data` what its script needs (`data_project=...`)."""
        words, parts = self.words, self.parts
        root = h(
            "html",
            parts.head(title, STYLES, (script,), *more),
            h(
                "body",
                parts.skip(),
                h("div", "", id="lost", role="alert", hidden="hidden"),
                h("header", *header, parts.languages(here)),
                h("div", "", id="quiet", role="status"),
                h("main", h("noscript", words(w.NO_SCRIPT)), *main, id="content", tabindex="-1", class_=kind or None),
                h("footer", words(drawn.NOT_CERTIFIED)),
                *after,
                class_=f"pupil {kind}".strip(),
            ),
            lang=words.lang,
            data_words=f"words.{words.lang}.json",
            data_static=self.static,
            data_class="yes" if self.in_class else "no",
            **data,
        )
        return document(root)
