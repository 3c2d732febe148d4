"""The bill of materials of one build: parts.toml, held against the shop and against wiring.toml."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from devices import Message, Wiring
from guides.fields import Both, GuideError, Table, read
from guides.shop import Item, no_item

FILE = "parts.toml"

NOT_WIRED = Message("guide.not_wired", "{file}: {item} is said to be {part}, but wiring.toml has no such part.")
NOT_WIRED_HINT = Message("guide.not_wired.hint", "The parts of wiring.toml are: {names}.")
NOT_BOUGHT = Message("guide.not_bought", "{file} has nothing for {part} of wiring.toml.")
NOT_BOUGHT_HINT = Message("guide.not_bought.hint", 'Add `[[part]]` with `take = "..."` and `of = ["{part}"]`.')
TWICE = Message("guide.item_twice", "{file} takes {item} twice.")
TWICE_HINT = Message("guide.item_twice.hint", "Write it once, with the count of both.")
NO_USE = Message("guide.no_use", "{file}: {item} is no part of wiring.toml, and nobody says what it is for.")
NO_USE_HINT = Message("guide.no_use.hint", 'Write `of = ["part"]`, or `use = {{ en = "...", vi = "..." }}`.')


@dataclass(frozen=True, slots=True)
class Row:
    """So many of one item, for these parts of wiring.toml, or for `use` where no list names it."""

    item: Item
    count: int
    of: tuple[str, ...]
    use: Both | None

    @property
    def price_vnd(self) -> int:
        """What all of them cost."""
        return self.count * self.item.price_vnd


@dataclass(frozen=True, slots=True)
class Bill:
    """All rows; `counted` says what is in the sum and what is not."""

    rows: tuple[Row, ...]
    counted: Both

    @property
    def total_vnd(self) -> int:
        """The sum in dong."""
        return sum(row.price_vnd for row in self.rows)

    @property
    def dates(self) -> tuple[str, ...]:
        """The months of its prices, the oldest first."""
        return tuple(sorted({row.item.date for row in self.rows}))


def read_bill(folder: Path, wiring: Wiring, items: Mapping[str, Item]) -> Bill:
    """The bill in `folder`. Raises GuideError, TomlError: also for a part of the wiring that nobody buys."""
    shown = f"{folder.name}/{FILE}"
    top = Table(shown, FILE, read(folder / FILE, shown))
    counted, parts = top.both("counted"), top.take("part", "[[part]]")
    top.close()
    if not isinstance(parts, list):
        raise top.refuse("part", parts, "[[part]]")
    rows = tuple(_row(shown, values, items) for values in parts)
    _check(shown, rows, wiring)
    return Bill(rows, counted)


def _row(shown: str, values: object, items: Mapping[str, Item]) -> Row:
    table = Table(shown, "part", values)
    key = table.word("take", '"dht22"')
    table.name = key
    if key not in items:
        raise no_item(shown, key, items)
    of, use = table.names("of"), table.maybe_both("use")
    count = table.number("count", "2", least=1, needed=False)
    table.close()
    if not of and use is None:
        raise GuideError(NO_USE(file=shown, item=key), NO_USE_HINT)
    return Row(items[key], count or max(len(of), 1), of, use)


def _check(shown: str, rows: tuple[Row, ...], wiring: Wiring) -> None:
    """Every part of wiring.toml is bought, and nothing is said to be a part that is not there."""
    wired = [part.name for part in wiring.parts] + [part.name for part in wiring.passive]
    for key, count in Counter(row.item.key for row in rows).items():
        if count > 1:
            raise GuideError(TWICE(file=shown, item=key), TWICE_HINT)
    for row in rows:
        for part in row.of:
            if part not in wired:
                refused = NOT_WIRED(file=shown, item=row.item.key, part=part)
                raise GuideError(refused, NOT_WIRED_HINT(names=", ".join(wired)))
    bought = {part for row in rows for part in row.of}
    for part in wired:
        if part not in bought:
            raise GuideError(NOT_BOUGHT(file=shown, part=part), NOT_BOUGHT_HINT(part=part))
