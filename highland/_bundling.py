"""What `highland bundle` and `highland flash` share: the options of a bundle, and making one."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from devices import HighlandError, Message
from messages import Say
from messages.arguments import Parser

if TYPE_CHECKING:
    from firmware.project import Project
    from flash.bundle.pack import Bundle
    from flash.bundle.target import Target

PYTHON = Message("cli.bundle.python", "Pythons of the boards: 3.11 (Bookworm), 3.13 (Trixie), or both (3.11,3.13)")
MACHINE = Message(
    "cli.bundle.machine", "kind of board: aarch64 (64-bit system), armv7l (32-bit), x86_64 (to try it on a PC)"
)
WHEELS = Message(
    "cli.bundle.wheels",
    "folder of packages: what is missing there is downloaded into it once, then no internet is needed",
)

FETCHING = Message("bundle.fetching", "Downloading {count} packages for Python {python} on {machine} ...")
GATHERING = Message("bundle.gathering", "Gathering {project} ...")
LACKS = Message("bundle.lacks_wheel", "On {machine} there is no package {name} to install: {effect}.")
LESSON_LAW = Message(
    "bundle.lesson_law",
    "{project} has the law of a lesson, which misses dangers. It does not go onto a board by itself.",
)
LESSON_LAW_HINT = Message(
    "bundle.lesson_law.hint",
    "Take {base}, whose law knows them. With LEDs only, start it by hand: `highland run {project} --lesson`",
)
NOT_WHOLE = Message("bundle.not_whole", "{project} is made from {base} and has not all files that a board needs.")
NOT_WHOLE_HINT = Message(
    "bundle.not_whole.hint", "Take {base}, or a folder that has everything, as `highland new NAME` writes one."
)


def add_target_arguments(parser: Parser) -> None:
    """What a bundle is for: the same for `highland flash`."""
    parser.add_argument("--python", metavar="3.11,3.13", default="3.11,3.13", help=PYTHON)
    parser.add_argument("--machine", metavar="aarch64", default="aarch64", help=MACHINE)
    parser.add_argument("--wheels", metavar="FOLDER", help=WHEELS)


def bundle_of(arguments: argparse.Namespace, project: Project, say: Say) -> Bundle:
    """The bundle of a project, by the options; what is missing on such a board is told."""
    from flash.bundle.lock import NO_WHEEL_ON_32_BIT
    from flash.bundle.pack import make
    from flash.bundle.target import targets
    from highland import __version__

    asked = targets(arguments.python, arguments.machine)
    say.aside(GATHERING, project=project.name)

    def fetching(target: Target, count: int) -> None:
        say.aside(FETCHING, count=count, python=target.python, machine=target.machine)

    bundle = make(project, asked, wheels_folder(arguments.wheels), __version__, fetching)
    for name in sorted({name for names in bundle.manifest.missing.values() for name in names}):
        say.aside(LACKS, machine=bundle.manifest.machine, name=name, effect=NO_WHEEL_ON_32_BIT[name])
    return bundle


def checked_project(name: str) -> Project:
    """A whole project whose law, wires and drivers match, as `highland run --check` finds. Raises HighlandError."""
    from firmware.fit import fit
    from firmware.project import find
    from wiring.calibration import calibrated

    project = find(name)
    if project.base is not None:
        base = project.base.name
        if project.is_lesson:
            raise HighlandError(LESSON_LAW(project=name), LESSON_LAW_HINT(base=base, project=name))
        if project.base.folder not in project.folder.parents:
            raise HighlandError(NOT_WHOLE(project=name, base=base), NOT_WHOLE_HINT(base=base))
    fit(calibrated(project.wiring(), project.calibration()), project.law())
    return project


def wheels_folder(given: str | None) -> Path:
    """Where packages are kept: the folder given, `wheels/` beside run.py when it is there, else the person's own."""
    from firmware.host import home_folder
    from flash.bundle.contents import HIGHLAND

    if given is not None:
        return Path(given)
    beside = HIGHLAND / "wheels"
    return beside if beside.is_dir() else home_folder() / ".cache" / "highland" / "wheels"
