"""Finds English words in Vietnamese text: words that are no Vietnamese syllables and that nobody types or sees printed.

A Vietnamese syllable without signs is an onset, a vowel and at most one of m n ng nh behind it; one that ends in c ch
p t always has a sign. `allowed_words.toml` names the exceptions, each with its reason.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

ALLOWED = Path(__file__).with_name("allowed_words.toml")
ONSET = "b|c|ch|d|g|gh|gi|h|k|kh|l|m|n|ng|ngh|nh|ph|qu|r|s|t|th|tr|v|x|"
VOWEL = "ai|ao|au|ay|a|eo|e|ia|iu|i|oai|oao|oay|oa|oe|oi|o|ua|ui|uya|uyu|uy|u|y"
SYLLABLE = re.compile(f"(?:{ONSET})(?:{VOWEL})(?:m|ng|nh|n)?")
ENGLISH_ALL_THE_SAME = frozenset({"the", "him", "pin", "on", "no", "can", "man", "run", "gain", "rain", "sun", "main"})

TYPED = re.compile(
    r"`[^`]*`"  # in backticks
    r"|\([A-Z_]{2,}\)"  # the code of a state, in brackets behind its name
    r"|\w+://\S*"  # addresses
    r"|(?<![\w-])--?[a-z][\w-]*"  # options
    r"|[\w.@~-]*[/\\][\w./\\@-]+"  # paths
    r"|\w+(?:\.\w+)*\([^)]*\)"  # calls
    r"|\w+\.(?:py|toml|csv|svg|png|pdf|html|json|pem|crt|key|db|md|local)\b"  # files
    r"|\{[^}]*\}|\$\S+"  # fields
    r"|[^\s,;]+=[^\s,;]*"  # key=value
    r"|\b\w*_\w*|\w*\d\w*"  # identifiers, part numbers, spans of time
)
WORD = re.compile(r"[^\W\d_]+")


def english_words(text: str) -> list[str]:
    """Each word of the text that is English and not allowed."""
    return [word for word in WORD.findall(TYPED.sub(" ", text)) if _is_english(word)]


@cache
def spoken(text: str) -> str:
    """The text without what is typed: commands, options, paths, files, fields."""
    return TYPED.sub(" ", text)


@cache
def allowed() -> frozenset[str]:
    """All words that are allowed."""
    tables = tomllib.loads(ALLOWED.read_text(encoding="utf-8"))
    return frozenset(word for table in tables.values() for word in table["words"])


def _is_english(word: str) -> bool:
    plain = word.lower()
    if not word.isascii() or len(word) == 1 or word in allowed() or plain in allowed():
        return False
    return plain in ENGLISH_ALL_THE_SAME or not SYLLABLE.fullmatch(plain)
