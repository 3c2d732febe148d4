"""The command of a run, read by the very options of `highland sim`; nothing but a shipped project may be asked for."""

from __future__ import annotations

import argparse
import shlex
from typing import NoReturn

from devices import HighlandError, Message
from firmware.project import Project, named
from lessons.reading.lesson import Asked
from sim.start import add_run_options, units_asked
from sim.world.faults import parse_fault
from sim.world.options import DAY_S, run_length_s, settings_asked
from sim.world.presses import parse_press

ONLY_SIM = Message("lesson.only_sim", "the command begins with {word}")
ONLY_SIM_HINT = Message("lesson.only_sim.hint", "A run of a lesson begins with `sim` and the name of a project.")
NOT_THIS = Message("lesson.not_this", "the command has {words}")
NOT_THIS_HINT = Message(
    "lesson.not_this.hint",
    "A lesson may use --for, --days, --seed, --scenario, --world, --fault, --press and --set.",
)
UNFINISHED = Message("lesson.unfinished", "the command cannot be understood ({reason})")
UNFINISHED_HINT = Message(
    "lesson.unfinished.hint", "Type it into a terminal, behind the word highland, until it works."
)
NOT_SHIPPED = Message("lesson.not_shipped", "{project} is not a project that comes with Highland")
NOT_SHIPPED_HINT = Message(
    "lesson.not_shipped.hint", "A lesson runs on any computer: name a shipped project or one of its steps."
)


TOO_LONG = Message("lesson.run_too_long", "the run lasts {days:.0f} days")
TOO_LONG_HINT = Message("lesson.run_too_long.hint", "Nobody in a class waits for more than {most:.0f} days.")
MAX_S = 14 * DAY_S  # chosen: a lesson from elsewhere does not keep a computer busy for a night


class CommandError(HighlandError):
    """A command that a lesson may not have."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise CommandError(UNFINISHED(reason=message), UNFINISHED_HINT)


def words_of(command: str) -> list[str]:
    """The command's words. Raises CommandError for a quote that has no end."""
    try:
        return shlex.split(command)
    except ValueError as error:
        raise CommandError(UNFINISHED(reason=error), UNFINISHED_HINT) from None


def arguments_of(command: str) -> argparse.Namespace:
    """What follows `sim`. Raises CommandError."""
    first, *words = words_of(command) or [""]
    if first != "sim":
        raise CommandError(ONLY_SIM(word=first or "-"), ONLY_SIM_HINT)
    parser = _Parser(prog="sim", add_help=False, allow_abbrev=False)
    add_run_options(parser)
    arguments, others = parser.parse_known_args(words)
    if others:
        raise CommandError(NOT_THIS(words=" ".join(others)), NOT_THIS_HINT)
    return arguments


def shipped(name: str) -> Project:
    """A project or step that every copy of Highland has. Raises CommandError for anything else, such as a path."""
    project = named(name)
    if project is not None:
        return project
    raise CommandError(NOT_SHIPPED(project=name), NOT_SHIPPED_HINT)


def asked(command: str) -> Asked:
    """What a command asks for. Raises HighlandError with what is wrong with it."""
    arguments = arguments_of(command)
    project = shipped(arguments.project)
    for fault in arguments.fault or ():
        parse_fault(fault)
    for press in arguments.press or ():
        parse_press(press)
    length_s = run_length_s(arguments.days, arguments.hours, arguments.span, 0.0)
    if length_s > MAX_S:
        raise CommandError(TOO_LONG(days=length_s / DAY_S), TOO_LONG_HINT(most=MAX_S / DAY_S))
    return Asked(
        project=project.name,
        settings=settings_asked(arguments.set or (), project.name),
        faults=tuple(arguments.fault or ()),
        presses=tuple(arguments.press or ()),
        for_s=length_s or None,
        seed=arguments.seed or 0,
        scenario=arguments.scenario,
        world=arguments.world,
        units=units_asked(arguments),
    )
