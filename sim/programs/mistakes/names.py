"""A name, a field or a state that does not exist: what it was meant to be, or where it comes from."""

from __future__ import annotations

import builtins
import re
import sys
import traceback
from pathlib import Path
from types import FrameType
from typing import Any

from devices import Message
from sim.programs.mistakes.mistake import Mistake, Row, Seen, says
from sim.programs.mistakes.not_here import not_in_a_browser
from sim.programs.mistakes.spelling import has_signs, nearest

NOT_A_NAME = Message(
    "mistake.name", "Python does not know the name {name}. Check its spelling, or import it at the top of the file."
)
ALMOST_A_NAME = Message("mistake.almost", "Python does not know the name {name}. Did you mean {other}?")
SIGNED_NAME = Message(
    "mistake.signed_name",
    "The name {name} has Vietnamese signs. Switch Vietnamese typing off to write code, and type it anew.",
)
CONSTANT = Message("mistake.constant", "Python writes {right} with one capital letter, not {found}.")
ELSEWHERE = Message("mistake.elsewhere", "{name} is in another file. Write at the top of this one: `{line}`")
LIBRARY = Message("mistake.library", "{name} is a library. Write at the top of the file: `import {name}`")
NO_VALUE_YET = Message(
    "mistake.no_value_yet",
    "{name} has no value yet in this function. Give it one before, on every way through `if` and `else`.",
)
NO_FIELD = Message("mistake.no_field", "{owner} has no {name}. Check the spelling.")
ALMOST_A_FIELD = Message("mistake.almost_a_field", "{owner} has no {name}. Did you mean {other}?")
FIELDS_ARE = Message("mistake.fields_are", "{owner} has no {name}. It has: {names}.")
NO_SUCH_FIELD = Message("mistake.no_such_field", "There is no field called {name}. Check the spelling.")
NO_SUCH_MEMBER = Message("mistake.no_such_member", "{owner} has no value {value}. Check the spelling.")
FROZEN = Message(
    "mistake.frozen", "A value of this kind stays as it is. Make a new one with `._replace(name=...)` instead."
)
NOT_IN_MODULE = Message("mistake.not_in_module", "There is no {name} in {module}. Check the spelling.")
ALMOST_IN_MODULE = Message("mistake.almost_in_module", "There is no {name} in {module}. Did you mean {other}?")
NO_MODULE = Message("mistake.no_module", "There is no file or library called {name}. Check the spelling.")

CONSTANTS = {"true": "True", "false": "False", "none": "None", "null": "None", "nil": "None"}
MOST_NAMES = 12
MOST_BYTES = 100_000  # of a file that is searched for a name


def _name(seen: Seen, match: re.Match[str]) -> Mistake:
    name = match[1]
    if name.lower() in CONSTANTS:
        return Mistake("capital_letters", CONSTANT(found=name, right=CONSTANTS[name.lower()]))
    if has_signs(name):
        return Mistake("vietnamese_letters", SIGNED_NAME(name=name))
    frame = seen.frame
    if line := _import_of(name, frame):
        return Mistake("not_imported", ELSEWHERE(name=name, line=line))
    if name in sys.stdlib_module_names:
        return Mistake("not_imported", LIBRARY(name=name))
    known = {**vars(builtins), **(frame.f_globals if frame else {}), **(frame.f_locals if frame else {})}
    other = _suggested(seen.error) or nearest(name, known)
    return Mistake("misspelled", ALMOST_A_NAME(name=name, other=other) if other else NOT_A_NAME(name=name))


def _suggested(error: BaseException) -> str | None:
    """What Python itself would suggest."""
    found = re.search(r"[Dd]id you mean:? '(\w+)'", "".join(traceback.format_exception_only(error)))
    return found[1] if found else None


