"""A part that is driven and never answers: it takes what comes on its wires, and says what it did."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from devices import Message
from sim.chips import Chip
from sim.programs.parts.driven.stream import Stream

Told = Callable[[float, str, float | str], None]  # moment on the clock, what it is (`deg`, `hz`), its value


class DrivenChip(Chip):
    """One driven part on the wires `pins`. A subclass takes changes in `follow`, in the order in which they came."""

    def plug(self) -> None:
        self.pins: tuple[int, ...] = tuple(self.part.options["pins"])
        self.on_value: Told | None = None  # somebody writes down what it does
        self.begin()

    def begin(self) -> None:
        """Called once, before the first change."""

    def follow(self, stream: Stream, now_s: float) -> None:
        """Take what came on its wires until `now_s`; called without changes, too, while `is_busy`."""
        raise NotImplementedError

    @property
    def is_busy(self) -> bool:
        """Whether it has to be looked at again soon, even when nothing comes on its wires."""
        return False

    def end(self, now_s: float) -> None:
        """The program is over."""

    def did(self) -> Sequence[Message]:
        """What it did, in sentences for people."""
        return ()

    def as_json(self) -> dict[str, Any]:
        """The same for `--json`."""
        return {}

    def now(self) -> Sequence[Message]:
        """What it does at this moment, for a panel."""
        return ()

    def tell(self, t_s: float, what: str, value: float | str) -> None:
        """Write a value down."""
        if self.on_value is not None:
            self.on_value(t_s, what, value)
