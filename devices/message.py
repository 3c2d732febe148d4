"""Sentences for people, and the errors that carry them: what was seen and what to check, in words a learner can act on.

HighlandError
+-- ReadError        a part gave no value this time; flaky sensors are normal, so it only ages the channel
|   +-- WarmingUp    not broken: the part needs more time before its value means anything
+-- WiringError      wiring.toml or the law does not fit together; nothing was started
"""

from __future__ import annotations

import string
from collections.abc import Callable


class Message:
    """One sentence for a person. Declare it once, then call it with values: `ABOVE(lpg_ppm=2140.0, limit_ppm=1800.0)`.

    `key` is short and stable (`alarm.above`), for traces and tests. `text` is plain English with `{value:.0f}` fields;
    it is also the gettext source text, so only the edges (command line, page) translate it. A field with a form, such
    as `:.1f`, is written with the reader's decimal mark, and `{after_s:span}` as a span of time (`duration`); a bare
    `{value}` stands as somebody typed it.
    """

    __slots__ = ("key", "text", "values")

    def __init__(self, key: str, text: str, values: dict[str, object] | None = None) -> None:
        self.key = key
        self.text = text
        self.values = values or {}

    def __call__(self, **values: object) -> Message:
        """The same sentence with its values filled in."""
        return Message(self.key, self.text, values)

    def render(self, translate: Callable[[str], str] = str) -> str:
        """The sentence for a person, in the language that `translate` turns English into."""
        values = {
            name: value.render(translate) if isinstance(value, Message) else value
            for name, value in self.values.items()
        }
        if not values:
            return translate(self.text)
        return _Numbers(translate).vformat(translate(self.text), (), values)

    def __str__(self) -> str:
        if not self.values:
            return self.key
        return f"{self.key}({', '.join(f'{name}={_short(value)}' for name, value in self.values.items())})"

    def __repr__(self) -> str:
        return f"Message({self})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Message) and self.key == other.key and self.values == other.values

    def __hash__(self) -> int:
        return hash(self.key)


DECIMAL_MARK = Message("number.decimal_mark", ".")


UNITS = (
    (86_400, Message("span.d", "{count} d")),
    (3600, Message("span.h", "{count} h")),
    (60, Message("span.min", "{count} min")),
    (1, Message("span.s", "{count} s")),
)
TWO_UNITS = Message("span.two", "{first} {second}")
SPAN = "span"  # the form of a field that is a span of time


def duration(duration_s: float, units: int = 2) -> Message:
    """The one form of a span of time in any text, by its largest unit and the next: `3 min 55 s`, `2 h 05 min`.

    In Vietnamese `3 phút 55 giây`. `units` is how many units there are at most: 1 for a narrow column, 3 for a moment
    of a long run. It needs a finite number.
    """
    left = max(0, round(duration_s))
    first = next((number for number, (size, _) in enumerate(UNITS) if left >= size), len(UNITS) - 1)
    counts = []
    for size, unit in UNITS[first : first + units]:
        count, left = divmod(left, size)
        counts.append((count, unit))
    while len(counts) > 1 and counts[-1][0] == 0:
        counts.pop()
    found = counts[0][1](count=counts[0][0])
    for count, unit in counts[1:]:
        found = TWO_UNITS(first=found, second=unit(count=f"{count:02}"))
    return found


class _Numbers(string.Formatter):
    """Writes a number that has a form in the reader's language: with its decimal mark, or as a span of time."""

    def __init__(self, translate: Callable[[str], str]) -> None:
        self._translate = translate

    def format_field(self, value: object, format_spec: str) -> str:
        if format_spec == SPAN and isinstance(value, (int, float)):
            return duration(value).render(self._translate)
        text = format(value, format_spec)
        if format_spec and isinstance(value, float) and "." in text:
            return text.replace(".", self._translate(DECIMAL_MARK.text))
        return text


def _short(value: object) -> str:
    return f"{value:.4g}" if isinstance(value, float) else str(value)


NO_HINT = Message("hint.none", "")


class HighlandError(Exception):
    """An error with a message and a hint that can both be shown in the reader's language."""

    def __init__(self, message: Message, hint: Message = NO_HINT) -> None:
        super().__init__(message, hint)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message.render()} {self.hint.render()}".strip()


class ReadError(HighlandError):
    """A part could not be read this time. `hint` names the wire to check."""


class WarmingUp(ReadError):
    """The part works but is not ready yet, such as a gas sensor whose heater is still cold."""


class WiringError(HighlandError):
    """The wiring list, the parts and the law do not fit together."""
