"""The first pages: a place in the class, a project, and the way to the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree.ElementTree import Element

from classroom.drawn.pictures import PICTURES
from classroom.pupil import program_page as program
from classroom.pupil import words as w
from classroom.pupil.frame import STYLES, Frame
from classroom.pupil.offered import Offered
from messages import LANGUAGES
from web.html import NAMES, Words, document, h


def first_page(frame: Frame, projects: Iterable[Offered]) -> bytes:
    """`vi.html`: choose a project; in a class, join first."""
    words = frame.words
    chosen = h(
        "section",
        h("h2", words(w.CHOOSE)) if frame.in_class else None,
        h("div", *(_card(frame, each) for each in projects), _own(frame), class_="projects"),
        id="choose",
        hidden="hidden" if frame.in_class else None,
    )
    title = words(w.JOIN_TITLE if frame.in_class else w.CHOOSE)
    return frame.page(
        words(w.CHOOSE_TITLE),
        lambda lang: f"{lang}.html",
        [h("h1", title)],
        [_join(frame) if frame.in_class else None, chosen],
        "pupil/join.js" if frame.in_class else "pupil/choose.js",
        kind="first",
    )


def _card(frame: Frame, offered: Offered) -> Element:
    lang = frame.words.lang
    name = offered.names.project.long(lang)
    drawing = offered.scene.drawing(lang)
    drawing.set("aria-hidden", "true")
    drawing.attrib.pop("role"), drawing.attrib.pop("aria-label")
    return h(
        "a", h("span", drawing, class_="picture", data_moment=offered.first), h("b", name),
        href=f"{offered.project.name}.{lang}.html", class_="project card",
    )  # fmt: skip


def _own(frame: Frame) -> Element:
    """The way to a program of one's own."""
    href = program.ADDRESS.format(lang=frame.words.lang)
    return h("a", frame.parts.icon("code"), h("b", frame.words(program.TITLE)), href=href, class_="project card")


def _join(frame: Frame) -> Element:
    words, parts = frame.words, frame.parts
    pictures = [
        h(
            "label",
            h("input", type="radio", name="picture", value=name, checked="" if number == 0 else None),
            h("svg", h("use", href=f"{frame.static}classroom/pictures.svg#{name}"), class_="picture",
              aria_hidden="true"),
            h("span", words(message)),
        )
        for number, (name, message) in enumerate(PICTURES.items())
    ]  # fmt: skip
    return h(
        "form",
        h("div", h("button", parts.icon("check"), h("span", "", id="back-to"), type="button", id="back", class_="main"),
          h("button", words(w.SOMEBODY_ELSE), type="button", id="other"), id="known", hidden="hidden"),
        h("div",
          _field(words(w.NICKNAME), words(w.NICKNAME_HELP), "name", maxlength="24", autocomplete="nickname"),
          h("fieldset", h("legend", words(w.PICTURE)), h("div", *pictures, class_="pictures")),
          _field(words(w.CLASS_WORD), words(w.CLASS_WORD_HELP), "word", maxlength="40", autocomplete="off",
                 autocapitalize="characters", spellcheck="false"),
          h("p", "", id="trouble", role="alert"),
          h("button", parts.icon("check"), words(w.JOIN), type="submit", class_="main"), id="asked"),
        id="join", class_="card", novalidate="",
    )  # fmt: skip


def _field(label: str, help_text: str, name: str, **attributes: str | None) -> Element:
    described = f"{name}-help"
    field = h("input", type="text", id=name, name=name, aria_describedby=described, **attributes)
    return h("p", h("label", label, for_=name), field, h("small", help_text, id=described), class_="field")


def index_page(static: str, words: Words, in_class: bool) -> bytes:
    """`index.html`: to the language of the class, or else of the browser; without a script, links."""
    root = h(
        "html",
        h(
            "head",
            h("meta", charset="utf-8"),
            h("title", "Highland"),
            h("meta", name="viewport", content="width=device-width, initial-scale=1"),
            h("meta", name="color-scheme", content="light dark"),
            h("link", rel="icon", href=f"{static}shared/icon.svg", type="image/svg+xml"),
            *(h("link", rel="stylesheet", href=static + each) for each in STYLES),
            h("script", src=f"{static}classroom/theme.js"),
            h("script", src=f"{static}pupil/index.js"),
        ),
        h(
            "body",
            h("header", h("h1", "Highland")),
            h("main", *(h("p", h("a", NAMES[lang], href=f"{lang}.html", lang=lang)) for lang in LANGUAGES)),
            class_="pupil first",
        ),
        lang=words.lang,
        data_class="yes" if in_class else "no",
    )
    return document(root)
