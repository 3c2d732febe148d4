"""The files of a law that a pupil reads and may change, and a copy of the project with the pupil's text in it.

The shipped, unedited project runs from its own place. Each other version has a folder and a package of its own, so
that nothing of an older version stays behind.
"""

from __future__ import annotations

import ast
import linecache
import shutil
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from classroom.session.refused import NO_FILE, Refused
from firmware.project import Project, find

FIRST = ("control.py", "limits.py", "reasons.py", "model.py")
FOLDER = "law"
COPIES = "highland-board-"  # how the folder of a session's copies begins
COPIED = ("*.py", "*.toml", "scene.svg")  # of the project's folder itself
WORLD = ("plant.py", "invariants.py", "summary.py", "scene.py", "__init__.py")


def law_files(folder: Path) -> tuple[str, ...]:
    """The files of the law, as they are read: control.py first, then numbers, sentences, words, and the rules."""
    own = [each for each in FIRST if (folder / each).is_file()]
    own += sorted(each.name for each in folder.glob("*.py") if each.name not in (*FIRST, *WORLD))
    rules = sorted((folder / FOLDER).glob("*.py")) if (folder / FOLDER).is_dir() else []
    return (*own, *(f"{FOLDER}/{each.name}" for each in rules if each.name != "__init__.py"))


def title_of(text: str) -> str:
    """The first line of a file's own description; empty without one."""
    try:
        said = ast.get_docstring(ast.parse(text)) or ""
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ""
    return said.partition("\n")[0]


class LawFiles:
    """The law of one project: the shipped texts, and those of the pupil's that differ."""

    def __init__(self, project: Project) -> None:
        self.names = law_files(project.folder)
        self.shipped = {each: (project.folder / each).read_text(encoding="utf-8") for each in self.names}

    def changed(self, files: Mapping[str, str | None]) -> dict[str, str]:
        """Those of the pupil's texts that differ from the shipped ones; None is the shipped one. Raises Refused."""
        for name in files:
            if name not in self.shipped:
                raise Refused(NO_FILE(name=name))
        return {name: text for name, text in files.items() if text is not None and text != self.shipped[name]}

    def text(self, name: str, own: Mapping[str, str]) -> str:
        """The text of a file as the pupil has it."""
        return own.get(name, self.shipped[name])

    def described(self, own: Mapping[str, str]) -> list[dict[str, str]]:
        """Every file as a page shows it."""
        return [
            {
                "path": name,
                "text": self.text(name, own),
                "original": self.shipped[name],
                "title": title_of(self.shipped[name]),
            }
            for name in self.names
        ]


class Copies:
    """Folders with a pupil's version of a project, each under a package name of its own."""

    def __init__(self) -> None:
        self._home: Path | None = None
        self._count = 0

    def make(self, project: Project, own: Mapping[str, str]) -> Project:
        """The project with the pupil's texts in it; the project itself when there are none."""
        if not own:
            return project
        if self._home is None:
            self._home = Path(tempfile.mkdtemp(prefix=COPIES)).resolve()
        self._count += 1
        folder = self._home / str(self._count) / project.name
        folder.mkdir(parents=True)
        for pattern in COPIED:
            for file in project.folder.glob(pattern):
                shutil.copyfile(file, folder / file.name)
        for inner in project.folder.iterdir():
            if (inner / "__init__.py").is_file():
                shutil.copytree(inner, folder / inner.name, ignore=shutil.ignore_patterns("__pycache__"))
        for name, text in own.items():
            (folder / name).write_text(text, encoding="utf-8", newline="")
        return find(str(folder))

    def drop(self, project: Project) -> None:
        """Leave nothing of a version behind: no module, no file, no line that an error message would show."""
        if self._home is None or self._home not in project.folder.parents:
            return
        for name in [each for each in list(sys.modules) if each.partition(".")[0] == project.package]:
            del sys.modules[name]
        for file in [each for each in linecache.cache if each.startswith(str(project.folder))]:
            del linecache.cache[file]
        for place in [each for each in sys.path_importer_cache if each.startswith(str(project.folder))]:
            del sys.path_importer_cache[place]
        shutil.rmtree(project.folder.parent, ignore_errors=True)

    def close(self) -> None:
        """Remove all folders."""
        if self._home is not None:
            shutil.rmtree(self._home, ignore_errors=True)
            self._home = None
