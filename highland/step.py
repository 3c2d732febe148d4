"""`highland step PROJECT [N]`: the ladder of a project's laws, or what one step adds to the one before and why."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from devices import Message
from messages import Say
from messages.arguments import Parser

if TYPE_CHECKING:
    from rich.console import Console

    from highland._ladder import Step

HELP = Message("cli.step", "show how a project's law grew in steps, and what each step adds to the one before")
EXAMPLE = """\
highland step gas_alarm
highland step gas_alarm 2
highland step gas_alarm --contest
"""
PROJECT = Message("cli.step.project", "name of a project with steps")
NUMBER = Message("cli.step.number", "number of a step (default: the table of all)")
CONTEST = Message("cli.step.contest", "play the contest with every step, and show which world each one survives")
WORKERS = Message("cli.step.workers", "runs at the same time (default: one per processor)")

STEP = Message("step.step", "step")
TITLE = Message("step.title", "title")
LINES = Message("step.lines", "lines")
NEW = Message("step.new", "what is new")
WORLD = Message("step.world", "world")
HEAD = Message("step.head", "Step {number} of {last}: {title}")
FOUND_BY = Message("step.found_by", "Found by the world {name}: {title}")
BEFORE_FAILS = Message("step.before_fails", "Step {before} does not pass there, this step does.")
CODE = Message("step.code", "The difference to step {before}:")
WHOLE = Message("step.whole", "The whole law, {count} lines:")
SENTENCES = Message("step.sentences", "Its new sentences in Vietnamese:")
TRY_BOTH = Message("step.try_both", "Try both:")
TRY_IT = Message("step.try_it", "Try it:")
YOUR_OWN = Message("step.your_own", "Make it your own, and change it:")
SHIPPED = Message("step.shipped", "This is the shipped law of {project}, {count} lines in {files} files.")
READ_ON = Message("step.read_on", "Begin to read at {file}. {page} follows a law step by step.")
FOR_LESSONS = Message(
    "step.for_lessons",
    "Every step but the last misses dangers. They are for the simulator and for LEDs, never for a real valve or load.",
)

PASSES, FAILS, NOT_JUDGED = "+", "-", "."
MATRIX = Message("step.matrix", "+ passes, - does not, . not applicable")


def add_arguments(parser: Parser) -> None:
    """What `highland step` understands."""
    import os

    parser.add_argument("project", metavar="PROJECT", help=PROJECT)
    parser.add_argument("number", metavar="N", nargs="?", type=int, help=NUMBER)
    parser.add_argument("--contest", action="store_true", help=CONTEST)
    parser.add_argument("--workers", metavar="N", type=int, default=os.cpu_count() or 1, help=WORKERS)


def run(arguments: argparse.Namespace, say: Say) -> int:
    """Show it. Raises HighlandError for a project without steps and a number that is not there."""
    from firmware.project import find
    from highland._ladder import ladder_of, step_of

    project = find(arguments.project)
    if arguments.number is not None:
        step, before, last = step_of(project, arguments.number)
        (_shipped if step.is_shipped_law else _one)(step, before, last, say)
    elif arguments.contest:
        _contest(ladder_of(project), arguments.workers, say)
    else:
        _table(ladder_of(project), say)
    return 0


def _console() -> Console:
    from rich.console import Console

    return Console(highlight=False, markup=False)


def _table(ladder: Sequence[Step], say: Say) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column(say.text(STEP), justify="right")
    table.add_column(say.text(TITLE), max_width=28)
    table.add_column(say.text(LINES), justify="right")
    table.add_column(say.text(NEW))
    for step in ladder:
        title, new = step.says.title.get(say.lang, ""), step.says.new.get(say.lang, "")
        table.add_row(str(step.number), title, str(step.law_lines()), new)
    _console().print(table)
    say(FOR_LESSONS)


def _one(step: Step, before: Step | None, last: int, say: Say) -> None:
    from rich.text import Text

    from highland._ladder import difference

    _words(step, before, last, say)
    print()
    if before is None:
        say(WHOLE, count=step.law_lines())
    else:
        say(CODE, before=before.number)
    console = _console()
    for line in difference(step, before):
        color = {"+": "green", "-": "red"}.get(line[:1], "") if before is not None else ""
        console.print(Text(f"  {line if before is not None else line[1:]}".rstrip(), color), soft_wrap=True)
    _sentences(step, before, say)
    print()
    _try(step, before, say)


def _words(step: Step, before: Step | None, last: int, say: Say) -> None:
    """What is new, and which world of the contest asked for it."""
    says, lang = step.says, say.lang
    say(HEAD, number=step.number, last=last, title=says.title.get(lang, ""))
    if says.new:
        print(says.new[lang])
    if says.found_by and before is not None:
        from sim.scenarios.contest.worlds import title_of

        title = title_of(step.project, says.found_by).get(lang, "")
        say(FOUND_BY, name=says.found_by, title=title)
        say(BEFORE_FAILS, before=before.number)


def _sentences(step: Step, before: Step | None, say: Say) -> None:
    """For a Vietnamese reader: what the new sentences are in Vietnamese."""
    from messages import own_sentences

    if say.lang == "en":
        return
    known = {} if before is None else own_sentences(before.folder, say.lang)
    new = [said for text, said in own_sentences(step.folder, say.lang).items() if text not in known]
    if new:
        print()
        say(SENTENCES)
    for said in new:
        print(f"  {said}")


def _try(step: Step, before: Step | None, say: Say) -> None:
    from messages import as_typed

    world = f" --world {step.says.found_by}" if step.says.found_by else ""
    say(TRY_IT if before is None else TRY_BOTH)
    for each in (before, step):
        if each is not None:
            print(as_typed(f"  highland sim {each.project.name}{world}"))
    base = step.project if step.project.base is None else step.project.base
    if step.project.base is not None:
        print(as_typed(f"  highland scenarios {step.project.name} --contest"))
        say(YOUR_OWN)
        print(as_typed(f"  highland new my_law --from {base.name} --step {step.number}"))
        say(FOR_LESSONS)


def _shipped(step: Step, before: Step | None, last: int, say: Say) -> None:
    """The last step: in words, for its code is the project itself."""
    from highland._ladder import law_files

    _words(step, before, last, say)
    print()
    files = len(law_files(step.project.folder))
    say(SHIPPED, project=step.project.name, count=step.law_lines(), files=files)
    page = "docs/explanation/reading-a-law" + ("" if say.lang == "en" else f".{say.lang}") + ".md"
    say(READ_ON, file=f"projects/{step.project.name}/control.py", page=page)
    print()
    _try(step, before, say)


def _contest(ladder: Sequence[Step], workers: int, say: Say) -> None:
    """A table: each world in a row, each step in a column."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    from highland._scenario_runs import progress
    from sim.scenarios.contest.worlds import read_contest
    from sim.scenarios.workers import jobs_of, play_all

    contests = {step.number: read_contest(step.project) for step in ladder}
    folders = {step.number: str(step.project.folder) for step in ladder}
    jobs = [
        job
        for number, each in contests.items()
        for world in each.judging
        for job in jobs_of(folders[number], world, [0])
    ]
    with progress(quiet=False, say=say) as done:
        judgments = play_all(jobs, workers, done)
    passed = {(each.scenario.project, each.scenario.name): each.passed for each in judgments}
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column(say.text(WORLD), no_wrap=True)
    for step in ladder:
        table.add_column(str(step.number), justify="center")
    for world in contests[len(ladder)].worlds:
        name = world.scenario.name
        verdicts = [passed.get((step.project.name, name)) for step in ladder]
        table.add_row(name, *(NOT_JUDGED if each is None else PASSES if each else FAILS for each in verdicts))
    _console().print(table)
    say(MATRIX)
