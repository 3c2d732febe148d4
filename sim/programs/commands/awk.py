"""As much of awk as stands behind a pipe in programs of kits: `NR>1 {$1="";print}`, `{printf "%s/%sMB", $3,$2}`.

A pattern is a comparison or /text/, an action a list of assignments to fields, `print` and `printf`.
"""

from __future__ import annotations

import re

RULE = re.compile(r"\s*(?P<pattern>[^{]*?)\s*(?:\{(?P<action>[^{}]*(?:\{[^{}]*\}[^{}]*)*)\}|$)", re.DOTALL)
FIELD = re.compile(r"\$(?:NF|\d+|\([^()]*\))")
TERM = re.compile(r'\s*(?:"((?:[^"\\]|\\.)*)"|(\$?\([^()]*\)|\$?[\w.]+)|(==|!=|>=|<=|[-+*/%<>~]))')
FORMAT = re.compile(r"%(?:%|[-+ 0]*\d*(?:\.\d+)?[a-zA-Z])")
ESCAPES = {"n": "\n", "t": "\t", '"': '"', "\\": "\\"}

Value = str | float


class NotUnderstood(ValueError):
    """More of awk than is here."""


class _Record:
    """One line and its fields."""

    def __init__(self, line: str, number: int, mark: str | None) -> None:
        self.line = line
        self.number = number
        self.fields = (
            line.split()
            if mark in (None, " ")
            else re.split(mark if len(mark or "") > 1 else re.escape(mark or ""), line)
        )

    def field(self, place: int) -> str:
        """Field `place`, from 1 on; 0 is the line."""
        if place == 0:
            return self.line
        return self.fields[place - 1] if 0 < place <= len(self.fields) else ""

    def put(self, place: int, value: str) -> None:
        """Change a field; the line is joined anew."""
        self.fields += [""] * (place - len(self.fields))
        self.fields[place - 1] = value
        self.line = " ".join(self.fields)


def awk(script: str, text: str, mark: str | None = None) -> str:
    """What the script makes of each line. Raises NotUnderstood."""
    out: list[str] = []
    position = 0
    rules = []
    while position < len(script.rstrip()):
        found = RULE.match(script, position)
        if found is None or found.end() == position:
            raise NotUnderstood(script)
        rules.append((found["pattern"], found["action"] if found["action"] is not None else "print"))
        position = found.end()
    for number, line in enumerate(text.splitlines(), 1):
        record = _Record(line, number, mark)
        for pattern, action in rules:
            if not pattern or _holds(pattern, record):
                _act(action, record, out)
    return "".join(out)


def _holds(pattern: str, record: _Record) -> bool:
    if pattern.startswith("/") and pattern.endswith("/"):
        return re.search(pattern[1:-1], record.line) is not None
    for word, combine in (("||", any), ("&&", all)):
        if word in pattern:
            return combine(_holds(piece.strip(), record) for piece in pattern.split(word))
    value = _value(pattern, record)
    return bool(value) and value != "0"


def _act(action: str, record: _Record, out: list[str]) -> None:
    for statement in _pieces(action, ";\n"):
        statement = statement.strip()
        changed = re.fullmatch(r"\$(\d+)\s*=\s*(?!=)(.*)", statement)
        if changed:
            record.put(int(changed[1]), _as_text(_value(changed[2], record)))
        elif statement.startswith("printf"):
            rest = statement[6:].strip()
            rest = rest[1:-1] if rest.startswith("(") and rest.endswith(")") else rest
            values = [_value(piece, record) for piece in _pieces(rest, ",")]
            out.append(_formatted(_as_text(values[0]), values[1:]))
        elif statement.startswith("print"):
            rest = statement[5:].strip()
            values = [_value(piece, record) for piece in _pieces(rest, ",")] if rest else [record.line]
            out.append(" ".join(map(_as_text, values)) + "\n")
        elif statement and statement not in ("exit", "next"):
            raise NotUnderstood(statement)


