"""`highland guide PROJECT`: how to build it from simple materials, a step at a time, each with its test."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from devices import HighlandError, Message
from devices.os_errors import cause
from messages import Say, as_typed
from messages.arguments import TRY_HELP, Parser, UsageError

if TYPE_CHECKING:
    from guides.build import Build
    from guides.guide import Step

HELP = Message("cli.guide", "how to build a project from simple materials: what to buy, the steps, a test after each")
EXAMPLE = """\
highland guide --list
highland guide gas_alarm
highland guide gas_alarm --class --out gas.html
highland guide water_filter --out filter.pdf --prices our_prices.toml --lang vi
"""
PROJECT = Message("cli.guide.project", "name of a project, or the path of a folder that has a `guide` of its own")
CLASS = Message("cli.guide.class", "its class version: LEDs for all that is switched, nothing above 5 V")
LIST = Message("cli.guide.list", "which guides there are, and what the parts cost")
OUT = Message("cli.guide.out", "write pages of A4 to print: FILE.html, or FILE.pdf where Chromium, Chrome or Edge is")
PRICES = Message(
    "cli.guide.prices", "prices that your club has corrected: tables as in guides/shop.toml with `price_vnd` and `date`"
)

NO_PROJECT = Message("cli.guide.no_project", "Which project?")
NEITHER = Message("cli.guide.neither", "{file} ends neither in `.html` nor in `.pdf`.")
NEITHER_HINT = Message("cli.guide.neither.hint", "Give the file one of these two endings.")
CANNOT_WRITE = Message("cli.guide.cannot_write", "{file} cannot be written: {reason}.")
CANNOT_WRITE_HINT = Message(
    "cli.guide.cannot_write.hint", "Give a file in a folder that exists and that you may write to."
)
WRITTEN = Message("cli.guide.written", "The guide is in {file}. Print it on A4.")
COSTS = Message("cli.guide.costs", "{count} parts, about {price} VND ({dates})")
STEPS = Message("cli.guide.steps", "{number}. {title}")
STEP_WITH_ADULT = Message("cli.guide.step_with_adult", "{number}. {title} ({who})")

PROGRAM = "highland guide"
ENDINGS = (".html", ".pdf")


def add_arguments(parser: Parser) -> None:
    """What `highland guide` understands."""
    parser.add_argument("project", metavar="PROJECT", nargs="?", help=PROJECT)
    parser.add_argument("--class", action="store_true", dest="for_class", help=CLASS)
    parser.add_argument("--list", action="store_true", help=LIST)
    parser.add_argument("--out", metavar="FILE.html|.pdf", help=OUT)
    parser.add_argument("--prices", metavar="FILE.toml", help=PRICES)


def run(arguments: argparse.Namespace, say: Say) -> int:
    """Print the bill and the steps, or write the pages. Raises HighlandError."""
    from guides.build import CLASS as CLASS_ENDING
    from guides.build import build, builds
    from guides.page import spans, vnd

    prices = Path(arguments.prices) if arguments.prices else None
    if arguments.list:
        for name in builds():
            each = build(name, prices)
            bill = each.bill
            costs = COSTS(count=sum(row.count for row in bill.rows), price=vnd(bill.total_vnd, say.lang),
                          dates=spans(bill.dates, say.lang))  # fmt: skip
            print(f"{name:20} {each.guide.title.text(say.lang)}: {say.text(costs)}")
        return 0
    if arguments.project is None:
        raise UsageError(NO_PROJECT, TRY_HELP(program=PROGRAM))
    name = arguments.project + (CLASS_ENDING if arguments.for_class else "")
    found = build(name, prices)
    if arguments.out is None:
        _tell(found, say)
    else:
        _write(found, Path(arguments.out), say)
    return 0


def _write(found: Build, file: Path, say: Say) -> None:
    from firmware.whole_file import whole_file
    from guides.page import page
    from highland._pdf import print_pdf

    ending = file.suffix.lower()
    if ending not in ENDINGS:
        raise HighlandError(NEITHER(file=file), NEITHER_HINT)
    text = page(found, say.lang, say.translate)
    try:
        if ending == ".pdf":
            print_pdf(text, file)
        else:
            with whole_file(file) as part:
                part.write_text(text, encoding="utf-8")
    except OSError as error:
        raise HighlandError(CANNOT_WRITE(file=file, reason=cause(error)), CANNOT_WRITE_HINT) from error
    say(WRITTEN, file=file)


def _tell(found: Build, say: Say) -> None:
    """The safety lines, the bill as a table, and each step with its test."""
    from rich.console import Console
    from rich.markup import escape

    from guides import words as w
    from guides.drawn import pictures

    console = Console(highlight=False)
    console.print(f"[bold]{escape(found.guide.title.text(say.lang))}[/]")
    for about in found.guide.about:
        console.print(escape(as_typed(about.text(say.lang))))
    console.print(f"\n[bold]{say.text(w.SAFETY)}[/]")
    for line in found.guide.safety:
        console.print(f"  - {escape(line.text(say.lang))}")
    console.print()
    console.print(_bill(found, say))
    drawn = pictures(found.guide.steps, found.project.wiring(), found.called(say.lang), say.translate)
    for number, (step, each) in enumerate(zip(found.guide.steps, drawn, strict=True), 1):
        _tell_step(found, number, step, [line for picture in each for line in picture.lines], say)


def _bill(found: Build, say: Say) -> object:
    from rich.table import Table

    from guides import words as w
    from guides.page import spans, used_as, vnd

    bill = found.bill
    table = Table(title=say.text(w.NEEDED), show_footer=True, caption=" ".join((
        bill.counted.text(say.lang), say.text(w.REFERENCE(dates=spans(bill.dates, say.lang))))))  # fmt: skip
    table.add_column(say.text(w.COUNT), justify="right")
    table.add_column(say.text(w.PART), footer=say.text(w.SUM))
    table.add_column(say.text(w.IT_IS))
    table.add_column(say.text(w.ALL), justify="right", footer=vnd(bill.total_vnd, say.lang))
    for row in bill.rows:
        used = used_as(found, row, say.lang, say.translate)
        table.add_row(str(row.count), row.item.name.text(say.lang), used, vnd(row.price_vnd, say.lang))
    return table


def _tell_step(found: Build, number: int, step: Step, wires: Sequence[str], say: Say) -> None:
    """Its wires in words, what else to do, and its test."""
    from rich.console import Console
    from rich.markup import escape

    from guides import words as w

    console = Console(highlight=False)
    title = found.title_of(step, say.lang, say.translate)
    said = STEPS(number=number, title=title)
    if step.adult is not None:
        said = STEP_WITH_ADULT(number=number, title=title, who=w.ADULT)
    console.print(f"\n[bold]{escape(say.text(said))}[/]")
    if step.adult is not None:
        console.print(f"   {escape(say.text(w.WHY_ADULT(why=step.adult.text(say.lang))))}")
    for text in (*wires, *(as_typed(line.text(say.lang)) for line in step.do)):
        console.print(f"   - {escape(text)}")
    for command in step.test.commands:
        console.print(f"   {say.text(w.TEST)}: {escape(as_typed(f'highland {command}'))}")
    see = " ".join(each.text(say.lang) for each in step.test.see)
    console.print(f"   {escape(say.text(w.SEE(text=see)))}")
