"""`highland new NAME`: write a folder that runs at once: a project with a lesson, or the law of another project."""

from __future__ import annotations

import argparse
import keyword
import re
from pathlib import Path
from shutil import rmtree

from devices import HighlandError, Message
from devices.os_errors import cause
from highland._new_from import README, made_from
from messages import Say
from messages.arguments import Parser, UsageError

HELP = Message("cli.new", "create a project folder: a small working drying rack, to change into what you need")
EXAMPLE = """\
highland new my_rack
highland sim ./my_rack
highland new my_alarm --from gas_alarm --step 1
highland scenarios ./my_alarm --contest
"""
WHAT = Message("cli.new.what", "name of the project, such as my_rack")
FROM = Message(
    "cli.new.from", "begin with the law of this project instead; all that the folder does not have is that project's"
)
STEP = Message("cli.new.step", "with --from: begin with this step of its ladder (default: its whole law)")
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
NEEDS_FROM = Message("cli.new.needs_from", "{option} needs {other}.")
READ = Message("cli.new.read", "Then read {lesson} and change control.py.")

TEMPLATE = "drying_rack"  # also the word in its files that becomes the new name
MAX_LENGTH = 40
GOOD_NAME = re.compile(rf"[a-z][a-z0-9_]{{0,{MAX_LENGTH - 1}}}")


def add_arguments(parser: Parser) -> None:
    """The options of `highland new`."""
    parser.add_argument("name", metavar="NAME", help=WHAT)
    parser.add_argument("--in", metavar="FOLDER", dest="folder", default=".", help=WHERE)
    parser.add_argument("--from", metavar="PROJECT", dest="base", help=FROM)
    parser.add_argument("--step", metavar="N", type=int, help=STEP)


def run(arguments: argparse.Namespace, say: Say) -> int:
    """Write the folder; refuses to touch an existing one."""
    name, home = arguments.name, Path(arguments.folder)
    _check_name(name)
    if arguments.step is not None and arguments.base is None:
        raise UsageError(NEEDS_FROM(option="--step", other="--from"))
    files = _template(name) if arguments.base is None else made_from(arguments.base, arguments.step, name, say.lang)
    folder = home / name
    if folder.exists():
        raise HighlandError(EXISTS(folder=folder), EXISTS_HINT)
    try:
        folder.mkdir()
        for path, text in files.items():
            (folder / path).parent.mkdir(exist_ok=True)
            (folder / path).write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        rmtree(folder, ignore_errors=True)  # half a project is none
        raise HighlandError(NO_FOLDER(folder=folder, reason=cause(error)), NO_FOLDER_HINT) from error
    path = folder if folder.is_absolute() else f"./{folder.as_posix()}"
    say(WRITTEN, folder=folder, path=path)
    say(READ, lesson=folder / (f"lesson.{say.lang}.md" if arguments.base is None else README))
    return 0


def _template(name: str) -> dict[str, str]:
    """The files of the template by their names."""
    files = (file for file in sorted(template_folder().iterdir()) if file.is_file())
    return {file.name: file.read_text(encoding="utf-8").replace(TEMPLATE, name) for file in files}


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
