"""An argparse parser that speaks the reader's language, in its help and when it refuses."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable
from typing import Any, NoReturn

from devices import HighlandError, Message
from messages import Say, as_typed

USAGE = Message("cli.usage", "Usage: ")
WHAT = Message("cli.what", "What")
OPTIONS = Message("cli.options", "Options")
COMMANDS = Message("cli.commands_of_one", "Commands")
HELP = Message("cli.help", "show this help")
LANG = Message("cli.lang", "language: vi (Vietnamese) or en (English); without it, the language of this computer")

TRY_HELP = Message("cli.try_help", "`{program} --help` shows how to use it.")
TRY_HELP_OF_ONE = Message(
    "cli.try_help_of_one", "Options of a command follow its name: `{program} COMMAND --help` shows them."
)
REQUIRED = Message("cli.required", "{names} is missing.")
UNKNOWN = Message("cli.unknown", "Unknown option: {names}.")
ONE_VALUE = Message("cli.one_value", "{name} needs a value after it.")
NO_VALUE = Message("cli.no_value", "{name} takes no value.")
NOT_A_CHOICE = Message("cli.not_a_choice", "{name} cannot be {value}.")
NOT_A_NUMBER = Message("cli.not_a_number", "{name} needs a number, not {value}.")
NOT_TOGETHER = Message("cli.not_together", "{name} and {other} do not go together.")
WRONG_USE = Message("cli.wrong_use", "Invalid usage: {reason}.")

# What argparse of Python 3.11 to 3.13 says, and our sentence for it.
REFUSALS: tuple[tuple[str, Message], ...] = (
    (r"the following arguments are required: (?P<names>.+)", REQUIRED),
    (r"unrecognized arguments: (?P<names>.+)", UNKNOWN),
    (r"argument (?P<name>\S+): expected .*argument.*", ONE_VALUE),
    (r"argument (?P<name>\S+): ignored explicit argument .+", NO_VALUE),
    (r"argument (?P<name>\S+): invalid choice: '?(?P<value>.*?)'? \(choose from .*\)", NOT_A_CHOICE),
    (r"argument (?P<name>\S+): invalid (int|float) value: (?P<value>.+)", NOT_A_NUMBER),
    (r"argument (?P<name>\S+): not allowed with argument (?P<other>\S+)", NOT_TOGETHER),
)


# What stands for a word that the person chooses, in the help and when it is missing.
PLACEHOLDERS = {
    each.text: each
    for each in (
        Message("placeholder.address", "ADDRESS"),
        Message("placeholder.argument", "ARGUMENT"),
        Message("placeholder.button", "BUTTON"),
        Message("placeholder.command", "COMMAND"),
        Message("placeholder.file", "FILE"),
        Message("placeholder.folder", "FOLDER"),
        Message("placeholder.key", "KEY"),
        Message("placeholder.kind", "KIND"),
        Message("placeholder.name", "NAME"),
        Message("placeholder.number", "NUMBER"),
        Message("placeholder.part", "PART"),
        Message("placeholder.port", "PORT"),
        Message("placeholder.project", "PROJECT"),
        Message("placeholder.span", "SPAN"),
        Message("placeholder.title", "TITLE"),
        Message("placeholder.trace", "TRACE"),
        Message("placeholder.url", "URL"),
        Message("placeholder.value", "VALUE"),
        Message("placeholder.what", "WHAT"),
        Message("placeholder.when", "WHEN"),
        Message("placeholder.where", "WHERE"),
        Message("placeholder.world", "WORLD"),
    )
}


def placeholder(text: str, say: Say) -> str:
    """The placeholders in a text such as `KEY=VALUE`, in the reader's language."""

    def translated(word: re.Match[str]) -> str:
        return say.text(PLACEHOLDERS[word[0]]) if word[0] in PLACEHOLDERS else word[0]

    return re.sub(r"[A-Z]{2,}", translated, text)


class UsageError(HighlandError):
    """A command line that cannot be understood."""


