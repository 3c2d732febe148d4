"""Registers and bytes of INA219, ADS1115, MCP3008 and SHT31 against their data sheets."""

from __future__ import annotations

from typing import Any

import pytest

from sim.chips import ads1115, ina219, mcp3008, sht31

INA, ADS, SHT = 0x40, 0x48, 0x44


def signed(word: int) -> int:
    return word - 0x10000 if word & 0x8000 else word


def test_ina219_worked_example_of_the_data_sheet() -> None:
    # TI SBOS448G: 2 mohm, 1 mA a step -> calibration 0x5000; 10 A, 11.98 V -> 2000, 2995, 10000, 5990
    shunt = ina219.shunt_register(10.0, 0.002)
    steps = ina219.bus_steps(11.98)
    current = ina219.current_register(shunt, 0x5000)
    assert (shunt, steps, current, ina219.power_register(current, steps)) == (2000, 2995, 10000, 5990)
    assert ina219.bus_register(steps, overflow=False) & 0xFFF8 == 0x5D98


def test_ina219_ranges() -> None:
    # chrisb2/pi_ina219 tests: 40 mV is 0x0FA0, full scale at gain /1
    assert ina219.shunt_register(0.4, 0.1, 0x019F) == 0x0FA0
    assert ina219.shunt_register(5.0, 0.1, 0x019F) == 0x0FA0
    assert ina219.shunt_register(-5.0, 0.1) == -32000  # 320 mV at gain /8, SBOS448G table 7
    assert ina219.bus_steps(40.0) == 0xFA00 >> 3  # 32 V
    assert ina219.bus_steps(40.0, 0x019F) == 0x7D00 >> 3  # 16 V
    assert ina219.bus_steps(-1.0) == 0


def test_ina219_over_the_bus_with_calibration_overflow_and_reset(sockets: Any) -> None:
    sockets.plug("ina219", felt={"voltage_v": 11.98, "current_a": 10.0}, shunt_ohm=0.002)
    assert sockets.word(INA, ina219.CONFIG) == 0x399F
    assert sockets.word(INA, ina219.CURRENT) == 0, "without calibration there is no current"
    sockets.put(INA, ina219.CALIBRATION, 0x5001)
    assert sockets.word(INA, ina219.CALIBRATION) == 0x5000, "bit 0 is not used"
    assert signed(sockets.word(INA, ina219.SHUNT)) == pytest.approx(2000, abs=1)
    assert signed(sockets.word(INA, ina219.CURRENT)) == pytest.approx(10000, abs=5)
    assert sockets.word(INA, ina219.POWER) == pytest.approx(5990, abs=6)
    bus = sockets.word(INA, ina219.BUS)
    assert bus >> 3 == pytest.approx(2995, abs=1)
    assert bus & 0b11 == 0b10, "conversion ready, no overflow"
    sockets.felt["part_current_a"] = 40.0
    sockets.put(INA, ina219.CALIBRATION, 0xFFFE)
    assert sockets.word(INA, ina219.BUS) & 1, "the product no longer fits: overflow"
    sockets.put(INA, ina219.CONFIG, 0x8000)
    assert sockets.word(INA, ina219.CALIBRATION) == 0


def test_ina219_negative_current_is_twos_complement(sockets: Any) -> None:
    sockets.plug("ina219", felt={"voltage_v": 12.0, "current_a": -0.5})
    assert signed(sockets.word(INA, ina219.SHUNT)) == pytest.approx(-5000, abs=1)


def test_ina219_noise_is_one_step_and_no_more(sockets: Any) -> None:
    sockets.plug("ina219", felt={"voltage_v": 12.0, "current_a": 0.5})
    seen = {sockets.word(INA, ina219.SHUNT) for _ in range(100)}
    assert seen == {4999, 5000, 5001}


def test_ads1115_codes() -> None:
    # SBAS444 9.5.4: full scale 0x7FFF, minus full scale 0x8000
    assert ads1115.code(4.096, 4.096) == 32767
    assert ads1115.code(9.0, 4.096) == 32767
    assert ads1115.code(-9.0, 4.096) == -32768
    assert ads1115.code(2.048, 4.096) == 16384


def test_ads1115_single_shot_takes_the_input_and_gain_of_its_config(sockets: Any) -> None:
    chip = sockets.plug("ads1115")
    chip.inputs.update({0: lambda: 0.256, 3: lambda: 1.024})
    assert sockets.word(ADS, ads1115.CONFIG) == 0x8583  # SBAS444 table 8
    sockets.put(ADS, ads1115.CONFIG, 0x8000 | 4 << 12 | 1 << 9 | 0x0100)
    assert sockets.word(ADS, ads1115.CONFIG) & 0x8000, "ready"
    assert sockets.word(ADS, ads1115.CONVERSION) == pytest.approx(2048, abs=1)
    sockets.put(ADS, ads1115.CONFIG, 0x8000 | 7 << 12 | 2 << 9 | 0x0100)
    assert sockets.word(ADS, ads1115.CONVERSION) == pytest.approx(16384, abs=1)
    sockets.put(ADS, ads1115.CONFIG, 0x8000 | 1 << 12 | 1 << 9 | 0x0100)  # A0 against A3
    assert signed(sockets.word(ADS, ads1115.CONVERSION)) == pytest.approx(-6144, abs=1)


