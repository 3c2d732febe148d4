"""Find a project by its name, or by the path of a folder outside the tree."""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType

from devices import HighlandError, Message, Wiring, WiringError
from firmware.code_errors import place_of, said_of
from firmware.host import NoHome, kept_home
from firmware.ladder.project_file import FILE as FROM_FILE
from firmware.ladder.project_file import read_project_file
from firmware.ladder.small_law import completed, has_loads, is_small
from firmware.law import Law, law_of
from firmware.names import Name, Names, read_names
from wiring.calibration import FILE, Measured, newest, read_calibration
from wiring.read import read_wiring

HOME = Path(__file__).parent.parent / "projects"
STEPS = "steps"  # the folder of a project's ladder of laws
STEP_NAME = re.compile(r"([a-z][a-z0-9_]*)_step_([1-9][0-9]?)")
CLASS_FOLDER = "class_version"  # of a project's build for a class: LEDs for all that is switched
CLASS_NAME = re.compile(r"([a-z][a-z0-9_]*)_class")
OUTSIDE_PACKAGE = "highland_project_"
BROUGHT = "brought.txt"  # a bundle puts it beside a project of one's own, which lies in the tree of that board only

NO_PROJECT = Message("project.none", "There is no project called {name}.")
NO_PROJECT_HINT = Message(
    "project.none.hint",
    "The projects are: {names}. A folder of your own works too: give its path, such as ./my_project.",
)
CODE_FAILS = Message("project.code_fails", "{file}, line {line}: {error}. There stands “{source}”.")
CODE_FAILS_HINT = Message("project.code_fails.hint", "Look at that line and the one above it. Nothing was started.")
MOVED_HINT = Message(
    "project.moved.hint",
    "Highland has no such name. If an older version had it, docs/how-to/move-to-a-new-version.md says where it is now. "
    "Nothing was started.",
)
OF_HIGHLAND = frozenset({"devices", "drivers", "firmware", "messages", "projects", "science", "sim", "wiring"})
NO_BASE_HINT = Message("project.no_base.hint", "{file} says `from`; there can stand: {names}.")
NO_FILE = Message("project.no_file", "The project folder {folder} has no {file}.")
NO_FILE_HINT = Message("project.no_file.hint", "`highland new NAME` writes a folder that has all a project needs.")


@dataclass(frozen=True, slots=True)
class Project:
    """One project folder. Nothing is imported until it is asked for: a board never loads the plant."""

    name: str
    folder: Path
    package: str
    base: Project | None = None  # the project that it is made from: it has whatever this folder lacks

    @property
    def unique_name(self) -> str:
        """A name that no other folder shares, for a file that belongs to this one: outside the tree with a short hash
        of the folder's path, such as `my_rack-1f0c9a7e`.
        """
        return self.name if self._is_in_tree else f"{self.name}-{_short_hash(self.folder)}"

    @property
    def is_shipped(self) -> bool:
        """Whether every copy of Highland has this project."""
        return self._is_in_tree and not (self.folder / BROUGHT).is_file()

    @property
    def _is_in_tree(self) -> bool:
        return self.folder == HOME / self.name or self.is_step or self.is_class_version

    @property
    def is_step(self) -> bool:
        """Whether it is a step of the ladder of a project in the tree: a law for a lesson, not for a real valve."""
        return self.base is not None and self.folder.parent == self.base.folder / STEPS

    @property
    def is_lesson(self) -> bool:
        """Whether its law is a small one, which misses dangers, and its wires carry more than LEDs and a buzzer."""
        return self.base is not None and is_small(self.module("control")) and has_loads(self.wiring())

    @property
    def is_class_version(self) -> bool:
        """Whether it is the build for a class of a project in the tree."""
        return self.base is not None and self.folder == self.base.folder / CLASS_FOLDER

    def file(self, name: str) -> Path:
        """The file of that name: its own, else that of the project it is made from."""
        own = self.folder / name
        return own if self.base is None or own.is_file() else self.base.file(name)

    def module(self, name: str) -> ModuleType:
        """A module of the project, such as `control` or `plant`. Raises WiringError when the file is missing."""
        if not (self.folder / f"{name}.py").is_file():
            if self.base is not None:
                return self.base.module(name)
            raise WiringError(NO_FILE(folder=self.folder, file=f"{name}.py"), NO_FILE_HINT)
        with self.errors_told():
            return importlib.import_module(f"{self.package}.{name}")

    @contextmanager
    def errors_told(self) -> Iterator[None]:
        """Raise WiringError with file, line and source for an error in the project's own code."""
        try:
            yield
        except HighlandError:
            raise
        except (Exception, SystemExit) as error:
            where = place_of(error, self.folder)
            if where is None:
                raise
            seen = CODE_FAILS(error=said_of(error), **where._asdict())
            asked_for = (error.name or "") if isinstance(error, ImportError) else ""
            moved = asked_for.partition(".")[0] in OF_HIGHLAND
            raise WiringError(seen, MOVED_HINT if moved else CODE_FAILS_HINT) from error

    def law(self) -> Law:
        """The control law."""
        control = self.module("control")
        if self.base is not None and is_small(control):
            return law_of(completed(control, self.base.module("control")))
        return law_of(control)

    def wiring(self) -> Wiring:
        """What is plugged where."""
        return read_wiring(self.file("wiring.toml"))

    def kept(self, home: Path | None = None) -> Path:
        """The folder for what must outlive every release of this project: calibrations, results of trials.

        Raises HighlandError for a user without a home on a machine without /var/lib/highland.
        """
        return (home or kept_home()) / self.unique_name

    def calibration(self, home: Path | None = None) -> tuple[Measured, ...]:
        """What was measured on the units of this device: by people, or by `highland calibrate`; the newer counts."""
        try:
            kept = read_calibration(self.kept(home) / FILE)
        except NoHome:
            kept = ()
        return newest(read_calibration(self.folder / FILE), kept)

    def names(self) -> Names:
        """What its parts, channels, states, settings and limits are called."""
        own = read_project_file(self.folder)
        found = read_names(self.file("names.toml").parent, self.name)
        if own is None or not own.title:
            return found
        title = own.title
        return replace(found, project=Name(title["en"], title["vi"], title["en"], title["vi"]))


