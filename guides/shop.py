"""What the parts cost: shop.toml, which a club may correct with a file of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from devices import Message
from guides.fields import Both, GuideError, Table, read

HERE = Path(__file__).parent
FILE = "shop.toml"

NO_ITEM = Message("guide.no_item", "{file}: there is no part called {item} in the shop.")
NO_ITEM_HINT = Message("guide.no_item.hint", "Take a name of guides/shop.toml. Near ones: {names}.")


@dataclass(frozen=True, slots=True)
class Item:
    """A thing to buy: `price_vnd` in dong for one, as a club believed it in the month `date`."""

    key: str
    name: Both
    price_vnd: int
    date: str
    recycled: Both | None  # what may take its place, and on which condition
    new_only: Both | None  # why it must not be second-hand
    safety: Both | None


def shop(corrections: Path | None = None) -> dict[str, Item]:
    """Every item by its key, with the prices that a club has corrected. Raises GuideError and TomlError."""
    items = {key: _item(key, table) for key, table in read(HERE / FILE, FILE).items()}
    if corrections is None:
        return items
    for key, values in read(corrections, str(corrections)).items():
        if key not in items:
            raise no_item(str(corrections), key, items)
        table = Table(str(corrections), key, values)
        price, date = table.number("price_vnd", "45000", least=0), table.month("date")
        table.close()
        items[key] = replace(items[key], price_vnd=price or 0, date=date)
    return items


def no_item(file: str, key: str, items: Mapping[str, Item]) -> GuideError:
    """What is said of a name that the shop has not, with the names that are like it."""
    from difflib import get_close_matches

    near = get_close_matches(key, items, n=3, cutoff=0.4) or sorted(items)[:3]
    return GuideError(NO_ITEM(file=file, item=key), NO_ITEM_HINT(names=", ".join(near)))


def _item(key: str, values: object) -> Item:
    table = Table(FILE, key, values)
    item = Item(
        key,
        Both(table.word("en", '"..."'), table.word("vi", '"..."')),
        table.number("price_vnd", "45000", least=0) or 0,
        table.month("date"),
        table.maybe_both("recycled"),
        table.maybe_both("new_only"),
        table.maybe_both("safety"),
    )
    table.close()
    return item
