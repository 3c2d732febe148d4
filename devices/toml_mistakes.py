"""What is wrong with a line of TOML, in words for pupils: TOML's own parser knows the place, but not what was meant."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import NamedTuple

from devices.message import Message

INVISIBLE = Message("toml.invisible", "there is an invisible character")
INVISIBLE_HINT = Message("toml.invisible.hint", "It came with a copied text. Delete the line and type it again.")
FOREIGN = Message("toml.foreign", "the character {letter} is not the one of the keyboard")
FOREIGN_HINT = Message("toml.foreign.hint", "Write {plain}.")
CURLY = Message("toml.curly", "the quotes are curly")
CURLY_HINT = Message("toml.curly.hint", 'Write straight quotes, as on the keyboard: "...".')
KEY_TWICE = Message("toml.key_twice", "{name} stands there twice, first in line {first}")
KEY_TWICE_HINT = Message("toml.key_twice.hint", "Keep one of the two lines.")
ALREADY = Message("toml.already", "{name} is there already")
TABLE_TWICE = Message("toml.table_twice", "the table [{name}] stands there twice, first in line {first}")
TABLE_TWICE_HINT = Message("toml.table_twice.hint", "Give it another name, or join the two.")
NAME = Message("toml.name", "the name {name} has a character that may stand only in quotes")
NAME_HINT = Message("toml.name.hint", "Write {plain}, or with quotes {quoted}.")
BRACKET = Message("toml.bracket", "the closing bracket {bracket} is missing")
BRACKET_HINT = Message("toml.bracket.hint", "Each opening bracket needs a closing one.")
NO_EQUALS = Message("toml.no_equals", "the equals sign is missing")
NO_EQUALS_HINT = Message("toml.no_equals.hint", "Write NAME = VALUE. A note begins with #.")
NO_NAME = Message("toml.no_name", "there is no name before the equals sign")
NO_VALUE = Message("toml.no_value", "there is nothing after the equals sign")
NO_VALUE_HINT = Message("toml.no_value.hint", "Write the value, or delete the line.")
YES_OR_NO = Message("toml.yes_or_no", "{word} means nothing in TOML")
YES_OR_NO_HINT = Message("toml.yes_or_no.hint", "Write true or false, in small letters and without quotes: {value}.")
POINT = Message("toml.point", "the number {number} needs a digit on both sides of its point")
TAIL = Message("toml.tail", "the line ends with {letter}")
TAIL_HINT = Message("toml.tail.hint", "Delete it.")
EQUALS_TWICE = Message("toml.equals_twice", "there is more than one equals sign")
EQUALS_TWICE_HINT = Message("toml.equals_twice.hint", "Write one NAME = VALUE in each line.")
DECIMAL = Message("toml.decimal", "{number} has a decimal comma")
DECIMAL_HINT = Message("toml.decimal.hint", "Write a decimal point: {point}.")
ZERO = Message("toml.zero", "the number {number} begins with 0")
ZERO_HINT = Message("toml.zero.hint", "Write {plain}.")
QUOTE = Message("toml.quote", "a quote is missing")
QUOTE_HINT = Message("toml.quote.hint", 'A text begins and ends with a straight quote in the same line: "...".')
BACKSLASH = Message("toml.backslash", "the text has a backslash \\")
BACKSLASH_HINT = Message("toml.backslash.hint", "Write / or \\\\ in its place.")
UNIT = Message("toml.unit", "{unit} follows the number")
UNIT_HINT = Message("toml.unit.hint", "Write the number alone, without a unit.")
BARE_TEXT = Message("toml.bare_text", "the text {text} has no quotes")
BARE_TEXT_HINT = Message("toml.bare_text.hint", 'Write "{text}".')
OTHER = Message("toml.other", "this cannot be understood: {text}")
OTHER_HINT = Message("toml.other.hint", "Write NAME = VALUE, a table such as [parts.fan], or a note after #.")

STRING = re.compile(r'"""(?:[^\\]|\\.)*?"""|"(?:\\.|[^"\\])*"|' + r"'[^']*'")
YES, NO = ("true", "yes", "on", "đúng", "có", "bật"), ("false", "no", "off", "sai", "không", "tắt")
NONE = ("none", "null", "nil")
WORDS = "|".join((*YES, *NO, *NONE))
PLAIN = {
    **dict.fromkeys("−–—", "-"),
    "″": '"',
    "′": "'",
    "`": '"',
    "´": "'",
    "，": ",",
    "＝": "=",
}  # typed in their place
BARE = r"[A-Za-z0-9_-]+|\x01+"
MAX_SHOWN = 60


class Line(NamedTuple):
    """One line: its number, its text, and its code: the same with each text as \\x01 and without its comment."""

    number: int
    text: str
    code: str

    @property
    def is_header(self) -> bool:
        """Whether it names a table."""
        return re.match(r"\s*\[[^\[\],=]*(\]|$)", self.code) is not None or self.code.lstrip().startswith("[[")

    @property
    def name(self) -> str:
        """The name of the table or the key, as it was written."""
        end = self.code.find("=")
        if self.is_header:
            return re.sub(r"^\s*\[+|\]+\s*$", "", self.text[: len(self.code)]).strip()
        return self.text[: end if end >= 0 else len(self.code)].strip()


Found = tuple[Message, Message]


def mistake_in(text: str, error: str) -> tuple[int, Message, Message]:
    """The line, what is wrong there, and what to write, for the sentence of tomllib's error."""
    lines = [_line(number, each) for number, each in enumerate(text.splitlines() or [""], start=1)]
    place = re.search(r"at line (\d+)", error)
    while len(lines) > 1 and not lines[-1].text.strip():
        lines.pop()
    at = lines[min(int(place[1]), len(lines)) - 1 if place else -1]
    if "Unclosed" in error or "Unterminated" in error:
        at = _opening(lines[: at.number], '"""' if "Unterminated" in error else "")
    if (twice := _twice(lines, at, error)) is not None:
        return at.number, *twice
    for rule in RULES:
        if (found := rule(at, error)) is not None:
            return at.number, *found
    return at.number, OTHER(text=at.text.strip()[:MAX_SHOWN]), OTHER_HINT


