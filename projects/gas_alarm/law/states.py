"""Where each state leads: one function a state. What is said and done in each is in steps.py."""

from __future__ import annotations

from .. import reasons
from ..limits import CLEAN_FOR_S, PREALARM_PPM, SELF_TEST_EVERY_S, SELF_TEST_S
from ..model import State, Valve
from .memory import Memory, Step
from .senses import Seen
from .sensitivity import is_lost
from .steps import alarm, co_alarm, emergency, normal, prealarm, self_test, warm_up
from .valve import shut_by_fault, shut_if_open


def danger(now: Memory, seen: Seen) -> Step | None:
    """Asked on every tick, in every state: the strongest danger wins. None when there is none."""
    if now.latched.emergency:
        return emergency(now)
    if now.latched.co:
        return co_alarm(now, seen)
    return alarm(now, seen) if now.air.danger else None


def after_alarm(now: Memory, seen: Seen) -> Step:
    """A gas alarm never ends because its sensor died: only clean air ends it, and a person if the valve was shut."""
    if now.air.clean.reached(CLEAN_FOR_S) and (seen.pressed.reset or not now.latched.valve.needs_reset):
        return calm(now, seen)
    return alarm(now, seen)


def after_prealarm(now: Memory, seen: Seen) -> Step:
    """The same, but nobody has to press reset."""
    return calm(now, seen) if now.air.clean.reached(CLEAN_FOR_S) else prealarm(now, seen)


def after_normal(now: Memory, seen: Seen) -> Step:
    """A self-test once a week, or when somebody asks for it; in clean air only."""
    step = calm(now, seen)
    due = now.air.clean.holds and (seen.pressed.test or now.test_s >= SELF_TEST_EVERY_S)
    return self_test(now) if due and step.state is State.NORMAL else step


def after_self_test(now: Memory, seen: Seen) -> Step:
    """It goes on for 10 s, if nothing stronger comes."""
    step = calm(now, seen)
    return self_test(now) if now.state_s < SELF_TEST_S and step.state is State.NORMAL else step


def calm(now: Memory, seen: Seen) -> Step:
    """Every other state, and the ones above once they are over."""
    if now.air.gas_ppm is not None and now.air.gas_ppm >= PREALARM_PPM:
        return prealarm(now, seen)
    if now.fault_why is not None:
        return Step(State.FAULT, now.fault_why, shut_by_fault(now.latched, now.fault))
    if seen.worn_out:
        return Step(State.EOL, reasons.END_OF_LIFE, shut_if_open(now.latched, Valve.SHUT_BY_AGE))
    signal_pct = now.sense.signal_pct
    if is_lost(signal_pct):
        why = reasons.SENSE_LOST(signal_pct=signal_pct)
        return Step(State.EOL, why, shut_if_open(now.latched, Valve.SHUT_BY_AGE))
    return warm_up(now) if now.air.waiting.holds else normal(now, seen)
