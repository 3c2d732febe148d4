"""What differs from unit to unit on the wires, how far a calibration puts it right, and what no calibration does."""

from __future__ import annotations

import random

import pytest

from devices import WiredPart
from sim.chips import find as find_chip
from sim.chips._lag import Lag
from sim.chips._unit import Unit
from sim.chips.dht22 import Dht22Chip
from sim.virtual_pi import VirtualPi

SEEDS = range(40)


def plugged(driver, seed, felt, **options):
    pi = VirtualPi(seed=seed)
    unit = Unit(random.Random(f"unit {seed}"))
    return find_chip(driver)(pi, WiredPart("part", driver, options), felt, {}, unit)


def dht22(seed, t_c=25.0, rh_pct=75.3):
    chip = plugged("dht22", seed, {"part_temperature_c": t_c, "part_humidity_pct": rh_pct}, pin=4)
    assert isinstance(chip, Dht22Chip)
    return chip


def test_forty_dht22_are_spread_over_the_typical_accuracy_of_the_data_sheet():
    found = [dht22(seed).sensed() for seed in SEEDS]
    for values, true, within in zip(zip(*found, strict=True), (25.0, 75.3), (0.5, 2.0), strict=True):
        assert true - within <= min(values) < true - 0.7 * within
        assert true + within >= max(values) > true + 0.7 * within


@pytest.mark.parametrize("seed", [0, 7, 23])
def test_a_calibrated_dht22_is_off_by_no_more_than_what_is_left(seed):
    chip = dht22(seed)
    t_c, rh_pct = chip.sensed()
    ((shown_c, true_c),) = chip.unit.measured["temperature_c"]
    ((shown_pct, true_pct),) = chip.unit.measured["humidity_pct"]
    assert t_c + true_c - shown_c == pytest.approx(25.0, abs=0.2001)
    assert rh_pct + true_pct - shown_pct == pytest.approx(75.3, abs=1.001)


def test_a_dht22_repeats_itself_to_a_percent_and_shows_too_much_above_ninety():
    chip = dht22(3)
    shown = [(high << 8 | low) / 10.0 for high, low, *_ in (chip.measured() for _ in range(200))]
    assert 1.5 < max(shown) - min(shown) <= 2.1
    dry, wet = dht22(3, rh_pct=80.0).sensed()[1] - 80.0, dht22(3, rh_pct=97.0).sensed()[1] - 97.0
    assert 1.4 < wet - dry < 3.2


def test_an_ideal_dht22_shows_what_is_there():
    pi = VirtualPi(seed=1)
    felt = {"part_temperature_c": 25.0, "part_humidity_pct": 97.0}
    chip = find_chip("dht22")(pi, WiredPart("part", "dht22", {"pin": 4}), felt, {})
    assert chip.sensed() == (25.0, 97.0)


def test_a_lag_follows_with_its_time_constant():
    pi = VirtualPi(seed=1)
    lag = Lag(pi.clock, 10.0)
    assert lag.of(20.0) == 20.0
    pi.clock.sleep(10.0)
    assert lag.of(30.0) == pytest.approx(20.0 + 10.0 * (1.0 - 0.36788), abs=0.001)


MQ6 = {"model": "MQ-6", "load_resistor_ohm": 20_000.0, "r0_ohm": 20_000.0}
AIR = {"part_lpg_ppm": 0.0, "part_temperature_c": 20.0, "part_humidity_pct": 65.0}


def test_an_mq_6_is_anywhere_within_thirty_percent_of_its_type():
    r0_ohm = [plugged("mq", seed, AIR, **MQ6)._r0_ohm for seed in SEEDS]
    assert 14_000.0 <= min(r0_ohm) < 15_500.0
    assert 24_500.0 < max(r0_ohm) <= 26_000.0


@pytest.mark.parametrize(
    ("driver", "felt", "options", "key", "typical", "within"),
    [
        ("turbidity", {"part_turbidity_ntu": 0.0}, {}, "clear_v", 4.1, 0.0732),
        ("tds", {"part_tds_ppm": 0.0, "part_temperature_c": 20.0, "part_wet": True}, {}, "cell_k", 1.0, 0.10),
        ("ntc", {"part_temperature_c": 20.0}, {}, "r25_ohm", 10_000.0, 0.05),
        ("flow_meter", {"part_flow_lpm": 0.0}, {"pin": 5}, "pulses_per_litre", 450.0, 0.10),
        ("yf_s401", {"part_flow_lpm": 0.0}, {"pin": 5}, "pulses_per_litre", 5880.0, 0.10),
    ],
)
def test_each_kind_is_spread_by_its_data_sheet(driver, felt, options, key, typical, within):
    measured = [plugged(driver, seed, felt, **options).unit.measured[key] for seed in SEEDS]
    assert len(set(measured)) == 40
    assert typical * (1.0 - 1.35 * within) < min(measured) < typical * (1.0 - 0.6 * within)
    assert typical * (1.0 + 1.35 * within) > max(measured) > typical * (1.0 + 0.6 * within)
