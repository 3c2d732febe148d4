"""A program behind messages, with a wall clock that moves only while it waits, and orders at known moments."""

from __future__ import annotations

from collections.abc import Mapping
from math import inf
from textwrap import dedent
from typing import Any

import pytest

from classroom.programs.programs import Programs


class Desk:
    """A page's end of the wire, and its letter box: `orders` are carried out at these seconds of the wall clock."""

    def __init__(self) -> None:
        self.now_s = 0.0
        self.heard: list[tuple[float, dict[str, Any]]] = []
        self._orders: list[tuple[float, Mapping[str, Any]]] = []
        self._here: list[Mapping[str, Any]] = []
        self.programs = Programs(self._hear, lambda: self, lambda run: run(), wall=lambda: self.now_s)

    def _hear(self, message: dict[str, Any]) -> None:
        self.heard.append((self.now_s, message))

    def put(self, order: Mapping[str, Any]) -> None:
        self._here.append(order)

    def wait(self, seconds: float) -> None:
        next_s = self._orders[0][0] if self._orders else inf
        if next_s == inf and seconds == inf:
            raise AssertionError("it waits for ever")
        self.now_s = min(self.now_s + seconds, max(next_s, self.now_s))
        while self._orders and self._orders[0][0] <= self.now_s:
            self.programs.receive(self._orders.pop(0)[1])

    def take(self) -> Mapping[str, Any] | None:
        return self._here.pop(0) if self._here else None

    def run(self, text: str, orders: Mapping[float, Mapping[str, Any]] | None = None, **more: Any) -> dict[str, Any]:
        """Run a program to its end; the last message about it."""
        self._orders = sorted((orders or {}).items())
        self.programs.receive({"do": "program", "text": dedent(text), **more})
        return self.all("program")[-1]

    def all(self, kind: str) -> list[dict[str, Any]]:
        """The messages of a kind."""
        return [message for _, message in self.heard if message["kind"] == kind]

    @property
    def printed(self) -> str:
        """All that the program has printed."""
        return "".join(message["text"] for message in self.all("printed"))


@pytest.fixture
def desk() -> Desk:
    """One page."""
    return Desk()
