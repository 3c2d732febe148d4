"""Random worlds in which many things go wrong at once: the same seed always gives the same world."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from random import Random
from typing import Any

RUN_S = 25 * 60.0
MAX_FAULTS = 4
BUTTON = "_pressed"

# Settings in which the laws have something to do. Each draws with the Random that it is given.
WORLDS: dict[str, dict[str, Any]] = {
    "gas_alarm": {
        "leak_g_per_h": lambda luck: luck.choice((0.0, 50.0, 100.0, 250.0, 800.0, 3000.0)),
        "leak_start_min": lambda luck: luck.uniform(0.0, 15.0),
        "ventilation_ach": lambda luck: luck.choice((0.1, 0.3, 1.0, 3.0)),
        "fan_ach": lambda luck: luck.choice((0.0, 1.0, 8.0)),
        "leak_upstream": lambda luck: luck.random() < 0.2,
        "first_lpg_ppm": lambda luck: luck.choice((0.0, 0.0, 0.0, 700.0, 1500.0, 5000.0)),
        "co_m3_per_h": lambda luck: luck.choice((0.0, 0.0, 0.0045, 0.05)),
        "burner_g_per_h": lambda luck: luck.choice((0.0, 150.0)),
        "spray_ppm": lambda luck: luck.choice((0.0, 0.0, 3000.0)),
        "spray_s": lambda luck: luck.choice((10.0, 60.0)),
        "spray_start_min": lambda luck: luck.uniform(4.0, 20.0),
        "battery_soc": lambda luck: luck.choice((1.0, 0.3, 0.02)),
        "humidity_pct": lambda luck: luck.uniform(40.0, 95.0),
        "temperature_c": lambda luck: luck.uniform(8.0, 38.0),
    },
    "solar_lamp": {
        "weather": lambda luck: "constant",
        "constant_t_c": lambda luck: luck.uniform(8.0, 36.0),
        "constant_rh_pct": lambda luck: luck.uniform(60.0, 99.0),
        "initial_soc": lambda luck: luck.choice((1.0, 0.8, 0.6, 0.52, 0.3, 0.05)),
        "heater_w": lambda luck: luck.choice((7.0, 10.0, 15.0)),
        "evening_light_h": lambda luck: luck.choice((0.0, 24.0)),
        "door_min_d": lambda luck: luck.choice((0.0, 2.0)),
        "moisture_g_h": lambda luck: luck.choice((0.0, 5.0)),
    },
    "water_filter": {
        "start_h": lambda luck: luck.uniform(5.0, 20.0),
        "product_l": lambda luck: luck.choice((2.0, 20.0, 29.5, 50.0, 54.5)),
        "raw_l": lambda luck: luck.choice((13.0, 40.0, 95.0)),
        "stream_lpm": lambda luck: luck.choice((0.0, 1.0, 3.0)),
        "raw_turbidity_ntu": lambda luck: luck.choice((5.0, 20.0, 60.0, 95.0)),
        "storm_h": lambda luck: luck.choice((-1.0, 0.1, 0.4)),
        "storm_turbidity_ntu": lambda luck: luck.uniform(80.0, 600.0),
        "tds_ppm": lambda luck: luck.choice((150.0, 1200.0)),
        "held_g_m3": lambda luck: luck.choice((0.0, 3000.0, 6300.0, 12_000.0)),
        "battery_soc": lambda luck: luck.choice((0.95, 0.7, 0.62, 0.5, 0.2)),
        "household_l_day": lambda luck: luck.choice((0.0, 60.0, 600.0)),
    },
}


def drawn(project: str, seed: int) -> tuple[dict[str, Any], list[Any], list[Any]]:
    """Settings, faults and presses for one seed."""
    from sim.world.presses import parse_press

    luck = Random(f"wild {project} {seed}")
    settings = {name: draw(luck) for name, draw in WORLDS.get(project, {}).items()}
    possible, felt = _possible(project)
    faults = [_fault(luck, possible, felt) for _ in range(luck.randint(0, MAX_FAULTS))]
    buttons = [name.removesuffix(BUTTON) for name in felt if name.endswith(BUTTON)]
    presses = [
        parse_press(f"{luck.choice(buttons)}@{luck.uniform(0.0, RUN_S):.1f}s")
        for _ in range(luck.randint(0, 3))
        if buttons
    ]
    return settings, faults, presses


def _fault(luck: Random, possible: Mapping[str, tuple[str, ...]], felt: Mapping[str, Any]) -> Any:
    from sim.world.faults import KINDS, Fault

    target = luck.choice(sorted(possible))
    kind = luck.choice(possible[target])
    details = {name: _detail(luck, name, felt.get(target)) for name in KINDS[kind] if luck.random() < 0.8}
    start_s = luck.uniform(0.0, RUN_S)
    lasts_s = luck.choice((2.0, 10.0, 60.0, 300.0, RUN_S))
    again_s = luck.choice((0.0, 0.0, lasts_s * luck.uniform(1.1, 4.0)))
    return Fault(
        target, kind, start_s, start_s + lasts_s, details, again_s, luck.choice((1.0, 0.5)) if again_s else 1.0
    )


def _detail(luck: Random, name: str, felt: Any) -> float:
    if isinstance(felt, bool) and name in ("value", "low", "high"):
        return float(luck.random() < 0.5)
    size = abs(felt) if felt else 1.0
    return {
        "value": lambda: size * luck.choice((-1.0, 0.0, 0.2, 0.9, 1.1, 2.0, 10.0, 1000.0)),
        "offset": lambda: size * luck.uniform(-2.0, 2.0),
        "gain": lambda: luck.choice((-1.0, 0.0, 0.5, 2.0, 10.0)),
        "low": lambda: -size * luck.uniform(0.0, 2.0),
        "high": lambda: size * luck.uniform(0.0, 10.0),
        "tau_s": lambda: luck.choice((5.0, 60.0, 900.0)),
        "delay_s": lambda: luck.choice((5.0, 60.0, 900.0)),
        "by_s": lambda: luck.choice((-1e8, -3600.0, 3600.0, 1e8)),
    }.get(name, luck.random)()


@cache
def _possible(project: str) -> tuple[dict[str, tuple[str, ...]], dict[str, Any]]:
    from firmware.project import find
    from sim.world.simulation import Simulation

    with Simulation(find(project)) as simulation:
        return simulation.world.can_fail(), dict(simulation.world.plant.felt)
