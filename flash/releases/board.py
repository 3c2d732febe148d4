"""What lies below /opt/highland on a board, for people and for an update: the releases, and what each one is."""

from __future__ import annotations

import json
import platform
import shutil
import struct
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flash.releases.confirm import CURRENT, HOME, PREVIOUS, RECORDS, is_whole, pointed, releases

GARBAGE = ".part-"  # a folder that may go at any time: half made, or half deleted
UNPACKED = ".part-bundle"
LONGEST_RECORDS = 1_000_000  # bytes at the end of the file that are read


@dataclass(frozen=True, slots=True)
class Release:
    """One release: its name, its project, the version of Highland, and when it came, in seconds since 1970."""

    name: str
    project: str
    version: str
    came_s: float


def release_of(root: Path, name: str | None) -> Release | None:
    """What its manifest says; None when it is not whole."""
    if name is None or not is_whole(root, name):
        return None
    file = releases(root) / name / "manifest.json"
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
        return Release(name, str(found["project"]), str(found["highland"]), file.stat().st_mtime)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def all_releases(root: Path) -> list[Release]:
    """Every whole release, the newest first."""
    found = (release_of(root, each.name) for each in releases(root).glob("*"))
    return sorted((each for each in found if each is not None), key=lambda each: (-each.came_s, each.name))


def prune(root: Path, folder_removed: Any = shutil.rmtree) -> list[str]:
    """Remove every release but `current` and `previous`, and what is half made. Returns the names; never fails."""
    kept = {pointed(root, CURRENT), pointed(root, PREVIOUS)}
    gone = []
    for folder in list(releases(root).glob("*")):
        if folder.name in kept or folder.is_symlink() or not folder.is_dir():
            continue
        with suppress(OSError):
            if not folder.name.startswith(GARBAGE):  # its name goes first: what has a name is whole
                folder = folder.rename(folder.with_name(GARBAGE + folder.name))
            folder_removed(folder)
            gone.append(folder.name.removeprefix(GARBAGE))
    return gone


def records(root: Path) -> Iterator[dict[str, Any]]:
    """What has happened here, the oldest first. A line that a power cut broke is left out."""
    try:
        with (root / RECORDS).open("rb") as opened:
            opened.seek(max(0, opened.seek(0, 2) - LONGEST_RECORDS))
            lines = opened.read().decode(errors="replace").splitlines()
    except OSError:
        return
    for line in lines:
        with suppress(ValueError, RecursionError):
            found = json.loads(line)
            if isinstance(found, dict) and isinstance(found.get("event"), str):
                yield found


def home(root: Path) -> Path:
    """The folder of everything that Highland has on a board but its data."""
    return root / HOME


def this_python() -> str:
    """Such as 3.11."""
    return f"{sys.version_info.major}.{sys.version_info.minor}"


def this_machine() -> str:
    """What a bundle calls this machine; a 64-bit kernel may run a 32-bit system, which counts."""
    found = platform.machine()
    return "armv7l" if found in ("aarch64", "armv8l") and struct.calcsize("P") == 4 else found
