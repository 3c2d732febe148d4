"""The valve: whether it obeys, whether it is tight, and what shuts and opens it.

Gas that goes on rising behind a shut valve comes from before it, or through it. It must not be taken for gas that only
spreads through the kitchen, nor for a puff of hair spray: it has to stand well above its lowest level since the valve
was shut, and for longer than a minute of spray is seen.
"""

from __future__ import annotations

from math import inf
from typing import NamedTuple

from devices import Timer

from ..limits import CUT_TURNS, SHUT_RISE_PPM, SHUT_RISE_S, SHUT_SETTLES_S, VALVE_MOVES_S
from ..model import NEW, OPEN, Fault, Latched, Valve
from .senses import Seen


class Tightness(NamedTuple):
    """Since the valve was shut: how long that is, the least gas since then, and how long there has been more."""

    shut: Timer = Timer()
    least_ppm: float = inf
    rising: Timer = Timer()

    @property
    def leaks(self) -> bool:
        """Whether gas still comes though the valve is shut."""
        return self.rising.reached(SHUT_RISE_S)


class ValveCheck(NamedTuple):
    """What the valve's switch and the gas say about the valve."""

    disobeys: Timer = Timer()  # its switch contradicts what it was told
    seen_open: bool = False  # since it was last told to open
    cut_turns: int = 0  # in a row that it was seen shut, after that
    tightness: Tightness = Tightness()


NOT_SHUT = Tightness()
OBEYS = ValveCheck()
SEEN_OPEN = ValveCheck(seen_open=True)


def check_after(before: ValveCheck, seen: Seen, told_open: bool, gas_ppm: float | None, dt_s: float) -> ValveCheck:
    """The check after this tick. `told_open`: what the valve was told."""
    wrong = seen.valve_shut is told_open  # None contradicts nothing: it is a fault of its own
    shut = seen.valve_shut is True and not told_open
    if not wrong and not shut:
        return SEEN_OPEN if told_open and (before.seen_open or seen.valve_shut is False) else OBEYS
    seen_open = told_open and before.seen_open
    cut_turns = before.cut_turns + 1 if seen_open else 0
    tightness = tightness_after(before.tightness, shut, gas_ppm, dt_s)
    return ValveCheck(before.disobeys.step(wrong, dt_s), seen_open, cut_turns, tightness)


def tightness_after(before: Tightness, shut: bool, gas_ppm: float | None, dt_s: float) -> Tightness:
    """The counts after this tick. `shut`: the valve was told to shut, and its switch says that it is."""
    if not shut:
        return NOT_SHUT
    if not before.shut.reached(SHUT_SETTLES_S):
        return Tightness(before.shut.step(True, dt_s, first_s=dt_s))
    if gas_ppm is None:
        return before
    if gas_ppm < before.least_ppm:
        return Tightness(before.shut, gas_ppm)
    rises = gas_ppm >= before.least_ppm + SHUT_RISE_PPM
    return before._replace(rising=before.rising.step(rises, dt_s, first_s=dt_s))


def booted(latched: Latched) -> Latched:
    """The latches at power-on. Every flame went out with the power: gas must not come back by itself."""
    if latched.state_lost:
        return shut_for_good(latched, Valve.SHUT_BY_LOST_STATE)._replace(state_lost=False)
    return _as(latched, Valve.SHUT_BY_RESTART) if latched.valve is OPEN else latched


def opened(latched: Latched, clean: bool, reset: bool) -> Latched:
    """Open it, only into clean air; once it was shut, only by the reset button."""
    return _as(latched, OPEN) if clean and (latched.valve is NEW or reset) else latched


def may_open(before: Latched, clean: bool, seen: Seen) -> bool:
    """Whether a valve that is shut may really open: the air is clean, and a restart would know that it was open."""
    return before.valve is OPEN and clean and seen.latch_saved


def shut_by_others(latched: Latched, check: ValveCheck) -> Latched:
    """A valve that was open and is seen shut, though nobody told it so: the flames are out, so it must stay shut."""
    return shut_if_open(latched, Valve.SHUT_BY_OTHERS) if check.cut_turns >= CUT_TURNS else latched


def cut_off(latched: Latched, check: ValveCheck, seen: Seen, reset: bool) -> Latched:
    """A valve that is told to shut and stays open loses its supply, until somebody presses `reset` in clean air."""
    if check.disobeys.reached(VALVE_MOVES_S) and seen.valve_shut is False:
        return latched if latched.cut_off else latched._replace(cut_off=True)
    return latched._replace(cut_off=False) if latched.cut_off and reset else latched


def shut(latched: Latched, cause: Valve, fault: Fault | None = None) -> Latched:
    """Shut it and keep the cause. Gas that still comes outranks any other cause: people must find it."""
    gas_comes = fault is Fault.GAS_STILL_COMES or latched.valve is Valve.SHUT_BUT_GAS_COMES
    return _as(latched, Valve.SHUT_BUT_GAS_COMES if gas_comes else cause)


def shut_by_fault(latched: Latched, fault: Fault | None) -> Latched:
    """Shut it when the alarm itself is not sound; a valve that is shut keeps its cause."""
    if fault is Fault.GAS_STILL_COMES:
        return _as(latched, Valve.SHUT_BUT_GAS_COMES)
    return latched if fault is None else shut_if_open(latched, Valve.SHUT_BY_FAULT)


def shut_if_open(latched: Latched, cause: Valve) -> Latched:
    """Shut an open valve; one that is shut keeps its cause."""
    return _as(latched, cause) if latched.valve is OPEN else latched


def shut_for_good(latched: Latched, cause: Valve) -> Latched:
    """Shut it, also when it was never opened; one that something shut keeps its cause."""
    return latched if latched.valve.needs_reset else _as(latched, cause)


def _as(latched: Latched, valve: Valve) -> Latched:
    """The very same latches when nothing changes, because new ones are written to the card."""
    return latched if latched.valve is valve else latched._replace(valve=valve)
