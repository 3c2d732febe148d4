"""Where a computer keeps what must survive: latches, outboxes, the hub's store."""

from __future__ import annotations

import os
from pathlib import Path

SYSTEM = Path("/var/lib/highland")


def state_home(system: Path = SYSTEM, home: Path | None = None) -> Path:
    """The folder: for a service /var/lib/highland, else among the person's own files."""
    if system.is_dir() and os.access(system, os.W_OK):
        return system
    return (home or Path.home()) / ".local" / "state" / "highland"
