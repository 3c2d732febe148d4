"""When the board's own supply is too low: every load off before it stops by itself."""

from __future__ import annotations

from .. import reasons
from ..model import State
from .memory import Memory, Step


def low_supply(now: Memory) -> Step | None:
    """LOW_SUPPLY, while the supply is too low. None when it is well, or nobody knows."""
    return Step(State.LOW_SUPPLY, reasons.LOW_SUPPLY) if now.supply.low else None
