"""An LED, or whatever else is on or off: nobody has to recognize it. Somebody says so when it was taken for more."""

from __future__ import annotations

from sim.programs.parts.driven.driven_chip import DrivenChip
from sim.programs.parts.driven.stream import Stream
from sim.programs.parts.kind import GPIO, LED, PartKind


class LedChip(DrivenChip):
    """One LED. It is never plugged in: outputs are noted as what they are."""

    def follow(self, stream: Stream, now_s: float) -> None:
        """It only lights."""


KINDS = (PartKind("led", LedChip, LED, GPIO, (), needs_partner=True),)