def names() -> list[str]:
    """The projects in the tree: every folder here that holds a control.py and that Python can import by its name."""
    return sorted(each.parent.name for each in HOME.glob("*/control.py") if each.parent.name.isidentifier())


def find(name: str) -> Project:
    """The project with that name, the step of one (`gas_alarm_step_2`), its class version, or that at a path.

    The last step is the shipped law itself. Raises WiringError with the names there are.
    """
    if name in names():
        return Project(name, HOME / name, f"projects.{name}")
    if found := STEP_NAME.fullmatch(name):
        steps = steps_of(Project(found[1], HOME / found[1], f"projects.{found[1]}")) if found[1] in names() else ()
        if int(found[2]) <= len(steps):
            return steps[int(found[2]) - 1]
    if (found := CLASS_NAME.fullmatch(name)) and (HOME / found[1] / CLASS_FOLDER / FROM_FILE).is_file():
        base = find(found[1])
        return Project(name, base.folder / CLASS_FOLDER, f"{base.package}.{CLASS_FOLDER}", base)
    folder = Path(name)
    if not folder.is_dir():
        raise WiringError(NO_PROJECT(name=name), NO_PROJECT_HINT(names=", ".join(names())))
    if not (folder / "control.py").is_file():
        raise WiringError(NO_FILE(folder=folder, file="control.py"), NO_FILE_HINT)
    return _outside(folder.resolve())


def named(name: object) -> Project | None:
    """The project, step or class version of that name that every copy has; None for anything else, such as a path."""
    if not isinstance(name, str) or not (name in names() or STEP_NAME.fullmatch(name) or CLASS_NAME.fullmatch(name)):
        return None
    try:
        found = find(name)
    except WiringError:
        return None
    return found if found.is_shipped else None


def steps_of(project: Project) -> tuple[Project, ...]:
    """The ladder of a project in the tree, from its first step to its own law, the last; empty where there is none."""
    folders = sorted(
        (each.parent for each in (project.folder / STEPS).glob(f"step_*/{FROM_FILE}")),
        key=lambda each: int(each.name.removeprefix("step_")),
    )
    return tuple(
        Project(f"{project.name}_{each.name}", each, f"{project.package}.{STEPS}.{each.name}", project)
        if (each / "control.py").is_file()
        else project
        for each in folders
    )


def _outside(folder: Path) -> Project:
    if folder.parent == HOME and folder.name.isidentifier():
        return Project(folder.name, folder, f"projects.{folder.name}")
    if folder.parent.name == STEPS and folder.parent.parent.parent == HOME:
        return find(f"{folder.parent.parent.name}_{folder.name}")
    if folder.name == CLASS_FOLDER and folder.parent.parent == HOME:
        return find(f"{folder.parent.name}_class")
    package = _package_name(folder)
    if package not in sys.modules:
        spec = importlib.util.spec_from_loader(package, loader=None, is_package=True)
        assert spec is not None
        spec.submodule_search_locations = [str(folder)]
        sys.modules[package] = importlib.util.module_from_spec(spec)
    return Project(folder.name, folder, package, _base_of(folder))


def _base_of(folder: Path) -> Project | None:
    """The project of the tree that this folder is made from, if it says one. Raises WiringError."""
    own = read_project_file(folder)
    if own is None:
        return None
    if own.base not in names():
        raise WiringError(NO_PROJECT(name=own.base), NO_BASE_HINT(file=folder / FROM_FILE, names=", ".join(names())))
    return find(own.base)


def _package_name(folder: Path) -> str:
    """What Python calls the folder: its own name may hold a dot, a space or any other character."""
    return f"{OUTSIDE_PACKAGE}{re.sub(r'[^0-9A-Za-z_]', '_', folder.name)}_{_short_hash(folder)}"


def _short_hash(folder: Path) -> str:
    return hashlib.sha256(str(folder).encode("utf-8", "surrogateescape")).hexdigest()[:8]
