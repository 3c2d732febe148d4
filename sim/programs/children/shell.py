"""os.system and subprocess for a program on the virtual board.

Commands of the board answer there, Python programs run as its children, others really run.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from typing import Any

from devices import Message
from sim.programs.children.family import Family
from sim.programs.children.popen import Streams, become, options_of
from sim.programs.commands import runner
from sim.programs.commands.shell_line import ShellLine
from sim.programs.commands.tools import SOUND, SWITCH_OFF, named
from sim.python.program import program_here

OFF = Message("script.switch_off", "The program calls {command}: a Pi would go off now. Nothing is switched off here.")
SILENT = Message("script.sound", "The program plays a sound with {command}: nothing is heard here.")
PICTURE = Message("script.test_picture", "The program takes a picture: here it is a test picture, and a film is empty.")
SUDO = re.compile(r"^(?:\S*/)?sudo\s+(?:-[nEHSbkP]+\s+|-u\s+\w+\s+)*(?=\S)")
CONCERNED = ((SWITCH_OFF, OFF), (SOUND, SILENT))


class BoardShell:
    """While it is entered, the board answers its own commands, and Python programs are children of this one.

    `notify` hears of the first one that would switch the Pi off or make a sound.
    """

    def __init__(self, family: Family, notify: Callable[[Message], None]) -> None:
        self._family = family
        self._notify = notify
        self._notified: set[str] = set()
        self._undo = ExitStack()

    def __enter__(self) -> None:
        real_system, real_start = os.system, subprocess.Popen.__init__

        def system(command: Any) -> int:
            line = ShellLine(os.fsdecode(command))
            self._announce(line)
            if program_here() is None or not runner.is_known(line, self._family):
                return real_system(_for_the_shell(_as_oneself(line)))
            try:
                code = runner.run(line, _writing(sys.stdout), _writing(sys.stderr), self._family)
            except runner.NotOurs:
                return real_system(_as_oneself(line).text)
            return code if os.name == "nt" else (code & 0xFF) << 8

        def start(popen: Any, args: Any, *more: Any, **named: Any) -> None:
            line = ShellLine(_as_text(args))
            self._announce(line)
            if program_here() is None or not runner.is_known(line, self._family):
                real_start(
                    popen, _for_the_shell(_as_oneself(line)) if isinstance(args, str) else _plain(args), *more, **named
                )
                return
            given = options_of(more, named)
            try:
                self._start(popen, args, line, given)
            except runner.NotOurs:
                real_start(popen, _as_oneself(line).text if isinstance(args, str) else _plain(args), *more, **named)

        for owner, name, ours in ((os, "system", system), (subprocess.Popen, "__init__", start)):
            self._undo.callback(setattr, owner, name, getattr(owner, name))
            setattr(owner, name, ours)

    def __exit__(self, *_: object) -> None:
        self._undo.close()

    def _start(self, popen: Any, args: Any, line: ShellLine, given: dict[str, Any]) -> None:
        """Make the Popen a child that runs the line; at once, when nothing in it takes time."""
        streams = Streams(given)
        folder = None if given.get("cwd") is None else os.fspath(given["cwd"])
        out, err = _writing(streams.stdout), _writing(streams.stderr)
        words = next(line.commands()).words
        alone = len(line.pipelines) == 1 and len(line.pipelines[0].commands) == 1
        if alone and not next(line.commands()).redirections and self._family.knows(words):
            child = self._family.child_of(words, streams, folder, given.get("env"))
        else:
            child = self._family.child(
                lambda: runner.run(line, out, err, self._family, folder), line.text, streams.close
            )
            if not runner.takes_time(line, self._family):
                child.run_now()
        if child.returncode is None:
            child.start()
        become(popen, args, streams, child)

    def _announce(self, line: ShellLine) -> None:
        """Tell people what this would do on a real board, each kind once."""
        for command in line.commands():
            name = named(command.words)[0]
            for names, message in CONCERNED:
                if name in names and message.key not in self._notified:
                    self._notified.add(message.key)
                    self._notify(message(command=" ".join(command.words)))


def _as_oneself(line: ShellLine) -> ShellLine:
    """The line without `sudo`: nobody becomes root of the computer itself, and no password is asked for."""
    if program_here() is None:
        return line
    text = line.text
    for command in reversed([*line.commands()]):
        text = text[: command.start] + SUDO.sub("", text[command.start :], count=1)
    return ShellLine(text)


def _plain(args: Any) -> Any:
    """The same for a list of words."""
    if (
        program_here() is None
        or not isinstance(args, list | tuple)
        or len(args) < 2
        or args[0] not in ("sudo", b"sudo")
    ):
        return args
    rest = [*args[1:]]
    while len(rest) > 1 and str(rest[0]).startswith("-"):
        rest.pop(0)
    return rest


def _for_the_shell(line: ShellLine) -> str:
    here = os.name != "nt" and program_here() is not None and runner.concerns_board(line)
    return runner.answered_within(line) if here else line.text


def _as_text(args: Any) -> str:
    """A command as the shell writes it."""
    if isinstance(args, list | tuple):
        words: Sequence[Any] = args
        return shlex.join(os.fsdecode(word) if isinstance(word, bytes | os.PathLike) else str(word) for word in words)
    return os.fsdecode(args) if isinstance(args, str | bytes | os.PathLike) else ""


def _writing(file: Any) -> runner.Write:
    def write(text: str) -> None:
        if text:
            file.write(text)

    return write
