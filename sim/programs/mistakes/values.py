"""Values that do not go together: which one is None, a text or two numbers, by the line where it happened."""

from __future__ import annotations

import ast
import builtins
import linecache
import re
import sys
from pathlib import Path
from types import FrameType
from typing import Any

from devices import Message
from sim.programs.mistakes.mistake import Mistake, Row, Seen, says

IS_NONE = Message(
    "mistake.is_none", "A value here is None: it is not known. Ask with `is None` before you calculate with it."
)
THIS_IS_NONE = Message(
    "mistake.this_is_none", "`{what}` is None here: its value is not known. Ask first: `if {what} is None:`"
)
GIVES_NONE = Message("mistake.gives_none", "`{what}` gives None back. Look there for a way without `return`.")
NO_DECISION = Message(
    "mistake.no_decision", "decide gave nothing back. Every way through it must end with `return Decision(...)`."
)
OTHER_DECISION = Message(
    "mistake.other_decision", "decide must give a Decision back, not {kind}. Write `return Decision(...)`."
)
NO_ANSWER = Message(
    "mistake.no_answer", "law gives nothing back on one of its ways. Each way through it must end with `return`."
)
OTHER_LAW = Message(
    "mistake.other_law", "law must give three things back, not {kind}. Write `return STATE, Action(...), REASON(...)`."
)
OTHER_PIECE = Message(
    "mistake.other_piece", "decide gives {kind} back as `{name}`. There it must be of the kind {wanted}."
)
PIECE = ("kind", "name", "wanted")
TWO_NUMBERS = Message(
    "mistake.two_numbers", "`{what}` is not one number. A comma makes two of it: Python writes `1400.5` with a point."
)
A_TEXT = Message("mistake.a_text", "`{what}` is a text, not a number. Take away the quotes round the number.")
A_FUNCTION = Message("mistake.a_function", "`{what}` is a function. To call it, write brackets: `{what}(...)`")
KINDS = Message("mistake.kinds", "These kinds of values do not go together: {kinds}.")
TOO_FEW = Message("mistake.too_few", "{function} is called without {names}. Write a value for each in the brackets.")
TOO_MANY = Message("mistake.too_many", "{function} is called with too many values. Look where it begins with `def`.")
BY_POINT = Message("mistake.by_point", "A field is read with a point and without quotes: `sensed.reset_pressed`.")
NOT_CALLED = Message("mistake.not_called", "{kind} cannot be called. Perhaps `*` or a comma is missing at the bracket.")
WRONG_COUNT = Message("mistake.wrong_count", "Left and right of `=` do not stand equally many values.")
DIVIDED_BY_0 = Message("mistake.divided", "Here something is divided by zero. Ask before whether the divisor is 0.")
NO_KEY = Message("mistake.no_key", "There is no entry {name} in this table. Check the spelling, or add it.")
NO_INDEX = Message("mistake.no_index", "The list is shorter than that. Counting begins at 0.")
CALLS_ITSELF = Message("mistake.calls_itself", "A function calls itself again and again without an end.")
ASSERTED = Message("mistake.asserted", "What stands behind `assert` is not true here.")
ENDS_ITSELF = Message("mistake.ends_itself", "The law ends the program here. A law only decides.")
NEVER_WAITS = Message("mistake.never_waits", "A loop here has no end. A law decides once and gives its decision back.")
TOO_MUCH = Message("mistake.too_much", "The law collects more and more values. Keep only what the next turn needs.")

NONE = type(None)


def _parts(seen: Seen) -> list[ast.expr]:
    """What stands in the piece of code that failed: its operands."""
    place = seen.place
    if place is None:
        return []
    line = linecache.getline(place.filename, place.lineno or 0).encode()
    one_line = place.colno is not None and place.end_colno is not None and place.end_lineno == place.lineno
    try:
        piece = line[place.colno : place.end_colno].decode() if one_line else line.decode().strip().rstrip(":")
        whole = ast.parse(piece, mode="eval").body
    except (SyntaxError, ValueError):
        return []
    return [each for each in ast.walk(whole) if isinstance(each, ast.Name | ast.Attribute | ast.Call)]


def _value(node: ast.expr, frame: FrameType) -> Any:
    """What a name or a field is; nothing is called. Raises LookupError or AttributeError."""
    if isinstance(node, ast.Attribute):
        owner = _value(node.value, frame)
        if node.attr not in getattr(type(owner), "_fields", ()) and node.attr not in getattr(owner, "__dict__", ()):
            raise LookupError(node.attr)
        return getattr(owner, node.attr)
    if isinstance(node, ast.Name):
        for names in (frame.f_locals, frame.f_globals, vars(builtins)):
            if node.id in names:
                return names[node.id]
    raise LookupError(ast.dump(node))


def _which(seen: Seen, kind: type | tuple[type, ...]) -> tuple[str, Any] | None:
    """The first name or field in the failing piece that is of this kind, as the pupil wrote it, and its value."""
    frame = seen.frame
    for part in _parts(seen) if frame is not None else ():
        try:
            value = _value(part, frame)  # type: ignore[arg-type]
        except (LookupError, AttributeError):
            continue
        if isinstance(value, kind):
            return ast.unparse(part), value
    return None


