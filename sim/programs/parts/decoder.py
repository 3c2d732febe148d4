"""How a part on plain wires is found by its pattern: a clocked chip, a keypad, an encoder, a display on six pins.

A file in `parts/header/` brings `DECODERS = (MyDecoder,)`; each is made once for a board, before the program begins. It
listens to pins with `net.on_claim` (a library takes it), `net.on_change` (the Pi's end changes) and `net.on_look`
(just before the program reads), and claims its pins as soon as the pattern is clear. An earlier guess on these pins is
taken off then, and no other is made. One that has a method `settle` is told when the program is over.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from sim.chips import Chip
from sim.programs.parts.kind import PartKind
from sim.virtual_pi import VirtualPi


class Header(Protocol):
    """The pins of one board, as a decoder sees them."""

    @property
    def pi(self) -> VirtualPi:
        """The board: `pi.pins[17]`, `pi.clock`."""
        ...

    @property
    def words(self) -> frozenset[str]:
        """The words of the program's text: see `Talk.words`."""
        ...

    @property
    def own_words(self) -> frozenset[str]:
        """The same without those of its modules."""
        ...

    def names(self, gpio: int) -> frozenset[str]:
        """The words of the names that the program gives to a pin: `BTN_PIN = 17` gives btn and pin."""
        ...

    def called(self, words: frozenset[str]) -> Sequence[int]:
        """The GPIOs with one of these words in their names, in the order of the text, opened or not."""
        ...

    def opened(self) -> Sequence[int]:
        """The GPIOs that the program has opened, the first one first."""
        ...

    def named(self, gpio: int) -> str | None:
        """The kind that somebody put there with --plug or --set, or None."""
        ...

    def claim(
        self, kind: PartKind, gpio: int, pins: Sequence[int] = (), options: Mapping[str, Any] | None = None
    ) -> Chip | None:
        """Plug a part in at `gpio`; `pins` are all its wires. None when one of them surely belongs to another part.

        The chip gets `options`, with `pin` and `pins`.
        """
        ...

    def change(self, kind: PartKind, gpio: int) -> Chip:
        """The part claimed there is another kind on the same wires."""
        ...

    def guess(self, gpio: int, other: str, word: str) -> None:
        """Say that the part claimed there is a guess, from this word of the program, and that it may be the other."""
        ...


Decoder = Callable[[Header], object]
