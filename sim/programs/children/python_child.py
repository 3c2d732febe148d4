"""A child that is a Python program: `python3 blink.py 17`, run in this very interpreter."""

from __future__ import annotations

import builtins
import os
import re
import sys
import threading
import traceback
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from sim.programs import timed_code
from sim.programs.children.child import exit_code, threads_of
from sim.programs.children.context import ChildContext
from sim.programs.commands.tools import named
from sim.wires import switched_on

PYTHON = re.compile(r"(python(\d(\.\d+)?)?w?|py)(\.exe)?", re.IGNORECASE)
WITH_VALUE = ("-W", "-X")
NO_FILE = 2  # Python's exit code when it cannot open the program


@dataclass(frozen=True, slots=True)
class PythonCommand:
    """A program to run: from a file, or the text that followed -c."""

    file: str
    words: list[str]
    text: str | None = None


def python_command(words: Sequence[str]) -> PythonCommand | None:
    """The Python program that this command starts; None for another command, and for `python -m`."""
    name, rest = named(words)
    whole = next((word for word in words if os.path.basename(word.replace("\\", "/")) == name), "")
    if name.endswith(".py") and whole and Path(whole).is_file():
        return PythonCommand(whole, [whole, *rest])
    if not (PYTHON.fullmatch(name) or whole == sys.executable):
        return None
    while rest and rest[0].startswith("-") and rest[0] not in ("-c", "-m", "-"):
        rest = rest[2:] if rest[0] in WITH_VALUE else rest[1:]
    if not rest or rest[0] in ("-m", "-"):
        return None
    if rest[0] == "-c":
        return PythonCommand("<string>", ["-c", *rest[2:]], rest[1]) if len(rest) > 1 else None
    return PythonCommand(rest[0], rest)


def new_main(file: str) -> ModuleType:
    """An empty `__main__` for it."""
    main = ModuleType("__main__")
    vars(main).update(__file__=file, __builtins__=builtins, __spec__=None, __loader__=None, __cached__=None)
    return main


class PythonChild:
    """Runs a Python program as the child of another one."""

    def __init__(
        self, command: PythonCommand, pid: int, streams: Mapping[str, Any], folder: str | None, report: bool
    ) -> None:
        file = Path(folder or os.getcwd(), command.file).absolute()
        self.context = ChildContext(pid, new_main(str(file)))
        self.context.prepare(file, command.words, streams, folder)
        self._command = command
        self._file = file
        self._report = report  # its errors are told to people, and not only written to its error output

    def work(self) -> int:
        """Run it from its first line to its last; its exit code."""
        code = self._step(self._run)
        self._step(self._wait_for_threads)
        self.context.at_exit.run()
        close_devices(self.context)
        with suppress(OSError, ValueError):
            sys.stdout.flush()
        return code

    def _run(self) -> int:
        text = self._command.text
        try:
            source = self._file.read_bytes() if text is None else text.encode()
        except OSError:
            print(
                f"{sys.executable}: can't open file '{self._file}': [Errno 2] No such file or directory",
                file=sys.stderr,
            )
            return NO_FILE
        assert self.context.main is not None
        exec(timed_code.compiled(source, str(self._file)), vars(self.context.main))
        return 0

    def _step(self, step: Any) -> int:
        try:
            return step() or 0
        except SystemExit as end:
            return exit_code(end)
        except Exception as error:
            self._say(error)
            return 1

    def _say(self, error: Exception) -> None:
        if self._report:
            sys.excepthook(type(error), error, error.__traceback__)
            return
        trace = error.__traceback__
        while trace is not None and trace.tb_frame.f_code.co_filename != str(self._file):
            trace = trace.tb_next
        traceback.print_exception(type(error), error, trace or error.__traceback__, file=sys.stderr)

    def _wait_for_threads(self) -> int:
        idents = {each.ident for each in threads_of(self.context)}
        mine = switched_on.board().threads.ident()
        for thread in threading.enumerate():
            if thread.ident in idents and thread.ident != mine and not thread.daemon:
                thread.join()
        return 0


def close_devices(context: ChildContext) -> None:
    """Close what the child has opened with gpiozero, as gpiozero does when a program ends."""
    from gpiozero import exc

    for reference in context.devices:
        device = reference()
        if device is not None:
            with suppress(exc.GPIOZeroError, OSError):
                device.close()
