"""Compressed once: a program of some megabytes takes a second or two, and a school's laptop starts it each lesson.

What is large is kept in the person's own cache, by the digest of its content. Whatever is wrong with that cache, the
work is only done again.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from devices import HighlandError
from devices.private import private_folder
from firmware.host import home_folder
from firmware.whole_file import whole_file

LARGE = 200_000  # bytes
UNUSED_S = 90 * 86_400  # a file that nobody asked for so long belongs to an old version


def cache_folder() -> Path:
    """Where this person's programs keep what can be made again. Raises HighlandError for a user without a home."""
    named = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(named) if os.path.isabs(named) else home_folder() / ".cache") / "highland" / "packed"


def packed(content: bytes, folder: Callable[[], Path] = cache_folder) -> bytes:
    """The content as gzip has it; from the cache where that has it. The same content gives the same bytes."""
    if len(content) < LARGE:
        return gzip.compress(content, mtime=0)
    try:
        file = folder() / f"{hashlib.sha256(content).hexdigest()}.gz"
        kept = _kept(file, content)
        if kept is not None:
            return kept
    except (OSError, HighlandError):
        return gzip.compress(content, mtime=0)
    made = gzip.compress(content, mtime=0)
    with suppress(OSError):
        private_folder(file.parent)
        with whole_file(file) as part:
            part.write_bytes(made)
        _forget(file.parent)
    return made


def _kept(file: Path, content: bytes) -> bytes | None:
    """What is in the file, if that is still this content."""
    with suppress(OSError, EOFError, ValueError):
        found = file.read_bytes()
        if gzip.decompress(found) == content:
            os.utime(file)
            return found
    return None


def _forget(folder: Path) -> None:
    now = time.time()
    for file in folder.glob("*.gz"):
        with suppress(OSError):
            if now - file.stat().st_mtime > UNUSED_S:
                file.unlink()
