"""A pupil's work as it comes from a browser: read strictly, for everything in it may be forged.

What a work claims about its own run is kept as a claim; marks are made by running it again.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NoReturn

from devices import HighlandError, Message
from firmware.project import Project, named

LARGEST = 65_536  # bytes of a whole work, and of all its files together
MAX_FILES = 12
MAX_SETTINGS = 60
MAX_ANSWERS = 40
MAX_RUNS = 20
MAX_NUMBERS = 20  # of one run
LONGEST_ANSWER = 4_000  # characters: two pages by hand
NUMBER_NAME = re.compile(r"[a-z][A-Za-z0-9_.]{0,59}")
LONGEST_VALUE = 100  # characters of a setting that is a text
LARGEST_SEED = 2**31 - 1
LONGEST_CLAIM_S = 31 * 86_400.0
LANGUAGES = ("en", "vi")
KEYS = (
    "highland_work",
    "project",
    "seed",
    "lang",
    "files",
    "settings",
    "answers",
    "program",
    "claimed",
    "lesson",
    "numbers",
)
NEEDED = ("highland_work", "project", "files")
OF_THE_WORLD = ("plant.py", "scene.py", "summary.py", "invariants.py", "__init__.py")  # not a pupil's to change
OTHER_FOLDERS = ("world", "scenarios", "steps", "class_version")  # steps are projects of their own
NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
DIGEST = re.compile(r"[0-9a-f]{64}")

TOO_LARGE = Message("work.too_large", "The work is larger than {most} bytes.")
NOT_JSON = Message("work.not_json", "The work cannot be read: it is not JSON.")
NOT_A_WORK = Message("work.not_a_work", "This is not a work of Highland.")
UNFIT = Message("work.unfit", "The work cannot be used: “{key}” does not fit.")
NO_SUCH_FILE = Message("work.no_such_file", "The work has a file {file} that pupils do not change in {project}.")
OTHER_PROJECT = Message("work.other_project", "The work is for another project than {project}.")
HINT = Message("work.hint", "Save it again on the pupil's page, and send that.")


class WorkError(HighlandError):
    """A work that cannot be used."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What the pupil's own browser says about its run of `for_s` virtual seconds. Never believed for marks."""

    trace_sha256: str
    for_s: float


@dataclass(frozen=True, slots=True)
class Work:
    """What a pupil saves, hands in or downloads. `files` are the law's files that were changed, whole.

    `lesson` is the id of the lesson that it is for; `numbers` by run are those that the pupil's own board came to.
    """

    project: str
    seed: int = 0
    lang: str = "vi"
    files: Mapping[str, str] = field(default_factory=dict)
    settings: Mapping[str, float | bool | str] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    program: str | None = None
    claimed: Claim | None = None
    lesson: str | None = None
    numbers: Mapping[str, Mapping[str, float | str]] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The same as JSON values, as it is saved and sent."""
        claimed = self.claimed
        return {
            "highland_work": 1,
            "project": self.project,
            "seed": self.seed,
            "lang": self.lang,
            "files": dict(self.files),
            "settings": dict(self.settings),
            "answers": dict(self.answers),
            "program": self.program,
            "claimed": claimed and {"trace_sha256": claimed.trace_sha256, "for_s": claimed.for_s},
            "lesson": self.lesson,
            "numbers": {run: dict(each) for run, each in self.numbers.items()},
        }


def read_work(raw: bytes, project: Project | None = None) -> Work:
    """The work in these bytes; of this project or a step of it, or of any in the tree. Raises WorkError."""
    return work_of(json_of(raw), project)


def json_of(raw: bytes) -> object:
    """The JSON values in what a browser sent. Raises WorkError."""
    if len(raw) > LARGEST:
        raise WorkError(TOO_LARGE(most=LARGEST), HINT)
    try:
        return json.loads(raw.decode("utf-8"), parse_constant=_refuse, object_pairs_hook=_once)
    except (ValueError, RecursionError):
        raise WorkError(NOT_JSON, HINT) from None


def work_of(found: object, project: Project | None = None) -> Work:
    """The work in JSON values. Raises WorkError."""
    if not isinstance(found, dict) or found.get("highland_work") != 1 or isinstance(found["highland_work"], bool):
        raise WorkError(NOT_A_WORK, HINT)
    for key in (*(key for key in found if key not in KEYS), *(key for key in NEEDED if key not in found)):
        raise unfit(key)
    of = _project(found["project"], project)
    return Work(
        project=of.name,
        seed=_checked("seed", found.get("seed", 0), _is_seed),
        lang=_checked("lang", found.get("lang", "vi"), lambda lang: isinstance(lang, str) and lang in LANGUAGES),
        files=_files(found["files"], of),
        settings=_table("settings", found.get("settings", {}), MAX_SETTINGS, _is_setting),
        answers=_table("answers", found.get("answers", {}), MAX_ANSWERS, _is_answer),
        program=_checked("program", found.get("program"), lambda text: text is None or _is_text(text, LARGEST)),
        claimed=_claim(found.get("claimed")),
        lesson=_checked("lesson", found.get("lesson"), lambda name: name is None or _is_name(name)),
        numbers=_numbers(found.get("numbers", {})),
    )


@cache
def pupils_files(project: Project) -> frozenset[str]:
    """The files of a project that pupils may change: the law's, with `/` between folders; never those of its world."""
    found = (file.relative_to(project.folder) for file in project.folder.rglob("*.py"))
    return frozenset(
        file.as_posix()
        for file in found
        if str(file) not in OF_THE_WORLD and file.parts[0] not in OTHER_FOLDERS and "__pycache__" not in file.parts
    )


