"""Latches that survive a power cut: one small file, written whole or not at all."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any, Protocol


class Latches(Protocol):
    """Where the loop keeps what must survive a reboot."""

    def load(self) -> dict[str, Any] | None:
        """What was saved last, or None at the first start. Raises ValueError for a file that cannot be trusted."""
        ...

    def save(self, latched: dict[str, Any]) -> None:
        """Store it durably before returning."""
        ...


class StateFile:
    """Latches in a JSON file: a new file is written and synced beside the old one, then takes its name."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def load(self) -> dict[str, Any] | None:
        try:
            found = json.loads(self.file.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        if not isinstance(found, dict):
            raise ValueError(f"{self.file} does not hold a table of latches")
        return found

    def save(self, latched: dict[str, Any]) -> None:
        self.file.parent.mkdir(parents=True, exist_ok=True)
        beside = self.file.with_name(self.file.name + ".new")
        with beside.open("w", encoding="utf-8") as opened:
            json.dump(latched, opened)
            opened.flush()
            os.fsync(opened.fileno())
        beside.replace(self.file)
        _sync_folder(self.file.parent)


class InMemory:
    """Latches of a simulated board: they outlive a virtual reboot, not the process."""

    def __init__(self, latched: dict[str, Any] | None = None) -> None:
        self.latched = latched

    def load(self) -> dict[str, Any] | None:
        return self.latched

    def save(self, latched: dict[str, Any]) -> None:
        self.latched = latched


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
