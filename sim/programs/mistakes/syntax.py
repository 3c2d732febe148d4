"""A line that Python cannot read: what stands there, by its words and by what Python says about it."""

from __future__ import annotations

import keyword
import re
from collections.abc import Callable

from devices import Message
from sim.programs.mistakes.mistake import Mistake, Row, Seen, first_of, says
from sim.programs.mistakes.spelling import CURLY_QUOTES, LOOKS_LIKE, has_signs

COLON = Message(
    "mistake.colon", "A colon is missing at the end of this line. Every line with `if`, `else` or `def` ends with one."
)
SEMICOLON = Message("mistake.semicolon", "This line ends with `;`. Python wants a colon there: `:`.")
THEN = Message("mistake.then", "`then` is no word of Python. Put a colon in its place.")
EQUALS = Message(
    "mistake.equals", "A single `=` gives a name a value. To ask whether two values are the same, write `==`."
)
LEFT_OF_EQUALS = Message(
    "mistake.left_of_equals", "What stands left of `=` cannot get a value. Write the name on the left, its value right."
)
NO_BLOCK = Message(
    "mistake.no_block", "Line {line} ends with a colon. What belongs to it begins four spaces further right."
)
TOO_FAR_RIGHT = Message(
    "mistake.too_far_right", "This line begins further right than the line above, without a colon there. Move it left."
)
OTHER_COLUMN = Message(
    "mistake.other_column", "No line above begins in this column. Lines that belong together begin in the same one."
)
ELSE_ALONE = Message(
    "mistake.else_alone", "`{word}` has no `if` here. It begins in the same column as its `if`, and `else` comes last."
)
RETURN_OUTSIDE = Message(
    "mistake.return_outside", "`return` stands outside of a function. Begin the line four spaces further right."
)
TABS = Message(
    "mistake.tabs", "Tabs and spaces are mixed at the beginning of this line. Delete them and type spaces instead."
)
NEVER_CLOSED = Message(
    "mistake.never_closed", "The bracket {bracket} is opened here and never closed. Put {closing} where it ends."
)
CLOSES_NOTHING = Message(
    "mistake.closes_nothing", "The bracket {bracket} closes nothing. Delete it, or open one before it."
)
OTHER_BRACKET = Message("mistake.other_bracket", "{bracket} cannot close {opening}. Write {closing} here.")
F_BRACKET = Message("mistake.f_bracket", "A curly bracket in this text is never closed. Close it before the quote.")
QUOTE = Message(
    "mistake.quote", "A text begins in this line and does not end. Begin and end it with the same straight quote."
)
CURLY = Message(
    "mistake.curly_quote", "The quote {character} is curly, as in a letter. Delete it and type a straight one."
)
LIKE = Message("mistake.looks_like", "{character} is not the sign of Python. Write `{right}` instead.")
UNSEEN = Message("mistake.unseen", "A sign that nobody sees stands here, often from a copied text. Type the line anew.")
NO_CHARACTER = Message("mistake.character", "Python does not use the character {character}. Delete it.")
SIGNED = Message(
    "mistake.signed", "{word} has Vietnamese signs. Switch Vietnamese typing off to write code, and type the word anew."
)
ELSE_IF = Message("mistake.else_if", "`{word}` is no word of Python. A second question begins with `elif`.")
COMMA = Message("mistake.comma", "Two values stand here with nothing between them. Perhaps a comma is missing.")
OPERATOR = Message("mistake.operator", "Python does not know the sign `{found}`. Write `{right}`.")
CAPITALS = Message("mistake.capitals", "Python does not know `{found}`. It writes `{right}`.")
SPACE_IN_NAME = Message("mistake.space_in_name", "A name has no space and no minus in it. Write it so: `{right}`.")
PYTHONS_OWN = Message("mistake.pythons_own", "`{word}` is a word of Python itself. Choose another name.")
UNIT = Message(
    "mistake.unit",
    "`{found}` stands directly behind the number {number}. A unit goes behind `#`. To multiply, write `*`.",
)
NUMBER_IN_PARTS = Message("mistake.number_in_parts", "A number has no space in it. Write {right}.")
ZEROS = Message("mistake.zeros", "A whole number does not begin with 0. Write {right}.")
PRINT = Message("mistake.print", "This is Python 2. Python 3 writes brackets: `print(...)`.")
UNREADABLE = Message(
    "mistake.unreadable",
    "Python cannot read this line. Look here and at the line above for a missing bracket, quote or colon.",
)

CLOSING = {"(": ")", "[": "]", "{": "}"}
OPERATORS = {"=>": ">=", "=<": "<=", "&&": "and", "||": "or", "<>": "!=", "===": "==", "++": "+= 1", "--": "-= 1"}
OPERATORS |= {"!": "not"}
TEXTS = re.compile(r"'[^']*'|\"[^\"]*\"")
ASKS = re.compile(r"\s*(?:if|elif|while|return|assert)\b")


def mistake_in_line(error: SyntaxError) -> Mistake:
    """What is wrong in the line that Python complains about."""
    said = error.msg or ""
    line = TEXTS.sub("''", error.text or "").partition("#")[0].rstrip()
    found = first_of(ROWS, Seen(error), said) or _by_words(line, "comma" in said)
    if found is None and said == "expected ':'":
        found = Mistake("missing_colon", COLON)
    return found or first_of(LAST_ROWS, Seen(error), said) or Mistake("syntax", UNREADABLE)


def _by_words(line: str, lacks_comma: bool) -> Mistake | None:
    """What the words of the line tell, without its texts and its comment."""
    readers: list[Callable[[str], Mistake | None]] = [_else, _signed, _capitals, _operator]
    for read in readers + ([] if lacks_comma else [_semicolon, _number, _name]):
        found = read(line)
        if found is not None:
            return found
    return None


