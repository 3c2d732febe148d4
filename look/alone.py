"""What a page needs that is one file and opens without a server: style, font and icons inside it."""

from __future__ import annotations

import re
from base64 import b64encode

from look.tokens import FOLDER

_FONT = re.compile(r"url\((fonts/[\w-]+\.woff2)\)")


def style() -> str:
    """tokens.css and page.css with the fonts inside, for a page's style element; its policy needs `font-src data:`."""
    tokens = _FONT.sub(lambda found: f"url(data:font/woff2;base64,{_bytes(found[1])})", _text("tokens.css"))
    return tokens + _text("page.css")


def icons(*names: str) -> str:
    """These drawings of icons.svg, hidden, for `<use href="#check"/>`. Raises KeyError for an unknown one."""
    drawings = dict(re.findall(r'(?s)<symbol id="([a-z]+)"(.*?</symbol>)', _text("icons.svg")))
    return (
        '<svg class="icons" width="0" height="0" aria-hidden="true">'
        + "".join(f'<symbol id="{name}"{drawings[name]}' for name in names)
        + "</svg>"
    )


def _text(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def _bytes(name: str) -> str:
    return b64encode((FOLDER / name).read_bytes()).decode("ascii")
