"""A bench for the water filter's law: good readings, states reached by real ticks, and a closed loop with the plant."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from random import Random

from devices import Decision
from projects.water_filter.control import Action, Latched, Memory, Sensed, State, decide
from projects.water_filter.plant import Plant, Settings

FULL_TANKS = Sensed(
    raw_low_wet=True,
    raw_high_wet=True,
    product_low_wet=True,
    product_high_wet=False,
    filter_flow_lpm=0.0,
    raw_turbidity_ntu=20.0,
    product_turbidity_ntu=1.0,
    water_tds_ppm=150.0,
    uv_current_a=0.0,
    product_switch_closed=True,
    battery_voltage_v=12.6,
    battery_current_a=0.0,
    reset_pressed=False,
    latch_saved=True,
    under_voltage=False,
)
THIRSTY = FULL_TANKS._replace(product_low_wet=False)
BURNING = THIRSTY._replace(uv_current_a=0.92)
FLOWING = THIRSTY._replace(filter_flow_lpm=1.25)
LIT = FLOWING._replace(uv_current_a=0.92)
FILLING = LIT._replace(product_switch_closed=False)
STRONG = THIRSTY._replace(filter_flow_lpm=4.8, product_turbidity_ntu=20.0)  # raw water stands at both probes
SENSED = Sensed._fields[:-2]  # the world's; the last two are the loop's own
ACTIONS = Action._fields


def ticks(memory: Memory, sensed: Sensed, seconds: float, dt_s: float = 1.0) -> Decision[Action, Memory]:
    """The last decision after that many seconds of the same readings."""
    decision = decide(sensed, memory, dt_s)
    for _ in range(round(seconds / dt_s) - 1):
        decision = decide(sensed, decision.memory, dt_s)
    return decision


BATTERY_LOW = FULL_TANKS._replace(battery_voltage_v=12.0)
LAMP_WELDED = FULL_TANKS._replace(uv_current_a=0.92)
# How each state is reached: from which one, with which readings, in how many seconds.
WAYS: dict[State, tuple[State | Memory, Sensed, float]] = {
    State.IDLE: (State.BOOT, FULL_TANKS, 10),
    State.PRIME: (State.IDLE, THIRSTY, 10),
    State.FILTER_TO_WASTE: (State.PRIME, LIT, 4),
    State.PRODUCE: (State.FILTER_TO_WASTE, LIT, 120),
    State.BACKWASH: (Memory(latched=Latched(wash_due=True)), FULL_TANKS, 20),
    State.RINSE: (State.BACKWASH, STRONG, 421),
    State.DRY_RUN: (State.PRIME, BURNING, 13),
    State.LOW_BATT: (State.IDLE, BATTERY_LOW, 60),
    State.LOW_SUPPLY: (State.IDLE, FULL_TANKS._replace(under_voltage=True), 6),
    State.SENSOR_LOST: (State.IDLE, FULL_TANKS._replace(raw_turbidity_ntu=None), 1),
    State.WELDED: (State.IDLE, LAMP_WELDED, 10),
    State.MAX_RUN: (State.PRODUCE, FILLING, 3960),
    State.TURBID: (State.PRODUCE, FILLING._replace(raw_turbidity_ntu=101.0), 1),
    State.UV_FAULT: (State.PRODUCE, FILLING._replace(uv_current_a=0.0), 1),
    State.LEAK: (State.PRODUCE, FILLING._replace(filter_flow_lpm=5.0), 1),
    State.PROBE: (State.BACKWASH, STRONG._replace(product_turbidity_ntu=0.5), 421),
}


@cache
def reached(state: State) -> Memory:
    """A memory in which the law stands in that state, reached by ticks from the boot on."""
    if state is State.BOOT:
        return Memory()
    before, sensed, seconds = WAYS[state]
    return ticks(reached(before) if isinstance(before, State) else before, sensed, seconds).memory


def closed_loop(
    plant: Plant,
    hours: float,
    memory: Memory | None = None,
    spoil: Callable[[float, dict[str, object]], None] | None = None,
    tick_s: float = 1.0,
) -> Iterator[tuple[float, Sensed, Decision[Action, Memory]]]:
    """The law on the plant, tick by tick, with no wires between; `spoil(t_s, felt)` may change what is felt."""
    memory = memory or Memory()
    driven, action = dict.fromkeys(ACTIONS, 0.0), None
    for tick in range(round(hours * 3600 / tick_s)):
        plant.step(tick_s, driven)
        felt: dict[str, object] = plant.felt  # the plant sets it again at its next step
        if not felt["water_wet"]:
            felt["water_tds_ppm"] = None
        if spoil is not None:
            spoil(tick * tick_s, felt)
        sensed = Sensed(*[felt[name] for name in SENSED], latch_saved=True, under_voltage=False)  # type: ignore[arg-type]
        decision = decide(sensed, memory, tick_s)
        yield tick * tick_s, sensed, decision
        memory = decision.memory
        if decision.action is not action:
            action = decision.action
            driven = dict(zip(ACTIONS, map(float, action), strict=True))


def run(plant: Plant, hours: float, **more: object) -> tuple[list[State], Memory, dict[str, float]]:
    """The states in the order in which they came, the last memory, and the plant's metrics."""
    states: list[State] = []
    memory = Memory()
    for _, _, decision in closed_loop(plant, hours, **more):  # type: ignore[arg-type]
        memory = decision.memory
        if not states or states[-1] is not memory.state:
            states.append(memory.state)
    return states, memory, plant.metrics()


def breaks(world: Plant, at_s: float, **faults: object) -> Callable[[float, dict[str, object]], None]:
    """For `spoil`: at that second these things of the world break, `pump={"dry": {}}`, and stay so."""

    def spoil(t_s: float, _felt: dict[str, object]) -> None:
        if t_s == at_s:
            world.apply_faults(faults)  # type: ignore[arg-type]

    return spoil


def plant(seed: int = 1, **settings: object) -> Plant:
    """A plant with these settings changed."""
    return Plant(Settings(**settings), Random(seed))  # type: ignore[arg-type]
