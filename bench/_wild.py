"""Random worlds in which many things go wrong at once: the same seed always gives the same world."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from random import Random
from typing import Any

RUN_S = 25 * 60.0
MAX_FAULTS = 4
BUTTON = "_pressed"
BOARD = ("board", "card", "heartbeat")  # these few would be drawn too seldom among all parts and channels
BOARD_SHARE = 0.2  # chosen

# Settings in which the laws have something to do. Each draws with the Random that it is given.
WORLDS: dict[str, dict[str, Any]] = {
    "gas_alarm": {
        "leak_g_per_h": lambda rng: rng.choice((0.0, 50.0, 100.0, 250.0, 800.0, 3000.0)),
        "leak_start_min": lambda rng: rng.uniform(0.0, 15.0),
        "ventilation_ach": lambda rng: rng.choice((0.1, 0.3, 1.0, 3.0)),
        "fan_ach": lambda rng: rng.choice((0.0, 1.0, 8.0)),
        "leak_upstream": lambda rng: rng.random() < 0.2,
        "first_lpg_ppm": lambda rng: rng.choice((0.0, 0.0, 0.0, 700.0, 1500.0, 5000.0)),
        "co_m3_per_h": lambda rng: rng.choice((0.0, 0.0, 0.0045, 0.05)),
        "burner_g_per_h": lambda rng: rng.choice((0.0, 150.0)),
        "spray_ppm": lambda rng: rng.choice((0.0, 0.0, 3000.0)),
        "spray_s": lambda rng: rng.choice((10.0, 60.0)),
        "spray_start_min": lambda rng: rng.uniform(4.0, 20.0),
        "battery_soc": lambda rng: rng.choice((1.0, 0.3, 0.02)),
        "humidity_pct": lambda rng: rng.uniform(40.0, 95.0),
        "temperature_c": lambda rng: rng.uniform(8.0, 38.0),
    },
    "solar_lamp": {
        "weather": lambda rng: "constant",
        "constant_t_c": lambda rng: rng.uniform(8.0, 36.0),
        "constant_rh_pct": lambda rng: rng.uniform(60.0, 99.0),
        "initial_soc": lambda rng: rng.choice((1.0, 0.8, 0.6, 0.52, 0.3, 0.05)),
        "heater_w": lambda rng: rng.choice((7.0, 10.0, 15.0)),
        "evening_light_h": lambda rng: rng.choice((0.0, 24.0)),
        "door_min_d": lambda rng: rng.choice((0.0, 2.0)),
        "moisture_g_h": lambda rng: rng.choice((0.0, 5.0)),
    },
    "water_filter": {
        "start_h": lambda rng: rng.uniform(5.0, 20.0),
        "product_l": lambda rng: rng.choice((2.0, 20.0, 29.5, 50.0, 54.5)),
        "raw_l": lambda rng: rng.choice((13.0, 40.0, 95.0)),
        "stream_lpm": lambda rng: rng.choice((0.0, 1.0, 3.0)),
        "raw_turbidity_ntu": lambda rng: rng.choice((5.0, 20.0, 60.0, 95.0)),
        "storm_h": lambda rng: rng.choice((-1.0, 0.1, 0.4)),
        "storm_turbidity_ntu": lambda rng: rng.uniform(80.0, 600.0),
        "tds_ppm": lambda rng: rng.choice((150.0, 1200.0)),
        "held_g_m3": lambda rng: rng.choice((0.0, 3000.0, 5800.0, 12_000.0)),
        "battery_soc": lambda rng: rng.choice((0.95, 0.7, 0.62, 0.5, 0.2)),
        "household_l_day": lambda rng: rng.choice((0.0, 60.0, 600.0)),
    },
}


def drawn(project: str, seed: int) -> tuple[dict[str, Any], list[Any], list[Any]]:
    """Settings, faults and presses for one seed."""
    from sim.world.presses import parse_press

    rng = Random(f"wild {project} {seed}")
    settings = {name: draw(rng) for name, draw in WORLDS.get(project, {}).items()}
    possible, felt = _possible(project)
    faults = [_fault(rng, possible, felt) for _ in range(rng.randint(0, MAX_FAULTS))]
    buttons = [name.removesuffix(BUTTON) for name in felt if name.endswith(BUTTON)]
    presses = [
        parse_press(f"{rng.choice(buttons)}@{rng.uniform(0.0, RUN_S):.1f}s")
        for _ in range(rng.randint(0, 3))
        if buttons
    ]
    return settings, faults, presses


def _fault(rng: Random, possible: Mapping[str, tuple[str, ...]], felt: Mapping[str, Any]) -> Any:
    from sim.world.faults import KINDS, SENSES, VOLTS, Fault

    board = [each for each in BOARD if each in possible]  # a law without danger has no heartbeat
    target = rng.choice(board) if rng.random() < BOARD_SHARE else rng.choice(sorted(possible))
    kind = rng.choice(possible[target])
    known = SENSES.get(kind, KINDS[kind]) if target in felt else VOLTS.get(kind, KINDS[kind])
    details = {name: _detail(rng, name, felt.get(target)) for name in known if rng.random() < 0.8}
    start_s = rng.uniform(0.0, RUN_S)
    lasts_s = rng.choice((2.0, 4.0, 10.0, 60.0, 300.0, RUN_S))
    again_s = rng.choice((0.0, 0.0, lasts_s * rng.uniform(1.1, 4.0)))
    return Fault(target, kind, start_s, start_s + lasts_s, details, again_s, rng.choice((1.0, 0.5)) if again_s else 1.0)


def _detail(rng: Random, name: str, felt: Any) -> float:
    if isinstance(felt, bool) and name in ("value", "low", "high"):
        return float(rng.random() < 0.5)
    size = abs(felt) if felt else 1.0
    return {
        "value": lambda: size * rng.choice((-1.0, 0.0, 0.2, 0.9, 1.1, 2.0, 10.0, 1000.0)),
        "offset": lambda: size * rng.uniform(-2.0, 2.0),
        "gain": lambda: rng.choice((-1.0, 0.0, 0.5, 2.0, 10.0)),
        "low": lambda: -size * rng.uniform(0.0, 2.0),
        "high": lambda: size * rng.uniform(0.0, 10.0),
        "tau_s": lambda: rng.choice((5.0, 60.0, 900.0)),
        "delay_s": lambda: rng.choice((5.0, 60.0, 900.0)),
        "per_h": lambda: size * rng.uniform(-4.0, 4.0),
        "offset_v": lambda: rng.uniform(-0.5, 0.5),
        "v_per_h": lambda: rng.uniform(-2.0, 2.0),
        "over_h": lambda: rng.choice((0.01, 0.1, 1.0)),
        "save_s": lambda: rng.choice((5.0, 60.0, 900.0)),
        "by_s": lambda: rng.choice((-1e8, -3600.0, 3600.0, 1e8)),
    }.get(name, rng.random)()


@cache
def _possible(project: str) -> tuple[dict[str, tuple[str, ...]], dict[str, Any]]:
    from firmware.project import find
    from sim.world.simulation import Simulation

    with Simulation(find(project)) as simulation:
        return simulation.world.can_fail(), dict(simulation.world.plant.felt)
