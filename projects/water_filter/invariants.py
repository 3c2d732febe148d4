"""What must hold on every tick, whatever breaks: it is looked at from outside, with the truth of the world beside it.

A part that is itself broken cannot prove anything. Then the law is judged on what it saw and on what it commanded.
"""

from __future__ import annotations

from collections.abc import Callable

from devices import Message, Moment, Timer

from .model import LOUD, RUNNING, TRIPS, Sensed, State, Trip

# What a filter must keep, from data sheets and standards, not from the law. Durations are what the law may take.
LEAST_LPM = 0.5  # a third of what the filter lets through; the YF-S401 counts from 0.3 L/min: less is no water
MAX_UV_LPM = 1.5  # 0.5 L reactor, 2 mW/cm2, 40 mJ/cm2 (from NSF/ANSI 55 class A, which asks for a UV sensor)
LAMP_A = (0.75, 1.10)  # 11 W from 12 V is 0.92 A; 20 % less or more is another lamp, or none
LAMP_DEAD_A = 0.30  # chosen: a third of the warm lamp's current, half of the cold lamp's
LAMP_OFF_A = 0.20  # chosen: what is switched off takes nothing; an INA219 errs by some mA
MAX_RAW_NTU = 100.0  # PATH: a river in flood has tens to hundreds, and sand cannot hold that back
MAX_PRODUCT_NTU = 5.0  # WHO after PATH: 5 or less is acceptable; not a promise about UV light
CLOUDY_NTU = MAX_PRODUCT_NTU + 3 * 0.7  # an ADS1115 sees steps of 0.69 NTU (SEN0189's curve): 3 sigma are no proof
MAX_DRY_S = 15.0  # the pump must be off this long after the water stopped
MAX_DIM_S = 3.0  # 2 s after the lamp went out, and a tick
MAX_CLOUDY_S = 6.0  # two samples 2 s apart, and a tick
MAX_AJAR_S = 8.0  # 5 s for the valve to shut, and to be read
MAX_UNSEEN_L = 10.0  # five minutes and the ripening of fresh sand, when a broken probe shows nothing of it
MAX_UNLIT_S = 4.0  # the lamp is judged before the pump starts; when it goes out later, 2 s, and two ticks
MAX_SAGGING_S = 8.0  # the flag of a low supply stands for 5 s, and two ticks
MAX_WELDED_S = 15.0  # 10 s for the current to fall and to be read, a sample and a tick
STOPPED = frozenset({State.BOOT, *TRIPS})
FILLING = frozenset({State.PRIME, State.FILTER_TO_WASTE, State.PRODUCE})
FLOW_METER = ("filter=", "filter_flow")  # how the faults of a part and of its channels begin
LAMP_METER = ("uv=", "uv_current", "uv_voltage")
PROBE = ("product=", "product_turbidity", "adc")
SWITCH = ("product_switch",)
PUMP = ("pump=",)
HARMFUL = ("pump", "uv_lamp", "inlet_valve_open", "waste_valve_open", "backwash_valve_open", "product_valve_open")

SHUT = Message("invariant.shut", "The pump was commanded to push against shut valves.")
TWO_WAYS = Message("invariant.two_ways", "The ways up and down through the sand were open at the same time.")
NOT_STOPPED = Message("invariant.not_stopped", "{actuator} was commanded on in the state {state}.")
UNPROVEN = Message("invariant.unproven", "The product valve was commanded open without all of its proofs.")
NOT_RINSED = Message("invariant.not_rinsed", "A run began although the sand was not rinsed after its wash.")
LATCHED = Message("invariant.latched", "The pump was commanded on although the trip {trip} is latched.")
DRY = Message("invariant.dry", "The pump ran without water for more than {limit_s:span}.")
DIM = Message("invariant.dim", "Water was delivered for {limit_s:span} while the lamp was dim.")
UNLIT = Message("invariant.unlit", "Raw water was pumped for {limit_s:span} past a lamp that does not burn.")
CLOUDY = Message("invariant.cloudy", "Cloudy water was delivered for more than {limit_s:span}.")
SAGGING = Message(
    "invariant.sagging", "Loads were commanded on for {limit_s:span} while the board's own supply was too low."
)
UNSEEN = Message("invariant.unseen", "More than {limit_l:.0f} L of cloudy water were delivered past a broken probe.")
AJAR = Message("invariant.ajar", "Water ran for {limit_s:span} through a product valve that was commanded shut.")
FLOODED = Message("invariant.flooded", "The tank ran over.")
NOT_TOLD = Message(
    "invariant.not_told", "The lamp burned for {limit_s:span} while it was commanded off, and nobody was called."
)


