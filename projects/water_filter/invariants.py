"""What must hold on every tick, whatever breaks: it is looked at from outside, with the truth of the world beside it.

A part that is itself broken cannot prove anything. Then the law is judged on what it saw and on what it commanded.
"""

from __future__ import annotations

from devices import Message, Moment, Timer

from .model import LOUD, RUNNING, TRIPS, Sensed, State, Trip

# What a filter must keep, from data sheets and standards, not from the law. Durations are what the law may take.
LEAST_LPM = 0.5  # a third of what the filter lets through; the YF-S401 counts from 0.3 L/min: less is no water
MAX_UV_LPM = 1.5  # 0.5 L reactor, 2 mW/cm2, 40 mJ/cm2 (NSF/ANSI 55 class A): Q = V I / D
LAMP_A = (0.75, 1.10)  # 11 W from 12 V is 0.92 A; 20 % less or more is another lamp, or none
LAMP_OFF_A = 0.20  # chosen: what is switched off takes nothing; an INA219 errs by some mA
MAX_RAW_NTU = 100.0  # PATH: a river in flood has tens to hundreds, and sand cannot hold that back
MAX_PRODUCT_NTU = 5.0  # WHO after PATH: 5 or less is acceptable
CLOUDY_NTU = MAX_PRODUCT_NTU + 3 * 0.7  # an ADS1115 sees steps of 0.69 NTU (SEN0189's curve): 3 sigma are no proof
MAX_DRY_S = 15.0  # the pump must be off this long after the water stopped
MAX_DIM_S = 3.0  # 2 s after the lamp went out, and a tick
MAX_CLOUDY_S = 6.0  # two samples 2 s apart, and a tick
MAX_WELDED_S = 15.0  # 10 s for the current to fall and to be read, a sample and a tick
STOPPED = frozenset({State.BOOT, *TRIPS})
FILLING = frozenset({State.PRIME, State.FILTER_TO_WASTE, State.PRODUCE})
FLOW_METER = ("filter=", "filter_flow")  # how the faults of a part and of its channels begin
LAMP_METER = ("uv=", "uv_current", "uv_voltage")
PROBE = ("product=", "product_turbidity", "adc")
HARMFUL = ("pump", "uv_lamp", "inlet_valve_open", "waste_valve_open", "backwash_valve_open", "product_valve_open")

SHUT = Message("invariant.shut", "The pump was commanded to push against shut valves.")
TWO_WAYS = Message("invariant.two_ways", "The ways up and down through the sand were open at the same time.")
NOT_STOPPED = Message("invariant.not_stopped", "{actuator} was commanded on in the state {state}.")
UNPROVEN = Message("invariant.unproven", "The product valve was commanded open without all of its proofs.")
NOT_RINSED = Message("invariant.not_rinsed", "A run began although the sand was not rinsed after its wash.")
LATCHED = Message("invariant.latched", "The pump was commanded on although the trip {trip} is latched.")
DRY = Message("invariant.dry", "The pump was commanded on without water for more than {limit_s:.0f} s.")
DIM = Message("invariant.dim", "The product valve was commanded open for {limit_s:.0f} s while the lamp was dim.")
CLOUDY = Message("invariant.cloudy", "Cloudy water was delivered for more than {limit_s:.0f} s.")
FLOODED = Message("invariant.flooded", "The tank ran over.")
NOT_TOLD = Message(
    "invariant.not_told", "The lamp burned for {limit_s:.0f} s while it was commanded off, and nobody was called."
)


