"""What a pupil wants to be called, made harmless: a text of one short line, and no two the same."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection

from classroom.relay import words as w
from classroom.relay.bounded import BAD, Refused

LONGEST = 20  # letters
LONGEST_SENT = 200  # characters that are looked at
DROPPED = {"Cc", "Cf", "Cs", "Co", "Cn"}  # control, direction and invisible characters, halves, private ones
SPACES = {"Zs", "Zl", "Zp"}
MARKS = {"Mn", "Me", "Mc"}


def clean_name(given: object) -> str:
    """The name as it is shown. Raises Refused when nothing is left or it is too long."""
    if not isinstance(given, str) or len(given) > LONGEST_SENT:
        raise Refused(BAD, w.BAD_NAME(most=LONGEST))
    kept: list[str] = []
    for each in unicodedata.normalize("NFC", given):
        kind = unicodedata.category(each)
        if kind in SPACES or each in "\t\r\n":
            kept.append(" ")
        elif kind not in DROPPED and not (kind in MARKS and _is_marked(kept)):
            kept.append(each)
    name = " ".join("".join(kept).split())
    if not 1 <= len(name) <= LONGEST or not any(unicodedata.category(each)[0] in "LNS" for each in name):
        raise Refused(BAD, w.BAD_NAME(most=LONGEST))
    return name


def unlike(name: str, taken: Collection[str]) -> str:
    """The name, with a number when somebody has it already: Lan, Lan 2."""
    known = {_folded(each) for each in taken}
    found, number = name, 1
    while _folded(found) in known:
        number += 1
        tail = f" {number}"
        found = name[: LONGEST - len(tail)].rstrip() + tail
    return found


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()


def _is_marked(kept: list[str]) -> bool:
    """Whether a further mark would make a heap of them: one on a letter is enough once they are composed."""
    return not kept or unicodedata.category(kept[-1]) in MARKS or kept[-1] == " "
