"""`highland new NAME`: write a new project folder that runs at once and contains a lesson."""

from __future__ import annotations

import argparse
import keyword
import re
from pathlib import Path
from shutil import rmtree

from devices import HighlandError, Message
from devices.os_errors import cause
from messages import Say
from messages.arguments import Parser, UsageError

HELP = Message("cli.new", "create a project folder: a small working drying rack, to change into what you need")
EXAMPLE = """\
highland new my_rack
highland sim ./my_rack
"""
WHAT = Message("cli.new.what", "name of the project, such as my_rack")
WHERE = Message("cli.new.where", "folder to put it in (default: the current folder)")

BAD_NAME = Message("cli.new.bad_name", "{name} is not a valid project name.")
BAD_NAME_HINT = Message(
    "cli.new.bad_name.hint",
    "Use lowercase letters a to z, digits and _, starting with a letter, such as my_rack; at most {most} characters.",
)
TAKEN = Message("cli.new.taken", "A project called {name} already exists.")
TAKEN_HINT = Message("cli.new.taken.hint", "Choose another name.")
EXISTS = Message("cli.new.exists", "{folder} already exists; nothing was written.")
EXISTS_HINT = Message("cli.new.exists.hint", "Choose another name, or move that folder away.")
NO_FOLDER = Message("cli.new.no_folder", "{folder} cannot be written: {reason}.")
NO_FOLDER_HINT = Message("cli.new.no_folder.hint", "Give a folder that exists and that you may write to, with --in.")
WRITTEN = Message("cli.new.written", "Wrote {folder}. Try it: highland sim {path}")
READ = Message("cli.new.read", "Then read {lesson} and change control.py.")

TEMPLATE = "drying_rack"  # also the word in its files that becomes the new name
MAX_LENGTH = 40
GOOD_NAME = re.compile(rf"[a-z][a-z0-9_]{{0,{MAX_LENGTH - 1}}}")


def add_arguments(parser: Parser) -> None:
    """The options of `highland new`."""
    parser.add_argument("name", metavar="NAME", help=WHAT)
    parser.add_argument("--in", metavar="FOLDER", dest="folder", default=".", help=WHERE)


def run(arguments: argparse.Namespace, say: Say) -> int:
    """Write the folder; refuses to touch an existing one."""
    name, home = arguments.name, Path(arguments.folder)
    _check_name(name)
    folder = home / name
    if folder.exists():
        raise HighlandError(EXISTS(folder=folder), EXISTS_HINT)
    try:
        folder.mkdir()
        for source in sorted(template_folder().iterdir()):
            if source.is_file():
                text = source.read_text(encoding="utf-8").replace(TEMPLATE, name)
                (folder / source.name).write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        rmtree(folder, ignore_errors=True)  # half a project is none
        raise HighlandError(NO_FOLDER(folder=folder, reason=cause(error)), NO_FOLDER_HINT) from error
    path = folder if folder.is_absolute() else f"./{folder.as_posix()}"
    say(WRITTEN, folder=folder, path=path)
    say(READ, lesson=folder / f"lesson.{say.lang}.md")
    return 0


def template_folder() -> Path:
    """The template of a new project."""
    from firmware.project import HOME

    return HOME / "_template" / TEMPLATE


def _check_name(name: str) -> None:
    from firmware.project import names

    if not GOOD_NAME.fullmatch(name) or keyword.iskeyword(name):
        raise UsageError(BAD_NAME(name=name or "''"), BAD_NAME_HINT(most=MAX_LENGTH))
    if name in names():
        raise UsageError(TAKEN(name=name), TAKEN_HINT)
