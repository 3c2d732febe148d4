"""The ladder of a project: its laws from one limit to the shipped one, and what each adds to the one before."""

from __future__ import annotations

import ast
import difflib
import io
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from devices import HighlandError, Message
from messages.arguments import UsageError

if TYPE_CHECKING:
    from firmware.ladder.project_file import ProjectFile
    from firmware.project import Project

NO_LADDER = Message("cli.step.none", "{project} has no steps.")
NO_LADDER_HINT = Message("cli.step.none.hint", "Projects with steps: {names}.")
NO_STEP = Message("cli.step.not_there", "{project} has no step {number}.")
NO_STEP_HINT = Message("cli.step.not_there.hint", "Give a whole number from 1 to {last}.")

CONTEXT_LINES = 2  # of code around a difference


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a ladder. `project` has its law: the last step's is the shipped one. `says` is its project.toml."""

    number: int
    project: Project
    says: ProjectFile
    folder: Path

    @property
    def is_shipped_law(self) -> bool:
        """Whether it is the last: the law of the project itself."""
        return self.project.base is None

    def law_lines(self) -> int:
        """How many lines of code its law has: functions without blank lines, comments and docstrings; of the shipped
        law all its files.
        """
        if self.is_shipped_law:
            return sum(code_lines(file.read_text(encoding="utf-8")) for file in law_files(self.project.folder))
        return sum(code_lines(text) for text in _functions(self._source()))

    def shown(self) -> list[str]:
        """What a class reads of its file: numbers, sentences and functions, without the first lines and the imports."""
        text = self._source()
        tree = ast.parse(text)
        ends = [node.end_lineno or 0 for node in tree.body if _is_head(node)]
        return "\n".join(text.splitlines()[max(ends, default=0) :]).strip("\n").splitlines()

    def _source(self) -> str:
        return (self.project.folder / "control.py").read_text(encoding="utf-8")


def ladder_of(project: Project) -> tuple[Step, ...]:
    """The steps of a project in the tree. Raises HighlandError where there are none."""
    from firmware.ladder.project_file import read_project_file
    from firmware.project import STEPS, find, names, steps_of

    projects = steps_of(project)
    if not projects:
        with_steps = ", ".join(name for name in names() if steps_of(find(name)))
        raise HighlandError(NO_LADDER(project=project.name), NO_LADDER_HINT(names=with_steps or "-"))
    found = []
    for number, each in enumerate(projects, start=1):
        folder = project.folder / STEPS / f"step_{number}"
        says = read_project_file(folder)
        if says is None:
            raise HighlandError(NO_STEP(project=project.name, number=number), NO_STEP_HINT(last=number - 1))
        found.append(Step(number, each, says, folder))
    return tuple(found)


def step_of(project: Project, number: int) -> tuple[Step, Step | None, int]:
    """The step with that number, the one before it (None for the first), how many there are. Raises HighlandError."""
    ladder = ladder_of(project)
    if not 1 <= number <= len(ladder):
        raise UsageError(NO_STEP(project=project.name, number=number), NO_STEP_HINT(last=len(ladder)))
    return ladder[number - 1], ladder[number - 2] if number > 1 else None, len(ladder)


def difference(step: Step, before: Step | None) -> list[str]:
    """Lines that begin with `+`, `-` or a space: what the step adds to the one before; all of it for the first step."""
    new = step.shown()
    if before is None:
        return [f"+{line}" for line in new]
    lines: list[str] = []
    for line in difflib.unified_diff(before.shown(), new, n=CONTEXT_LINES, lineterm=""):
        if line.startswith("@@"):
            lines += ["..."] if lines else []
        elif line[1:].strip() and not line.startswith(("---", "+++")):
            lines.append(line.rstrip())
    return lines


def law_files(folder: Path) -> tuple[Path, ...]:
    """The files of a project that its law needs: control.py, and what it imports from its own folder."""
    found: dict[Path, None] = {}
    waiting = [folder / "control.py"]
    while waiting:
        file = waiting.pop(0)
        if file in found or not file.is_file():
            continue
        found[file] = None
        if (file.parent / "__init__.py").is_file() and file.parent != folder:
            found[file.parent / "__init__.py"] = None
        waiting += _imported(file)
    return tuple(found)


def _imported(file: Path) -> Iterator[Path]:
    """The files that a module imports relatively, `from .law import states` and `from ..model import State`."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            around = file.parents[node.level - 1].joinpath(*(node.module or "").split("."))
            yield around.with_suffix(".py") if node.module else around / "__init__.py"
            yield from (around / f"{alias.name}.py" for alias in node.names)


def code_lines(text: str) -> int:
    """How many lines of Python text do something: no blank line, no comment, no docstring."""
    docstrings = {
        line
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)
    }
    silent = (tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER)
    speaking: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type not in silent:
            speaking |= set(range(token.start[0], token.end[0] + 1))
    return len(speaking - docstrings)


def _functions(text: str) -> Iterator[str]:
    for node in ast.parse(text).body:
        if isinstance(node, ast.FunctionDef):
            yield ast.get_source_segment(text, node) or ""


def _is_head(node: ast.stmt) -> bool:
    """Whether it is the docstring or an import."""
    is_text = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    return is_text or isinstance(node, ast.Import | ast.ImportFrom)