def _line(number: int, text: str) -> Line:
    code = STRING.sub(lambda found: "\x01" * len(found[0]), text)
    return Line(number, text, code.partition("#")[0].rstrip())


def _opening(lines: list[Line], quotes: str) -> Line:
    """The last line that opens more than it closes."""
    for line in reversed(lines):
        value = line.code.partition("=")[2]
        opened = sum(map(value.count, "[{")) - sum(map(value.count, "]}"))
        if line.text.count(quotes) % 2 if quotes else opened > 0:
            return line
    return lines[-1]


def _twice(lines: list[Line], at: Line, error: str) -> Found | None:
    if declared := re.match(r"Cannot declare \((.*)\) twice", error):
        name = ".".join(re.findall(r"'([^']*)'", declared[1]))
        earlier = [line.number for line in lines[: at.number - 1] if line.is_header and line.name == at.name]
        return (TABLE_TWICE(name=name, first=earlier[0]) if earlier else ALREADY(name=name)), TABLE_TWICE_HINT
    if duplicate := re.match(r"Duplicate inline table key '(.*)'", error):
        return ALREADY(name=duplicate[1]), KEY_TWICE_HINT
    if "Cannot overwrite" not in error:
        return None
    first = 0
    for line in reversed(lines[: at.number - 1]):
        if line.is_header:
            break
        first = line.number if line.name == at.name else first
    return (KEY_TWICE(name=at.name, first=first) if first else ALREADY(name=at.name)), KEY_TWICE_HINT


def _invisible(line: Line, _: str) -> Found | None:
    hidden = any(unicodedata.category(letter) in ("Cf", "Zs", "Zl") and letter != " " for letter in line.code)
    return (INVISIBLE, INVISIBLE_HINT) if hidden else None


def _curly(line: Line, _: str) -> Found | None:
    return (CURLY, CURLY_HINT) if re.search("[“”„‟‘’‚«»]", line.code) else None


def _foreign(line: Line, _: str) -> Found | None:
    """A dash for a minus, or a wide character of another keyboard."""
    for letter in line.code:
        plain = PLAIN.get(letter, unicodedata.normalize("NFKC", letter) if "\uff01" <= letter <= "\uff5e" else "")
        if plain:
            return FOREIGN(letter=letter), FOREIGN_HINT(plain=plain)
    return None


