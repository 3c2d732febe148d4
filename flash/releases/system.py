"""The commands of the board's system: run, with what they said; a test puts another system here."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass

MISSING, TOO_LONG = 127, 124  # what a shell and `timeout` answer
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")  # what a log could do to the terminal of root


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended and what it said, on both channels."""

    code: int
    said: str = ""

    @property
    def ok(self) -> bool:
        """Whether it did what it should."""
        return self.code == 0

    def last_lines(self, count: int) -> list[str]:
        """The end of what it said, without empty lines and control characters."""
        lines = (CONTROL.sub("", line).rstrip() for line in self.said.splitlines())
        return [line for line in lines if line][-count:]


# A command and the seconds it may take.
Run = Callable[[Sequence[str], float], Ended]


def run_here(words: Sequence[str], at_most_s: float) -> Ended:
    """Run it on this computer. A command that is not there, or takes too long, has failed."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}  # one release's own
    try:
        ended = subprocess.run(
            list(words),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            timeout=at_most_s,
            env={**ours, "LC_ALL": "C.UTF-8", "SYSTEMD_PAGER": ""},
            check=False,
        )
    except FileNotFoundError:
        return Ended(MISSING, f"{words[0]}: not found")
    except subprocess.TimeoutExpired:
        return Ended(TOO_LONG, f"{words[0]}: no answer")
    return Ended(ended.returncode, ended.stdout)
