"""When something is wrong: which trip, how long it lasts, and what clears it."""

from __future__ import annotations

from devices import Message

from .. import limits, reasons
from ..model import TRIPS, Latched, Seen, State, Trip
from .charge import failed, needed_soc, too_low
from .memory import Memory, Step, stay


def fail(now: Memory, trip: State, why: Message, *, wash: bool = False) -> Step:
    """A failed try: stop, wait 5, then 15, then 60 minutes; after that only a person may go on."""
    tries = now.latched.tries + 1
    spent = tries > len(limits.BACKOFF_S)
    latched = now.latched._replace(
        trip=Trip[trip.name] if spent else Trip.NONE,
        tries=tries,
        wash_due=now.latched.wash_due or wash,
    )
    return Step(trip, why, latched, 0.0 if spent else limits.BACKOFF_S[tries - 1])


def latch(now: Memory, trip: State, why: Message) -> Step:
    """A trip that only a person may end."""
    return Step(trip, why, now.latched._replace(trip=Trip[trip.name]))


def blind(now: Memory, problem: Message) -> Step:
    """A safety input is unknown. A trip stays that trip, for it may be latched; all else becomes SENSOR_LOST."""
    if now.state is State.BOOT and now.since_s < limits.WARM_UP_TIMEOUT_S:
        return stay(now, reasons.WARMING_UP)
    if now.state in TRIPS:
        return stay(now, problem)
    return Step(State.SENSOR_LOST, problem, now.latched)


def battery_low(now: Memory, seen: Seen) -> Step | None:
    """LOW_BATT, when the battery has been low for a minute and is really below the shedding limit: a try is counted."""
    if not now.timers.low_v.reached(limits.LOW_V_S) or seen.rest_v >= limits.SHED_V:
        return None
    latched, pause_s = failed(now.latched)
    return Step(State.LOW_BATT, reasons.LOW_BATTERY(rest_v=seen.rest_v), latched, pause_s)


def lamp_old(now: Memory) -> Message:
    """How long this lamp has burned, and what to do."""
    return reasons.LAMP_OLD(hours=now.latched.lamp_h)


def home(latched: Latched, why: Message) -> Step:
    """Where the filter goes when nothing is wrong now: to IDLE, or back to a trip that waits for the reset button."""
    if latched.trip is not Trip.NONE:
        return Step(State[latched.trip.name], reasons.LATCHED(tries=latched.tries), latched)
    if latched.state_lost:
        return Step(State.SENSOR_LOST, reasons.STATE_LOST, latched)
    return Step(State.IDLE, why, latched)


# The rules of BOOT and of the trips


def boot(now: Memory, seen: Seen) -> Step:
    """BOOT: everything off until all sensors have answered for a while; then home, never straight into a run."""
    if now.since_s < limits.SELF_TEST_S:
        return stay(now, reasons.SELF_TEST)
    if not now.latched.pumping:
        return home(now.latched, reasons.RESTING)
    latched, pause_s = failed(now.latched)  # the pump may have pulled the board's own supply down
    return home(latched, reasons.CUT_IN_A_RUN(minutes=pause_s / 60.0))._replace(wait_s=pause_s)


def retry(now: Memory, seen: Seen) -> Step:
    """DRY_RUN, TURBID, UV_FAULT, MAX_RUN: wait, then try again from IDLE. The reset button ends the wait."""
    old_lamp = now.state is State.UV_FAULT and now.latched.lamp_h >= limits.UV_LIFE_H
    if seen.reset:
        again = _reset(now)
        return again._replace(latched=again.latched._replace(lamp_h=0.0)) if old_lamp else again
    if now.latched.trip is not Trip.NONE:
        return stay(now, lamp_old(now) if old_lamp else reasons.LATCHED(tries=now.latched.tries))
    left_s = now.wait_s - now.since_s
    if left_s > 0.0:
        return stay(now, reasons.WAITING(left_s=left_s))
    if now.state is State.TURBID and not now.timers.good.reached(limits.GOOD_S):
        return stay(now, reasons.RAW_DIRTY_STILL(ntu=seen.raw_ntu))
    return Step(State.IDLE, reasons.RETRY, now.latched)


def leak(now: Memory, seen: Seen) -> Step:
    """LEAK: only the reset button, and only when no water flows."""
    if seen.flow_lpm > limits.LEAK_REST_LPM:
        still = reasons.LEAK_RUNNING if now.since_s < limits.REST_S else reasons.LEAK_RESTING
        return stay(now, still(lpm=seen.flow_lpm))
    return _reset(now) if seen.reset else stay(now, reasons.LEAK_STOPPED)


def welded(now: Memory, seen: Seen) -> Step:
    """WELDED: only the reset button, and only when nothing takes current that is switched off."""
    if seen.uv_a > limits.UV_REST_A:
        return stay(now, reasons.LAMP_WELDED(current_a=seen.uv_a))
    if seen.battery_a < -limits.MAX_REST_A:
        return stay(now, reasons.RELAY_WELDED(current_a=-seen.battery_a, limit_a=limits.MAX_REST_A))
    if not seen.product_shut:
        return stay(now, reasons.VALVE_OPEN)
    return _reset(now) if seen.reset else stay(now, reasons.WELDED_STOPPED)


def probe(now: Memory, seen: Seen) -> Step:
    """PROBE: only the reset button; then a backwash tests the probes again before any water is filtered."""
    if seen.reset:
        return Step(State.IDLE, reasons.RESET, now.latched._replace(trip=Trip.NONE, tries=0, wash_due=True))
    return stay(now, reasons.PROBE_WAITS)


def low_battery(now: Memory, seen: Seen) -> Step:
    """LOW_BATT: until the pause is over and the battery has been charged for a minute, by volts and by its book."""
    charged = now.charge.soc >= needed_soc(now.latched) and now.timers.good.reached(limits.GOOD_S)
    if now.since_s < now.wait_s or not charged:
        return stay(now, too_low(now.charge, seen, now.latched) or reasons.LOW_BATTERY(rest_v=seen.rest_v))
    return home(now.latched, reasons.RESTING)


def sensor_lost(now: Memory, seen: Seen) -> Step:
    """SENSOR_LOST: until all sensors have answered for a minute. A lost record waits for the reset button."""
    if now.latched.state_lost:
        # Nobody knows whether a wash was cut short: rinse, to be sure.
        latched = now.latched._replace(state_lost=False, rinse_due=True)
        return Step(State.IDLE, reasons.RESET, latched) if seen.reset else stay(now, reasons.STATE_LOST)
    if not now.timers.good.reached(limits.GOOD_S):
        return stay(now, reasons.ALL_GOOD_AGAIN)
    return home(now.latched, reasons.RESTING)


def _reset(now: Memory) -> Step:
    return Step(State.IDLE, reasons.RESET, now.latched._replace(trip=Trip.NONE, tries=0, battery_tries=0))