def _project(asked: object, wanted: Project | None) -> Project:
    if wanted is not None:
        found = named(asked)
        if found is None or wanted.name not in (found.name, found.base and found.base.name):
            raise WorkError(OTHER_PROJECT(project=wanted.name), HINT)
        return found
    found = named(asked)
    if found is None:
        raise unfit("project")
    return found


def _files(found: object, project: Project) -> dict[str, str]:
    if not isinstance(found, dict) or len(found) > MAX_FILES:
        raise unfit("files")
    for name, text in found.items():
        if name not in pupils_files(project):
            shown = name if _is_text(name, 60) and name.isprintable() else "?"
            raise WorkError(NO_SUCH_FILE(file=shown, project=project.name), HINT)
        if not _is_text(text, LARGEST):
            raise unfit(name)
    if sum(len(text.encode()) for text in found.values()) > LARGEST:
        raise WorkError(TOO_LARGE(most=LARGEST), HINT)
    return found


def _table(key: str, found: object, most: int, fits: Callable[[object], bool]) -> dict[str, Any]:
    if not isinstance(found, dict) or len(found) > most:
        raise unfit(key)
    for name, value in found.items():
        if not NAME.fullmatch(name) or not fits(value):
            raise unfit(key)
    return found


def _numbers(found: object) -> dict[str, dict[str, float | str]]:
    if not isinstance(found, dict) or len(found) > MAX_RUNS:
        raise unfit("numbers")
    for run, numbers in found.items():
        if not NAME.fullmatch(run) or not isinstance(numbers, dict) or len(numbers) > MAX_NUMBERS:
            raise unfit("numbers")
        for name, value in numbers.items():
            if not NUMBER_NAME.fullmatch(name) or not (_is_number(value) or _is_text(value, LONGEST_VALUE)):
                raise unfit("numbers")
    return found


def _claim(found: object) -> Claim | None:
    if found is None:
        return None
    if not isinstance(found, dict) or found.keys() != {"trace_sha256", "for_s"}:
        raise unfit("claimed")
    digest, for_s = found["trace_sha256"], found["for_s"]
    if not isinstance(digest, str) or not DIGEST.fullmatch(digest) or not _is_number(for_s):
        raise unfit("claimed")
    if not 0 < for_s <= LONGEST_CLAIM_S:
        raise unfit("claimed")
    return Claim(digest, float(for_s))


def _checked(key: str, value: Any, fits: Callable[[Any], bool]) -> Any:
    if not fits(value):
        raise unfit(key)
    return value


def _is_name(value: object) -> bool:
    return isinstance(value, str) and NAME.fullmatch(value) is not None


def _is_seed(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= LARGEST_SEED


def _is_number(value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return False
    return abs(value) < 1e15 and math.isfinite(value)


def _is_setting(value: object) -> bool:
    return isinstance(value, bool) or _is_number(value) or _is_text(value, LONGEST_VALUE)


def _is_answer(value: object) -> bool:
    return _is_text(value, LONGEST_ANSWER)


def _is_text(value: object, longest: int) -> bool:
    """A text that can be written to a file and read as Python: no half characters, no NUL."""
    if not isinstance(value, str) or len(value) > longest or "\0" in value:
        return False
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def unfit(key: object) -> WorkError:
    """The error about one key; of a key that nobody should see only that there is one."""
    shown = key if isinstance(key, str) and len(key) <= 40 and key.isprintable() and _is_text(key, 40) else "?"
    return WorkError(UNFIT(key=shown), HINT)


def _refuse(name: str) -> NoReturn:
    raise ValueError(name)  # NaN and Infinity are not JSON


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Two values under one key would be read differently by different readers."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key twice")
    return found
