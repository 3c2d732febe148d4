"""The safety box: what a project's own words are, in lessons/safety.toml, with those of the lesson after them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from devices import HighlandError
from devices.toml_file import read_toml
from lessons.reading.head import NO_SAFETY, NO_SAFETY_HINT

FILE = Path(__file__).parents[1] / "safety.toml"


@cache
def _table() -> dict[str, Any]:
    return read_toml(FILE)


def safety_of(project: str, own: Sequence[str], lang: str) -> tuple[str, ...]:
    """The sentences of the box. Raises HighlandError where neither project nor lesson has any."""
    table = _table()
    base = next((name for name in table if project == name or project.startswith(f"{name}_")), None)
    found = (*(table[base][lang] if base is not None else ()), *own)
    if not found:
        raise HighlandError(NO_SAFETY, NO_SAFETY_HINT)
    return found
