"""A pupil's law in a worker of the teacher's browser: asked as in a sandbox, its lines through the worker's messages.

Before the law, a start of Highland has imported the projects as shipped: they are forgotten, so that the law's own
files are what is judged.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from classroom.marks.inside.law import FOLDER, Asked

PROJECTS = "projects"


class LawHere:
    """One law; `post` takes each of its answers to the page. It has what worker.js calls a board."""

    def __init__(self, post: Callable[[str], object], files: Mapping[str, str], folder: str = FOLDER) -> None:
        self._post = post
        self._asked = Asked()
        for name, text in files.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        for name in [each for each in list(sys.modules) if each.split(".")[0] == PROJECTS]:
            del sys.modules[name]
        sys.path.insert(0, folder)
        importlib.invalidate_caches()

    def receive(self, line: str) -> None:
        """A line that is asked."""
        self._post(self._asked.answer(line))

    def go_on(self) -> float:
        """Nothing to do between two lines."""
        return -1.0
