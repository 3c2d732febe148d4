"""`highland bundle PROJECT -o FILE`: one file for a USB stick, with all that a board needs to run a project offline."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from devices import HighlandError, Message
from devices.os_errors import cause
from highland._bundling import add_target_arguments, bundle_of, checked_project
from messages import Say
from messages.arguments import Parser

if TYPE_CHECKING:
    from flash.bundle.pack import Bundle

HELP = Message("cli.bundle", "make one file with everything that a board needs to run a project without internet")
EXAMPLE = """\
highland bundle gas_alarm -o gas_alarm.tar.gz
highland bundle ./my_rack -o my_rack.tar.gz --python 3.13
highland bundle gas_alarm -o gas_alarm.tar.gz --dry-run
"""
PROJECT = Message("cli.bundle.project", "name of a project, or the path of a project folder")
OUT = Message("cli.bundle.out", "the file to write; it ends in .tar.gz")
DRY_RUN = Message("cli.bundle.dry_run", "write no bundle: only list what would be in it")

WRITTEN = Message(
    "bundle.written",
    "{file}: {project}, release {release}, for Python {pythons} on {machine}, {megabytes:.1f} MB.",
)
ON_THE_BOARD = Message(
    "bundle.on_the_board", "On the board: tar xf {file} && sudo sh {folder}/install.sh. It needs no internet."
)
WOULD_HOLD = Message("bundle.would_hold", "It would hold {files} files, {megabytes:.1f} MB unpacked:")
CODE = Message("bundle.holds_code", "Highland {version} and the project {project}: {count} files")
PACKAGES = Message("bundle.holds_packages", "packages: {count} files")
NOTHING_WRITTEN = Message("bundle.nothing_written", "No bundle was written.")
CANNOT_WRITE = Message("cli.bundle.cannot_write", "{file} cannot be written: {reason}. No bundle was made.")
CANNOT_WRITE_HINT = Message(
    "cli.bundle.cannot_write.hint", "Give a file in a folder of your own, and check the free space."
)

MEGABYTE = 1_000_000


def add_arguments(parser: Parser) -> None:
    """What `highland bundle` understands."""
    parser.add_argument("project", metavar="PROJECT", help=PROJECT)
    parser.add_argument("-o", "--out", metavar="FILE", required=True, help=OUT)
    add_target_arguments(parser)
    parser.add_argument("--dry-run", action="store_true", help=DRY_RUN)


def run(arguments: argparse.Namespace, say: Say) -> int:
    """Make the bundle. Raises HighlandError when the project cannot start or a package is missing."""
    from firmware.whole_file import try_to_write

    file = Path(arguments.out)
    try:
        try_to_write(file)
    except (OSError, ValueError) as error:
        raise HighlandError(CANNOT_WRITE(file=file, reason=cause(error)), CANNOT_WRITE_HINT) from error
    bundle = bundle_of(arguments, checked_project(arguments.project), say)
    if arguments.dry_run:
        list_contents(bundle, say)
        say(NOTHING_WRITTEN)
        return 0
    try:
        bundle.write(file)
    except OSError as error:
        raise HighlandError(CANNOT_WRITE(file=file, reason=cause(error)), CANNOT_WRITE_HINT) from error
    tell(bundle, file, say)
    return 0


def list_contents(bundle: Bundle, say: Say) -> None:
    """What is in it, in three lines."""
    manifest, sizes = bundle.manifest, {path: len(text) for path, text in bundle.files.items()}
    say(WOULD_HOLD, files=len(sizes), megabytes=sum(sizes.values()) / MEGABYTE)
    code = sum(path.startswith("code/") for path in sizes)
    print(f"  {say.text(CODE, version=manifest.highland, project=manifest.project, count=code)}")
    print(f"  {say.text(PACKAGES, count=sum(path.startswith('wheels/') for path in sizes))}")


def tell(bundle: Bundle, file: Path, say: Say) -> None:
    """What was written, and the next step."""
    from flash.bundle.pack import TOP

    manifest = bundle.manifest
    values = {"project": manifest.project, "release": manifest.release, "machine": manifest.machine}
    size = file.stat().st_size / MEGABYTE
    say(WRITTEN, file=file, pythons=", ".join(manifest.pythons), megabytes=size, **values)
    say(ON_THE_BOARD, file=file.name, folder=TOP)