class Parser(argparse.ArgumentParser):
    """argparse with help texts given as Messages; a refusal is raised as a UsageError, never printed here."""

    def __init__(self, prog: str, about: Message, say: Say, example: str = "") -> None:
        self._say = say
        self.hands_on = ""  # the name of what stands behind `--`, with it: argparse drops it right behind a word
        super().__init__(
            prog=as_typed(prog),
            description=say.text(about),
            epilog=as_typed(example) or None,
            formatter_class=lambda prog: _Formatter(say, prog),
            add_help=False,
            allow_abbrev=False,
        )
        self._positionals.title = say.text(WHAT)
        self._optionals.title = say.text(OPTIONS)

    def add_argument(self, *names: Any, **options: Any) -> argparse.Action:
        """As in argparse; `help` may be a Message."""
        given = options.get("help")
        if isinstance(given, Message):
            options["help"] = self._say.text(given).replace("%", "%%")
        if isinstance(options.get("metavar"), str):
            options["metavar"] = placeholder(options["metavar"], self._say)
        return super().add_argument(*names, **options)

    def parse_args(self, args: Any = None, namespace: Any = None) -> Any:
        """As in argparse; what stands behind `--` is handed on as it is."""
        if not self.hands_on or "--" not in (args or ()):
            return super().parse_args(args, namespace)
        at = args.index("--")
        try:
            found = super().parse_args(args[:at], namespace)
        except UsageError:  # it stands before the first word
            return super().parse_args(args, namespace)
        setattr(found, self.hands_on, [*getattr(found, self.hands_on), *args[at:]])
        return found

    def add_common(self) -> None:
        """The options that every command has."""
        self.add_argument("--lang", metavar="vi|en", help=LANG)
        self.add_argument("-h", "--help", action="help", help=HELP)

    def add_commands(self, dest: str, metavar: str) -> Subcommands:
        """Commands below this one, of which one may be given; which, is in `dest`, None for none."""
        return Subcommands(self, dest, metavar, self._say)

    def error(self, message: str) -> NoReturn:
        """Raise our own sentence for what argparse found wrong."""
        hint = (TRY_HELP if self._subparsers is None else TRY_HELP_OF_ONE)(program=self.prog)
        for pattern, sentence in REFUSALS:
            found = re.fullmatch(pattern, message)
            if found is not None:
                raise UsageError(sentence(**found.groupdict()), hint)
        raise UsageError(WRONG_USE(reason=message), hint)


class Subcommands:
    """The commands below a command, each with options, help and example of its own."""

    def __init__(self, parser: Parser, dest: str, metavar: str, say: Say) -> None:
        self._say = say
        self._found: Any = parser.add_subparsers(
            dest=dest,
            metavar=placeholder(metavar, say),
            title=say.text(COMMANDS),
            prog=parser.prog,
            action=_Chosen,
            parser_class=Parser,
        )

    def add(self, name: str, about: Message, example: str) -> Parser:
        """One more. An option that its parent has too is added with `default=argparse.SUPPRESS`."""
        help_text = self._say.text(about).replace("%", "%%")
        found: Parser = self._found.add_parser(name, help=help_text, about=about, say=self._say, example=example)
        return found


class _Chosen(argparse._SubParsersAction):  # type: ignore[type-arg]
    """Refuses an option before the command's name which the command does not have."""

    def __call__(
        self, parser: argparse.ArgumentParser, namespace: argparse.Namespace, values: Any, option: str | None = None
    ) -> None:
        known = {action.dest for action in self.choices[values[0]]._actions}
        strange = [
            action.option_strings[0]
            for action in parser._actions
            if action.option_strings and action.dest not in known
            if getattr(namespace, action.dest, action.default) != action.default
        ]
        if strange:
            parser.error(f"unrecognized arguments: {' '.join(strange)}")
        super().__call__(parser, namespace, values, option)


class _Formatter(argparse.RawDescriptionHelpFormatter):
    def __init__(self, say: Say, prog: str) -> None:
        super().__init__(prog, max_help_position=28)
        self._say = say

    def _split_lines(self, text: str, width: int) -> list[str]:
        """As argparse does, but an option such as --wifi-password stays whole."""
        from textwrap import wrap

        return wrap(" ".join(text.split()), width, break_on_hyphens=False)

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, self._say.text(USAGE))
