"""What differs from unit to unit on the wires, how far a calibration puts it right, and what no calibration does."""

from __future__ import annotations

import random
from math import exp

import pytest

from devices import WiredPart
from science.mq_sensors import resistance_from_voltage_ohm
from science.sensor_curves import ntc_resistance_from_voltage_ohm, tds_ppm
from sim.chips import find as find_chip
from sim.chips import ina219
from sim.chips._lag import Lag
from sim.chips._unit import Kind, Unit, Units
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
    shown = {
        (high << 8 | low, above << 8 | below) for high, low, above, below, _ in (chip.measured() for _ in range(99))
    }
    assert shown <= {(pct, c) for pct in (969, 970, 971) for c in (249, 250, 251)}, "but for its last digit"


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


def test_two_parts_of_one_device_are_two_units():
    units = Units(Kind.CALIBRATED, 5)
    box, room = (units.unit(part).offset("temperature_c", 25.0, 0.5, 0.2) for part in ("box", "room"))
    assert abs(box - room) > 0.01


def test_a_dht22_repeats_itself_to_three_tenths_of_a_degree():
    chip = dht22(3)
    shown = [(above << 8 | below) / 10.0 for _, _, above, below, _ in (chip.measured() for _ in range(200))]
    assert max(shown) - min(shown) == pytest.approx(0.6, abs=0.01)


def shown_by_sht31(chip):
    chip.write(b"\x24\x00")
    answer = chip.read(6)
    t, rh = int.from_bytes(answer[:2], "big"), int.from_bytes(answer[3:5], "big")
    return 175.0 * t / 65_535.0 - 45.0, 100.0 * rh / 65_535.0


@pytest.mark.parametrize(
    ("driver", "options", "shown", "tau_s", "within"),
    [
        ("dht22", {"pin": 4}, Dht22Chip.sensed, (10.0, 5.0), 0.001),
        ("sht31", {}, shown_by_sht31, (8.0, 8.0), 0.2),
    ],
)
def test_a_climate_sensor_follows_its_air_with_a_lag(driver, options, shown, tau_s, within):
    """First order: 63 % of a step is there after one time constant. Data sheet and choice: sim/chips."""
    felt = {"part_temperature_c": 20.0, "part_humidity_pct": 40.0}
    chip = plugged(driver, 3, felt, **options)
    before = shown(chip)
    felt.update(part_temperature_c=30.0, part_humidity_pct=60.0)
    at_once = shown(chip)
    now_s, rises = 0.0, [10.0, 20.0]
    assert at_once == pytest.approx(before, abs=within)
    for after_s in sorted({*tau_s}):
        chip.pi.clock.sleep(after_s - now_s)
        now_s, now = after_s, shown(chip)
        for each, rise in enumerate(rises):
            assert now[each] - before[each] == pytest.approx(rise * (1.0 - exp(-after_s / tau_s[each])), abs=within)


@pytest.mark.parametrize("driver", ["dht22", "sht31"])
@pytest.mark.parametrize("seed", [0, 7, 23])
def test_what_a_unit_shows_is_what_its_calibration_says(driver, seed):
    """Where it was compared: the pair of shown and true in its file is of this unit."""
    air = {"part_temperature_c": 25.0, "part_humidity_pct": 75.3}
    chip = plugged(driver, seed, air, **({"pin": 4} if driver == "dht22" else {}))
    found = Dht22Chip.sensed(chip) if driver == "dht22" else shown_by_sht31(chip)
    for value, channel, left in zip(found, ("temperature_c", "humidity_pct"), (0.2, 1.0), strict=True):
        ((shown, _),) = chip.unit.measured[channel]
        assert value == pytest.approx(shown, abs=left + 0.1)


@pytest.mark.parametrize(
    ("driver", "options", "felt", "typical"),
    [
        ("mq", {"model": "MQ-6", "load_resistor_ohm": 20_000.0, "r0_ohm": 20_000.0}, {"part_lpg_ppm": 0.0}, 10.0),
        ("mq7", {"load_resistor_ohm": 10_000.0, "r0_ohm": 10_000.0}, {"part_co_ppm": 0.0}, 27.5),
    ],
)
def test_the_clean_air_of_each_gas_sensor_is_its_own_and_its_calibration_knows_it(driver, options, felt, typical):
    """Rs in clean air over what the file says of R0: within 15 % of the type, and 3 and 4 % of the file."""
    air = felt | {"part_temperature_c": 20.0, "part_humidity_pct": 65.0}
    true = []
    for seed in SEEDS:
        chip = plugged(driver, seed, air, **options)
        chip.pi.clock.sleep(900.0)
        rs_ohm = resistance_from_voltage_ohm(chip.volts(), options["load_resistor_ohm"])
        true.append(rs_ohm / chip._r0_ohm)
        told = chip.unit.measured
        assert rs_ohm / told["r0_ohm"] == pytest.approx(told["clean_air_ratio"], rel=0.075)
    assert 0.85 * typical <= min(true) < 0.9 * typical
    assert 1.15 * typical >= max(true) > 1.1 * typical


