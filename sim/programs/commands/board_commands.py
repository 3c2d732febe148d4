"""os.system and subprocess for a program on the virtual board: its own commands answer there, others really run."""

from __future__ import annotations

import io
import os
import shlex
import subprocess
import sys
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

from devices import Message
from sim.programs.commands import runner
from sim.programs.commands.shell_line import ShellLine
from sim.programs.commands.tools import CAMERA, SOUND, SWITCH_OFF, named

POPEN_OPTIONS = ("bufsize", "executable", "stdin", "stdout", "stderr")  # the first of those without a name

OFF = Message("script.switch_off", "The program calls {command}: a Pi would go off now. Nothing is switched off here.")
SILENT = Message("script.sound", "The program plays a sound with {command}: nothing is heard here.")
NO_CAMERA = Message("script.no_camera", "The program takes a picture with {command}: the virtual board has no camera.")
CONCERNED = ((SWITCH_OFF, OFF), (SOUND, SILENT), (CAMERA, NO_CAMERA))


class BoardCommands:
    """While it is entered, the board answers its own commands; every other one runs as always.

    `notify` hears of the first one that would switch the Pi off, make a sound or take a picture.
    """

    def __init__(self, notify: Callable[[Message], None]) -> None:
        self._notify = notify
        self._notified: set[str] = set()
        self._undo = ExitStack()

    def __enter__(self) -> None:
        real_system, real_start = os.system, subprocess.Popen.__init__

        def system(command: Any) -> int:
            line = ShellLine(os.fsdecode(command))
            self._announce(line)
            code = _run(line, _print, _print_error)
            if code is None:
                return real_system(_for_the_shell(line))
            return code if os.name == "nt" else code << 8

        def start(popen: Any, args: Any, *more: Any, **named: Any) -> None:
            line = ShellLine(_as_text(args))
            self._announce(line)
            out, err = io.StringIO(), io.StringIO()
            code = _run(line, out.write, err.write)
            if code is None:
                real_start(popen, _for_the_shell(line) if isinstance(args, str) else args, *more, **named)
            else:
                given = dict(zip(POPEN_OPTIONS, more, strict=False)) | named
                _answer_at_once(popen, args, (out.getvalue(), err.getvalue(), code), given)

        owners: tuple[tuple[Any, str, Any], ...] = (
            (os, "system", system),
            (subprocess.Popen, "__init__", start),
        )  # fmt: skip
        for owner, name, ours in owners:
            self._undo.callback(setattr, owner, name, getattr(owner, name))
            setattr(owner, name, ours)

    def __exit__(self, *_: object) -> None:
        self._undo.close()

    def _announce(self, line: ShellLine) -> None:
        """Tell people what this would do on a real board, each kind once."""
        for command in (command for pipeline in line.pipelines for command in pipeline.commands):
            name = named(command.words)[0]
            for names, message in CONCERNED:
                if name in names and message.key not in self._notified:
                    self._notified.add(message.key)
                    self._notify(message(command=" ".join(command.words)))


def _run(line: ShellLine, out: runner.Write, err: runner.Write) -> int | None:
    """Run a line that concerns the board and of which everything is known; None for every other one."""
    if not line.plain or not runner.concerns_board(line):
        return None
    if not all(runner.is_known(command.words) for pipeline in line.pipelines for command in pipeline.commands):
        return None
    try:
        return runner.run(line, out, err)
    except runner.NotOurs:
        return None


def _for_the_shell(line: ShellLine) -> str:
    return runner.answered_within(line) if os.name != "nt" and runner.concerns_board(line) else line.text


def _as_text(args: Any) -> str:
    """A command as the shell writes it."""
    if isinstance(args, list | tuple):
        return shlex.join(os.fsdecode(word) if isinstance(word, bytes | os.PathLike) else str(word) for word in args)
    return os.fsdecode(args) if isinstance(args, str | bytes | os.PathLike) else ""


def _print(text: str) -> None:
    print(text, end="")


def _print_error(text: str) -> None:
    print(text, end="", file=sys.stderr)


def _answer_at_once(popen: Any, args: Any, answer: tuple[str, str, int], given: dict[str, Any]) -> None:
    """Make it a process that has ended already; no real one is needed for that, and a browser has none."""
    out, err, code = answer
    is_text = any(given.get(name) for name in ("text", "universal_newlines", "encoding", "errors"))
    make: Any = io.StringIO if is_text else io.BytesIO
    popen.args, popen.pid, popen.returncode = args, 0, code
    popen.text_mode = is_text
    popen._communication_started, popen._child_created, popen._input = False, False, None
    if given.get("stderr") == subprocess.STDOUT:
        out, err = out + err, ""
    popen.stdin = make() if given.get("stdin") == subprocess.PIPE else None
    popen.stdout = _goes(out, given.get("stdout"), _print, is_text)
    popen.stderr = _goes(err, given.get("stderr"), _print_error, is_text)

    def communicate(input: Any = None, timeout: float | None = None) -> tuple[Any, Any]:
        return tuple(None if pipe is None else pipe.read() for pipe in (popen.stdout, popen.stderr))  # type: ignore[return-value]

    popen.communicate = communicate


def _goes(text: str, target: Any, inherited: Callable[[str], None], is_text: bool) -> Any:
    """Write to where the program wants it: a pipe (which is returned), a file, nowhere, or as its own output."""
    if target == subprocess.PIPE:
        return io.StringIO(text) if is_text else io.BytesIO(text.encode())
    if target is None:
        inherited(text)
    elif isinstance(target, int):
        if target >= 0:
            os.write(target, text.encode())
    elif isinstance(target, io.TextIOBase):
        target.write(text)
    else:
        target.write(text.encode())
    return None
