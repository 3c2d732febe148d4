"""Each invariant can break, each is quiet in a healthy run, and a broken sensor is not held against the law."""

import pytest

from devices import Decision, Moment
from projects.water_filter import reasons
from projects.water_filter.control import SAFE, Action, Latched, Memory, State
from projects.water_filter.invariants import (
    MAX_AJAR_S,
    MAX_CLOUDY_S,
    MAX_DIM_S,
    MAX_DRY_S,
    MAX_SAGGING_S,
    MAX_UNLIT_S,
    MAX_UNSEEN_L,
    MAX_WELDED_S,
    Invariants,
)
from projects.water_filter.model import Trip
from tests.projects.water_filter.filter_bench import FULL_TANKS, LIT, THIRSTY, breaks, closed_loop, plant

FILLING = Action(inlet_valve_open=True, product_valve_open=True, pump=True, uv_lamp=True)
TO_WASTE = Action(inlet_valve_open=True, waste_valve_open=True, pump=True, uv_lamp=True)
WASHING = Action(backwash_valve_open=True, pump=True)
FINE = {"filter_flow_lpm": 1.25, "uv_current_a": 0.92, "product_turbidity_ntu": 1.0}


def moment(state, action, sensed=LIT, latched=Latched(), broken=(), **true):  # noqa: B008
    memory = Memory(state=state, latched=latched)
    decision = Decision(action, memory, reasons.RESTING)
    told = action._asdict()
    delivered_lpm = 1.25 * told["product_valve_open"]
    truth = FINE | {"overflow_l": 0.0, "pump_runs": told["pump"], "delivered_lpm": delivered_lpm} | true
    return Moment(0.0, 1.0, sensed, memory, decision, told, truth, told, frozenset(broken))


def seen(*what, seconds=1):
    """The key of the invariant that is broken after that many ticks of the same moment."""
    invariants, found = Invariants(), None
    for _ in range(int(seconds)):
        found = invariants.look(moment(*what[:2], **(what[2] if len(what) > 2 else {})))
    return found.key if found else None


@pytest.mark.parametrize(
    ("state", "action", "more", "key"),
    [
        (State.PRODUCE, FILLING, {}, None),
        (State.BACKWASH, WASHING, {}, None),
        (State.PRIME, Action(pump=True), {}, "invariant.shut"),
        (State.PRIME, Action(pump=True, inlet_valve_open=True), {}, "invariant.shut"),
        (State.BACKWASH, WASHING._replace(inlet_valve_open=True, waste_valve_open=True), {}, "invariant.two_ways"),
        (State.DRY_RUN, SAFE._replace(waste_valve_open=True), {}, "invariant.not_stopped"),
        (State.BOOT, WASHING, {}, "invariant.not_stopped"),
        (State.FILTER_TO_WASTE, FILLING, {}, "invariant.unproven"),
        (State.PRODUCE, FILLING, {"sensed": LIT._replace(uv_current_a=0.74)}, "invariant.unproven"),
        (State.PRODUCE, FILLING, {"sensed": LIT._replace(uv_current_a=None)}, "invariant.unproven"),
        (State.PRODUCE, FILLING, {"sensed": LIT._replace(product_turbidity_ntu=5.1)}, "invariant.unproven"),
        (State.PRODUCE, FILLING, {"sensed": LIT._replace(raw_turbidity_ntu=101.0)}, "invariant.unproven"),
        (State.PRODUCE, FILLING, {"sensed": LIT._replace(filter_flow_lpm=1.6)}, "invariant.unproven"),
        (State.PRODUCE, FILLING, {"sensed": LIT._replace(filter_flow_lpm=0.4)}, "invariant.unproven"),
        (State.PRODUCE, FILLING, {"sensed": LIT._replace(product_high_wet=True)}, "invariant.unproven"),
        (State.PRIME, Action(), {"latched": Latched(rinse_due=True)}, "invariant.not_rinsed"),
        (State.PRODUCE, FILLING, {"latched": Latched(trip=Trip.LEAK)}, "invariant.latched"),
        (State.IDLE, Action(), {"overflow_l": 0.1}, "invariant.flooded"),
    ],
)
def test_each_invariant_breaks_on_the_tick(state, action, more, key):
    assert seen(state, action, more) == key


