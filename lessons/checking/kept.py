"""What was played once is kept on the disk, under a hash of the command and of all code that can change its outcome."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import chain
from pathlib import Path

from firmware.host import home_folder
from firmware.whole_file import whole_file
from lessons.checking.play import Outcome

ROOT = Path(__file__).parents[2]
ROOMS = ("science", "devices", "drivers", "wiring", "firmware", "sim")  # and the project itself
NOT_CODE = ("sim/plots", "sim/live", "sim/programs")  # show a run, and change none
OTHERS = ("lessons/checking/play.py", "requirements.lock")  # libraries of other versions may differ
ENDS = (".py", ".toml")
MAX_KEPT = 1000  # chosen: some megabytes at most


def cache_folder(home: Path | None = None) -> Path:
    """The person's own folder for what can be made again. Raises HighlandError for a user without a home."""
    asked = os.environ.get("XDG_CACHE_HOME") if home is None else None
    return (Path(asked) if asked else (home or home_folder()) / ".cache") / "highland" / "lessons"


class Kept:
    """The outcomes that are kept in a folder. What cannot be read or written is played again: it costs time only."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        others = (file for file in map(ROOT.joinpath, OTHERS) if file.is_file())
        self._rooms = _digest(chain(_files([ROOT / room for room in ROOMS]), others)).hexdigest()
        self._projects: dict[Path, str] = {}

    def key(self, command: str, project: Path) -> str:
        """The name under which the outcome of this command is kept; another one after any change of code."""
        if project not in self._projects:
            self._projects[project] = _digest(_files([_base_of(project)])).hexdigest()
        version = ".".join(map(str, sys.version_info[:2]))
        text = "\n".join((" ".join(command.split()), self._rooms, self._projects[project], version))
        return hashlib.sha256(text.encode()).hexdigest()

    def find(self, key: str) -> Outcome | None:
        """What was kept under this key."""
        try:
            return Outcome(**json.loads((self._folder / f"{key}.json").read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return None

    def keep(self, key: str, outcome: Outcome) -> None:
        """Keep it, and let the oldest go when there are too many."""
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            with whole_file(self._folder / f"{key}.json") as part:
                part.write_text(json.dumps(outcome.as_json()), encoding="utf-8")
            kept = sorted(self._folder.glob("*.json"), key=lambda file: file.stat().st_mtime)
            for file in kept[:-MAX_KEPT]:
                file.unlink()


def _base_of(project: Path) -> Path:
    """The folder of a whole project, also for one of its steps."""
    home = ROOT / "projects"
    inside = project.relative_to(home).parts if home in project.parents else ()
    return home / inside[0] if inside else project


def _files(folders: Sequence[Path]) -> Iterator[Path]:
    for folder in folders:
        for file in sorted(folder.rglob("*")):
            shown = file.relative_to(ROOT).as_posix() if ROOT in file.parents else file.name
            if file.suffix in ENDS and not shown.startswith(NOT_CODE):
                yield file


def _digest(files: Iterator[Path]) -> hashlib._Hash:
    found = hashlib.sha256()
    for file in files:
        found.update(file.as_posix().encode() + b"\0")
        found.update(hashlib.sha256(file.read_bytes()).digest())
    return found
