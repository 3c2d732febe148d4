"""This computer: whether it is a Raspberry Pi, and where it keeps what must survive a restart."""

from __future__ import annotations

import os
from pathlib import Path

MODEL = "proc/device-tree/model"  # the device tree's name of the board, ends in a zero byte
CPU_INFO = "proc/cpuinfo"  # older kernels: the line `Model` at its end
PI = "Raspberry Pi"
SYSTEM = Path("/var/lib/highland")


def board_model(root: Path = Path("/")) -> str | None:
    """The model, such as `Raspberry Pi Zero 2 W Rev 1.0`, or None on any other machine."""
    try:
        model = (root / MODEL).read_text(encoding="utf-8", errors="replace").strip("\0\n ")
    except OSError:
        model = ""
    if PI in model:
        return model
    try:
        lines = (root / CPU_INFO).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return None
    for line in lines:
        name, _, value = line.partition(":")
        if name.strip() == "Model" and PI in value:
            return value.strip()
    return None


def state_home(system: Path = SYSTEM, home: Path | None = None) -> Path:
    """The folder for latches, outboxes and the hub's store: a service's /var/lib/highland, else the person's own."""
    if system.is_dir() and os.access(system, os.W_OK):
        return system
    return (home or Path.home()) / ".local" / "state" / "highland"