@pytest.mark.parametrize(
    ("state", "action", "more", "most_s", "key"),
    [
        (State.BACKWASH, WASHING, {"filter_flow_lpm": 0.4}, MAX_DRY_S, "invariant.dry"),
        (State.PRODUCE, FILLING, {"uv_current_a": 0.05}, MAX_DIM_S, "invariant.dim"),
        (State.PRODUCE, FILLING, {"product_turbidity_ntu": 8.0}, MAX_CLOUDY_S, "invariant.cloudy"),
        (State.IDLE, Action(), {"sensed": FULL_TANKS}, MAX_WELDED_S, "invariant.not_told"),
        (State.IDLE, Action(), {"uv_current_a": 0.0, "delivered_lpm": 0.5}, MAX_AJAR_S, "invariant.ajar"),
        (State.FILTER_TO_WASTE, TO_WASTE, {"uv_current_a": 0.05}, MAX_UNLIT_S, "invariant.unlit"),
        (
            State.DRY_RUN,
            Action(),
            {"uv_current_a": 0.0, "filter_flow_lpm": 0.0, "pump_runs": True},
            MAX_DRY_S,
            "invariant.dry",
        ),
    ],
)
def test_what_lasts_too_long_breaks_after_its_time(state, action, more, most_s, key):
    assert seen(state, action, more, seconds=most_s) is None
    assert seen(state, action, more, seconds=most_s + 1) == key


@pytest.mark.parametrize(
    ("more", "broken", "key"),
    [
        ({"filter_flow_lpm": 0.0}, "filter_flow_lpm=stuck(value=1.2)", None),
        ({"filter_flow_lpm": 0.0}, "pump=dry", "invariant.dry"),
        ({"uv_current_a": 0.0}, "uv_current_a=stuck(value=0.9)", None),
        ({"uv_current_a": 0.0}, "uv_lamp=open", "invariant.dim"),
        ({"product_turbidity_ntu": 20.0}, "product_turbidity_ntu=stuck(value=1)", None),
        ({"product_turbidity_ntu": 20.0}, "product_valve=stuck", "invariant.cloudy"),
        ({"filter_flow_lpm": 0.0, "pump_runs": False}, "pipe=burst", None),
        ({"product_turbidity_ntu": 20.0}, "product_high_wet=stuck(value=0)", "invariant.cloudy"),
    ],
)
def test_the_law_is_not_blamed_for_what_a_broken_sensor_hides(more, broken, key):
    assert seen(State.PRODUCE, FILLING, more | {"broken": [broken]}, seconds=30) == key


def test_a_broken_probe_hides_cloudy_water_for_some_liters_and_not_for_ever():
    hidden = {"product_turbidity_ntu": 20.0, "broken": ["product_turbidity_ntu=stuck(value=1)"]}
    most_s = MAX_UNSEEN_L / 1.25 * 60.0
    assert seen(State.PRODUCE, FILLING, hidden, seconds=most_s - 1) is None
    assert seen(State.PRODUCE, FILLING, hidden, seconds=most_s + 1) == "invariant.unseen"


def test_a_broken_meter_that_shows_no_water_must_still_stop_the_pump():
    dead = {"sensed": THIRSTY, "broken": ["filter=off"]}
    assert seen(State.BACKWASH, WASHING, dead, seconds=MAX_DRY_S + 1) == "invariant.dry"


def judged(world, hours, spoil=None, broken=()):
    """Every key that broke in a closed loop of law and world."""
    invariants, before, found = Invariants(), Memory(), set()
    for t_s, sensed, decision in closed_loop(world, hours, spoil=spoil):
        told = decision.action._asdict()
        true = world.felt | world.shown
        broken_now = invariants.look(
            Moment(t_s, 1.0, sensed, before, decision, told, true, told, frozenset(broken))  # type: ignore[arg-type]
        )
        before = decision.memory
        if broken_now:
            found.add(broken_now.key)
    return found


@pytest.mark.examples(3)
@pytest.mark.parametrize(
    "fault",
    [
        {},
        {"pump": {"dry": {}}},
        {"uv_lamp": {"open": {}}},
        {"pipe": {"burst": {}}},
        {"inlet_valve": {"stuck": {}}},
        {"waste_valve": {"stuck": {"value": 0.0}}},
        {"backwash_valve": {"stuck": {"value": 1.0}}},
        {"bed": {"clogged": {"share": 0.2}}},
        {"panel": {"shaded": {"share": 1.0}}, "battery": {"weak_cell": {"share": 0.05}}},
    ],
)
def test_the_law_breaks_no_invariant_whatever_breaks_in_the_world(fault):
    world = plant(product_l=20.0, held_g_m3=5750.0)
    assert judged(world, 1.0, spoil=breaks(world, 400.0, **fault)) == set()


@pytest.mark.parametrize(("flag", "key"), [(True, "invariant.sagging"), (False, None), (None, None)])
def test_loads_on_a_board_whose_supply_sags(flag, key):
    sagging = {"sensed": LIT._replace(under_voltage=flag)}
    assert seen(State.PRODUCE, FILLING, sagging, seconds=MAX_SAGGING_S + 1) == key
    assert seen(State.PRODUCE, FILLING, sagging, seconds=MAX_SAGGING_S) is None
    resting = sagging | {"uv_current_a": 0.0}
    assert seen(State.LOW_SUPPLY, SAFE, resting, seconds=60) is None