def _else(line: str) -> Mistake | None:
    match = re.match(r"\s*(else +if|else?if)\b", line)
    if match and match[1] != "elif":
        return Mistake("else_if", ELSE_IF(word=match[1]))
    return Mistake("missing_colon", THEN) if re.search(r"\bthen\b", line) else None


def _signed(line: str) -> Mistake | None:
    for word in re.findall(r"\w+", line):
        if has_signs(word):
            return Mistake("vietnamese_letters", SIGNED(word=word))
    return None


def _capitals(line: str) -> Mistake | None:
    words = {each.lower(): each for each in keyword.kwlist}
    for word in re.findall(r"(?<![\w.])[A-Za-z]+(?![\w.])", line):
        right = words.get(word.lower(), word)
        if right != word:
            return Mistake("capital_letters", CAPITALS(found=word, right=right))
    return None


def _operator(line: str) -> Mistake | None:
    for found, right in OPERATORS.items():
        if found in (line.replace("!=", "") if found == "!" else line):
            return Mistake("operator", OPERATOR(found=found, right=right))
    return None


def _semicolon(line: str) -> Mistake | None:
    opens = re.match(r"\s*(?:if|elif|else|for|while|def|class|try|except|with)\b", line)
    return Mistake("missing_colon", SEMICOLON) if opens and line.endswith(";") else None


def _number(line: str) -> Mistake | None:
    if match := re.search(r"(?<![\w.])(\d+) (\d{3})(?!\w)", line):
        return Mistake("number", NUMBER_IN_PARTS(right=match[1] + match[2]))
    match = re.search(r"(?<![\w.])(\d+(?:\.\d+)?)\s*([A-Za-z_%]\w*)", line)
    if match and not keyword.iskeyword(match[2]):
        return Mistake("number", UNIT(found=match[2], number=match[1]))
    return None


def _name(line: str) -> Mistake | None:
    if match := re.match(r"\s*([A-Za-z]\w*(?:[ -]+[A-Za-z]\w*)+) *=(?!=)", line):
        words = re.split(r"[ -]+", match[1])
        if not any(map(keyword.iskeyword, words)):
            return Mistake("bad_name", SPACE_IN_NAME(right="_".join(words)))
    match = re.match(r"\s*(\w+) *=(?!=)", line)
    return Mistake("bad_name", PYTHONS_OWN(word=match[1])) if match and keyword.iskeyword(match[1]) else None


def _character(seen: Seen, match: re.Match[str]) -> Mistake:
    """What the one character is that Python names by its number."""
    character = chr(int(match[1], 16))
    if character in CURLY_QUOTES:
        return Mistake("smart_quotes", CURLY(character=character))
    if character in LOOKS_LIKE:
        return Mistake("character", LIKE(character=character, right=LOOKS_LIKE[character]))
    return Mistake("character", NO_CHARACTER(character=character) if character.isprintable() else UNSEEN)


def _assigned(seen: Seen, match: re.Match[str]) -> Mistake | None:
    """`=` in a question, or on its left something that is no name."""
    line = getattr(seen.error, "text", None) or ""
    if ASKS.match(line):
        return Mistake("equals_for_compare", EQUALS)
    return _name(line) or Mistake("bad_name", LEFT_OF_EQUALS)


def _unclosed(seen: Seen, match: re.Match[str]) -> Mistake:
    return Mistake("bracket", NEVER_CLOSED(bracket=match[1], closing=CLOSING[match[1]]))


def _other_bracket(seen: Seen, match: re.Match[str]) -> Mistake:
    return Mistake("bracket", OTHER_BRACKET(bracket=match[1], opening=match[2], closing=CLOSING[match[2]]))


def _zeros(seen: Seen, match: re.Match[str]) -> Mistake | None:
    number = re.search(r"(?<![\w.])0+(\d+)", getattr(seen.error, "text", None) or "")
    return None if number is None else Mistake("number", ZEROS(right=number[1]))


ROWS: tuple[Row, ...] = (
    (TabError, r"", says("tabs_and_spaces", TABS)),
    (IndentationError, r"expected an indented block .* on line (\d+)", says("indentation", NO_BLOCK, "line")),
    (IndentationError, r"unexpected indent", says("indentation", TOO_FAR_RIGHT)),
    (IndentationError, r"", says("indentation", OTHER_COLUMN)),
    (SyntaxError, r"'([(\[{])' was never closed", _unclosed),
    (SyntaxError, r"unmatched '(.)'", says("bracket", CLOSES_NOTHING, "bracket")),
    (SyntaxError, r"closing parenthesis '(.)' does not match opening parenthesis '(.)'", _other_bracket),
    (SyntaxError, r"f-string: .*'\}'", says("bracket", F_BRACKET)),
    (SyntaxError, r"unterminated .*string literal", says("quote", QUOTE)),
    (SyntaxError, r"invalid (?:non-printable )?character .*U\+([0-9A-F]+)", _character),
    (SyntaxError, r"instead of '='", _assigned),
    (SyntaxError, r"leading zeros", _zeros),
    (SyntaxError, r"'return' outside function", says("indentation", RETURN_OUTSIDE)),
    (SyntaxError, r"Missing parentheses in call to", says("python_2", PRINT)),
)


def _alone(seen: Seen, match: re.Match[str]) -> Mistake | None:
    word = re.match(r"\s*(else|elif)\b", getattr(seen.error, "text", None) or "")
    return None if word is None else Mistake("indentation", ELSE_ALONE(word=word[1]))


LAST_ROWS: tuple[Row, ...] = (
    (SyntaxError, r"Perhaps you forgot a comma", says("missing_comma", COMMA)),
    (SyntaxError, r"^invalid syntax$", _alone),
)
