"""The numbers of a law as sliders: those that names.toml names. A slider rewrites the number in the pupil's own file.

What is handed in is a file, so nothing is changed behind it: comments and everything else stay as they are.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from math import isfinite
from typing import Any, NamedTuple

from classroom.session.law_files import LawFiles
from classroom.session.ranges import Range, range_of, unit_of
from classroom.session.refused import NO_LIMIT, OUT_OF_RANGE, Refused
from firmware.names import Name
from firmware.project import Project

FILES = ("limits.py", "control.py")  # where numbers stand; a small law has no limits.py
SIMPLE = (ast.Constant, ast.BinOp, ast.UnaryOp, ast.Name, ast.operator, ast.unaryop, ast.expr_context)


class Place(NamedTuple):
    """Where a number stands: lines and columns as `ast` counts them, columns in bytes."""

    file: str
    value: ast.expr


class Limits:
    """The numbers of one project's law that can be changed by a slider."""

    def __init__(self, project: Project, files: LawFiles) -> None:
        self._files = files
        self._names = dict(project.names().limits)
        if project.base is not None:  # a small law calls its numbers what it likes: then by their names in the code
            own = {name for name, _ in _assigned(files.text("control.py", {})) if name.isupper()}
            self._names |= {name: Name(name, name, name, name) for name in own - self._names.keys()}
        self._shipped = _values(project, self._places({}))

    def _places(self, own: Mapping[str, str]) -> dict[str, Place]:
        found: dict[str, Place] = {}
        for file in FILES:
            if file in self._files.shipped:
                for name, value in _assigned(self._files.text(file, own)):
                    if name in self._names:
                        found[name] = Place(file, value)
        return found

    def range(self, name: str) -> Range:
        """How far the slider of a number goes: around the shipped one."""
        return range_of(name, self._shipped[name], self._names[name])

    def changed(self, own: Mapping[str, str], values: Mapping[str, Any]) -> dict[str, str]:
        """The pupil's files with these numbers in them. Raises Refused."""
        found = dict(own)
        for name, value in values.items():
            place = self._places(found).get(name)
            if place is None or name not in self._shipped:
                raise Refused(NO_LIMIT(name=name))
            ends = self.range(name)
            if isinstance(value, bool) or not ends.holds(value):
                raise Refused(OUT_OF_RANGE(name=name, low=ends.low, high=ends.high))
            number = round(value) if isinstance(self._shipped[name], int) else float(value)
            found[place.file] = _rewritten(self._files.text(place.file, found), place.value, repr(number))
        return found

    def described(self, version: Project, own: Mapping[str, str]) -> list[dict[str, Any]]:
        """Every number as a page shows it, with its value in the law that runs, and where it stands."""
        places = self._places(own)
        found = []
        for name, value in _values(version, places).items():
            if name in self._shipped:
                called, place = self._names[name], places[name]
                found.append(
                    {
                        "name": name,
                        "words": {"en": called.en, "vi": called.vi},
                        "value": value,
                        "usual": self._shipped[name],
                        **self.range(name)._asdict(),
                        "unit": unit_of(name),
                        "channel": called.channel,
                        "meaning": called.meaning,
                        "file": place.file,
                        "line": place.value.lineno,
                    }
                )
        return found


def _assigned(text: str) -> list[tuple[str, ast.expr]]:
    """The names of a file that a simple expression is given to, outside of functions and classes."""
    try:
        body = ast.parse(text).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    found = []
    for each in body:
        target = each.targets[0] if isinstance(each, ast.Assign) and len(each.targets) == 1 else None
        if isinstance(each, ast.AnnAssign):
            target = each.target
        value = getattr(each, "value", None)
        if isinstance(target, ast.Name) and value is not None and _is_simple(value):
            found.append((target.id, value))
    return found


def _is_simple(value: ast.expr) -> bool:
    return all(isinstance(each, SIMPLE) for each in ast.walk(value))


def _values(project: Project, places: Mapping[str, Place]) -> dict[str, float]:
    """The numbers as Python has worked them out."""
    found = {}
    for name, place in places.items():
        value = getattr(project.module(place.file.removesuffix(".py")), name, None)
        if isinstance(value, (int, float)) and not isinstance(value, bool) and isfinite(value):
            found[name] = value
    return found


def _rewritten(text: str, old: ast.expr, number: str) -> str:
    lines = text.encode().splitlines(keepends=True)
    first, last = old.lineno - 1, (old.end_lineno or old.lineno) - 1
    before, after = lines[first][: old.col_offset], lines[last][old.end_col_offset :]
    return b"".join([*lines[:first], before + number.encode() + after, *lines[last + 1 :]]).decode()
