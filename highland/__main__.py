"""The command `highland`: find the command's file, parse its options, run it, and report errors in one sentence.

Exit codes: 0 done; 1 a finding (a run that did not end well); 2 invalid usage, with a hint; 130 stopped with Ctrl-C.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

import highland
from devices import HighlandError, Message
from devices.os_errors import cause
from messages import LANGUAGES, Say, reader_language
from messages.arguments import NOT_A_CHOICE, ONE_VALUE, TRY_HELP, Parser, UsageError

DONE = 0
WRONG_USE = 2
INTERRUPTED = 130  # 128 + SIGINT, as shells do

ABOUT = Message("cli.about", "Raspberry Pi firmware for school projects, with a simulator that runs the same program.")
COMMANDS = Message("cli.commands", "Commands:")
HELP_OF_ONE = Message(
    "cli.help_of_one", "For more: `highland COMMAND --help`, in English or Vietnamese (--lang en, --lang vi)."
)
NO_COMMAND = Message("cli.no_command", "There is no command {name}.")
NEAR_COMMAND = Message("cli.near_command", "Did you mean {near}?")
LANGUAGES_HINT = Message("cli.languages", "The languages are: {languages}.")
STOPPED = Message("cli.stopped", "Stopped.")
DISK_FULL = Message(
    "cli.disk_full", "The disk is full ({reason}): not everything was written. Make room, and run it again."
)
CANNOT_USE = Message("cli.cannot_use", "{file} cannot be used: {reason}.")
STORE_FAILED = Message("cli.store_failed", "What is kept on the disk cannot be used: {reason}.")
CANNOT_USE_HINT = Message("cli.cannot_use.hint", "Give a file or folder of your own, and check the free disk space.")
DENIED = tuple(
    getattr(errno, name)
    for name in ("EACCES", "EPERM", "EEXIST", "EROFS", "ENOENT", "ENOTDIR", "EISDIR", "EIO", "ENAMETOOLONG")
)
FULL = (errno.ENOSPC, errno.EDQUOT)
FAILED = 1


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; `argv` is the command line without the program's name. Returns the exit code."""
    _speak_utf8()
    say = Say(reader_language())
    words = list(sys.argv[1:] if argv is None else argv)
    try:
        lang, words = language_asked(words)
        if lang is not None:
            say = Say(lang)
        code = _run(words, say)
        sys.stdout.flush()
    except HighlandError as error:
        say.error(error)
        return WRONG_USE
    except SystemExit as done:  # argparse after --help
        return done.code if isinstance(done.code, int) else DONE
    except KeyboardInterrupt:
        say.aside(STOPPED)
        return INTERRUPTED
    except BrokenPipeError:
        _forget_stdout()
        return DONE
    except Exception as error:
        return _of_the_machine(error, say)
    return code


def _of_the_machine(error: Exception, say: Say) -> int:
    """One sentence for what disk, permissions or store refused; anything else is our own fault: raised again."""
    is_store = type(error).__module__ == "sqlite3" or (isinstance(error, OSError) and error.errno is None)
    if getattr(error, "errno", None) in FULL or "disk is full" in str(error):
        _forget_stdout()
        say.aside(DISK_FULL, reason=cause(error))
        return FAILED
    if is_store:
        say.error(HighlandError(STORE_FAILED(reason=cause(error)), CANNOT_USE_HINT))
    elif isinstance(error, OSError) and error.errno in DENIED and error.filename is not None:
        say.error(HighlandError(CANNOT_USE(file=error.filename, reason=cause(error)), CANNOT_USE_HINT))
    else:
        raise error
    return WRONG_USE


def language_asked(words: Sequence[str]) -> tuple[str | None, list[str]]:
    """The language after `--lang`, at any position, and the other arguments. Raises UsageError."""
    lang, rest = None, list(words)
    for index, word in enumerate(rest):
        if word == "--":
            break
        name, equals, value = word.partition("=")
        if name != "--lang":
            continue
        if not equals and index + 1 == len(rest):
            raise UsageError(ONE_VALUE(name="--lang"), LANGUAGES_HINT(languages=", ".join(LANGUAGES)))
        lang = value if equals else rest[index + 1]
        if lang not in LANGUAGES:
            refused = NOT_A_CHOICE(name="--lang", value=lang)
            raise UsageError(refused, LANGUAGES_HINT(languages=", ".join(LANGUAGES)))
        del rest[index : index + (1 if equals else 2)]
        return lang, rest
    return lang, rest


def command_names() -> list[str]:
    """Every command: the files of this folder."""
    return sorted(found.name for found in iter_modules(highland.__path__) if not found.name.startswith("_"))


def _run(words: list[str], say: Say) -> int:
    if not words or words[0] in ("-h", "--help"):
        _overview(say)
        return DONE
    name = words[0]
    if name not in command_names():
        from difflib import get_close_matches

        near = get_close_matches(name, command_names())
        hint = NEAR_COMMAND(near=near[0]) if near else TRY_HELP(program="highland")
        raise UsageError(NO_COMMAND(name=name), hint)
    command = _command(name)
    parser = Parser(f"highland {name}", command.HELP, say, getattr(command, "EXAMPLE", ""))
    command.add_arguments(parser)
    parser.add_common()
    code: int = command.run(parser.parse_args(words[1:]), say)
    return code


def _overview(say: Say) -> None:
    say(ABOUT)
    print()
    say(COMMANDS)
    for name in command_names():
        print(f"  {name:<10} {say.text(_command(name).HELP)}")
    print()
    say(HELP_OF_ONE)


def _command(name: str) -> ModuleType:
    return import_module(f"highland.{name}")


def _speak_utf8() -> None:
    """Vietnamese needs UTF-8, where Windows would use the machine's code page for a pipe or a file."""
    for stream in (sys.stdout, sys.stderr):
        encoding = (getattr(stream, "encoding", None) or "").lower().replace("-", "")
        if encoding != "utf8" and hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _forget_stdout() -> None:
    """The reader of our output has closed it; without this, Python would print another error at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    done = main()
    if "sim.programs.life" in sys.modules:  # a program of somebody else ran here
        from highland.script import leave

        leave(done)
    sys.exit(done)
