"""Python's own errors in a learner's words: what is wrong in this line, and what to do, in the reader's language."""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable
from typing import Any

from devices import Message

NOT_A_NAME = Message(
    "mistake.name", "Python does not know the name {name}. Check its spelling, or import it at the top of the file."
)
ALMOST_A_NAME = Message("mistake.almost", "Python does not know the name {name}. Did you mean {other}?")
NO_VALUE_YET = Message("mistake.no_value_yet", "{name} has no value yet in this function. Give it one first.")
COLON = Message("mistake.colon", "A colon is missing at the end of this line.")
COMMA = Message("mistake.comma", "Something is missing between two values, perhaps a comma.")
EQUALS = Message("mistake.equals", "Two values are compared with ==. A single = gives a name a value.")
NEVER_CLOSED = Message("mistake.never_closed", "The bracket {bracket} is opened here and never closed.")
CLOSES_NOTHING = Message("mistake.closes_nothing", "The bracket {bracket} here closes nothing.")
QUOTE = Message("mistake.quote", "A quote is missing at the end of the text.")
NO_CHARACTER = Message("mistake.character", "The character {character} does not belong in Python code. Type it anew.")
UNREADABLE = Message(
    "mistake.unreadable",
    "Python cannot read this line. Look here and at the line above for a missing bracket, quote or colon.",
)
RETURN_OUTSIDE = Message("mistake.return_outside", "return stands outside of a function. Begin the line further right.")
NO_BLOCK = Message("mistake.no_block", "After a colon, the next line begins four spaces further right.")
TOO_FAR_RIGHT = Message("mistake.too_far_right", "This line begins too far right.")
OTHER_COLUMN = Message("mistake.other_column", "This line begins in another column than the lines it belongs to.")
TABS = Message("mistake.tabs", "Tabs and spaces are mixed at the beginning of the line. Use spaces only.")
IS_NONE = Message(
    "mistake.is_none", "A value here is None: a sensor may be unknown. Ask `is None` before you calculate with it."
)
NO_DECISION = Message(
    "mistake.no_decision", "decide gave nothing back. Every way through it must end with return Decision(...)."
)
OTHER_DECISION = Message("mistake.other_decision", "decide must give a Decision back, not {kind}.")
TOO_FEW = Message("mistake.too_few", "{function} is called without {names}.")
TOO_MANY = Message("mistake.too_many", "{function} is called with too many values.")
NO_SUCH_VALUE = Message("mistake.no_such_value", "{function} takes no {name}.")
NOT_CALLED = Message("mistake.not_called", "{kind} cannot be called. Perhaps a * is missing before the bracket.")
KINDS = Message("mistake.kinds", "These kinds of values do not go together: {kinds}.")
NO_FIELD = Message("mistake.no_field", "{owner} has no {name}.")
NO_SUCH_FIELD = Message("mistake.no_such_field", "There is no field called {name}.")
FIELDS_ARE = Message("mistake.fields_are", "{owner} has no {name}. It has: {names}.")
NOT_IN_MODULE = Message("mistake.not_in_module", "There is no {name} in {module}. Check the spelling.")
NO_MODULE = Message("mistake.no_module", "There is no file or library called {name}.")
DIVIDED_BY_0 = Message("mistake.divided", "Here something is divided by zero.")
NO_KEY = Message("mistake.no_key", "There is no entry {name} in this table.")
NO_INDEX = Message("mistake.no_index", "The list is shorter than that: counting begins at 0.")
CALLS_ITSELF = Message("mistake.calls_itself", "A function calls itself again and again without an end.")
ASSERTED = Message("mistake.asserted", "What stands behind assert is not true here.")
ENDS_ITSELF = Message("mistake.ends_itself", "The law ends the program here. A law only decides.")
OTHER = Message("mistake.other", "Python reports: {error}.")
MOST_NAMES = 12
FIELD_NAMES = r"unexpected field names: \['(\w+)'"  # of a NamedTuple's _replace
SUGGESTED = re.compile(r"Did you mean: '(\w+)'")

Found = Callable[[BaseException, "re.Match[str]"], Message]


def _of(message: Message, *fields: str) -> Found:
    """The message with the pattern's groups as its fields, in their order."""
    return lambda error, match: message(**dict(zip(fields, match.groups(), strict=True))) if fields else message


