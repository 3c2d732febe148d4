"""What a pupil changed in the program: each file's lines that went and came, few enough to read at a glance."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

MOST_LINES = 40  # of one file
LONGEST_LINE = 200  # letters
MOST_COMPARED = 3_000  # lines of one file: what is longer is too slow to compare
AROUND = 1  # a line before and after
LEFT_OUT = "…"


@dataclass(frozen=True, slots=True)
class Change:
    """One file: lines with their sign, `-` for what went, `+` for what came, a space for a line beside them."""

    file: str
    lines: tuple[tuple[str, str], ...]

    def as_json(self) -> dict[str, Any]:
        """The same as JSON values."""
        return {"file": self.file, "lines": [list(line) for line in self.lines]}


def changes(folder: Path, files: Mapping[str, str]) -> tuple[Change, ...]:
    """The files that differ from those of the project in `folder`; all of a file that is not there is new."""
    found = []
    for name, text in sorted(files.items()):
        old = folder / name
        before = old.read_text(encoding="utf-8") if old.is_file() else ""
        lines = tuple(_changed(before.splitlines(), text.splitlines()))
        if lines:
            found.append(Change(name, lines))
    return tuple(found)


def _changed(before: list[str], after: list[str]) -> Iterator[tuple[str, str]]:
    if before == after:
        return
    left = MOST_LINES
    groups = SequenceMatcher(None, before[:MOST_COMPARED], after[:MOST_COMPARED], autojunk=False)
    for index, group in enumerate(groups.get_grouped_opcodes(AROUND)):
        if index:
            yield " ", LEFT_OUT
        for line in _lines(group, before, after):
            if left == 0:
                yield " ", LEFT_OUT
                return
            left -= 1
            yield line


def _lines(
    group: list[tuple[str, int, int, int, int]], before: list[str], after: list[str]
) -> Iterator[tuple[str, str]]:
    for kind, from_, to, new_from, new_to in group:
        if kind == "equal":
            yield from ((" ", line[:LONGEST_LINE]) for line in before[from_:to])
            continue
        yield from (("-", line[:LONGEST_LINE]) for line in before[from_:to])
        yield from (("+", line[:LONGEST_LINE]) for line in after[new_from:new_to])