class Invariants:
    """What must hold at every tick of the water filter. It remembers only how long something has lasted."""

    def __init__(self) -> None:
        self._dry = self._dim = self._cloudy = self._welded = Timer()

    def look(self, moment: Moment) -> Message | None:
        """The first invariant that is broken now, or None."""
        self._count(moment)
        if moment.true["overflow_l"] > 0.0:
            return FLOODED
        if self._welded.held_s > MAX_WELDED_S:
            return NOT_TOLD(limit_s=MAX_WELDED_S)
        commanded = moment.commanded
        return (
            _state(moment)
            or (self._product(moment) if commanded["product_valve_open"] else None)
            or (self._pump(moment) if commanded["pump"] else None)
        )

    def _product(self, moment: Moment) -> Message | None:
        """What must hold while the product valve is open."""
        if moment.decision.memory.state is not State.PRODUCE or not proven(moment.sensed):
            return UNPROVEN
        if self._dim.held_s > MAX_DIM_S:
            return DIM(limit_s=MAX_DIM_S)
        return CLOUDY(limit_s=MAX_CLOUDY_S) if self._cloudy.held_s > MAX_CLOUDY_S else None

    def _pump(self, moment: Moment) -> Message | None:
        """What must hold while the pump is on."""
        commanded, latched = moment.commanded, moment.decision.memory.latched
        down = commanded["inlet_valve_open"] and (commanded["waste_valve_open"] or commanded["product_valve_open"])
        up = commanded["backwash_valve_open"]
        if not (down or up):
            return SHUT
        if up and commanded["inlet_valve_open"]:
            return TWO_WAYS
        if latched.trip is not Trip.NONE:
            return LATCHED(trip=latched.trip.name)
        return DRY(limit_s=MAX_DRY_S) if self._dry.held_s > MAX_DRY_S else None

    def _count(self, moment: Moment) -> None:
        """How long each dangerous thing has lasted without a break, from the tick on which it was first seen."""
        dt_s = moment.dt_s
        self._dry = self._dry.step(_runs_dry(moment), dt_s, first_s=dt_s)
        self._dim = self._dim.step(_delivers_dim(moment), dt_s, first_s=dt_s)
        self._cloudy = self._cloudy.step(_delivers_cloudy(moment), dt_s, first_s=dt_s)
        self._welded = self._welded.step(_burns_untold(moment), dt_s, first_s=dt_s)


def _state(moment: Moment) -> Message | None:
    """What must hold in the state, whatever is switched."""
    memory = moment.decision.memory
    if memory.state in STOPPED:
        for name in HARMFUL:
            if moment.commanded[name]:
                return NOT_STOPPED(actuator=name, state=memory.state.name)
    return NOT_RINSED if memory.state in FILLING and memory.latched.rinse_due else None


def _runs_dry(moment: Moment) -> bool:
    if not moment.commanded["pump"]:
        return False
    seen_lpm: float | None = moment.sensed.filter_flow_lpm
    lpm = seen_lpm if is_broken(FLOW_METER, moment.broken) else moment.true["filter_flow_lpm"]
    return lpm is not None and lpm < LEAST_LPM


def _delivers_dim(moment: Moment) -> bool:
    lit = LAMP_A[0] <= moment.true["uv_current_a"] <= LAMP_A[1]
    return moment.commanded["product_valve_open"] and not lit and not is_broken(LAMP_METER, moment.broken)


def _delivers_cloudy(moment: Moment) -> bool:
    cloudy = moment.true["product_turbidity_ntu"] > CLOUDY_NTU and moment.true["delivered_lpm"] > 0.0
    return moment.commanded["product_valve_open"] and cloudy and not is_broken(PROBE, moment.broken)


def _burns_untold(moment: Moment) -> bool:
    """The lamp burns while the filter rests, its meter sees it, and nobody is called."""
    after = moment.decision.memory.state
    rests = after is moment.before.state and after not in RUNNING and after not in LOUD
    burns = moment.true["uv_current_a"] > LAMP_OFF_A and moment.sensed.uv_current_a is not None
    blind = after is State.SENSOR_LOST or after is State.BOOT or is_broken(LAMP_METER, moment.broken)
    return rests and burns and not blind


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
    clear = product_ntu <= MAX_PRODUCT_NTU and raw_ntu <= MAX_RAW_NTU
    lit = LAMP_A[0] <= uv_a <= LAMP_A[1] and LEAST_LPM <= lpm <= MAX_UV_LPM
    return clear and lit and sensed.product_high_wet is False


def is_broken(part: tuple[str, ...], broken: frozenset[str]) -> bool:
    """Whether this part has a fault now, such as `uv=off` or `uv_current_a=stuck(value=1)`."""
    return any(fault.startswith(part) for fault in broken)
