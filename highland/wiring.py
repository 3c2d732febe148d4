"""`highland wiring PROJECT`: what is plugged where, as a table and a drawing, and all mistakes found."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from devices import HighlandError, Message, Wiring
from devices.os_errors import cause
from firmware.names import Names, with_code
from firmware.whole_file import whole_file
from messages import Say
from messages.arguments import Parser

if TYPE_CHECKING:
    from wiring.show import Row

HELP = Message("cli.wiring", "show what is plugged where, and find mistakes before you switch on")
EXAMPLE = """\
highland wiring gas_alarm
highland wiring gas_alarm --svg gas.svg --html gas.html
highland wiring ./my_rack --html my_rack.html
"""
PROJECT = Message("cli.wiring.project", "name of a project, or the path of a project folder")
SVG = Message("cli.wiring.svg", "draw all wires on one sheet of A4, as an SVG picture")
HTML = Message("cli.wiring.html", "write a page to look at offline and to print: the sheet, and each part as one step")

PART = Message("cli.wiring.part", "part")
KIND = Message("cli.wiring.kind", "what it is")
GOES_TO = Message("cli.wiring.goes_to", "goes to")
SUPPLY = Message("cli.wiring.supply", "supply")
VOLTS = Message("cli.wiring.volts", "{volts:g} V")
GROUND = Message("cli.wiring.ground", "Join all GND. Switch the power off before you change a wire.")
GOOD = Message(
    "cli.wiring.good", "No mistake found in {file}. This checks only the list; check the wires yourself, too."
)
MISTAKES = Message("cli.wiring.mistakes", "Mistakes found in {file}: {count}")
RESOLUTION = Message("cli.wiring.resolution", "{part} cannot tell apart less than {step:g} {unit}, at best.")
DRAWN = Message("cli.wiring.drawn", "The drawing is in {file}.")
NOT_SAID = Message("cli.wiring.not_said", "The drawing leaves out what {file} does not say:")
NOT_DRAWN = Message("cli.wiring.not_drawn", "Nothing was drawn: mend the mistakes that do not work first.")
TOO_FULL = Message("cli.wiring.too_full", "{parts} parts do not fit on one sheet.")
TOO_FULL_HINT = Message(
    "cli.wiring.too_full.hint", "Draw a part of the project at a time: take some parts out of a copy."
)
CANNOT_WRITE = Message("cli.wiring.cannot_write", "{file} cannot be written: {reason}.")
CANNOT_WRITE_HINT = Message(
    "cli.wiring.cannot_write.hint", "Give a file in a folder that exists and that you may write to."
)

FOUND_SOMETHING = 1


def add_arguments(parser: Parser) -> None:
    """What `highland wiring` understands."""
    parser.add_argument("project", metavar="PROJECT", help=PROJECT)
    parser.add_argument("--svg", metavar="FILE", help=SVG)
    parser.add_argument("--html", metavar="FILE", help=HTML)


def run(arguments: argparse.Namespace, say: Say) -> int:
    """Print the table and the mistakes; 1 when there is one. Raises HighlandError when list or law cannot be read."""
    from firmware.fit import misfits
    from firmware.names import name_mistakes
    from firmware.project import find
    from wiring.calibration import calibration_mistakes
    from wiring.check import mistakes
    from wiring.checks import Severity
    from wiring.show import rows

    project = find(arguments.project)
    wiring = project.wiring()
    names = project.names()
    _table(rows(wiring), names, say)
    say(GROUND)
    _tell_resolutions(wiring, names, say)
    found = [(each.severity, say.text(names.labeled(each.message, say.lang))) for each in mistakes(wiring)]
    misfitting: list[HighlandError] = list(calibration_mistakes(wiring, project.calibration()))
    misfitting += name_mistakes(names, wiring)
    unread: HighlandError | None = None
    try:
        law = project.law()
    except HighlandError as error:  # reported last: the wires can be checked without a law
        unread = error
    else:
        misfitting += misfits(wiring, law)
    found += [(Severity.FAILS, f"{say.text(each.message)} {say.text(each.hint)}".rstrip()) for each in misfitting]
    file = f"{project.name}/wiring.toml"
    if found:
        print()
        say(MISTAKES, count=len(found), file=file)
        for severity, text in sorted(found, key=lambda each: each[0].rank):
            print(f"  - {say.text(severity.value)}: {text}")
    if arguments.svg or arguments.html:
        _tell_missing(wiring, names, say, file)
        _draw(wiring, names, say, arguments.svg, arguments.html)
    if unread is not None:
        raise unread
    if not found:
        say(GOOD, file=file)
    return FOUND_SOMETHING if found else 0


def _tell_resolutions(wiring: Wiring, names: Names, say: Say) -> None:
    """What a part cannot tell apart, where people may expect more of it."""
    from drivers import find

    for part in wiring.parts:
        for channel in getattr(find(part.driver), "channels", ()):
            if channel.resolution:
                said = RESOLUTION(part=part.name, step=channel.resolution, unit=channel.unit)
                say(names.labeled(said, say.lang))


def _table(rows: list[Row], names: Names, say: Say) -> None:
    head = [say.text(each) for each in (PART, KIND, GOES_TO, SUPPLY)]
    lines = [head]
    for row in rows:
        part = with_code(names.part(row.part).short(say.lang), row.part)
        lines.append(
            [part, *map(say.text, (row.title, names.labeled(row.goes_to, say.lang), VOLTS(volts=row.supply_v)))]
        )
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    for number, line in enumerate(lines):
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())
        if number == 0:
            print("  ".join("-" * width for width in widths))
    print()


def _tell_missing(wiring: Wiring, names: Names, say: Say, file: str) -> None:
    """What the list would have to say for a whole drawing: a drawing that guesses is worse than one with a gap."""
    from wiring.missing import missing

    questions = missing(wiring)
    if questions:
        say(NOT_SAID, file=file)
        for question in questions:
            print(f"  - {say.text(names.labeled(question, say.lang))}")


def _draw(wiring: Wiring, names: Names, say: Say, svg: str | None, html: str | None) -> None:
    """The sheet and the page. A list that no board could start with is not drawn: nobody should build it."""
    from wiring.check import refuse_what_cannot_work
    from wiring.drawing.layout import TooFull
    from wiring.drawing.page import page, with_fonts
    from wiring.drawing.sheet import sheet

    try:
        refuse_what_cannot_work(wiring)
    except HighlandError:
        say(NOT_DRAWN)
        return
    called = {part.name: names.part(part.name).short(say.lang) for part in wiring.parts}
    twice = {name for name in called.values() if list(called.values()).count(name) > 1}
    called |= {part: names.part(part).long(say.lang) for part, name in called.items() if name in twice}
    title = names.project.short(say.lang)
    try:
        if svg:
            _write_whole(Path(svg), with_fonts(sheet(title, wiring, called, say.translate)))
            say(DRAWN, file=svg)
        if html:
            _write_whole(Path(html), page(title, wiring, called, say.lang, say.translate))
            say(DRAWN, file=html)
    except TooFull as full:
        raise HighlandError(TOO_FULL(parts=full.parts), TOO_FULL_HINT) from full


def _write_whole(file: Path, text: str) -> None:
    try:
        with whole_file(file) as part:
            part.write_text(text, encoding="utf-8")
    except OSError as error:
        raise HighlandError(CANNOT_WRITE(file=file, reason=cause(error)), CANNOT_WRITE_HINT) from error