def turns(chip, lpm):
    """Pulses a liter, counted for a minute."""
    falls = []
    chip.pi.pins[5].on_edge = lambda level: None if level else falls.append(1)
    chip.pi.clock.sleep(60.0)
    return len(falls) / lpm


@pytest.mark.parametrize(
    ("driver", "felt", "options", "key", "found", "left"),
    [
        ("turbidity", {"turbidity_ntu": 0.0}, {}, "clear_v", lambda chip: chip.volts(), 0.0003 / 4.1),
        (
            "tds",
            {"tds_ppm": 342.0, "temperature_c": 25.0, "wet": True},
            {},
            "cell_k",
            lambda chip: 342.0 / tds_ppm(chip.volts()),
            0.03,
        ),
        (
            "ntc",
            {"temperature_c": 25.0},
            {},
            "r25_ohm",
            lambda chip: ntc_resistance_from_voltage_ohm(chip.volts(), 10_000.0, 3.3),
            0.01,
        ),
        ("flow_meter", {"flow_lpm": 5.0}, {"pin": 5}, "pulses_per_litre", lambda chip: turns(chip, 5.0), 0.02),
        ("yf_s401", {"flow_lpm": 1.0}, {"pin": 5}, "pulses_per_litre", lambda chip: turns(chip, 1.0), 0.02),
    ],
)
def test_each_unit_acts_as_its_calibration_says_and_not_as_its_type(driver, felt, options, key, found, left):
    """What a person measured is true of this unit, but for what that measurement leaves."""
    shown = []
    for seed in range(12):
        chip = plugged(driver, seed, {f"part_{name}": value for name, value in felt.items()}, **options)
        shown.append(found(chip))
        assert chip.unit.measured[key] == pytest.approx(shown[-1], rel=left + 0.002)
    assert max(shown) > 1.04 * min(shown)


def test_a_meter_of_current_has_its_own_shunt_offset_and_voltage():
    """By its registers: 10 uV and 4 mV a step. Its file knows the shunt and what it shows without current."""
    volts, zeros = set(), set()
    for seed in range(12):
        felt = {"part_voltage_v": 12.0, "part_current_a": 0.0}
        chip = plugged("ina219", seed, felt, shunt_ohm=0.1)
        zero_uv = 10.0 * sum(chip.get(ina219.SHUNT) for _ in range(100)) / 100
        ((shown_a, _),) = chip.unit.measured["current_a"]
        assert zero_uv * 1e-6 / 0.1 == pytest.approx(shown_a, abs=2e-4)
        felt["part_current_a"] = 2.0
        full_uv = 10.0 * sum(chip.get(ina219.SHUNT) for _ in range(100)) / 100 - zero_uv
        assert 0.2e6 / full_uv == pytest.approx(chip.unit.measured["trim"], rel=0.0101)
        volts.add(round(sum(chip.get(ina219.BUS) >> 3 for _ in range(100)) / 100))
        zeros.add(round(zero_uv))
    assert max(volts) - min(volts) >= 6, "0.2 % of 12 V either way is 24 mV"
    assert 2994 <= min(volts) < max(volts) <= 3006
    assert max(zeros) - min(zeros) > 30


def test_contacts_bounce_for_a_few_milliseconds_and_end_as_they_should():
    felt, most = {"part_closed": False}, 0
    for seed in range(12):
        felt["part_closed"] = False
        chip = plugged("contact", seed, felt, pin=5)
        edges = []
        chip.pi.pins[5].on_edge = lambda level, edges=edges, pi=chip.pi: edges.append((pi.clock.monotonic(), level))
        began_s = chip.pi.clock.monotonic()
        felt["part_closed"] = True
        chip.world_moved()
        chip.pi.clock.sleep(1.0)
        assert edges[-1][1] is False, "closed: held low"
        assert edges[-1][0] - began_s < 0.0061
        assert len(edges) % 2 == 1
        most = max(most, len(edges))
    assert most > 3
