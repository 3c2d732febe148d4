"""Archives with all that a browser imports: for a project's board, for programs, and for programs of kits.

A board comes without what only programs need, a third of the whole; the first program brings it, and the first that
imports a library of kits brings those (kits.py), or the ones of our own that stand in for a maker's.
Project files stay as their authors wrote them, since pupils read and change them; of the rest only the program is sent.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from classroom.browser.archive import archive
from classroom.browser.bare import bare
from classroom.browser.catalog import only, texts_in
from classroom.browser.cut_library import LATE as LATE_OF_PYTHON
from classroom.browser.kits import kits_files, modules
from classroom.browser.reach import reach
from messages import FURTHER, LANGUAGES, catalog_file

HIGHLAND = Path(__file__).parents[2]
ROOTS = (
    *("classroom.browser.in_worker", "classroom.session.*", "classroom.browser.threads"),
    *("drivers.*", "sim.chips.*", "sim.libraries.*", "sim.python.*", "messages"),
)
LATE = "classroom.browser.own_programs"  # in_worker.py imports it when the first program comes
OF_PROGRAMS = (f"{LATE}.*", "classroom.programs.*", "sim.programs.parts.*")
STAND_INS = (  # names of libraries that are ours where a maker's is not installed
    *("Adafruit_GPIO", "Adafruit_MCP3008", "Adafruit_SSD1306", "blinkt", "fusion_hat", "grove", "picar_4wd"),
    *("picarx", "playsound", "pygame", "robot_hat", "seeed_dht", "wiringpi", "wiringpi2"),
)
OF_STAND_INS = tuple(f"sim.libraries.stand_ins.{name}." for name in STAND_INS)
PROJECTS = "projects"  # whole, but for what only a test bench and marks read
NOT_OF_A_PROJECT = ("_template", "scenarios", "contest.toml", "invariants.py", "tests", "__pycache__")
SENT_OF_A_PROJECT = (".py", ".toml", ".svg", ".csv")
LIBRARIES = {  # distribution -> the modules and packages of it that are sent
    "gpiozero": ("gpiozero",),
    "colorzero": ("colorzero",),
    "adafruit-circuitpython-typing": ("circuitpython_typing",),
    "adafruit-circuitpython-busdevice": ("adafruit_bus_device",),
    "adafruit-circuitpython-register": ("adafruit_register",),
    "adafruit-circuitpython-ads1x15": ("adafruit_ads1x15",),
    "adafruit-circuitpython-dht": ("adafruit_dht.py",),
    "adafruit-circuitpython-ina219": ("adafruit_ina219.py",),
    "adafruit-circuitpython-sht31d": ("adafruit_sht31d.py",),
}
# Adafruit's files ask it for two names that Python has had for long; the whole of it takes half a second of a phone.
TYPING_EXTENSIONS = b"from typing import *\n"
ASKED_FOR = ("gpiozero",)  # of these also the metadata: gpiozero finds its pin factories in it
METADATA = ("METADATA", "entry_points.txt")
PILLOW = "../pyodide/python_pillow.zip"
OF_PYTHON = {  # what comes late of Python itself, and by which modules
    "../pyodide/python_late.zip": LATE_OF_PYTHON,
    "../pyodide/python_sqlite.zip": frozenset(("sqlite3",)),
    PILLOW: frozenset(("PIL", "picamera2")),  # the last gives pictures of Pillow
}
KITS_WITH_PILLOW = ("luma",)
LATE_MODULES = f"{LATE.replace('.', '/')}/late.json"  # module -> the archives that a program brings by importing it


class Pack(NamedTuple):
    """An archive, and its name, which says what is in it: another content has another name."""

    name: str
    content: bytes


@cache
def pack() -> Pack:
    """What every board needs, for this version of Highland and of the installed libraries."""
    return _pack("board", dict(_files(_of_boards())))


@cache
def programs_pack() -> Pack:
    """What a pupil's own program needs besides: it is unpacked over the other, with the sentences that this lacks."""
    boards, late = _of_boards(), _of_programs()
    files = {path: bare(source) for path, source in late.items()}
    files[LATE_MODULES] = json.dumps(late_modules(kits_pack()), indent=0, sort_keys=True).encode()
    further = texts_in((*late.values(), *_of_stand_ins().values())) - texts_in(boards.values())
    return _pack("programs", files | dict(_catalogs(further, FURTHER)))