class Invariants:
    """What must hold at every tick of the water filter. It remembers only how long something has lasted."""

    def __init__(self) -> None:
        self._lasting = dict.fromkeys(LASTING, Timer())
        self._unseen_l = 0.0

    def look(self, moment: Moment) -> Message | None:
        """The first invariant that is broken now, or None."""
        late = None
        for broken, (is_so, limit_s) in LASTING.items():
            self._lasting[broken] = timer = self._lasting[broken].step(is_so(moment), moment.dt_s, first_s=moment.dt_s)
            if late is None and timer.held_s > limit_s:
                late = broken(limit_s=limit_s)
        if moment.true["overflow_l"] > 0.0:
            return FLOODED
        return self._unseen(moment) or late or _state(moment) or _product(moment) or _pump(moment)

    def _unseen(self, moment: Moment) -> Message | None:
        """A broken probe may hide cloudy water for a while, not for ever."""
        if _is_cloudy(moment):
            self._unseen_l += moment.true["delivered_lpm"] * moment.dt_s / 60.0
        elif moment.true["delivered_lpm"] > 0.0:
            self._unseen_l = 0.0
        return UNSEEN(limit_l=MAX_UNSEEN_L) if self._unseen_l > MAX_UNSEEN_L else None


def _product(moment: Moment) -> Message | None:
    """What must hold while the product valve is commanded open."""
    if not moment.commanded["product_valve_open"]:
        return None
    if moment.decision.memory.state is not State.PRODUCE or not proven(moment.sensed):
        return UNPROVEN
    return None


def _pump(moment: Moment) -> Message | None:
    """What must hold while the pump is commanded on."""
    commanded, latched = moment.commanded, moment.decision.memory.latched
    if not commanded["pump"]:
        return None
    down = commanded["inlet_valve_open"] and (commanded["waste_valve_open"] or commanded["product_valve_open"])
    up = commanded["backwash_valve_open"]
    if not (down or up):
        return SHUT
    if up and commanded["inlet_valve_open"]:
        return TWO_WAYS
    return LATCHED(trip=latched.trip.name) if latched.trip is not Trip.NONE else None


def _state(moment: Moment) -> Message | None:
    """What must hold in the state, whatever is switched."""
    memory = moment.decision.memory
    if memory.state in STOPPED:
        for name in HARMFUL:
            if moment.commanded[name]:
                return NOT_STOPPED(actuator=name, state=memory.state.name)
    return NOT_RINSED if memory.state in FILLING and memory.latched.rinse_due else None


def _pump_runs(moment: Moment) -> bool:
    """Whether the pump truly runs; a relay that is broken is judged on what it was commanded."""
    if is_broken(PUMP, moment.broken):
        return moment.commanded["pump"]
    return bool(moment.true["pump_runs"])


def _runs_dry(moment: Moment) -> bool:
    if not _pump_runs(moment):
        return False
    seen_lpm: float | None = moment.sensed.filter_flow_lpm
    lpm = seen_lpm if is_broken(FLOW_METER, moment.broken) else moment.true["filter_flow_lpm"]
    return lpm is not None and lpm < LEAST_LPM


def _delivers_dim(moment: Moment) -> bool:
    lit = LAMP_A[0] <= moment.true["uv_current_a"] <= LAMP_A[1]
    told = moment.commanded["product_valve_open"] and moment.true["delivered_lpm"] > 0.0
    return told and not lit and not is_broken(LAMP_METER, moment.broken)


def _pumps_unlit(moment: Moment) -> bool:
    filling = moment.decision.memory.state in FILLING and _pump_runs(moment)
    return filling and moment.true["uv_current_a"] < LAMP_DEAD_A and not is_broken(LAMP_METER, moment.broken)


def _sags(moment: Moment) -> bool:
    return moment.sensed.under_voltage is True and any(moment.commanded[name] for name in HARMFUL)


def _is_cloudy(moment: Moment) -> bool:
    return moment.true["product_turbidity_ntu"] > CLOUDY_NTU and moment.true["delivered_lpm"] > 0.0


def _delivers_cloudy(moment: Moment) -> bool:
    told = moment.commanded["product_valve_open"]
    return told and _is_cloudy(moment) and not is_broken(PROBE, moment.broken)


def _runs_through(moment: Moment) -> bool:
    """Water runs into the tank through a valve that was commanded shut, and its switch is whole."""
    told = moment.commanded["product_valve_open"]
    return not told and moment.true["delivered_lpm"] > 0.0 and not is_broken(SWITCH, moment.broken)


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


LASTING: dict[Message, tuple[Callable[[Moment], bool], float]] = {
    NOT_TOLD: (_burns_untold, MAX_WELDED_S),
    AJAR: (_runs_through, MAX_AJAR_S),
    DIM: (_delivers_dim, MAX_DIM_S),
    UNLIT: (_pumps_unlit, MAX_UNLIT_S),
    CLOUDY: (_delivers_cloudy, MAX_CLOUDY_S),
    DRY: (_runs_dry, MAX_DRY_S),
    SAGGING: (_sags, MAX_SAGGING_S),
}
