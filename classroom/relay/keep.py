"""The class on the disk: whole or not at all, in a folder that only its owner can open.

`class.json` is the class without works; `works/07.json` is what seat 7 saved last, `handed_in/07.json` what it handed
in last, and `programs/07.json` the program of its own that it handed in last. `earlier/1-gas_1` has all of them of a
lesson that was done before this one.
Whatever moment the power goes at, each file is the old one or the new one.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from classroom.lesson import OwnProgram, Work, program_of, work_of
from classroom.lesson.work import WorkError
from devices import HighlandError, Message
from devices.private import private_folder
from firmware.whole_file import whole_file

CLASS, WORKS, HANDED_IN, PROGRAMS, EARLIER = "class.json", "works", "handed_in", "programs", "earlier"
VERSION = 1
OWNER_ONLY = 0o600

DAMAGED = Message("relay.keep.damaged", "The class in {folder} cannot be read: {file} is damaged.")
DAMAGED_HINT = Message(
    "relay.keep.damaged.hint", "Start a new class without --resume. The works are still in the folder."
)
NOTHING = Message("relay.keep.nothing", "There is no class to resume in {folder}.")
NOTHING_HINT = Message("relay.keep.nothing.hint", "Start it without --resume.")


class Keeper:
    """Writes one class. Its methods wait for the disk: call them off the event loop. They raise OSError."""

    def __init__(self, folder: Path) -> None:
        self.folder, self._last = folder, b""
        for each in (folder, folder / WORKS, folder / HANDED_IN, folder / PROGRAMS):
            private_folder(each)

    def write_class(self, kept: Mapping[str, Any]) -> None:
        """The class without its works, if anything has changed."""
        content = _as_bytes({"highland_class": VERSION, **kept})
        if content != self._last:
            write_whole(self.folder / CLASS, content)
            self._last = content

    def write_works(self, works: Mapping[int, Work]) -> None:
        """What seats saved last."""
        for seat, work in works.items():
            _write(self.folder / WORKS / _name(seat), _as_bytes(work.as_json()))
        if works:
            _sync(self.folder / WORKS)

    def write_handed_in(self, seat: int, handed: Mapping[str, Any], work: Work | OwnProgram) -> None:
        """What a seat handed in last, with its receipt."""
        folder = HANDED_IN if isinstance(work, Work) else PROGRAMS
        write_whole(self.folder / folder / _name(seat), _as_bytes({**handed, "work": work.as_json()}))

    def set_aside(self, name: str) -> None:
        """Works of one lesson make room for those of the next: they stay in a folder of their own."""
        number = len(list((self.folder / EARLIER).glob("*"))) + 1
        for each in (WORKS, HANDED_IN, PROGRAMS):
            if any((self.folder / each).iterdir()):
                place = self.folder / EARLIER / f"{number}-{name}"
                private_folder(self.folder / EARLIER)
                private_folder(place)
                (self.folder / each).rename(place / each)
                private_folder(self.folder / each)

    def read_class(self) -> dict[str, Any]:
        """What `write_class` wrote last. Raises HighlandError."""
        try:
            found = json.loads((self.folder / CLASS).read_bytes())
        except FileNotFoundError:
            raise HighlandError(NOTHING(folder=self.folder), NOTHING_HINT) from None
        except (ValueError, RecursionError):
            found = None
        if not isinstance(found, dict) or found.get("highland_class") != VERSION:
            raise HighlandError(DAMAGED(folder=self.folder, file=CLASS), DAMAGED_HINT)
        return found

    def read_works(self) -> Iterator[tuple[int, Work]]:
        """What each seat saved last; what somebody has changed by hand so that it is no work any more is left out."""
        for seat, found in self._read_all(WORKS):
            with suppress(WorkError):
                yield seat, work_of(found)

    def read_handed_in(self) -> Iterator[tuple[int, dict[str, Any], Work]]:
        """What each seat handed in last, with its receipt."""
        for seat, found in self._read_all(HANDED_IN):
            if isinstance(found, dict) and "work" in found:
                with suppress(WorkError):
                    yield seat, found, work_of(found.pop("work"))

    def read_programs(self) -> Iterator[tuple[int, dict[str, Any], OwnProgram]]:
        """The program of its own that each seat handed in last."""
        for seat, found in self._read_all(PROGRAMS):
            if isinstance(found, dict) and "work" in found:
                with suppress(WorkError):
                    yield seat, found, program_of(found.pop("work"))

    def _read_all(self, folder: str) -> Iterator[tuple[int, Any]]:
        for file in sorted((self.folder / folder).glob("*.json")):
            if re.fullmatch(r"\d{2,5}", file.stem):
                with suppress(ValueError, RecursionError, OSError):
                    yield int(file.stem), json.loads(file.read_bytes())


def write_whole(file: Path, content: bytes) -> None:
    """The file has this content, on the disk itself, when this returns; before, it has its old one. Raises OSError."""
    _write(file, content)
    _sync(file.parent)


def _write(file: Path, content: bytes) -> None:
    """The same, but for its name, which a power cut may take back."""
    with whole_file(file) as part:
        opened = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), OWNER_ONLY)
        with open(opened, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())


def _sync(folder: Path) -> None:
    if os.name != "nt":  # there a folder cannot be opened
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def newest(home: Path, name: str | None = None) -> Path:
    """The folder of the class that was kept last; of that name, if one is given. Raises HighlandError."""
    found = [file for file in home.glob(f"*/{CLASS}") if name is None or _is_called(file, name)]
    if not found:
        raise HighlandError(NOTHING(folder=home), NOTHING_HINT)
    return max(found, key=lambda file: file.stat().st_mtime).parent


def _is_called(file: Path, name: str) -> bool:
    with suppress(ValueError, OSError, RecursionError):
        found = json.loads(file.read_bytes())
        return isinstance(found, dict) and found.get("name") == name
    return False


def _name(seat: int) -> str:
    return f"{seat:02}.json"


def _as_bytes(found: Any) -> bytes:
    return json.dumps(found, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
