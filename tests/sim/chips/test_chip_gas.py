"""MQ chips: the low resistance after power-on, the slow layer, the air, and the MQ-7's heater."""

from __future__ import annotations

from math import exp
from typing import Any

import pytest

from science.mq_sensors import FALL_S, MQ6, RISE_S, resistance_from_voltage_ohm

AIR = {"temperature_c": 20.0, "humidity_pct": 65.0}
MQ6_MODULE = {"model": "MQ-6", "load_resistor_ohm": 20_000.0, "r0_ohm": 20_000.0}
GPIO = 18


def shown_ppm(chip: Any) -> float:
    return MQ6.ppm("lpg", resistance_from_voltage_ohm(chip.volts(), 20_000.0) / 20_000.0)


def test_clean_air_and_alarm_voltages_of_a_20_k_module(sockets: Any) -> None:
    chip = sockets.plug("mq", felt={"lpg_ppm": 0.0, **AIR}, **MQ6_MODULE)
    sockets.pi.clock.sleep(900.0)
    assert chip.volts() == pytest.approx(0.455, abs=0.001)  # R0 = RL = 20 k: a tenth of R0 in clean air
    sockets.felt["part_lpg_ppm"] = 1800.0
    sockets.pi.clock.sleep(900.0)
    assert chip.volts() == pytest.approx(2.81, abs=0.02)


def test_a_comparator_would_false_alarm_at_power_on(sockets: Any) -> None:
    chip = sockets.plug("mq", felt={"lpg_ppm": 0.0, **AIR}, **MQ6_MODULE)
    at_once = chip.volts()
    sockets.pi.clock.sleep(60.0)
    after_a_minute = chip.volts()
    sockets.pi.clock.sleep(120.0)
    after_three = chip.volts()
    assert at_once > 1.5 > after_a_minute > after_three
    assert after_three == pytest.approx(0.455, rel=0.02), "over by the end of the driver's warm-up"


def test_pulling_the_plug_starts_the_warm_up_again(sockets: Any) -> None:
    chip = sockets.plug("mq", felt={"lpg_ppm": 0.0, **AIR}, **MQ6_MODULE)
    sockets.pi.clock.sleep(900.0)
    chip.powered = False
    assert chip.volts() == 0.0
    chip.powered = True
    assert chip.volts() > 1.5


def test_gas_reaches_the_layer_slowly_and_leaves_it_more_slowly(sockets: Any) -> None:
    chip = sockets.plug("mq", felt={"lpg_ppm": 0.0, **AIR}, **MQ6_MODULE)
    sockets.pi.clock.sleep(900.0)
    chip.volts()
    sockets.felt["part_lpg_ppm"] = 2000.0
    for _ in range(round(RISE_S)):
        sockets.pi.clock.sleep(1.0)
        chip.volts()
    assert shown_ppm(chip) == pytest.approx(2000.0 * (1.0 - exp(-1.0)), rel=0.001)
    sockets.pi.clock.sleep(600.0)
    chip.volts()
    sockets.felt["part_lpg_ppm"] = 0.0
    sockets.pi.clock.sleep(FALL_S)
    assert shown_ppm(chip) == pytest.approx(2000.0 * exp(-1.0), rel=0.001)


def test_damp_air_makes_an_uncorrected_reading_too_high(sockets: Any) -> None:
    # science: the data-sheet factor of 20 C / 85 % against 20 C / 33 % is 0.85, so 1000 ppm shows as 1470
    chip = sockets.plug("mq", felt={"lpg_ppm": 1000.0, "temperature_c": 20.0, "humidity_pct": 33.0}, **MQ6_MODULE)
    sockets.pi.clock.sleep(900.0)
    dry = shown_ppm(chip)
    sockets.felt["part_humidity_pct"] = 85.0
    assert shown_ppm(chip) / dry == pytest.approx(1.47, abs=0.02)


def test_an_mq135_feels_carbon_dioxide(sockets: Any) -> None:
    options = MQ6_MODULE | {"model": "MQ-135"}
    chip = sockets.plug("mq", felt={"co2_ppm": 1200.0, **AIR}, **options)
    assert chip.feels == ("co2_ppm", "temperature_c", "humidity_pct")
    assert chip.volts() > 0.0


# MQ-7


def co_module(sockets: Any, co_ppm: float, **options: Any) -> Any:
    felt = {"co_ppm": co_ppm, **AIR}
    chip = sockets.plug("mq7", felt=felt, load_resistor_ohm=10_000.0, r0_ohm=10_000.0, **options)
    sockets.pi.clock.sleep(900.0)  # warm
    return chip


def heat(sockets: Any, duty: float, seconds: float) -> None:
    sockets.pi.pins[GPIO].pi_writes(duty)
    sockets.pi.clock.sleep(seconds)


@pytest.mark.parametrize(
    ("clean", "clean_s", "sense", "sense_s", "shows"),
    [
        (1.0, 60.0, 0.0784, 90.0, True),
        (1.0, 30.0, 0.0784, 90.0, False),  # not burnt clean
        (1.0, 60.0, 0.28, 90.0, False),  # 28 % duty is 2.6 V of heat, not 1.4 V: a mistake of many sketches
        (0.5, 60.0, 0.0784, 90.0, False),  # never hot
        (1.0, 60.0, 0.0784, 2.0, False),  # asked too early
    ],
)
def test_mq7_shows_co_only_after_the_right_heater_cycle(
    sockets: Any, clean: float, clean_s: float, sense: float, sense_s: float, shows: bool
) -> None:
    chip = co_module(sockets, 300.0, heater_pin=GPIO)
    heat(sockets, 0.0, 1.0)
    heat(sockets, clean, clean_s)
    heat(sockets, sense, sense_s)
    clean_air_v = 5.0 / (27.5 + 1.0)  # data sheet: Rs/R0 of 27.5 in clean air, RL = R0
    full_v = 5.0 / (20.54 * 300.0**-0.6579 + 1.0)
    assert (chip.volts() > 0.9 * full_v) is shows
    assert chip.volts() >= clean_air_v * 0.999


def test_mq7_with_its_heater_left_on_5_v_never_shows_co(sockets: Any) -> None:
    bare = co_module(sockets, 0.0)
    clean_v = bare.volts()
    sockets.felt["part_co_ppm"] = 1000.0
    sockets.pi.clock.sleep(600.0)
    assert bare.volts() == pytest.approx(clean_v)


def test_mq7_with_a_cold_heater_gives_almost_nothing(sockets: Any) -> None:
    assert co_module(sockets, 1000.0, heater_pin=GPIO).volts() < 0.02