PATTERNS: tuple[tuple[type[BaseException], str, Found], ...] = (
    (TabError, r"", _of(TABS)),
    (IndentationError, r"expected an indented block", _of(NO_BLOCK)),
    (IndentationError, r"unexpected indent", _of(TOO_FAR_RIGHT)),
    (IndentationError, r"", _of(OTHER_COLUMN)),
    (SyntaxError, r"expected ':'", _of(COLON)),
    (SyntaxError, r"'(.)' was never closed", _of(NEVER_CLOSED, "bracket")),
    (SyntaxError, r"unmatched '(.)'", _of(CLOSES_NOTHING, "bracket")),
    (SyntaxError, r"closing parenthesis '(.)' does not match", _of(CLOSES_NOTHING, "bracket")),
    (SyntaxError, r"Perhaps you forgot a comma", _of(COMMA)),
    (SyntaxError, r"'==' (?:or ':=' )?instead of '='", _of(EQUALS)),
    (SyntaxError, r"unterminated (?:triple-quoted )?(?:f-)?string literal", _of(QUOTE)),
    (SyntaxError, r"invalid (?:non-printable )?character '?(.)", _of(NO_CHARACTER, "character")),
    (SyntaxError, r"'return' outside function", _of(RETURN_OUTSIDE)),
    (SyntaxError, r"", _of(UNREADABLE)),
    (UnboundLocalError, r"variable '(\w+)'", _of(NO_VALUE_YET, "name")),
    (NameError, r"name '(\w+)'", lambda error, match: _name(error, match[1])),
    (TypeError, r"decide returned NoneType, not", _of(NO_DECISION)),
    (TypeError, r"decide returned (\w+), not", _of(OTHER_DECISION, "kind")),
    (TypeError, r"'NoneType' object is not callable", _of(NOT_CALLED(kind="None"))),
    (TypeError, r"NoneType", _of(IS_NONE)),
    (TypeError, r"([\w.]+)\(\) missing \d+ required [\w-]+ arguments?: (.+)", _of(TOO_FEW, "function", "names")),
    (TypeError, r"([\w.]+)\(\) takes .* but \d+ (?:was|were) given", _of(TOO_MANY, "function")),
    (TypeError, r"([\w.]+)\(\) got an unexpected keyword argument '(\w+)'", _of(NO_SUCH_VALUE, "function", "name")),
    (TypeError, r"'(\w+)' object is not callable", _of(NOT_CALLED, "kind")),
    (TypeError, r"unsupported operand .*: '(.+' and '.+)'", lambda error, match: _kinds(match[1])),
    (TypeError, r"not supported between instances of '(.+' and '.+)'", lambda error, match: _kinds(match[1])),
    (TypeError, FIELD_NAMES, _of(NO_SUCH_FIELD, "name")),
    (ValueError, FIELD_NAMES, _of(NO_SUCH_FIELD, "name")),
    (AttributeError, r"'NoneType' object has no attribute", _of(IS_NONE)),
    (AttributeError, r"has no attribute '(\w+)'", lambda error, match: _field(error, match[1])),
    (ModuleNotFoundError, r"", lambda error, match: NO_MODULE(name=getattr(error, "name", "") or "")),
    (ImportError, r"cannot import name '(\w+)' from '([\w.]+)'", lambda error, match: _imported(match[1], match[2])),
    (ZeroDivisionError, r"", _of(DIVIDED_BY_0)),
    (KeyError, r"(.*)", _of(NO_KEY, "name")),
    (IndexError, r"", _of(NO_INDEX)),
    (RecursionError, r"", _of(CALLS_ITSELF)),
    (AssertionError, r"", _of(ASSERTED)),
    (SystemExit, r"", _of(ENDS_ITSELF)),
)


def mistake_of(error: BaseException) -> Message:
    """What is wrong, in a learner's words; what nobody has put into words is told as Python says it."""
    text = (error.msg or "") if isinstance(error, SyntaxError) else str(error)
    for kind, pattern, found in PATTERNS:
        if isinstance(error, kind) and (match := re.search(pattern, text)):
            return found(error, match)
    return OTHER(error=f"{type(error).__name__}: {text}" if text else type(error).__name__)


def _name(error: BaseException, name: str) -> Message:
    said = "".join(traceback.format_exception_only(error))
    other = SUGGESTED.search(said)
    return NOT_A_NAME(name=name) if other is None else ALMOST_A_NAME(name=name, other=other[1])


def _kinds(text: str) -> Message:
    return KINDS(kinds=text.replace("' and '", ", "))


def _field(error: BaseException, name: str) -> Message:
    """What an object has instead: the fields of a NamedTuple, the members of an Enum."""
    owner: Any = getattr(error, "obj", None)
    called: str = owner.__name__ if isinstance(owner, type) or hasattr(owner, "__file__") else type(owner).__name__
    names = getattr(owner, "_fields", None) or getattr(owner, "_member_names_", None)
    if isinstance(names, (tuple, list)) and 0 < len(names) <= MOST_NAMES:
        return FIELDS_ARE(owner=called, name=name, names=", ".join(map(str, names)))
    return NO_FIELD(owner=called, name=name)


def _imported(name: str, module: str) -> Message:
    return NOT_IN_MODULE(name=name, module=module.rpartition(".")[2])
