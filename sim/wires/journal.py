"""What programs do to the wires, one entry a change: written down cheaply, because displays need thousands a second.

An entry is a code (the wire and what became of it) and the moment. Whoever reads it looks at many entries at once.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from sim.time.clock import VirtualClock

LOW, HIGH, FREE, WAVE = range(4)  # the last two bits of a code; the others are the GPIO
MANY = 4096  # chosen: so many changes are looked at at once, also when no time passes


class Reader(Protocol):
    """Whoever reads the journal when it is convenient, and at the latest before its entries go."""

    def read(self) -> None:
        """Read what is new: the entries are about to go."""
        ...

    def left_out(self, gpio: int) -> None:
        """From now on this wire is not in the journal: listen to the wire itself."""
        ...


class Journal:
    """Changes in the order in which they came. `waves` are gpio, duty and hertz of the entries that are PWM.

    With more than `wake_at` entries `wake` is called at each; at first it gives everybody the time to read, and forgets
    what was read.
    """

    __slots__ = ("_clock", "codes", "readers", "times", "wake", "wake_at", "waves")

    def __init__(self, clock: VirtualClock) -> None:
        self._clock = clock
        self.codes = bytearray()
        self.times: list[float] = []
        self.waves: list[tuple[int, float, float]] = []
        self.readers: list[Reader] = []
        self.wake_at = MANY
        self.wake: Callable[[], None] = self.clear

    def add(self, code: int) -> None:
        """Write down what happens now."""
        self.codes.append(code)
        self.times.append(self._clock.now_s)
        if len(self.codes) > self.wake_at:
            self.wake()

    def clear(self) -> None:
        """Begin anew, when all have read what is there."""
        for reader in self.readers:
            reader.read()
        self.codes.clear()
        self.times.clear()
        self.waves.clear()
