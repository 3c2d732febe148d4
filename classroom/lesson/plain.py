"""The words of a piece of a lesson without its markup, for a table or a sheet."""

from __future__ import annotations

from html.parser import HTMLParser


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        """Text between tags."""
        self.found.append(data)


def plain(html: str) -> str:
    """In one line."""
    words = _Words()
    words.feed(html)
    words.close()
    return " ".join(" ".join(words.found).split()).replace(" .", ".").replace(" ,", ",")
