"""The few things that are done to a card, each finished on the card before the next begins."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path

CHUNK = 256 * 1024


class Disk:
    """Real files. A test puts one in its place that stops at any moment."""

    def make_folder(self, folder: Path) -> None:
        """Make a folder, and those above it."""
        folder.mkdir(parents=True, exist_ok=True)

    def write(self, file: Path, found: bytes) -> None:
        """Write a file that only its owner can read (a card's FAT knows no owners), down to the card."""
        with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as opened:
            for start in range(0, max(len(found), 1), CHUNK):
                opened.write(found[start : start + CHUNK])
            opened.flush()
            os.fsync(opened.fileno())

    def sync_folder(self, folder: Path) -> None:
        """Bring the names in a folder down to the card. Windows and some file systems cannot be asked to."""
        with suppress(OSError):
            number = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(number)
            finally:
                os.close(number)

    def overwrite(self, file: Path, offset: int, found: bytes) -> None:
        """Write into a file from an offset on, down to the card: first the bytes, then its new length."""
        with file.open("r+b") as opened:
            opened.seek(offset)
            opened.write(found)
            opened.flush()
            os.fsync(opened.fileno())

    def remove(self, path: Path) -> None:
        """Remove a file, or a folder with all in it, if it is there."""
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