def _import_of(name: str, frame: FrameType | None) -> str | None:
    """The line that would import the name from a file of the same project."""
    if frame is None or not name.isidentifier() or not frame.f_globals.get("__package__"):
        return None
    here = Path(frame.f_code.co_filename)
    defined = re.compile(rf"^(?:def |class )?{name}\b\s*[=:(]|^[\w, ]*\b{name}\b[\w, ]*=[^=]", re.MULTILINE)
    for dots, folder in ((".", here.parent), ("..", here.parent.parent), (".law.", here.parent / "law")):
        for file in sorted(folder.glob("*.py")) if (folder / "wiring.toml").is_file() or dots != ".." else ():
            if file != here and file.stat().st_size < MOST_BYTES and defined.search(_text(file)):
                return f"from {dots}{file.stem} import {name}"
    return None


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8", errors="replace")


def _field(seen: Seen, match: re.Match[str]) -> Mistake:
    """What an object has instead: the fields of a NamedTuple, the members of an Enum."""
    owner = getattr(seen.error, "obj", None)
    name = getattr(seen.error, "name", None) or match[1]
    if owner is None:
        return Mistake("no_such_field", NO_SUCH_FIELD(name=name))
    called = owner.__name__ if isinstance(owner, type) or hasattr(owner, "__file__") else type(owner).__name__
    return Mistake("no_such_field", _instead(owner, called.rpartition(".")[2], name))


def _instead(owner: Any, called: str, name: str) -> Message:
    names = [str(each) for each in getattr(owner, "_fields", None) or getattr(owner, "_member_names_", None) or ()]
    if other := nearest(name, names or dir(owner)):
        return ALMOST_A_FIELD(owner=called, name=name, other=other)
    if 0 < len(names) <= MOST_NAMES:
        return FIELDS_ARE(owner=called, name=name, names=", ".join(names))
    return NO_FIELD(owner=called, name=name)


def _argument(seen: Seen, match: re.Match[str]) -> Mistake:
    """A field that a NamedTuple such as Action does not have, or a value that a function does not take."""
    called = match[1].partition(".")[0]
    owner = seen.frame.f_globals.get(called) if seen.frame else None
    return Mistake("no_such_field", _instead(owner, called, match[2]))


def _imported(seen: Seen, match: re.Match[str]) -> Mistake:
    """A name that a file does not have; a file of the same project is the place to look at."""
    name, module = match[1], match[2]
    short = f"{module.rpartition('.')[2]}.py" if "." in module else module
    other = nearest(name, vars(sys.modules[module])) if module in sys.modules else None
    file = Path(getattr(seen.error, "path", None) or "")
    line = _line_of(other, file) if file.suffix == ".py" and file.is_file() else 0
    says = ALMOST_IN_MODULE(name=name, module=short, other=other) if other else NOT_IN_MODULE(name=name, module=short)
    return Mistake("misspelled", says, (file, line) if line else None)


def _line_of(name: str | None, file: Path) -> int:
    """Where a file gives a name its value; its first line when it does not."""
    for number, line in enumerate(_text(file).splitlines(), 1):
        if name and re.match(rf"(?:def |class )?{name}\b\s*[=:(]", line):
            return number
    return 1


def _no_module(seen: Seen, match: re.Match[str]) -> Mistake:
    name = getattr(seen.error, "name", "") or ""
    return Mistake("no_module", not_in_a_browser(name) or NO_MODULE(name=name.rpartition(".")[2]))


ROWS: tuple[Row, ...] = (
    (UnboundLocalError, r"variable '(\w+)'", says("used_before_set", NO_VALUE_YET, "name")),
    (NameError, r"name '(\w+)'", _name),
    (TypeError, r"([\w.]+)\(\) got an unexpected keyword argument '(\w+)'", _argument),
    ((TypeError, ValueError), r"unexpected field names: \['(\w+)'", says("no_such_field", NO_SUCH_FIELD, "name")),
    (ValueError, r"(\S+) is not a valid (\w+)", says("no_such_field", NO_SUCH_MEMBER, "value", "owner")),
    (AttributeError, r"can't set attribute|cannot assign to field", says("frozen", FROZEN)),
    (AttributeError, r"^(?!'NoneType').*?has no attribute '(\w+)'|^(\w+)$", _field),
    (ModuleNotFoundError, r"", _no_module),
    (ImportError, r"cannot import name '(\w+)' from '([\w.]+)'", _imported),
)
