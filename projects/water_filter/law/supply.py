"""When the board's own supply is too low: everything off before it stops by itself."""

from __future__ import annotations

from .. import reasons
from ..model import RUNNING, TRIPS, Seen, State
from .charge import failed
from .memory import Memory, Step, stay
from .trips import home


def supply_low(now: Memory) -> Step | None:
    """LOW_SUPPLY, whatever it does, unless all is off already. The pump may be the cause: a run so cut is a try."""
    if not now.supply.low or now.state is State.BOOT or now.state in TRIPS:
        return None
    latched, pause_s = failed(now.latched) if now.state in RUNNING else (now.latched, 0.0)
    return Step(State.LOW_SUPPLY, reasons.LOW_SUPPLY, latched, pause_s)


def low_supply(now: Memory, seen: Seen) -> Step:
    """LOW_SUPPLY: until the board's supply has been good for a minute, and the pause after a cut run is over."""
    if now.supply.low:
        return stay(now, reasons.LOW_SUPPLY)
    left_s = now.wait_s - now.since_s
    return stay(now, reasons.SUPPLY_BACK(left_s=left_s)) if left_s > 0.0 else home(now.latched, reasons.RESTING)
