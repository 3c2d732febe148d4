"""What a calibration can give before it begins: how good the reference is against what the type allows.

Part and reference each have a tolerance. The best guess from both still misses by `left` of what the type allows: a
reference that is five times better leaves a fifth, one that is equally good seven tenths. Metrologists call the ratio
of the two the test-uncertainty ratio, and ask for 4 or more.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from math import hypot

from devices import Message

GOAL = 0.2  # what may be left of the error
LEAST_RATIO = 2.5  # chosen: below it more than a third stays, and nobody sees of which unit


class Verdict(Enum):
    """What the guide says of a reference."""

    GOOD = "good"
    PARTLY = "partly"
    AGAINST = "against"


@dataclass(frozen=True, slots=True)
class Budget:
    """One channel of a part and the reference for it, both tolerances in `unit` (+-).

    `better` says what a school can have that is better, or that there is nothing. `only_up` is a value that may rise
    and never falls, so that half of the units keep their error.
    """

    part: str
    channel: str
    unit: str
    type_within: float
    reference: Message
    reference_within: float
    better: Message
    only_up: bool = False

    @property
    def ratio(self) -> float:
        """How many times better the reference is."""
        return self.type_within / self.reference_within

    @property
    def left(self) -> float:
        """The share of the error that stays, 0-1."""
        left = 1.0 / hypot(1.0, self.ratio)
        return 0.5 * (1.0 + left) if self.only_up else left

    @property
    def verdict(self) -> Verdict:
        """Whether it brings the error down to a fifth, is some help, or none."""
        if self.left <= GOAL:
            return Verdict.GOOD
        return Verdict.PARTLY if self.ratio >= LEAST_RATIO else Verdict.AGAINST