def _limit(value: object, frame: FrameType | None) -> tuple[str, tuple[Path, int]] | None:
    """The limit of the same project that holds this very value, and where it stands: what is wrong stands there."""
    package = str(frame.f_globals.get("__package__") or "").partition(".")[0] if frame else ""
    for module in [each for name, each in list(sys.modules.items()) if package and name.startswith(f"{package}.")]:
        for name in [each for each, other in vars(module).items() if other is value and each.isupper()]:
            file = Path(getattr(module, "__file__", None) or "")
            lines = file.read_text(encoding="utf-8", errors="replace").splitlines() if file.is_file() else []
            for number, line in enumerate(lines, 1):
                if re.match(rf"{name}\b[^=]*=", line):
                    return name, (file, number)
    return None


def _none(cause: str) -> Any:
    def find(seen: Seen, match: re.Match[str]) -> Mistake:
        if found := _which(seen, NONE):
            return Mistake(cause, THIS_IS_NONE(what=found[0]))
        calls = [each for each in _parts(seen) if isinstance(each, ast.Call) and isinstance(each.func, ast.Name)]
        own = [each for each in calls if not hasattr(builtins, each.func.id)]  # type: ignore[attr-defined]
        if own:
            return Mistake("forgotten_return", GIVES_NONE(what=f"{ast.unparse(own[0].func)}(...)"))
        return Mistake(cause, IS_NONE)

    return find


def _kinds(seen: Seen, match: re.Match[str]) -> Mistake:
    kinds = match[1].replace("' and '", ", ")
    for name, kind, cause, message in (
        ("tuple", tuple, "decimal_comma", TWO_NUMBERS),
        ("str", str, "wrong_type", A_TEXT),
        ("function", type(_which), "not_called", A_FUNCTION),
    ):
        found = _which(seen, kind) if name in kinds.split(", ") else None
        if found is not None:
            limit = _limit(found[1], seen.frame) if name != "function" else None
            what, at = limit or (found[0], None)
            return Mistake(cause, message(what=what), at)
    return _unlike(*kinds.split(", "))


def _unlike(*kinds: str) -> Mistake:
    return Mistake("wrong_type", KINDS(kinds=", ".join(kinds)))


def _too_few(seen: Seen, match: re.Match[str]) -> Mistake:
    names = ", ".join(re.findall(r"'(\w+)'", match[2]))
    return Mistake("wrong_count", TOO_FEW(function=match[1], names=names))


ROWS: tuple[Row, ...] = (
    (TypeError, r"decide returned NoneType, not", says("forgotten_return", NO_DECISION)),
    (TypeError, r"law returned NoneType, not", says("forgotten_return", NO_ANSWER)),
    (TypeError, r"law returned (\d+ values|\w+)(?: as why)?, not", says("wrong_answer", OTHER_LAW, "kind")),
    (TypeError, r"decide returned (\w+), not", says("wrong_answer", OTHER_DECISION, "kind")),
    (TypeError, r"decide returned (\w+) as (\S+), not (\w+)", says("wrong_answer", OTHER_PIECE, *PIECE)),
    (TypeError, r"'NoneType' object is not callable", says("not_callable", NOT_CALLED(kind="None"))),
    (TypeError, r"not supported between instances of .*NoneType", _none("none_compared")),
    ((TypeError, AttributeError), r"NoneType", _none("none_used")),
    (TypeError, r"'(\w+)' object is not callable", says("not_callable", NOT_CALLED, "kind")),
    (TypeError, r"(\w+)(?:\.\w+)?\(\) missing \d+ required [\w-]+ arguments?: (.+)", _too_few),
    (TypeError, r"(\w+)(?:\.\w+)?\(\) takes .* but \d+ (?:was|were) given", says("wrong_count", TOO_MANY, "function")),
    (TypeError, r"unsupported operand .*: '(.+' and '.+)'", _kinds),
    (TypeError, r"not supported between instances of '(.+' and '.+)'", _kinds),
    (TypeError, r"can only concatenate (\w+) \(not \"(\w+)\"", lambda seen, match: _unlike(match[1], match[2])),
    (TypeError, r"tuple indices must be .* not str", says("no_such_field", BY_POINT)),
    (ValueError, r"values to unpack", says("wrong_count", WRONG_COUNT)),
    (ZeroDivisionError, r"", says("zero_division", DIVIDED_BY_0)),
    (KeyError, r"(.*)", says("no_such_key", NO_KEY, "name")),
    (IndexError, r"", says("no_such_key", NO_INDEX)),
    (RecursionError, r"", says("recursion", CALLS_ITSELF)),
    (AssertionError, r"", says("asserted", ASSERTED)),
    (SystemExit, r"", says("ends_itself", ENDS_ITSELF)),
    (KeyboardInterrupt, r"", says("endless", NEVER_WAITS)),
    (MemoryError, r"", says("memory", TOO_MUCH)),
)  # fmt: skip
