"""Files that are whole or not there: what is written is called FILE.part until all of it is on the disk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from devices import Message
from devices.os_errors import cause

PART = ".part"
HALF = Message("file.half", "{file} ends before the run does ({reason}). Make room on the disk, and run it again.")


def part_of(file: Path) -> Path:
    """Where a file grows before it has its name."""
    return file.with_name(file.name + PART)


@contextmanager
def whole_file(file: Path) -> Iterator[Path]:
    """Write to the path that this gives; it takes the file's name at the end, and is removed when anything fails.

    Raises OSError.
    """
    part = part_of(file)
    try:
        yield part
        part.replace(file)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise


def try_to_write(file: Path) -> None:
    """Fail now rather than after a long run. Raises OSError, or ValueError for a name that no file can have."""
    if not file.name or file.is_dir():
        raise IsADirectoryError(21, "Is a directory", str(file))
    part = part_of(file)
    part.open("wb").close()
    part.unlink()


class GrowingFile:
    """Text that is written while something runs. A write that fails ends it, and raises nothing: `half` says so.

    What was written until then stays under FILE.part: half a record is better than none, but must not be taken for a
    whole one. Raises OSError when the file cannot be opened.
    """

    def __init__(self, file: Path) -> None:
        self.file = file
        self.part = part_of(file)
        self.half: Message | None = None
        self._opened: TextIO | None = self.part.open("w", encoding="utf-8", newline="")

    def write(self, text: str) -> None:
        """Add some text."""
        if self._opened is not None:
            try:
                self._opened.write(text)
            except OSError as error:
                self._fail(error)

    def close(self) -> None:
        """Give the file its name, if all of it was written."""
        if self._opened is None:
            return
        try:
            self._opened.close()
            self.part.replace(self.file)
        except OSError as error:
            self._fail(error)
        self._opened = None

    def drop(self) -> None:
        """Leave nothing behind: the run was broken off."""
        if self._opened is not None:
            with suppress(OSError):
                self._opened.close()
            with suppress(OSError):
                self.part.unlink()
            self._opened = None

    def _fail(self, error: OSError) -> None:
        self.half = HALF(file=self.part, reason=cause(error))
        if self._opened is not None:
            with suppress(OSError):
                self._opened.close()
            self._opened = None
