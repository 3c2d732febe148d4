"""What the law remembers from tick to tick, and how time passes in it: it counts `dt_s` and never reads a clock."""

from __future__ import annotations

from typing import NamedTuple

from devices import Message, Press, Supply

from .. import limits
from ..model import Latched, Seen, State
from .charge import Charge, counted
from .timers import FILLING, FILTERING, STOPPED, Timers, timed


class RunSums(NamedTuple):
    """Sums and means of the run: 60 s means of turbidity and flow, and how much the sand has worked."""

    sum_ntu_s: float = 0.0
    sum_lpm_s: float = 0.0
    sum_s: float = 0.0
    means: int = 0  # how many 60 s means there are since the run began
    mean_ntu: float = 0.0
    previous_ntu: float = 0.0
    mean_lpm: float = 0.0
    worked_s: float = 0.0  # filtering in this run; added to Latched.run_h when it ends
    dirty_s: float = 0.0  # filtering of dirty raw water since the last wash


class Memory(NamedTuple):
    """All that the law remembers from tick to tick."""

    state: State = State.BOOT
    latched: Latched = Latched()
    since_s: float = 0.0  # in this state
    wait_s: float = 0.0  # how long this state must last at least
    timers: Timers = Timers()
    run: RunSums = RunSums()
    charge: Charge = Charge()
    supply: Supply = Supply()
    reset: Press = Press()  # the reset button


class Step(NamedTuple):
    """Where a state leads: the next state (or the same), why, and what is latched."""

    state: State
    why: Message
    latched: Latched
    wait_s: float = 0.0


def stay(memory: Memory, why: Message) -> Step:
    """No change of state."""
    return Step(memory.state, why, memory.latched, memory.wait_s)


def advanced(memory: Memory, seen: Seen, dt_s: float) -> Memory:
    """The memory `dt_s` later, in the same state."""
    state = memory.state
    run = _worked(memory.run, seen, dt_s) if state in FILTERING else memory.run
    timers = timed(memory.timers, state, memory.since_s, seen, dt_s)
    charge = counted(memory.charge, seen, dt_s)
    since_s = memory.since_s + dt_s
    latched, wait_s, supply, reset = memory.latched, memory.wait_s, memory.supply, memory.reset
    return Memory(state, latched, since_s, wait_s, timers, run, charge, supply, reset)


def waited(memory: Memory, dt_s: float) -> Memory:
    """The memory `dt_s` later when a safety input is unknown: time passes, but nothing counts as good."""
    return memory._replace(since_s=memory.since_s + dt_s, timers=STOPPED)


def entered(now: Memory, step: Step) -> Memory:
    """The memory after a step. A new state begins at 0 s; when a run ends, its hours are written down."""
    state, _, latched, wait_s = step
    run = now.run
    if state is now.state:
        return now if latched is now.latched else now._replace(latched=latched)
    if latched.pumping is not (state in FILLING):
        latched = latched._replace(pumping=not latched.pumping)
    if now.state in FILTERING and state not in FILTERING:
        hours = run.worked_s / 3600.0
        latched = latched._replace(run_h=latched.run_h + hours, lamp_h=latched.lamp_h + hours)
        run = RunSums(dirty_s=run.dirty_s)
    elif state is State.FILTER_TO_WASTE:  # means begin afresh
        run = RunSums(worked_s=run.worked_s, dirty_s=run.dirty_s)
    elif now.state is State.BACKWASH and state is State.RINSE:  # clean sand
        run = RunSums()
    # A dry pump stays dry; all else is watched afresh in a new state.
    timers = now.timers if state is State.FILTER_TO_WASTE else STOPPED
    return Memory(state, latched, 0.0, wait_s, timers, run, now.charge, now.supply, now.reset)


def _worked(run: RunSums, seen: Seen, dt_s: float) -> RunSums:
    sum_ntu_s, sum_lpm_s, sum_s, means, mean_ntu, previous_ntu, mean_lpm, worked_s, dirty_s = run
    sum_ntu_s += seen.product_ntu * dt_s
    sum_lpm_s += seen.flow_lpm * dt_s
    sum_s += dt_s
    worked_s += dt_s
    if seen.raw_ntu > limits.RAW_DIRTY_NTU:
        dirty_s += dt_s
    if sum_s < limits.MEAN_S:
        return RunSums(sum_ntu_s, sum_lpm_s, sum_s, means, mean_ntu, previous_ntu, mean_lpm, worked_s, dirty_s)
    return RunSums(
        means=means + 1,
        mean_ntu=sum_ntu_s / sum_s,
        previous_ntu=mean_ntu,
        mean_lpm=sum_lpm_s / sum_s,
        worked_s=worked_s,
        dirty_s=dirty_s,
    )