def _name(line: Line, _: str) -> Found | None:
    """A name with marks, spaces or other characters outside quotes."""
    if not line.is_header and "=" not in line.code:
        return None
    inner = re.findall(r"[{,]\s*([^{},=\[\]]+?)\s*=", line.code)
    if not line.is_header and (odd := [each for each in inner if not re.fullmatch(rf"({BARE}|[ .])+", each)]):
        return NAME(name=odd[0]), NAME_HINT(plain=f"{_without_marks(odd[0])} = ...", quoted=f'"{odd[0]}" = ...')
    for piece in line.name.split("."):
        piece = piece.strip()
        if piece and '"' not in piece and "'" not in piece and not re.fullmatch(BARE, piece):
            plain, quoted = line.name.replace(piece, _without_marks(piece)), line.name.replace(piece, f'"{piece}"')
            form = "[{}]" if line.is_header else "{} = ..."
            return NAME(name=piece), NAME_HINT(plain=form.format(plain), quoted=form.format(quoted))
    return None


def _without_marks(name: str) -> str:
    letters = unicodedata.normalize("NFD", name.replace("đ", "d").replace("Đ", "D"))
    return re.sub(r"[^A-Za-z0-9_-]+", "_", re.sub(r"[\u0300-\u036f]", "", letters))


def _quote(line: Line, error: str) -> Found | None:
    if "Unescaped '\\'" in error or "Invalid hex" in error:
        return BACKSLASH, BACKSLASH_HINT
    return (QUOTE, QUOTE_HINT) if '"' in line.code or "'" in line.code else None


def _bracket(line: Line, _: str) -> Found | None:
    for opening, closing in ("[]", "{}"):
        if line.code.count(opening) > line.code.count(closing):
            return BRACKET(bracket=closing), BRACKET_HINT
    return None


def _sides(line: Line, _: str) -> Found | None:
    if line.is_header:
        return None
    if "=" not in line.code:
        return NO_EQUALS, NO_EQUALS_HINT
    left, _, right = line.code.partition("=")
    if not left.strip():
        return NO_NAME, NO_EQUALS_HINT
    return None if right.strip() else (NO_VALUE, NO_VALUE_HINT)


def _word(line: Line, _: str) -> Found | None:
    text = unicodedata.normalize("NFC", line.code)
    for found in re.finditer(rf"[=\[,]\s*({WORDS})(?=\s*($|[,\]}}]))", text, re.IGNORECASE):
        if found[1].lower() in NONE:
            return YES_OR_NO(word=found[1]), NO_VALUE_HINT
        if found[1] not in ("true", "false"):
            yes = found[1].lower() in YES
            return YES_OR_NO(word=found[1]), YES_OR_NO_HINT(value="true" if yes else "false")
    return None


def _number(line: Line, _: str) -> Found | None:
    """A decimal comma (in square brackets it parts two numbers), a zero in front, or a unit behind."""
    code = re.sub(r"\[[^\]]*\]", "", line.code)
    if found := re.search(r"=\s*([+-]?\d+),(\d+)", code):
        return DECIMAL(number=f"{found[1]},{found[2]}"), DECIMAL_HINT(point=f"{found[1]}.{found[2]}")
    if (found := re.search(r"=\s*([+-]?)(\d*)\.(\d*)\s*($|[,}])", code)) and not (found[2] and found[3]):
        number, whole = found[0].strip("=,} "), f"{found[1]}{found[2] or 0}.{found[3] or 0}"
        return POINT(number=number), DECIMAL_HINT(point=whole)
    if found := re.search(r"=\s*0+(\d+)\b", code):
        return ZERO(number=found[0].strip("= ")), ZERO_HINT(plain=found[1])
    if found := re.search(r"=\s*[+-]?\d[\d.]*\s*([^\W\d_][^\s,}]*|[°%µ]\S*)", code):
        return UNIT(unit=found[1]), UNIT_HINT
    return None


def _ending(line: Line, _: str) -> Found | None:
    """More than one equals sign, or a sign at the end that other languages want."""
    if _bracket(line, _) is not None:
        return None
    if re.sub(r"\{[^}]*\}", "", line.code).count("=") > 1:
        return EQUALS_TWICE, EQUALS_TWICE_HINT
    last = line.code[-1:]
    return (TAIL(letter=last), TAIL_HINT) if last in (",", ";") else None


def _bare_text(line: Line, _: str) -> Found | None:
    found = re.search(r"=\s*(?!true\b|false\b|nan\b|inf\b)([^\W\d_][^,}\]]*)", line.code)
    return (BARE_TEXT(text=found[1].strip()), BARE_TEXT_HINT(text=found[1].strip())) if found else None


RULES: tuple[Callable[[Line, str], Found | None], ...] = (
    _invisible,
    _curly,
    _foreign,
    _quote,
    _sides,
    _ending,
    _name,
    _word,
    _number,
    _bare_text,
    _bracket,
)
