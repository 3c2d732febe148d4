"""A part that does something which its wires alone do not tell: what it did is told at the end, and written down."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from devices import Message
from sim.chips import Chip

Told = Callable[[float, str, float | str], None]  # moment on the clock, what it is (`deg`, `hz`), its value


class DoingChip(Chip):
    """A servo, a motor, a chip with channels. `on_value` gets every value."""

    on_value: Told | None = None

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
