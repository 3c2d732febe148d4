"""What is asked on every tick, whatever the filter does: does something flow that should not?"""

from __future__ import annotations

from devices import Message

from . import reasons
from .limits import DRAIN_S, LEAK_HIGH_LPM, LEAK_REST_LPM, PRIME_S, REST_MOST_A, REST_S, SETTLE_S, UV_REST_A
from .states import RUNNING, Memory, Seen, State, Step


def should_not_flow(now: Memory, seen: Seen) -> Step | None:
    """LEAK when water does, WELDED when current does; both are latched at once. None when all is well."""
    if now.state in RUNNING:
        return _running(now, seen)
    if now.since_s < REST_S or now.state is State.LEAK:  # what was on a moment ago may still show
        return None
    if seen.flow_lpm > LEAK_REST_LPM:
        return _latch(now, State.LEAK, reasons.LEAK_RESTING(lpm=seen.flow_lpm))
    if now.state is State.WELDED:
        return None
    if seen.uv_a > UV_REST_A:
        return _latch(now, State.WELDED, reasons.LAMP_WELDED(current_a=seen.uv_a))
    if now.watch.drain_s >= DRAIN_S:
        return _latch(now, State.WELDED, reasons.RELAY_WELDED(current_a=-seen.battery_a, limit_a=REST_MOST_A))
    return None


def _running(now: Memory, seen: Seen) -> Step | None:
    """More water than the filter lets through. A backwash, and a pump that catches water, may bring more."""
    if seen.flow_lpm <= LEAK_HIGH_LPM or now.state is State.PRIME or now.state is State.BACKWASH:
        return None
    if now.state is State.RINSE and now.since_s < SETTLE_S + PRIME_S:
        return None
    return _latch(now, State.LEAK, reasons.LEAK_RUNNING(lpm=seen.flow_lpm))


def _latch(now: Memory, trip: State, why: Message) -> Step:
    return Step(trip, why, now.latched._replace(trip=trip.name))
