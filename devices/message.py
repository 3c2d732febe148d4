"""One sentence for a person: a short key for machines, English text in the code, values with units."""

from __future__ import annotations

from collections.abc import Callable


class Message:
    """A sentence with a key. Declare it once, then call it with values: `ABOVE(lpg_ppm=2140.0, limit_ppm=1800.0)`.

    `key` is short and stable (`alarm.above`), for traces and tests. `text` is plain English with `{value:.0f}` fields;
    it is also the gettext source text, so only the edges (command line, page) translate it.
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
        return translate(self.text).format(**values) if values else translate(self.text)

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


def _short(value: object) -> str:
    return f"{value:.4g}" if isinstance(value, float) else str(value)
