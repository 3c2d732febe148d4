"""Chips with output wires of their own: what they drive is counted and reported like a GPIO of the board."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar, Protocol

from sim.chips import Chip


class Steady(float):
    """A share of 3.3 V at which a wire stays: an analog output, no PWM."""


class WireWatcher(Protocol):
    """Somebody who looks at the wires of chips."""

    def wire(self, name: str, level: float | None) -> None:
        """A wire such as mcp23017_0x20_gpa0 is driven to a share of 3.3 V, or let go."""
        ...

    def forget(self, part: str) -> None:
        """That part was a wrong guess."""
        ...


class WiresChip(Chip):
    """A chip that drives wires. A subclass names them in `wires` and calls `drive`."""

    wires: ClassVar[tuple[str, ...]]
    on_drive: Callable[[str, float | None], None] | None = None  # somebody counts what its wires do

    @property
    def inputs_in_use(self) -> tuple[str, ...]:
        """The wires that the program reads, as far as that can be known: a button can be there."""
        return ()

    def drive(self, wire: str, level: float | None) -> None:
        """Put a wire to a share of 3.3 V from 0 to 1; None: nobody drives it."""
        if self.on_drive is not None:
            self.on_drive(f"{self.part.name}_{wire}", level)


class FindsWiresChip(Chip):
    """A chip that finds out, while it is spoken to, which other outputs of the board belong to it."""

    on_found: Callable[[Iterable[int]], None] | None = None  # somebody takes them for its own
    called: Callable[[frozenset[str]], Sequence[int]] = staticmethod(lambda words: ())  # the GPIOs with such a name

    def found(self, *gpios: int) -> None:
        """These GPIOs are wires of this chip."""
        if self.on_found is not None:
            self.on_found(gpios)
