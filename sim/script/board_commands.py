"""Commands that speak to a Pi itself: a program that calls them does nothing to the computer it is tried on."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from typing import Any

from devices import Message
from sim.script.board_files import PROCESSOR_C

SWITCH_OFF = ("poweroff", "shutdown", "halt", "reboot")
ANSWERS = {
    **dict.fromkeys(("modprobe", "raspi-gpio", "pinctrl", "pigpiod", "dtoverlay", *SWITCH_OFF), ""),
    "vcgencmd": f"temp={PROCESSOR_C:.1f}'C\n",
}
BEFORE = ("sudo", "/usr/bin/sudo", "-n")
SAY = "import sys; sys.stdout.write(sys.argv[1])"

OFF = Message("script.switch_off", "The program calls {command}: a Pi would go off now. Nothing is switched off here.")


class BoardCommands:
    """While it is entered, these commands do nothing and say what a Pi's would; every other one runs as always.

    `tell` hears of the first one that would switch the Pi off.
    """

    def __init__(self, tell: Callable[[Message], None]) -> None:
        self._tell = tell
        self._told = False
        self._undo = ExitStack()

    def __enter__(self) -> None:
        real_system, real_start = os.system, subprocess.Popen.__init__

        def system(command: Any) -> int:
            answer = self._answer(command)
            if answer is None:
                return real_system(command)
            if ">" not in command:
                print(answer, end="")
            return 0

        def start(popen: Any, args: Any, *more: Any, **named: Any) -> None:
            answer = self._answer(args)
            if answer is not None:
                args, named["shell"] = [sys.executable, "-c", SAY, answer], False
            real_start(popen, args, *more, **named)

        owners: tuple[tuple[Any, str, Any], ...] = (
            (os, "system", system),
            (subprocess.Popen, "__init__", start),
        )  # fmt: skip
        for owner, name, ours in owners:
            self._undo.callback(setattr, owner, name, getattr(owner, name))
            setattr(owner, name, ours)

    def __exit__(self, *_: object) -> None:
        self._undo.close()

    def _answer(self, command: str | bytes | Sequence[Any]) -> str | None:
        """What the board's command says, or None for every other command."""
        words = _words(command)
        name = next((os.path.basename(word) for word in words if word not in BEFORE), "")
        if name in SWITCH_OFF and not self._told:
            self._told = True
            self._tell(OFF(command=" ".join(words)))
        return ANSWERS.get(name)


def _words(command: Any) -> list[str]:
    if isinstance(command, str):
        try:
            return shlex.split(command)
        except ValueError:
            return command.split()
    return [str(word) for word in command] if isinstance(command, list | tuple) else []
