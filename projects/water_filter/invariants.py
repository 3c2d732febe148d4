"""What must hold on every tick, whatever breaks: it is looked at from outside, with the truth of the world beside it.

A part that is itself broken cannot prove anything. Then the law is judged on what it saw and on what it commanded.
"""

from __future__ import annotations

from devices import Message, Moment

from .limits import (
    PRIME_LPM,
    PROBE_SIGMA_NTU,
    RAW_REFUSE_NTU,
    REST_S,
    TURBID_NTU,
    UV_HIGH_A,
    UV_LOW_A,
    UV_MAX_LPM,
    UV_REST_A,
)
from .states import LOUD, RUNNING, TRIPS, Sensed, State

DRY_MOST_S = 15.0  # the pump must be off this long after the water stopped
DIM_MOST_S = 3.0  # 2 s after the lamp went out, and a tick
CLOUDY_MOST_S = 6.0  # two samples 2 s apart, and a tick
CLOUDY_NTU = TURBID_NTU + 3.0 * PROBE_SIGMA_NTU  # what the probe cannot take for 5 NTU
WELDED_MOST_S = REST_S + 5.0  # rest, a sample and a tick
STOPPED = frozenset({State.BOOT, *TRIPS})
FILLING = frozenset({State.PRIME, State.FILTER_TO_WASTE, State.PRODUCE})
FLOW_METER = ("filter=", "filter_flow")  # how the faults of a part and of its channels begin
LAMP_METER = ("uv=", "uv_current", "uv_voltage")
PROBE = ("product=", "product_turbidity", "adc")
HARMFUL = ("pump", "uv_lamp", "inlet_valve_open", "waste_valve_open", "backwash_valve_open", "product_valve_open")

SHUT = Message("invariant.shut", "The pump was told to push against shut valves.")
TWO_WAYS = Message("invariant.two_ways", "The ways up and down through the sand were open at the same time.")
NOT_STOPPED = Message("invariant.not_stopped", "{actuator} was told to be on in the state {state}.")
UNPROVEN = Message("invariant.unproven", "The product valve was told to open without all of its proofs.")
NOT_RINSED = Message("invariant.not_rinsed", "A run began although the sand was not rinsed after its wash.")
LATCHED = Message("invariant.latched", "The pump was told to run although the trip {trip} is latched.")
DRY = Message("invariant.dry", "The pump was told to run without water for more than {most_s:.0f} s.")
DIM = Message("invariant.dim", "The product valve was told to be open for {most_s:.0f} s beside a dim lamp.")
CLOUDY = Message("invariant.cloudy", "Cloudy water was delivered for more than {most_s:.0f} s.")
FLOODED = Message("invariant.flooded", "The tank ran over.")
NOT_TOLD = Message("invariant.not_told", "The lamp burned for {most_s:.0f} s while it was off, and nobody was called.")


class Invariants:
    """What must hold at every tick of the water filter. It remembers only how long something has lasted."""

    def __init__(self) -> None:
        self._dry_s = 0.0
        self._dim_s = 0.0
        self._cloudy_s = 0.0
        self._welded_s = 0.0

    def look(self, moment: Moment) -> Message | None:
        """The first invariant that is broken now, or None."""
        self._count(moment)
        if moment.true["overflow_l"] > 0.0:
            return FLOODED
        if self._welded_s > WELDED_MOST_S:
            return NOT_TOLD(most_s=WELDED_MOST_S)
        told, memory = moment.commanded, moment.decision.memory
        if memory.state in STOPPED:
            for name in HARMFUL:
                if told[name]:
                    return NOT_STOPPED(actuator=name, state=memory.state.name)
        if memory.state in FILLING and memory.latched.rinse_due:
            return NOT_RINSED
        if told["product_valve_open"]:
            if memory.state is not State.PRODUCE or not proven(moment.sensed):
                return UNPROVEN
            if self._dim_s > DIM_MOST_S:
                return DIM(most_s=DIM_MOST_S)
            if self._cloudy_s > CLOUDY_MOST_S:
                return CLOUDY(most_s=CLOUDY_MOST_S)
        return self._pump(moment) if told["pump"] else None

    def _pump(self, moment: Moment) -> Message | None:
        told, latched = moment.commanded, moment.decision.memory.latched
        down = told["inlet_valve_open"] and (told["waste_valve_open"] or told["product_valve_open"])
        up = told["backwash_valve_open"]
        if not (down or up):
            return SHUT
        if up and told["inlet_valve_open"]:
            return TWO_WAYS
        if latched.trip:
            return LATCHED(trip=latched.trip)
        return DRY(most_s=DRY_MOST_S) if self._dry_s > DRY_MOST_S else None

    def _count(self, moment: Moment) -> None:
        """How long each dangerous thing has lasted without a break."""
        told, true, dt_s, broken = moment.commanded, moment.true, moment.dt_s, moment.broken
        if told["pump"]:
            lpm = moment.sensed.filter_flow_lpm if is_broken(FLOW_METER, broken) else true["filter_flow_lpm"]
            self._dry_s = self._dry_s + dt_s if lpm is not None and lpm < PRIME_LPM else 0.0
        else:
            self._dry_s = 0.0
        if told["product_valve_open"]:
            dim = not UV_LOW_A <= true["uv_current_a"] <= UV_HIGH_A and not is_broken(LAMP_METER, broken)
            self._dim_s = self._dim_s + dt_s if dim else 0.0
            cloudy = true["product_turbidity_ntu"] > CLOUDY_NTU and true["delivered_lpm"] > 0.0
            self._cloudy_s = self._cloudy_s + dt_s if cloudy and not is_broken(PROBE, broken) else 0.0
        else:
            self._dim_s = self._cloudy_s = 0.0
        self._count_welded(moment)

    def _count_welded(self, moment: Moment) -> None:
        after = moment.decision.memory.state
        rests = after is moment.before.state and after not in RUNNING and after not in LOUD
        if rests and moment.true["uv_current_a"] > UV_REST_A and moment.sensed.uv_current_a is not None:
            blind = after is State.SENSOR_LOST or after is State.BOOT or is_broken(LAMP_METER, moment.broken)
            self._welded_s = 0.0 if blind else self._welded_s + moment.dt_s
        else:
            self._welded_s = 0.0


def proven(sensed: Sensed) -> bool:
    """Whether all is seen that must be seen while the product valve is open."""
    uv_a, product_ntu, raw_ntu, lpm = (
        sensed.uv_current_a,
        sensed.product_turbidity_ntu,
        sensed.raw_turbidity_ntu,
        sensed.filter_flow_lpm,
    )
    if uv_a is None or product_ntu is None or raw_ntu is None or lpm is None:
        return False
    clear = product_ntu <= TURBID_NTU and raw_ntu <= RAW_REFUSE_NTU
    lit = UV_LOW_A <= uv_a <= UV_HIGH_A and PRIME_LPM <= lpm <= UV_MAX_LPM
    return clear and lit and sensed.product_high_wet is False


def is_broken(part: tuple[str, ...], broken: frozenset[str]) -> bool:
    """Whether this part has a fault now, such as `uv=off` or `uv_current_a=stuck(value=1)`."""
    return any(fault.startswith(part) for fault in broken)
