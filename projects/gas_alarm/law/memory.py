"""All that the law remembers, and how it goes on from one tick to the next. It counts `dt_s` and reads no clock."""

from __future__ import annotations

from math import inf
from typing import NamedTuple

from devices import Message, Supply

from ..limits import HUSH_RISE_PPM, HUSH_S
from ..model import ALARM, ALARMS, BOOT, EOL, FAULT, PREALARM, SELFTEST, Action, Fault, Latched, State
from .air import Air, air_after, alarms_latched
from .faults import Power, fault_sentence, find_fault, power_after
from .senses import Presses, Seen
from .sensitivity import Sensitivity, sensitivity_after
from .valve import ValveCheck, booted, check_after, cut_off, shut_by_others

WELL = Supply()
BEEPS = frozenset({PREALARM, FAULT, EOL})  # a short sound now and then


class Hush(NamedTuple):
    """Ten minutes of quiet for a siren, and only for the siren: the valve and the lamps take no notice."""

    left_s: float = 0.0
    from_ppm: float = 0.0  # gas when the button was pressed


LOUD = Hush()


class Memory(NamedTuple):
    """All that the law remembers."""

    state: State = BOOT
    latched: Latched = Latched()
    fault: Fault | None = None
    fault_why: Message | None = None
    air: Air = Air()
    check: ValveCheck = ValveCheck()
    power: Power = Power()
    supply: Supply = WELL
    sense: Sensitivity = Sensitivity()
    hush: Hush = LOUD
    held: Presses = Presses()  # the buttons, as they were at the last tick
    valve_open: bool = False  # what the valve was told at the last tick
    fan: bool = False
    state_s: float = 0.0  # how long the state has lasted; the tick that enters it counts 0
    beep_s: float = inf  # since the last beep; the first one comes at once
    test_s: float = 0.0  # since the last self-test


class Step(NamedTuple):
    """Where a tick leads: the next state (or the same), why, and what it does to the latches."""

    state: State
    why: Message
    latched: Latched
    hush: Hush = LOUD
    warn: bool = False  # the amber lamp: somebody should do something


def advanced(memory: Memory, seen: Seen, dt_s: float) -> Memory:
    """The memory `dt_s` later, still in the same state: everything is counted, and a fault is found."""
    state, latched, _, _, air, check, power, supply, sense, hush, held, valve_open, fan, state_s, beep_s, test_s = (
        memory
    )
    if state is BOOT:
        latched = booted(latched)
        air = air._replace(dose_min=latched.co_dose_min)
    air = air_after(air, seen, state is ALARM, dt_s)
    latched = alarms_latched(latched, air, seen)
    check = check_after(check, seen, valve_open, air.gas_ppm, dt_s)
    latched = cut_off(shut_by_others(latched, check), check, seen, seen.pressed.reset and air.clean.holds)
    power = power_after(power, seen, dt_s)
    sense = sensitivity_after(sense, seen, air.clean.holds, air.gas_ppm, dt_s)
    supply = supply.step(seen.under_voltage, dt_s)
    fault = find_fault(seen, air, check, power, supply.low, state in ALARMS, latched.cut_off)
    fault_why = None if fault is None else fault_sentence(fault, seen)
    hush = hush_after(hush, seen.pressed.hush, air.gas_ppm, dt_s)
    return Memory(
        state, latched, fault, fault_why, air, check, power, supply, sense, hush, held.step(seen.down, dt_s),
        valve_open, fan, state_s, beep_s, test_s,
    )  # fmt: skip


def hush_after(before: Hush, pressed: bool, gas_ppm: float | None, dt_s: float) -> Hush:
    """The hush after this tick. Pressing again while it is quiet changes nothing; 280 ppm more gas ends it."""
    if gas_ppm is None:
        return LOUD
    if before.left_s > 0.0:
        left_s = before.left_s - dt_s
        return LOUD if left_s <= 0.0 or gas_ppm >= before.from_ppm + HUSH_RISE_PPM else Hush(left_s, before.from_ppm)
    return Hush(HUSH_S, gas_ppm) if pressed else LOUD


def entered(now: Memory, step: Step, dt_s: float) -> Memory:
    """The memory after a step: in the next state, or longer in the same one."""
    state, _, latched, hush, _ = step
    state_s = now.state_s + dt_s if state is now.state else 0.0
    test_s = 0.0 if state is SELFTEST else now.test_s + dt_s
    return now._replace(state=state, latched=latched, hush=hush, state_s=state_s, test_s=test_s)


def acted(after: Memory, action: Action, dt_s: float) -> Memory:
    """The memory once it is known what is done: whether valve and fan are on, and when it beeped last."""
    beep_s = inf
    if after.state in BEEPS:
        beep_s = dt_s if action.siren else after.beep_s + dt_s
    if beep_s == after.beep_s and action.fan is after.fan and action.valve_open is after.valve_open:
        return after
    return after._replace(valve_open=action.valve_open, fan=action.fan, beep_s=beep_s)