@cache
def stand_ins_pack() -> Pack:
    """What takes the place of a maker's library."""
    return _pack("stand_ins", {path: bare(source) for path, source in _of_stand_ins().items()})


@cache
def kits_pack() -> Pack | None:
    """The libraries of kits; None: none of them is installed here."""
    return _pack("kits", kits_files()) if kits_files() else None


def late_modules(kits: Pack | None) -> dict[str, list[str]]:
    """What a program brings archives with by importing it: module -> addresses, seen from the archive of programs."""
    found: dict[str, list[str]] = {}
    of_kits = () if kits is None else ((PILLOW, KITS_WITH_PILLOW), (kits.name, modules(kits_files())))
    for address, names in (*OF_PYTHON.items(), (stand_ins_pack().name, STAND_INS), *of_kits):
        for name in names:
            found.setdefault(name, []).append(address)
    return found


def _pack(name: str, files: Mapping[str, bytes]) -> Pack:
    content = archive(files)
    return Pack(f"{name}-{hashlib.sha256(content).hexdigest()[:12]}.zip", content)


def _files(sources: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    for path, source in sources.items():
        yield path, source if path.startswith(f"{PROJECTS}/") else bare(source)
    yield from _of_projects()
    yield from _catalogs(texts_in(sources.values()))
    yield "typing_extensions.py", TYPING_EXTENSIONS
    for distribution, names in LIBRARIES.items():
        yield from _of_library(distribution, names)


def _catalogs(texts: set[str], name: str = "") -> Iterator[tuple[str, bytes]]:
    for lang in LANGUAGES:
        file = catalog_file(lang)
        if file.is_file():
            path = file.with_name(name or file.name).relative_to(HIGHLAND)
            yield path.as_posix(), only(file.read_bytes(), texts)


@cache
def _of_boards() -> dict[str, bytes]:
    projects = [f"{PROJECTS}.{folder.name}.*" for folder in _projects()]
    return dict(_sources((*ROOTS, *projects, PROJECTS), late=(f"{LATE}.", *OF_STAND_INS)))


@cache
def _of_programs() -> dict[str, bytes]:
    found = _sources((*ROOTS, *OF_PROGRAMS), late=OF_STAND_INS)
    return {path: source for path, source in found if path not in _of_boards()}


@cache
def _of_stand_ins() -> dict[str, bytes]:
    sooner = _of_boards().keys() | _of_programs().keys()
    return {path: source for path, source in _sources((*ROOTS, *OF_PROGRAMS)) if path not in sooner}


def _sources(roots: Iterable[str], late: tuple[str, ...] = ()) -> Iterator[tuple[str, bytes]]:
    for file in reach(roots, HIGHLAND, late).values():
        if not set(NOT_OF_A_PROJECT) & set(file.relative_to(HIGHLAND).parts):
            yield file.relative_to(HIGHLAND).as_posix(), _text(file)


def _projects() -> Iterator[Path]:
    for file in sorted((HIGHLAND / PROJECTS).glob("*/wiring.toml")):
        if file.parent.name not in NOT_OF_A_PROJECT:
            yield file.parent


def _of_projects() -> Iterator[tuple[str, bytes]]:
    for folder in _projects():
        for file in sorted(folder.rglob("*")):
            inside = file.relative_to(HIGHLAND)
            if (
                file.suffix in SENT_OF_A_PROJECT
                and file.suffix != ".py"
                and not set(NOT_OF_A_PROJECT) & set(inside.parts)
            ):
                yield inside.as_posix(), _text(file)


def _of_library(distribution: str, names: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    for file in importlib.metadata.files(distribution) or ():
        path = file.as_posix()
        if path.partition("/")[0] in names and file.suffix in (".py", ".txt"):
            source = Path(str(file.locate())).read_bytes()
            yield path, bare(source) if file.suffix == ".py" else source
        elif distribution in ASKED_FOR and file.name in METADATA and ".dist-info/" in path:
            yield path, Path(str(file.locate())).read_bytes()


def _text(file: Path) -> bytes:
    """What is in a text file, with the same line ends on every machine."""
    return file.read_bytes().replace(b"\r\n", b"\n")