def _pieces(text: str, marks: str) -> list[str]:
    """Cut at these characters, but not inside quotes or brackets."""
    found, depth, start, quoted = [], 0, 0, False
    for place, letter in enumerate(text):
        if letter == '"' and text[place - 1 : place] != "\\":
            quoted = not quoted
        elif not quoted:
            depth += (letter in "([") - (letter in ")]")
            if letter in marks and depth == 0:
                found.append(text[start:place])
                start = place + 1
    return [piece for piece in (*found, text[start:]) if piece.strip()]


def _value(text: str, record: _Record) -> Value:
    """An expression: terms side by side are joined, operators are worked out from left to right, * and / first."""
    terms: list[Value] = []
    operators: list[str] = []
    position, text = 0, text.strip()
    after_operator = True
    while position < len(text):
        found = TERM.match(text, position)
        if found is None:
            raise NotUnderstood(text)
        position = found.end()
        if found[3]:
            operators.append(found[3])
            after_operator = True
            continue
        term = (
            re.sub(r"\\(.)", lambda sign: ESCAPES.get(sign[1], sign[0]), found[1])
            if found[1] is not None
            else _term(found[2], record)
        )
        if not after_operator:
            operators.append("")
        terms.append(term)
        after_operator = False
    for level in (("*", "/", "%"), ("+", "-"), ("",), ("==", "!=", ">=", "<=", ">", "<", "~")):
        place = 0
        while place < len(operators):
            if operators[place] in level and place + 1 < len(terms):
                terms[place : place + 2] = [_worked_out(operators.pop(place), terms[place], terms[place + 1])]
            else:
                place += 1
    if len(terms) != 1:
        raise NotUnderstood(text)
    return terms[0]


def _term(word: str, record: _Record) -> Value:
    if word.startswith("$"):
        inner = word[1:].removeprefix("(").removesuffix(")")
        return record.field(int(_as_number(_value(inner, record))))
    if word.startswith("("):
        return _value(word[1:-1], record)
    if word == "NF":
        return float(len(record.fields))
    if word == "NR":
        return float(record.number)
    return float(word) if re.fullmatch(r"\d+(\.\d+)?", word) else ""


def _worked_out(operator: str, left: Value, right: Value) -> Value:
    if operator == "":
        return _as_text(left) + _as_text(right)
    if operator == "~":
        return float(re.search(_as_text(right), _as_text(left)) is not None)
    a, b = _as_number(left), _as_number(right)
    if operator in ("==", "!=") and not (_is_number(left) and _is_number(right)):
        return float((_as_text(left) == _as_text(right)) is (operator == "=="))
    sums = {"*": a * b, "/": a / b if b else 0.0, "%": a % b if b else 0.0, "+": a + b, "-": a - b}
    compared = {"==": a == b, "!=": a != b, ">": a > b, "<": a < b, ">=": a >= b, "<=": a <= b}
    return sums[operator] if operator in sums else float(compared[operator])


def _is_number(value: Value) -> bool:
    return isinstance(value, float) or re.fullmatch(r"\s*-?\d+(\.\d+)?\s*", value) is not None


def _as_number(value: Value) -> float:
    if isinstance(value, float):
        return value
    found = re.match(r"\s*-?\d+(\.\d+)?", value)
    return float(found[0]) if found else 0.0


def _as_text(value: Value) -> str:
    return value if isinstance(value, str) else f"{value:.6g}"


def _formatted(form: str, values: list[Value]) -> str:
    ahead = iter(values)

    def one(found: re.Match[str]) -> str:
        if found[0] == "%%":
            return "%"
        value = next(ahead, "")
        kind = found[0][-1]
        return found[0] % (
            _as_text(value) if kind == "s" else int(_as_number(value)) if kind in "dixXoc" else _as_number(value)
        )

    return FORMAT.sub(one, form)
