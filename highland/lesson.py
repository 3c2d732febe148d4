"""`highland lesson`: lessons that run; list them, read one, check their numbers, print their papers."""

from __future__ import annotations

import argparse

from devices import Message
from highland._lesson_commands import COMMANDS
from messages import Say
from messages.arguments import Parser

HELP = Message("cli.lesson", "lessons that run: list, read and check them, and print sheets, slides and the form")
EXAMPLE = """\
highland lesson list
highland lesson show gas_2
highland lesson check
highland lesson print gas_2 --out papers --lang vi
"""


def add_arguments(parser: Parser) -> None:
    """Each command has its own options."""
    commands = parser.add_commands("command", "COMMAND")
    for name, command in COMMANDS.items():
        below = commands.add(name, command.help, command.example)
        command.add_arguments(below)
        below.add_common()


def run(arguments: argparse.Namespace, say: Say) -> int:
    """Run one of them, `list` where none is given. 0: done; 1: a lesson has a mistake or a wrong number."""
    return COMMANDS[arguments.command or "list"].run(arguments, say)
