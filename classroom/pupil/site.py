"""The whole site as files: what a class's laptop serves, and what `--export` writes for any other web server."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from classroom.browser import words as browser
from classroom.browser.files import FOLDERS as BOARD
from classroom.browser.files import made
from classroom.editor import words as editor
from classroom.programs import words as programs
from classroom.pupil import program_page as program
from classroom.pupil import words as w
from classroom.pupil.choose import first_page, index_page
from classroom.pupil.frame import Frame
from classroom.pupil.offered import Offered, offered
from classroom.pupil.page import project_page
from devices import Message
from firmware.project import Project
from look.tokens import FOLDER as LOOK
from web.files import KINDS, SHARED, Assets, asset_of
from web.html import Words, translate_to
from wiring.drawing.layout import TooFull
from wiring.drawing.page import with_fonts
from wiring.drawing.sheet import sheet

ROOM = Path(__file__).parents[1]
FOLDERS = {
    "look": LOOK,
    "shared": SHARED / "shared",
    "uplot": SHARED / "uplot",
    "classroom": ROOM / "static",
    "pupil": ROOM / "pupil" / "static",
    "editor": ROOM / "editor" / "static",
    "programs": ROOM / "programs" / "static",
    **BOARD,
}
FOR_SCRIPTS = tuple(each for room in (w, editor, browser, programs, program) for each in room.FOR_SCRIPT)
HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class SiteFile:
    """One file as it is sent; `gzip` is empty where packing does not pay. Immutable: its address names its content."""

    content: bytes
    gzip: bytes
    kind: str
    is_immutable: bool = False


@dataclass(frozen=True, slots=True)
class Site:
    """All files by their address, without a leading slash. `static` is the folder of those that never change."""

    files: Mapping[str, SiteFile]
    static: str


def site(projects: Sequence[Project], languages: Sequence[str], in_class: bool) -> Site:
    """Write every page. Raises HighlandError for a project that has no scene."""
    assets = Assets(FOLDERS, made())
    static = f"static/{assets.digest}/"
    files = {static + path: SiteFile(*asset, is_immutable=True) for path, asset in assets.all().items()}
    found = [offered(each) for each in projects]
    for lang in languages:
        files |= _pages(Frame(Words(lang), static, in_class), found)
    files["index.html"] = _file(HTML, index_page(static, Words(languages[0]), in_class))
    return Site(files, static)


def _pages(frame: Frame, projects: Iterable[Offered]) -> dict[str, SiteFile]:
    """All that there is once a language."""
    lang = frame.words.lang
    found = {f"words.{lang}.json": _file(KINDS[".json"], _words(frame.words, FOR_SCRIPTS))}
    found[program.ADDRESS.format(lang=lang)] = _file(HTML, program.program_page(frame))
    found[f"{lang}.html"] = _file(HTML, first_page(frame, projects))
    for each in projects:
        name = each.project.name
        wiring = _wiring(each, lang)
        if wiring is not None:
            found[f"{name}.wiring.{lang}.svg"] = _file(KINDS[".svg"], wiring)
        address = None if wiring is None else f"{name}.wiring.{lang}.svg"
        found[f"{name}.{lang}.html"] = _file(HTML, project_page(frame, each, address))
    return found


def _words(words: Words, messages: Iterable[Message]) -> bytes:
    return json.dumps(words.catalog(messages), ensure_ascii=False, separators=(",", ":")).encode()


def _wiring(offered: Offered, lang: str) -> bytes | None:
    """The drawing of the wiring; None for one that does not fit on a sheet."""
    names, wiring = offered.names, offered.project.wiring()
    called = {part.name: names.part(part.name).short(lang) for part in wiring.parts}
    twice = {name for name in called.values() if list(called.values()).count(name) > 1}
    called |= {part: names.part(part).long(lang) for part, name in called.items() if name in twice}
    try:
        drawn = sheet(names.project.short(lang), wiring, called, translate_to(lang))
    except TooFull:
        return None
    return with_fonts(drawn).encode()


def _file(kind: str, content: bytes) -> SiteFile:
    packed = asset_of(".json", content)
    return SiteFile(content, packed.packed, kind)
