"""`highland lesson print`: all papers of a lesson into a folder, whole or not at all."""

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, suppress
from errno import EISDIR
from pathlib import Path

from devices import HighlandError, Message
from devices.os_errors import cause
from firmware.whole_file import part_of
from messages import Say
from messages.arguments import Parser

LESSON = Message(
    "cli.lesson.printed", "id of a lesson, the path of a folder with a lesson of your own, or `glossary`: all words"
)
OUT = Message("cli.lesson.out", "folder for the papers; it is made where it is missing")
PDF = Message("cli.lesson.pdf", "also print each page as a PDF, through the Chromium, Chrome or Edge of this computer")
SCHOOL = Message("cli.lesson.school", "name of the school, for the form (default: a dotted line)")
GROUP = Message("cli.lesson.group", "name of the subject group, for the form")
TEACHER = Message("cli.lesson.teacher", "name of the teacher, for the form")

WRITTEN = Message("cli.lesson.written", "Written to {folder}:")
KINDS = {
    "pupil": Message("cli.lesson.kind.pupil", "pupil sheet, A5, without answers"),
    "teacher": Message("cli.lesson.kind.teacher", "teacher sheet, A4, with answers and minutes"),
    "slides": Message("cli.lesson.kind.slides", "slides: open it in a browser, go on with the arrow keys"),
    "words": Message("cli.lesson.kind.words", "words of the lessons with drawings, A4, and a column for your own"),
    "form": Message("cli.lesson.kind.form", "the form of Công văn 5512"),
}
NO_DOCX = Message(
    "cli.lesson.no_docx",
    "The form was not written as `.docx`: that needs the library `python-docx`, which is not installed.",
)
CANNOT_WRITE = Message("cli.lesson.cannot_write", "Nothing was written to {folder}: {reason}.")
CANNOT_WRITE_HINT = Message(
    "cli.lesson.cannot_write.hint", "Give a folder in which you may write, such as `--out papers`."
)
GLOSSARY = "glossary"


def add_arguments(parser: Parser) -> None:
    """The options of `highland lesson print`."""
    parser.add_argument("lesson", metavar="NAME", help=LESSON)
    parser.add_argument("--out", metavar="FOLDER", required=True, help=OUT)
    parser.add_argument("--pdf", action="store_true", help=PDF)
    parser.add_argument("--school", metavar="NAME", default="", help=SCHOOL)
    parser.add_argument("--group", metavar="NAME", default="", help=GROUP)
    parser.add_argument("--teacher", metavar="NAME", default="", help=TEACHER)


def run(arguments: argparse.Namespace, say: Say) -> int:
    """Print the papers, and say where they are. Raises HighlandError."""
    is_glossary = arguments.lesson == GLOSSARY
    found, lacks_docx = _glossary(say.lang) if is_glossary else _papers(arguments, say)
    folder = Path(arguments.out)
    names = write_all(folder, {**found, **(_as_pdf(found) if arguments.pdf else {})})
    say(WRITTEN, folder=folder)
    width = max(map(len, names))
    for name in names:
        print(f"  {name:<{width}}  {say.text(KINDS[name.split('.')[-2]])}")
    if lacks_docx:
        say.aside(NO_DOCX)
    return 0


def _papers(arguments: argparse.Namespace, say: Say) -> tuple[dict[str, bytes], bool]:
    """The papers of a lesson, and whether its form could not be written as .docx."""
    from lessons.papers.every import papers
    from lessons.papers.form import School, has_form
    from lessons.papers.form_docx import can_write
    from lessons.reading.shelf import read_for

    lesson = read_for(arguments.lesson, say.lang)
    found = papers(lesson, School(arguments.school, arguments.group, arguments.teacher))
    return found, has_form(lesson) and not can_write()


def _glossary(lang: str) -> tuple[dict[str, bytes], bool]:
    """The words of the lessons as one paper."""
    from lessons.glossary.sheet import page

    return {f"{GLOSSARY}.{lang}.words.html": page(lang).encode()}, False


def _as_pdf(found: Mapping[str, bytes]) -> dict[str, bytes]:
    """The pages among the papers as PDF. Raises HighlandError without a browser."""
    from tempfile import TemporaryDirectory

    from highland._pdf import print_pdf

    printed = {}
    with TemporaryDirectory(prefix="highland-") as folder:
        for name, content in found.items():
            if name.endswith(".html"):
                file = Path(folder) / Path(name).with_suffix(".pdf").name
                print_pdf(content.decode("utf-8"), file)
                printed[file.name] = file.read_bytes()
    return printed


def write_all(folder: Path, files: Mapping[str, bytes]) -> list[str]:
    """Write all files, or leave all that were there; gives their names, in order. Raises HighlandError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with ExitStack() as stack:
            for name, content in files.items():
                part = part_of(folder / name)
                stack.callback(_remove, part)
                part.write_bytes(content)
            _exchange([folder / name for name in files])
    except OSError as error:
        raise HighlandError(CANNOT_WRITE(folder=folder, reason=cause(error)), CANNOT_WRITE_HINT) from error
    return sorted(files)


def _exchange(files: Sequence[Path]) -> None:
    """Give every part its name, or no one: a paper that is open in Word refuses on Windows. Raises OSError."""
    before: list[Path] = []
    done: list[Path] = []
    try:
        for file in files:
            if file.is_dir():
                raise IsADirectoryError(EISDIR, os.strerror(EISDIR), str(file))
            if file.exists():
                file.replace(_aside(file))
                before.append(file)
        for file in files:
            part_of(file).replace(file)
            done.append(file)
    except BaseException:
        for file in done:
            file.unlink()
        for file in before:
            _aside(file).replace(file)
        raise
    for file in before:
        _aside(file).unlink()


def _remove(part: Path) -> None:
    with suppress(OSError):
        part.unlink()


def _aside(file: Path) -> Path:
    """Where the paper of before waits until all new ones have their names."""
    return file.with_name(file.name + ".before")
