"""Where tests write: in memory, if it has room. On a disk they wait for thousands of fsync(), most of them sqlite's."""

import os
from pathlib import Path

MEMORY = Path("/dev/shm")
NEEDED_BYTES = 2_000_000_000  # the largest image of a card, and what failed tests leave


def in_memory(folder: Path = MEMORY, needed_bytes: int = NEEDED_BYTES) -> str:
    """Name the folder; empty without Linux, without room, or where no program may be started, as in Docker's own."""
    try:
        found = os.statvfs(folder)
    except (OSError, AttributeError):  # AttributeError: Windows
        return ""
    roomy = found.f_bavail * found.f_frsize >= needed_bytes
    return str(folder) if roomy and os.access(folder, os.W_OK) and not found.f_flag & os.ST_NOEXEC else ""
