"""How a program ended, as a page shows it: the line and cause of its error, and the usual mistakes that were seen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from devices import Message
from messages import Translate
from sim.programs.error_report import ErrorReport
from sim.programs.lint import Finding
from sim.programs.script import ERROR, ScriptResult
from sim.time.backend import ThreadsMissing

NO_THREADS = Message(
    "program.no_threads",
    "This browser is too old for programs with threads. Use a newer one, or ask for a seat on the laptop.",
)


def ending_of(result: ScriptResult, translate: Translate) -> dict[str, Any]:
    """The last message about a run."""
    error = result.error
    return {
        "state": "failed" if result.ended == ERROR else "ended",
        "ended": result.ended,
        "t_s": round(result.virtual_s, 3),
        "text": "" if result.ending is None else result.ending.render(translate),
        "error": None if error is None else _error(error, translate),
        "findings": [_finding(each, translate) for each in result.findings],
        "displays": {name: list(lines) for name, lines in result.displays.items()},
    }


def failed(text: str) -> dict[str, Any]:
    """A program that could not be begun."""
    error = {"file": None, "line": None, "source": "", "text": text, "cause": ""}
    return {"state": "failed", "ended": ERROR, "t_s": 0.0, "text": "", "error": error, "findings": [], "displays": {}}


def _error(error: ErrorReport, translate: Translate) -> dict[str, Any]:
    said = f"{error.kind}: {error.text}" if error.text else error.kind
    hint = "" if error.hint is None else error.hint.render(translate)
    if error.kind == ThreadsMissing.__name__:
        said = NO_THREADS.render(translate)
    elif error.kind == KeyboardInterrupt.__name__ and hint:  # nobody pressed it: a loop without a pause
        said = ""
    return {
        "file": None if error.file is None else Path(error.file).name,
        "line": error.line,
        "source": error.source.strip("\n"),
        "text": f"{said}\n{hint}".strip(),
        "cause": error.kind,
    }


def _finding(finding: Finding, translate: Translate) -> dict[str, Any]:
    return {
        "text": f"{finding.message.render(translate)} {finding.hint.render(translate)}",
        "severity": finding.severity.name.lower(),
        "gpio": finding.gpio,
        "line": None,
    }
