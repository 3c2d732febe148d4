"""What a reader sees of a page's HTML: its words, without tags, scripts and what is typed."""

from __future__ import annotations

import re
from html import unescape

HIDDEN = re.compile(r"<(script|style|code)\b.*?</\1>|<!--.*?-->", re.DOTALL)
SAID_BY = re.compile(r'(?:title|aria-label|placeholder|alt|data-tab|data-head)="([^"]*)"')
CODE = re.compile(r"[A-Z_]{2,}")  # of a state, small behind its name


def shown(page: str) -> list[str]:
    """Each piece of text that a reader meets, but for codes of states."""
    page = HIDDEN.sub(" ", page)
    pieces = [unescape(each).strip() for each in [*re.split(r"<[^>]*>", page), *SAID_BY.findall(page)]]
    return [each for each in pieces if each and not CODE.fullmatch(each)]
