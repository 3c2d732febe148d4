"""When something is wrong: which trip, how long it lasts, and what clears it."""

from __future__ import annotations

from devices import Message

from . import reasons
from .limits import (
    BACKOFF_S,
    GOOD_S,
    LEAK_REST_LPM,
    LOW_V_S,
    REST_MOST_A,
    REST_S,
    SELF_TEST_S,
    SHED_V,
    UV_REST_A,
    WARM_UP_MAX_S,
)
from .states import TRIPS, Latched, Memory, Seen, State, Step, stay


def fail(now: Memory, trip: State, why: Message, *, wash: bool = False) -> Step:
    """A failed try: stop, wait 5, then 15, then 60 minutes; after that only a person may go on."""
    tries = now.latched.tries + 1
    spent = tries > len(BACKOFF_S)
    latched = now.latched._replace(
        tries=tries, trip=trip.name if spent else "", wash_due=now.latched.wash_due or wash
    )  # fmt: skip
    return Step(trip, why, latched, 0.0 if spent else BACKOFF_S[tries - 1])


def blind(now: Memory, problem: Message) -> Step:
    """A safety input is unknown. A trip stays that trip, for it may be latched; all else becomes SENSOR_LOST."""
    if now.state is State.BOOT and now.since_s < WARM_UP_MAX_S:
        return stay(now, reasons.WARMING_UP)
    if now.state in TRIPS:
        return stay(now, problem)
    return Step(State.SENSOR_LOST, problem, now.latched)


def battery_low(now: Memory, seen: Seen) -> Step | None:
    """LOW_BATT, when the battery has been low for a minute and is really below the shedding limit."""
    if now.watch.low_v_s < LOW_V_S or seen.rest_v >= SHED_V:
        return None
    return Step(State.LOW_BATT, reasons.LOW_BATTERY(rest_v=seen.rest_v), now.latched)


def home(latched: Latched, why: Message) -> Step:
    """Where the filter goes when nothing is wrong now: to IDLE, or back to a trip that waits for the reset button."""
    if latched.trip in State.__members__:
        return Step(State[latched.trip], reasons.LATCHED(tries=latched.tries), latched)
    if latched.state_lost or latched.trip:
        return Step(State.SENSOR_LOST, reasons.STATE_LOST, latched._replace(state_lost=True, trip=""))
    return Step(State.IDLE, why, latched)


# The rules of BOOT and of the trips


def boot(now: Memory, seen: Seen) -> Step:
    """BOOT: everything off until all sensors have answered for a while; then home, never straight into a run."""
    if now.since_s < SELF_TEST_S:
        return stay(now, reasons.SELF_TEST)
    return home(now.latched, reasons.RESTING)


def retry(now: Memory, seen: Seen) -> Step:
    """DRY_RUN, TURBID, UV_FAULT, MAX_RUN: wait, then try again from IDLE. The reset button ends the wait."""
    if seen.reset:
        return _reset(now)
    if now.latched.trip:
        return stay(now, reasons.LATCHED(tries=now.latched.tries))
    left_s = now.wait_s - now.since_s
    if left_s > 0.0:
        return stay(now, reasons.WAITING(left_s=left_s))
    if now.state is State.TURBID and now.watch.good_s < GOOD_S:
        return stay(now, reasons.RAW_DIRTY_STILL(ntu=seen.raw_ntu))
    return Step(State.IDLE, reasons.RETRY, now.latched)


def leak(now: Memory, seen: Seen) -> Step:
    """LEAK: only the reset button, and only when no water flows."""
    if seen.flow_lpm > LEAK_REST_LPM:
        still = reasons.LEAK_RUNNING if now.since_s < REST_S else reasons.LEAK_RESTING
        return stay(now, still(lpm=seen.flow_lpm))
    return _reset(now) if seen.reset else stay(now, reasons.LEAK_STOPPED)


def welded(now: Memory, seen: Seen) -> Step:
    """WELDED: only the reset button, and only when nothing takes current that is switched off."""
    if seen.uv_a > UV_REST_A:
        return stay(now, reasons.LAMP_WELDED(current_a=seen.uv_a))
    if seen.battery_a < -REST_MOST_A:
        return stay(now, reasons.RELAY_WELDED(current_a=-seen.battery_a, limit_a=REST_MOST_A))
    return _reset(now) if seen.reset else stay(now, reasons.WELDED_STOPPED)


def low_battery(now: Memory, seen: Seen) -> Step:
    """LOW_BATT: until the battery has been charged for a minute."""
    if now.watch.good_s < GOOD_S:
        return stay(now, reasons.LOW_BATTERY(rest_v=seen.rest_v))
    return home(now.latched, reasons.RESTING)


def sensor_lost(now: Memory, seen: Seen) -> Step:
    """SENSOR_LOST: until all sensors have answered for a minute. A lost record waits for the reset button."""
    if now.latched.state_lost:
        # Nobody knows whether a wash was cut short: rinse, to be sure.
        latched = now.latched._replace(state_lost=False, rinse_due=True)
        return Step(State.IDLE, reasons.RESET, latched) if seen.reset else stay(now, reasons.STATE_LOST)
    if now.watch.good_s < GOOD_S:
        return stay(now, reasons.ALL_GOOD_AGAIN)
    return home(now.latched, reasons.RESTING)


def _reset(now: Memory) -> Step:
    return Step(State.IDLE, reasons.RESET, now.latched._replace(trip="", tries=0))
