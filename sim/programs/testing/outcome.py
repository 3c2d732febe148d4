"""What one check of a program came to."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from devices import Message
from sim.programs.testing.source_line import SourceLine

PASS, FAIL, SKIPPED = "pass", "fail", "skipped"


@dataclass(frozen=True, slots=True)
class Outcome:
    """`check` is what was asked, `seen` one sentence about what happened, `line` where, and `do` what to do."""

    check: Message
    result: str
    seen: Message
    line: SourceLine | None = None
    do: Message | None = None

    def as_json(self) -> dict[str, Any]:
        """For `--json`."""
        return {
            "check": self.check.key.rpartition(".")[2],
            "asked": self.check.render(),
            "result": self.result,
            "seen": self.seen.render(),
            "file": None if self.line is None else Path(self.line.file).name,
            "line": None if self.line is None else self.line.line,
            "do": None if self.do is None else self.do.render(),
        }


def passed(check: Message, seen: Message) -> Outcome:
    """The program did well."""
    return Outcome(check, PASS, seen)


def failed(check: Message, seen: Message, do: Message, line: SourceLine | None = None) -> Outcome:
    """The program did not."""
    return Outcome(check, FAIL, seen, line, do)


def skipped(check: Message, why: Message) -> Outcome:
    """It was not asked, or there is nothing to ask."""
    return Outcome(check, SKIPPED, why)