def test_ads1115_converts_only_when_told_to(sockets: Any) -> None:
    chip = sockets.plug("ads1115")
    volts = [1.0]
    chip.inputs[0] = lambda: volts[0]
    sockets.put(ADS, ads1115.CONFIG, 0x8000 | 4 << 12 | 1 << 9 | 0x0100)
    before = sockets.word(ADS, ads1115.CONVERSION)
    volts[0] = 2.0
    assert sockets.word(ADS, ads1115.CONVERSION) == before
    sockets.put(ADS, ads1115.CONFIG, 4 << 12 | 1 << 9)  # continuous
    assert sockets.word(ADS, ads1115.CONVERSION) == pytest.approx(16000, abs=1)


def test_mcp3008_bytes_and_codes(sockets: Any) -> None:
    # DS21295: code = 1024 Vin / Vref; figure 6-1: start bit, single-ended bit and input, ten bits back
    assert (mcp3008.code(1.65, 3.3), mcp3008.code(3.3, 3.3), mcp3008.code(-1.0, 3.3)) == (512, 1023, 0)
    chip = sockets.plug("mcp3008")
    chip.inputs.update({2: lambda: 1.65, 3: lambda: 0.825})
    high, low = sockets.pi.spi.transfer(0, 0, [1, 0x80 | 2 << 4, 0])[1:]
    assert high << 8 | low == pytest.approx(512, abs=1)
    high, low = sockets.pi.spi.transfer(0, 0, [1, 2 << 4, 0])[1:]
    assert high << 8 | low == pytest.approx(256, abs=1), "differential: CH2 against CH3"
    chip.powered = False
    assert sockets.pi.spi.transfer(0, 0, [1, 0x80 | 2 << 4, 0]) == [0, 0, 0]


def test_sht31_checksum_and_words() -> None:
    assert sht31.crc8(b"\xbe\xef") == 0x92  # SHT3x-DIS table 20
    assert sht31.word(1.0) == b"\xff\xff" + bytes((sht31.crc8(b"\xff\xff"),))
    assert sht31.word(2.0) == sht31.word(1.0)


def test_sht31_answers_commands_and_nothing_else(sockets: Any) -> None:
    sockets.plug("sht31", felt={"temperature_c": 20.0, "humidity_pct": 50.0})
    six = bytearray(6)
    with pytest.raises(OSError, match="121"):
        sockets.pi.i2c.readfrom_into(SHT, six)  # nothing was measured yet
    sockets.pi.i2c.writeto(SHT, b"\x24\x00")
    sockets.pi.i2c.readfrom_into(SHT, six)
    raw_c, raw_pct = int.from_bytes(six[:2], "big"), int.from_bytes(six[3:5], "big")
    assert -45.0 + 175.0 * raw_c / 65535 == pytest.approx(20.0, abs=0.05)
    assert 100.0 * raw_pct / 65535 == pytest.approx(50.0, abs=0.1)
    assert six[2] == sht31.crc8(bytes(six[:2]))
    status = bytearray(3)
    sockets.pi.i2c.writeto(SHT, b"\xf3\x2d")
    sockets.pi.i2c.readfrom_into(SHT, status)
    assert status[:2] == b"\x80\x10"


@pytest.mark.parametrize("driver", ["sht31", "ina219", "ads1115"])
def test_a_chip_without_power_does_not_acknowledge(sockets: Any, driver: str) -> None:
    felt = {"temperature_c": 20.0, "humidity_pct": 50.0, "voltage_v": 12.0, "current_a": 0.0}
    chip = sockets.plug(driver, felt=felt)
    assert len(sockets.pi.i2c.scan()) == 1
    chip.powered = False
    assert sockets.pi.i2c.scan() == []
    chip.powered = True
    assert len(sockets.pi.i2c.scan()) == 1


def test_the_same_seed_makes_the_same_noise() -> None:
    from devices import WiredPart
    from sim.virtual_pi import VirtualPi

    runs = []
    for _ in range(2):
        pi = VirtualPi(seed=7)
        chip = ina219.Ina219Chip(pi, WiredPart("b", "ina219", {}), {"b_voltage_v": 12.0, "b_current_a": 1.0}, {})
        runs.append([chip.get(ina219.SHUNT) for _ in range(50)])
    assert runs[0] == runs[1]
