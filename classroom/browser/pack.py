"""One archive with everything that a board in a browser imports: our packages, and the libraries they stand on.

Project files stay as their authors wrote them, since pupils read and change them; of the rest only the program is sent.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from classroom.browser.archive import archive
from classroom.browser.bare import bare
from classroom.browser.catalog import only, texts_in
from classroom.browser.reach import reach
from messages import CATALOGS

HIGHLAND = Path(__file__).parents[2]
ROOTS = (
    *("classroom.browser.in_worker", "classroom.session.*", "classroom.programs.*", "classroom.browser.threads"),
    *("drivers.*", "sim.chips.*", "sim.libraries.*", "sim.python.*", "sim.programs.parts.*", "messages"),
)
PROJECTS = "projects"  # whole, but for what only a test bench reads
NOT_OF_A_PROJECT = ("_template", "scenarios", "contest.toml", "tests", "__pycache__")
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


class Pack(NamedTuple):
    """The archive, and its name, which says what is in it: another content has another name."""

    name: str
    content: bytes


@cache
def pack() -> Pack:
    """The archive for this version of Highland and of the installed libraries."""
    content = archive(dict(_files()))
    return Pack(f"board-{hashlib.sha256(content).hexdigest()[:12]}.zip", content)


def _files() -> Iterator[tuple[str, bytes]]:
    sources = dict(_modules())
    for path, source in sources.items():
        yield path, source if path.startswith(f"{PROJECTS}/") else bare(source)
    yield from _of_projects()
    texts = texts_in(sources.values())
    for file in sorted(CATALOGS.rglob("*.mo")):
        yield file.relative_to(HIGHLAND).as_posix(), only(file.read_bytes(), texts)
    yield "typing_extensions.py", TYPING_EXTENSIONS
    for distribution, names in LIBRARIES.items():
        yield from _of_library(distribution, names)


def _modules() -> Iterator[tuple[str, bytes]]:
    projects = [f"{PROJECTS}.{folder.name}.*" for folder in _projects()]
    for file in reach((*ROOTS, *projects, PROJECTS), HIGHLAND).values():
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
