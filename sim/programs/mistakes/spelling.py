"""Marks that only look like the right ones, letters with signs, and what a word was meant to be."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable

ALIKE = 0.76  # of difflib: `gas_ppm` is `gas_lpg_ppm`, `foo` is not `floor`
CURLY_QUOTES = "“”„‟‘’‚‛«»″′´`"
LOOKS_LIKE = {
    **dict.fromkeys("–—−‐‑‒", "-"),
    **dict(zip("，；：（）！？＝＋＜＞［］｛｝", ",;:()!?=+<>[]{}", strict=True)),
    "…": "...",
    "×": "*",
    "÷": "/",
    "≥": ">=",
    "≤": "<=",
    "≠": "!=",
}


def has_signs(name: str) -> bool:
    """Whether a word has letters that only Vietnamese typing makes."""
    return any(unicodedata.combining(each) for each in unicodedata.normalize("NFD", name)) or bool({*name} & {*"đĐ"})


def without_signs(name: str) -> str:
    """`ưarm` is typed with the keys of `warm` when the typing of Vietnamese is on; here only the signs go."""
    plain = "".join(each for each in unicodedata.normalize("NFD", name) if not unicodedata.combining(each))
    return plain.replace("đ", "d").replace("Đ", "D")


def nearest(name: str, names: Iterable[str]) -> str | None:
    """The one of the names that is written almost so, letter case and signs aside."""
    known = {each.casefold(): each for each in names if not each.startswith("_")}
    found = difflib.get_close_matches(without_signs(name).casefold(), known, 1, ALIKE)
    return known[found[0]] if found else None
