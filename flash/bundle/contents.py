"""The files of a bundle: Highland's own packages that a board needs, and the project."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from devices import HighlandError, Message
from firmware.project import BROUGHT, STEPS, Project
from flash.bundle.manifest import PROJECT_NAME, is_path

HIGHLAND = Path(__file__).parents[2]
PACKAGES = (
    *("look", "science", "devices", "drivers", "wiring", "firmware", "telemetry"),
    *("flash", "workshop", "highland", "messages"),
)
# Commands of the simulator and of the club's hub, and what only they use: a board has neither.
NOT_ON_A_BOARD = (
    *("check", "guide", "hub", "lesson", "new", "scenarios", "script", "sim", "step"),
    *("_hub_commands", "_lesson_commands", "_lesson_papers", "_lesson_shown"),
    *("_page", "_page_commands", "_plot", "_replay", "_sim_options"),
    *("_contest", "_ladder", "_new_from", "_pdf", "_scenario_runs"),
)
TOOLS = ("messages/update.py",)  # of those who translate
SHIPPED_LINE_ENDS = {".py", ".toml", ".sh", ".txt", ".md", ".svg", ".json", ".service", ".conf", ".rules", ".lock"}
LEFT_OUT = {".po", ".pyc"}
MAX_PROJECT_BYTES = 20_000_000
MAX_PROJECT_FILES = 2_000

LINK = Message("bundle.link", "{file} is a link. A bundle holds only files, so none was made.")
LINK_HINT = Message("bundle.link.hint", "Put the file itself there, and make the bundle again.")
NAME = Message("bundle.file_name", "{file} has letters in its name that a bundle cannot hold.")
NAME_HINT = Message("bundle.file_name.hint", "Use letters without accents, digits, - and _ in names of files.")
TOO_MUCH = Message("bundle.too_much", "The project folder {folder} is too large for a bundle.")
TOO_MUCH_HINT = Message(
    "bundle.too_much.hint", "It may hold {files} files and {megabytes} MB. Take pictures, films and traces out of it."
)


def code_files(home: Path = HIGHLAND) -> dict[str, bytes]:
    """Path in the bundle -> bytes, of the packages that a board needs."""
    found = {f"code/{file.relative_to(home).as_posix()}": file for file in _code(home)}
    return {path: content(file) for path, file in found.items()}


def _code(home: Path) -> Iterator[Path]:
    left_out = {home / "highland" / f"{name}.py" for name in NOT_ON_A_BOARD} | {home / tool for tool in TOOLS}
    yield home / "projects" / "__init__.py"
    for package in PACKAGES:
        yield from (file for file in files_in(home / package) if file not in left_out)


def project_name(project: Project) -> str:
    """What the project is called on a board: as here, or the nearest name that Python can import."""
    if PROJECT_NAME.fullmatch(project.name):
        return project.name
    plain = re.sub(r"[^a-z0-9]+", "_", project.name.lower()).strip("_")
    return f"_{plain}"[:40] if plain[:1].isdigit() or not plain else plain[:40]


def project_files(project: Project) -> dict[str, bytes]:
    """Path in the bundle -> bytes, of the project's own folder; a class version goes with the project around it.

    Raises HighlandError for a folder that is too large, a link, or a name that a bundle cannot hold.
    """
    found: dict[str, bytes] = {}
    whole = project if project.base is None else project.base
    start, total = f"code/projects/{project_name(whole)}", 0
    for file in files_in(whole.folder):
        if whole.is_shipped and whole.folder / STEPS in file.parents:
            continue  # no law of a lesson goes onto a board
        path = f"{start}/{file.relative_to(whole.folder).as_posix()}"
        if file.is_symlink():
            raise HighlandError(LINK(file=file), LINK_HINT)
        if not is_path(path):
            raise HighlandError(NAME(file=file), NAME_HINT)
        total += file.stat().st_size
        if total > MAX_PROJECT_BYTES or len(found) == MAX_PROJECT_FILES:
            limits = {"files": MAX_PROJECT_FILES, "megabytes": MAX_PROJECT_BYTES // 1_000_000}
            raise HighlandError(TOO_MUCH(folder=whole.folder), TOO_MUCH_HINT(**limits))
        found[path] = content(file)
    if not whole.is_shipped:
        found[f"{start}/{BROUGHT}"] = b"A project of one's own: telemetry carries its names.\n"
        found.setdefault(f"{start}/__init__.py", b"")
    return found


def files_in(folder: Path) -> Iterator[Path]:
    """Every file that people wrote in a folder, sorted; nothing hidden, nothing compiled."""
    for path in sorted(folder.iterdir()):
        if path.name.startswith(".") or path.name == "__pycache__":
            continue
        if path.is_dir() and not path.is_symlink():
            yield from files_in(path)
        elif path.suffix not in LEFT_OUT:
            yield path


def content(file: Path) -> bytes:
    """The bytes of a file; text has the line ends of the board, also when Windows made the bundle."""
    found = file.read_bytes()
    return found.replace(b"\r\n", b"\n") if file.suffix in SHIPPED_LINE_ENDS else found
