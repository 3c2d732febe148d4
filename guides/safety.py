"""What stands in the safety box of every page: safety.toml, the lines for all and those that a guide asks for."""

from __future__ import annotations

from dataclasses import dataclass

from devices import Message
from guides.fields import Both, GuideError, Table, read
from guides.shop import HERE

FILE = "safety.toml"
FOR_ALL = "all"

NO_NOTICE = Message("guide.no_notice", "{file}: there is no safety line {key} in guides/safety.toml.")
NO_NOTICE_HINT = Message("guide.no_notice.hint", "There are: {names}.")


@dataclass(frozen=True, slots=True)
class Notice:
    """One line of the box, by its key."""

    key: str
    text: Both


def notices(file: str, asked: tuple[str, ...]) -> tuple[Notice, ...]:
    """The lines for all, then those asked for, in the order of safety.toml. Raises GuideError."""
    listed = read(HERE / FILE, FILE)
    for key in asked:
        if key not in listed:
            raise GuideError(NO_NOTICE(file=file, key=key), NO_NOTICE_HINT(names=", ".join(listed)))
    found = []
    for key, values in listed.items():
        table = Table(FILE, key, values)
        texts = table.list_of_both("lines")
        table.close()
        if key == FOR_ALL or key in asked:
            found += [Notice(key, text) for text in texts]
    return tuple(found)
