"""The UV lamp: whether it burns. What dose the water gets, no current can tell."""

from __future__ import annotations

from .. import limits, reasons
from ..model import Seen, State
from .memory import Memory, Step
from .trips import fail


def uv_problem(now: Memory, seen: Seen) -> Step | None:
    """UV_FAULT, when the warm lamp does not burn as it should or the water runs past it too fast."""
    if seen.flow_lpm > limits.UV_MAX_LPM:
        return fail(now, State.UV_FAULT, reasons.TOO_FAST(lpm=seen.flow_lpm))
    return unlit(now, seen, limits.UV_LOW_A)


def unlit(now: Memory, seen: Seen, low_a: float) -> Step | None:
    """UV_FAULT, when the lamp does not burn."""
    if low_a <= seen.uv_a <= limits.UV_HIGH_A:
        return None
    why = reasons.LAMP_OUT(current_a=seen.uv_a, low_a=low_a, high_a=limits.UV_HIGH_A)
    return fail(now, State.UV_FAULT, why)
