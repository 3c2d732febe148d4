"""A law that runs in a sandbox, used like any other law: the world, the judge and the trace stay on this side.

The loop asks it once a turn, with a line of JSON; what it answers is checked before anything here touches it. Its
memory stays inside; what is told of it is for the invariants.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from types import ModuleType
from typing import Any, Protocol

from classroom.marks.inside.law import FOLDER
from classroom.marks.sandbox import Cell, Inside, Limits
from classroom.marks.values import Decoder, Unfit, enums_of, listed, made, name, namedtuple_of, names, scalar
from devices import Decision, HighlandError, Message, WiringError
from firmware.law import EXPORTS, Law
from firmware.project import CODE_FAILS, CODE_FAILS_HINT, Project

FAILED = Message("far.failed", "The law failed: {error}.")

LIMITS = Limits(cpu_s=20, start_s=8.0, answer_s=5.0, whole_s=60.0, memory_mb=512, threads=1)  # an hour takes a second
ROOMS = ("classroom", "devices", "firmware", "science", "drivers", "wiring")
PARTS = object()  # instead of a NamedTuple: its fields are looked at one by one
ENCODE = json.JSONEncoder(separators=(",", ":")).encode
OF_THE_WORLD = ("plant.py", "scene.py", "summary.py", "invariants.py")
OTHER_FOLDERS = ("world", "steps", "class_version")


class Box(Protocol):
    """Where a law answers: a line in, a line out. Raises HighlandError when it answers no more."""

    def say(self, line: bytes) -> None:
        """Send a line."""

    def hear(self) -> bytes:
        """The next line, without its end."""


class LawFailed(WiringError):
    """The law could not be loaded, or ended with an error."""


class FarMemory:
    """What a law in a sandbox remembers: its state and its latches; other fields are asked for when they are needed."""

    __slots__ = ("_far", "_looked", "_own", "latched", "state")

    def __init__(self, far: _Far, looked: Mapping[str, Any], state: Enum, latched: Any) -> None:
        self._far, self._looked, self._own = far, looked, dict[str, Any]()
        self.state, self.latched = state, latched

    def __getattr__(self, field: str) -> Any:
        return self.at(field)

    def at(self, path: str) -> Any:
        """The value at a path, such as `air.believed`."""
        for known in (self._looked, self._own):
            if path in known:
                break
        else:
            known = self._own
            known[path] = self._far.look(self, path)
        return FarPart(self, path) if known[path] is PARTS else known[path]


class FarPart:
    """A NamedTuple in a memory, whose fields are asked for in the same way."""

    __slots__ = ("_memory", "_path")

    def __init__(self, memory: FarMemory, path: str) -> None:
        self._memory, self._path = memory, path

    def __getattr__(self, field: str) -> Any:
        return self._memory.at(f"{self._path}.{field}")


class _Far:
    """One law in its sandbox, and what it said last."""

    def __init__(self, cell: Box, decoder: Decoder) -> None:
        self.decoder = decoder
        self.action_kind: Any = None
        self._cell = cell
        self._sensed: Any = None
        self._memory: Any = None
        self._before: Any = None
        self._safe: Any = None  # the safe action for the memory before, where something is not known
        self._told: dict[str, Any] = {}
        self._looked: dict[str, Any] = {}  # what was looked at before, as it is now
        self._asked_for: set[str] = set()
        self.ended: HighlandError | None = None  # why it answers no more

    def ask(self, asked: Any) -> dict[str, Any]:
        """The answer to a question. Raises HighlandError."""
        self._cell.say(ENCODE(asked).encode())
        try:
            answer = json.loads(self._cell.hear())
        except (ValueError, RecursionError):
            raise Unfit("line") from None
        if not isinstance(answer, dict):
            raise Unfit("line")
        if "failed" in answer:
            raise failure(answer["failed"])
        self.decoder.begin(answer)
        return answer

    @contextmanager
    def noting(self) -> Iterator[None]:
        """Keep why it answers no more, and let nothing through that is not told in a sentence."""
        try:
            yield
        except HighlandError as error:
            self.ended = error
            raise
        except (TypeError, ValueError, KeyError, AttributeError) as error:
            self.ended = Unfit(type(error).__name__)
            raise self.ended from error

    def boot(self, saved: Any) -> FarMemory:
        """The memory at a start of the board."""
        self._told.clear()
        self._looked = {}
        self._sensed = self._before = None
        with self.noting():
            return self._remember(self.ask({"boot": saved}))

    def decide(self, sensed: Any, memory: Any, dt_s: float) -> Decision[Any, Any]:
        """One decision; the law must have made the memory before."""
        with self.noting():
            if memory is not self._memory:
                raise Unfit("memory")
            answer = self.ask([dt_s] if sensed is self._sensed else [dt_s, *sensed])
            self._sensed, self._before, told = sensed, memory, self._told
            if "action" in answer:
                told["action"] = self.action(answer["action"])
            if "why" in answer:
                told["why"] = self.decoder.value(answer["why"], Message)
            self._safe = self.action(answer["safe"]) if "safe" in answer else None
            return Decision(told["action"], self._remember(answer), told["why"], answer.get("urgent") is True)

    def safe_action(self, before: Any) -> Any:
        """What the law calls safe in the state before its newest decision."""
        return self._safe

    def look(self, memory: FarMemory, path: str) -> Any:
        """What stands there in the newest memory, or in the one before it."""
        with self.noting():
            if memory is not self._memory and memory is not self._before:
                raise Unfit("memory")
            self._asked_for.add(path)
            answer = self.ask({"look": ".".join(map(name, path.split("."))), "back": int(memory is self._before)})
            return self._seen(answer.get("value"))

    def _seen(self, told: Any) -> Any:
        return PARTS if told == {"parts": 1} else self.decoder.value(told)

    def action(self, told: Any) -> Any:
        """An action: yes or no for each actuator."""
        found = self.decoder.value(told, tuple)
        if any(each not in (True, False) for each in found):
            raise Unfit("action")
        return made(self.action_kind, found)

    def _remember(self, answer: Mapping[str, Any]) -> FarMemory:
        told = self._told
        if "state" in answer:
            told["state"] = self.decoder.value(answer["state"], Enum)
        if "latched" in answer:
            told["latched"] = latches(self.decoder.value(answer["latched"], tuple))
        if "seen" in answer:
            news = answer["seen"]
            if not isinstance(news, dict) or not news.keys() <= self._asked_for:
                raise Unfit("seen")
            self._looked = self._looked | {path: self._seen(value) for path, value in news.items()}
        memory = self._memory = FarMemory(self, self._looked, told["state"], told["latched"])
        return memory


@dataclass(frozen=True, slots=True)
class FarLaw(Law):
    """A law in a sandbox. Every start of the board and every turn is asked of it there."""

    far: _Far

    def boot(self, saved: dict[str, Any] | None = None) -> Any:
        """The memory a run begins with, made inside."""
        return self.far.boot(saved)

    def boot_without_latches(self) -> Any:
        """The memory after a state file that cannot be read, made inside."""
        return self.far.boot("lost")


Boxes = Callable[[Path], AbstractContextManager[Box]]  # a box for the law in a folder


def in_sandbox(limits: Limits = LIMITS) -> Boxes:
    """Sandboxes of this computer."""
    return lambda folder: Cell(Inside("classroom.marks.inside.law", {folder: FOLDER}, (FOLDER,), ROOMS, limits=limits))


@contextmanager
def far_law(project: Project, files: Mapping[str, str], boxes: Boxes | None = None) -> Iterator[FarLaw]:
    """The law of a project with these files in place of its own, in a box that ends with the `with` block: a sandbox.

    Raises HighlandError: LawFailed with the place when the files do not load, Stopped when the box ended it.
    """
    with tempfile.TemporaryDirectory() as folder:
        told = lay(project, files, Path(folder))
        with (boxes or in_sandbox())(Path(folder)) as cell:
            shipped = project.law()
            far = _Far(cell, Decoder(enums_of(shipped.module, *_beside(shipped.module))))
            with far.noting():
                law = _law(shipped, far, far.ask(told))
            yield law


def _beside(control: ModuleType) -> Iterator[ModuleType]:
    """Modules of the same project that a law brought along."""
    package = control.__name__.rpartition(".")[0] + "."
    yield from [module for name, module in tuple(sys.modules.items()) if name.startswith(package)]


def _law(shipped: Law, far: _Far, about: Mapping[str, Any]) -> FarLaw:
    sensed, actions = names(about.get("sensed")), names(about.get("actions"))
    module = ModuleType("far_law")
    own: dict[str, Any] = dict.fromkeys(EXPORTS)
    own["Sensed"] = _same(shipped.module.Sensed, sensed)
    own["Action"] = far.action_kind = _same(shipped.module.Action, actions)
    value = far.decoder.value
    own["State"] = tuple(value(each, Enum) for each in listed(about.get("states"), 100))
    own["DANGER"], own["TROUBLE"] = (
        frozenset(each for each in own["State"] if each.name in listed(about.get(kind), 100))
        for kind in ("danger", "trouble")
    )
    own["SAFE"] = far.action(about.get("safe"))
    own["SAFETY_INPUTS"] = frozenset(name(each) for each in listed(about.get("safety_inputs"), 100)) & set(sensed)
    own["decide"], own["safe_action"] = far.decide, far.safe_action
    own["Latched"], own["Memory"] = type(latches(value(about.get("latched"), tuple))), FarMemory
    module.__dict__.update(own)
    return FarLaw(module, tuple(sensed), tuple(actions), far)


def latches(found: Any) -> Any:
    """The latches, if they are a tuple with names."""
    if not hasattr(found, "_fields"):
        raise Unfit("latched")
    return found


def _same(shipped: Any, fields: list[str]) -> Any:
    return shipped if list(shipped._fields) == fields else namedtuple_of(shipped.__name__, fields)


def lay(project: Project, files: Mapping[str, str], folder: Path) -> dict[str, str]:
    """Write the law's files of a project into a folder, with these in place of their own. The world's stay outside.

    Gives what the other end must know to load it. A law that is made from another project's has that beside it.
    """
    told = {"control": f"{_package(project)}.control", "folder": _package(project).replace(".", "/")}
    if project.base is not None:
        told["base"] = f"{project.base.package}.control"
        _lay(project.base, {}, folder)
    _lay(project, files, folder)
    for each in (folder, *folder.rglob("*")):  # also for the user that root's sandbox has
        each.chmod(0o755 if each.is_dir() else 0o644)
    return told


def _package(project: Project) -> str:
    return project.package if project.is_shipped else f"projects.{project.name}"


def _lay(project: Project, files: Mapping[str, str], folder: Path) -> None:
    home = folder.joinpath(*_package(project).split("."))
    for file in project.folder.rglob("*.py"):
        path = file.relative_to(project.folder)
        if str(path) not in OF_THE_WORLD and path.parts[0] not in OTHER_FOLDERS:
            place = home / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(files.get(path.as_posix(), file.read_text(encoding="utf-8")), encoding="utf-8")
    while home != folder:
        home = home.parent
        if home != folder:
            (home / "__init__.py").touch()


def failure(told: Any) -> HighlandError:
    """What the law told of its own error; without a place when it has none in the pupil's files."""
    match told:
        case {"file": str(file), "line": int(line), "source": str(source), "cause": str(cause), "text": str(text)}:
            place = {"file": scalar(file), "line": line, "source": scalar(source)}
            return LawFailed(CODE_FAILS(error=_error(cause, text), **place), CODE_FAILS_HINT)
        case {"cause": str(cause), "text": str(text)}:
            return LawFailed(FAILED(error=_error(cause, text)))
    return Unfit("failed")


def _error(cause: str, text: str) -> str:
    told: str = scalar(" ".join(f"{cause}: {text}".split())[:300])
    return told.removesuffix(":")
