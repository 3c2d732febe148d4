"""What somebody asks for with `highland script`, and what comes of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import inf
from pathlib import Path
from typing import Any

from devices import Message
from firmware.trace import SIM as PROVENANCE
from sim.programs.lint import Finding
from sim.programs.mistakes import Mistake
from sim.programs.plugging.workbench import Plugged

FOR_S = 600.0  # virtual seconds until Ctrl-C, when nobody says

END, LIMIT, STOPPED, ERROR = "end", "limit", "stopped", "error"


@dataclass(frozen=True, slots=True)
class Request:
    """One program and its world. `speed` is virtual seconds a second; infinity is as fast as it goes."""

    file: Path
    words: Sequence[str] = ()
    wiring: Path | None = None
    world: str = "still"
    for_s: float = FOR_S
    speed: float = inf
    seed: int = 0
    trace: Path | None = None
    sets: Sequence[str] = ()
    presses: Sequence[str] = ()


@dataclass(slots=True)
class Result:
    """How a program ended: `ended` is `end` (by itself), `limit`, `stopped` (Ctrl-C) or `error`."""

    file: str
    seed: int
    ended: str = END
    exit_code: int = 0
    virtual_s: float = 0.0
    plugged: Sequence[Plugged] = ()
    outputs: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    displays: Mapping[str, Sequence[str]] = field(default_factory=dict)  # the lines on each display at the end
    mistake: Mistake | None = None
    in_passing: list[Mistake] = field(default_factory=list)  # what ended a thread or a callback, each once
    findings: Sequence[Finding] = ()  # what the lint has seen
    said: Message | None = None  # how it ended, for people
    trace: Path | None = None

    def as_json(self) -> dict[str, Any]:
        """The result as one JSON-able object; `provenance` says that nothing in it was measured."""
        return {
            "file": self.file,
            "provenance": PROVENANCE,
            "seed": self.seed,
            "ended": self.ended,
            "exit_code": self.exit_code,
            "virtual_s": round(self.virtual_s, 6),
            "plugged": [each.as_json() for each in self.plugged],
            "outputs": dict(self.outputs),
            "displays": {name: list(lines) for name, lines in self.displays.items()},
            "error": None if self.mistake is None else self.mistake.as_json(),
            "errors_in_passing": [each.as_json() for each in self.in_passing],
            "findings": [
                {
                    "key": each.key,
                    "severity": each.severity.name.lower(),
                    "text": f"{each.message.render()} {each.hint.render()}",
                    "gpio": each.gpio,
                    "address": each.address,
                    "t_s": round(each.t_s, 6),
                }
                for each in self.findings
            ],
        }
