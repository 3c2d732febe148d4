"""Files for their owner only: accounts, and readings of pupils' boards. On Windows the folder's own rights hold."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

OTHERS = 0o077  # what group and all others may do


def private_folder(folder: Path) -> None:
    """Make a folder, and those above it, that only its owner can open; one that is there keeps its rights."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with suppress(FileExistsError):
        folder.mkdir(mode=0o700)


def private_file(file: Path) -> None:
    """Make a file that only its owner can read, or take the rights of others away from one that is there.

    A file of another user is left as it is. Raises OSError when it can neither be found nor made.
    """
    try:
        os.close(os.open(file, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:  # not opened: closing it would end this program's locks on it
        hide(file)


def hide(file: Path) -> None:
    """Take the rights of others away from a file, if it is there and ours."""
    with suppress(OSError):
        mode = file.stat().st_mode & 0o777
        if mode & OTHERS:
            file.chmod(mode & ~OTHERS)
