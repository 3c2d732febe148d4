"""`highland update FILE`: take a newer bundle on the board itself, from a USB stick; and the way back."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from devices import HighlandError, Message, SystemClock
from messages import Say
from messages.arguments import REQUIRED, TRY_HELP, Parser, UsageError

if TYPE_CHECKING:
    from flash.releases.update import Ending

HELP = Message("cli.update", "on a board: install a newer bundle; the old release comes back when the new one fails")
EXAMPLE = """\
sudo highland update /media/usb/gas_alarm.tar.gz
sudo highland update --back
highland update --list
"""
FILE = Message("cli.update.file", "the bundle, from `highland bundle`")
BACK = Message("cli.update.back", "return to the release before")
LIST = Message("cli.update.list", "show the releases on this board, and what happened to them")
SERVICES = Message(
    "cli.update.services", "bring the service files of this release to their places, as install.sh and an update do"
)
ROOT = Message("cli.update.root", "folder that stands for / (for a system that is not running)")

NOT_ROOT = Message("cli.update.not_root", "This changes the system, which only `root` may do. Nothing was changed.")
NOT_ROOT_HINT = Message("cli.update.not_root.hint", "Type it again with `sudo` before it.")
DONE = Message("cli.update.done", "The release {release} works. The one before is kept: `highland update --back`")
IN_USE = Message("cli.update.in_use", "The release of this bundle is in use already; nothing was changed.")
TAKEN_BACK = Message("cli.update.taken_back", "The release {release} was taken back: {trouble}.")
LAST_WORDS = Message("cli.update.last_words", "Its last words:")
OLD_RUNS = Message("cli.update.old_runs", "The release before runs again.")
OLD_FAILS = Message(
    "cli.update.old_fails", "The release before does not start either: look at the board. Its outputs are off."
)
SERVICES_DONE = Message("cli.update.services_done", "Service files that were renewed: {count}")

PROGRAM = "highland update"
FOUND_SOMETHING = 1


def add_arguments(parser: Parser) -> None:
    """What `highland update` understands."""
    parser.add_argument("file", metavar="FILE", nargs="?", help=FILE)
    parser.add_argument("--back", action="store_true", help=BACK)
    parser.add_argument("--list", action="store_true", help=LIST)
    parser.add_argument("--services", action="store_true", help=SERVICES)
    parser.add_argument("--root", metavar="FOLDER", default="/", help=ROOT)


def run(arguments: argparse.Namespace, say: Say) -> int:
    """0 when the new release works, 1 when it was taken back. Raises HighlandError when nothing was changed."""
    root = Path(arguments.root)
    if arguments.list:
        from highland._releases import tell_releases

        tell_releases(root, say)
        return 0
    if not (arguments.services or arguments.back or arguments.file):
        raise UsageError(REQUIRED(names="FILE"), TRY_HELP(program=PROGRAM))
    _must_be_root(root)
    if arguments.services:
        return _services(root, say)
    return _update(root, arguments, say)


def _must_be_root(root: Path) -> None:
    who: Any = getattr(os, "geteuid", None)
    if root == Path("/") and (who is None or who() != 0):
        raise HighlandError(NOT_ROOT, NOT_ROOT_HINT)


def _services(root: Path, say: Say) -> int:
    from flash.releases.system import run_here
    from flash.services.install import install, tell_the_system

    changed = install(root)
    if root == Path("/"):
        tell_the_system(lambda words: run_here(words, 60.0))
    say(SERVICES_DONE, count=len(changed))
    return 0


def _update(root: Path, arguments: argparse.Namespace, say: Say) -> int:
    from flash.releases.system import run_here
    from flash.releases.update import Update

    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, signal.SIG_IGN)  # a lost connection must not leave it half done
    update = Update(root, run_here, SystemClock(), say.aside, say.lang)
    ending = update.back() if arguments.back else update.from_bundle(Path(arguments.file))
    return _tell(ending, say)


def _tell(ending: Ending | None, say: Say) -> int:
    if ending is None:
        say(IN_USE)
        return 0
    if ending.trouble is None:
        say(DONE, release=ending.release)
        return 0
    say.aside(TAKEN_BACK, release=ending.release, trouble=ending.trouble)
    if ending.journal:
        say.aside(LAST_WORDS)
        print(*(f"  {line}" for line in ending.journal), sep="\n", file=sys.stderr)
    say.aside(OLD_RUNS if ending.back else OLD_FAILS)
    return FOUND_SOMETHING
