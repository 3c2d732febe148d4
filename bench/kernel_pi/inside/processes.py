"""The processes of the board, from /proc."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

HELPER = "libgpiod_pulsein"  # of Blinka: reads a DHT's pulses


class Process(NamedTuple):
    """One process that is no zombie."""

    pid: int
    parent: int
    command: str


def processes() -> list[Process]:
    """All of them."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command = (folder / "cmdline").read_text(errors="replace").replace("\0", " ").strip()
            state, parent = (folder / "stat").read_text(errors="replace").rpartition(")")[2].split()[:2]
        except OSError:  # it has just ended
            continue
        if state != "Z":
            found.append(Process(int(folder.name), int(parent), command))
    return found


def helpers() -> list[Process]:
    """The helper programs of DHT sensors."""
    return [each for each in processes() if HELPER in each.command]
