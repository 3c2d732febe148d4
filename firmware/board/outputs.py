"""Which wires a project switches: from its wiring list, and as the program that had them last wrote them down.

The note lies beside the lock of the pins. It is what counts after a crash: wiring.toml may have been changed meanwhile,
may be broken, or may be that of another release.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

from devices import Wiring
from firmware.board import instance
from firmware.whole_file import whole_file

NOTE = "outputs.json"
LONGEST = 20_000  # bytes of a note that is read
GPIO_COUNT = 28


@dataclass(frozen=True, slots=True)
class Output:
    """One GPIO that switches something: BCM number, and whether its load is on when the wire is high."""

    part: str
    pin: int
    active_high: bool = True


def outputs_of(wiring: Wiring) -> tuple[list[Output], dict[str, Exception]]:
    """Every output of a wiring list, in its order, and the parts whose driver does not say what they are."""
    from drivers import find as find_driver

    found: list[Output] = []
    unknown: dict[str, Exception] = {}
    for part in wiring.parts:
        try:
            terminals = find_driver(part.driver).terminals
        except Exception as error:  # a driver of a pupil's own may fail in any way: the others come all the same
            unknown[part.name] = error
            continue
        active_high = part.options.get("active_high", True) is not False
        for terminal in terminals:
            pin = part.options.get(terminal.option)
            if terminal.role == "output" and isinstance(pin, int) and not isinstance(pin, bool):
                found.append(Output(part.name, pin, active_high))
    return found, unknown


def remember(project: str, outputs: Iterable[Output]) -> None:
    """Write down what is about to be opened for a project. Where nothing can be written, nothing is."""
    text = json.dumps({"project": project, "outputs": [astuple(each) for each in outputs]})
    for file in _notes():
        with suppress(OSError):
            with whole_file(file) as part:
                part.write_text(text, encoding="utf-8")
            return


def remembered(project: str) -> list[Output]:
    """What was opened last, if it was for this project."""
    for file in _notes():
        with suppress(OSError, ValueError, TypeError, KeyError, RecursionError):
            with file.open("rb") as opened:
                found = json.loads(opened.read(LONGEST))
            if found["project"] == project:
                return [_output(*each) for each in found["outputs"]]
    return []


def _notes() -> list[Path]:
    return [file.with_name(NOTE) for file in instance.lock_files()]


def _output(part: Any, pin: Any, active_high: Any) -> Output:
    """Raises ValueError for what we would not have written: others may write there, too."""
    if not isinstance(part, str) or not part.isprintable() or pin not in range(GPIO_COUNT):
        raise ValueError(part, pin)
    return Output(part, int(pin), active_high is not False)
