"""A wire from TX to RX: whatever is sent comes back."""

from __future__ import annotations

from devices import Message
from sim.programs.parts.kind import UART, PartKind, Talk
from sim.programs.parts.uart._line import SerialPart


class LoopbackChip(SerialPart):
    """One wire."""

    def opened(self, baud: int) -> None:
        """It carries every speed."""
        self.baud = baud

    def hear(self, data: bytes) -> None:
        """Give it back."""
        self.say(data)


def _fits(talk: Talk) -> float:
    return 0.7 if talk.says("loopback") else 0.0


KINDS = (
    PartKind("loopback", LoopbackChip, Message("script.kind.loopback", "wire from TX to RX"), UART, (), fits=_fits),
)
