"""Pulse trains of DHT sensors and of the flow meter against their data sheets."""

from __future__ import annotations

from typing import Any

import pytest

from sim.chips._dht import BYTE_PULSES_US, frame, pulses_us
from sim.chips.dht22 import temperature_word

AIR = {"temperature_c": 35.1, "humidity_pct": 65.2}


def test_data_sheet_frame() -> None:
    assert frame(0x028C, 0x015F) == (0x02, 0x8C, 0x01, 0x5F, 0xEE)  # AM2302: 65.2 %, 35.1 C
    assert temperature_word(-101) == 0x8065  # AM2302: -10.1 C
    assert temperature_word(351) == 0x015F


def test_the_sum_keeps_its_low_eight_bits_only() -> None:
    assert frame(0x03E7, 0x01F4)[4] == (0x03 + 0xE7 + 0x01 + 0xF4) & 0xFF


def test_widths_on_the_wire() -> None:
    widths = pulses_us((0x80, 0, 0, 0, 0x80))
    assert len(widths) == 83  # greeting low and high, 40 bits of low and high, a last low
    assert widths[:2] == [80, 80]
    assert set(widths[2::2]) == {50}
    assert 26 <= BYTE_PULSES_US[0][1] <= 28
    assert widths[3] == 70
    assert widths[5] in (26, 27, 28)


def test_a_dht_answers_only_a_long_enough_start_signal(sockets: Any) -> None:
    sockets.plug("dht22", felt=AIR, pin=4)
    sockets.plug("dht11", "small", felt=AIR, pin=5)
    assert len(sockets.pi.pulses.answer(4, 1000)) == 83
    assert sockets.pi.pulses.answer(4, 100) == ()
    assert sockets.pi.pulses.answer(5, 1000) == (), "a DHT11 needs 18 ms"
    assert len(sockets.pi.pulses.answer(5, 18_000)) == 83


def test_an_unplugged_dht_is_silent_and_a_damaged_one_fails_its_sum(sockets: Any) -> None:
    chip = sockets.plug("dht22", felt=AIR, pin=4)
    good = chip.measured()
    assert sum(good[:4]) & 0xFF == good[4]
    chip.disturb({"checksum": 0.5})
    answers = [tuple(chip.answer(1000)) for _ in range(400)]
    bad = sum(1 for answer in answers if not adds_up(answer))
    assert 0.4 < bad / len(answers) < 0.6
    chip.powered = False
    assert chip.answer(1000) == ()


def adds_up(answer: tuple[int, ...]) -> bool:
    bits = "".join("1" if high > 51 else "0" for high in answer[3::2])
    data = [int(bits[first : first + 8], 2) for first in range(0, 40, 8)]
    return sum(data[:4]) & 0xFF == data[4]


def test_dht22_holds_at_the_ends_of_its_range(sockets: Any) -> None:
    chip = sockets.plug("dht22", felt={"temperature_c": 200.0, "humidity_pct": 100.0}, pin=4)
    high, low, above, below, _ = chip.measured()
    assert high << 8 | low <= 999
    assert (above << 8 | below) / 10.0 <= 80.0


@pytest.mark.parametrize(("lpm", "hz"), [(1.0, 7.5), (5.0, 37.5), (30.0, 225.0)])  # YF-S201 data sheet
def test_flow_meter_pulse_rates(sockets: Any, lpm: float, hz: float) -> None:
    sockets.plug("flow_meter", felt={"flow_lpm": lpm}, pin=23)
    edges: list[bool] = []
    sockets.pi.pins[23].on_edge = edges.append
    sockets.pi.clock.sleep(1.0)
    edges.clear()
    sockets.pi.clock.sleep(20.0)
    assert edges.count(False) == pytest.approx(hz * 20.0, abs=1)
    assert abs(edges.count(False) - edges.count(True)) <= 1


def test_still_water_makes_no_edges(sockets: Any) -> None:
    sockets.plug("flow_meter", felt={"flow_lpm": 0.0}, pin=23)
    edges: list[bool] = []
    sockets.pi.pins[23].on_edge = edges.append
    sockets.pi.clock.sleep(3600.0)
    assert edges == []
