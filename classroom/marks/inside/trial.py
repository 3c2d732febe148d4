"""Tries to break out of the sandbox, and tells what worked: an empty line is a sandbox that holds."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Callable, Iterator
from typing import Any


def main(hear: Iterator[bytes], say: Callable[[bytes], None]) -> None:
    """Hear what lies outside, try each way out, and tell the ones that were open."""
    outside: dict[str, Any] = json.loads(next(hear))
    tries: dict[str, Callable[[], object]] = {
        "fork": _fork,
        "socket": lambda: socket.socket(socket.AF_INET).close(),
        "stat": lambda: os.stat(outside["file"]),
        "kill": lambda: os.kill(outside["pid"], 0),
        "open": lambda: os.open("/highland/written", os.O_CREAT | os.O_WRONLY),
        "setuid": lambda: os.setuid(0) if os.getuid() else None,
        "memory": lambda: bytearray(4_000_000_000),
    }
    say(", ".join(name for name, way in tries.items() if _is_open(way)).encode())


def _fork() -> None:
    if os.fork() == 0:
        os._exit(0)


def _is_open(way: Callable[[], object]) -> bool:
    try:
        way()
    except (OSError, MemoryError):
        return False
    return True
