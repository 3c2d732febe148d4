"""SHT31, INA219 and ADS1115 through Adafruit's libraries: data-sheet bytes, failures, unplugged and plugged in."""

from __future__ import annotations

from typing import Any

import pytest

from devices import ReadError
from drivers.ads1115 import Ads1115
from drivers.ina219 import Ina219, bus_voltage_v, shunt_current_a
from drivers.sht31 import Sht31
from sim.wires.i2c import Registers16

BATTERY = {"voltage_v": 12.6, "current_a": -0.9}
AIR = {"temperature_c": 21.5, "humidity_pct": 81.2}


class Words(Registers16):
    """A chip that holds whatever is put into its registers."""

    def __init__(self, **words: int) -> None:
        self.words = {int(name[1:], 16): word for name, word in words.items()}

    def get(self, register: int) -> int:
        return self.words.get(register, 0)

    def set(self, register: int, value: int) -> None:
        """Keep what the test has put there."""


@pytest.mark.parametrize(
    ("register", "volts"),
    [(0x2592, 4.808), (0xFA00, 32.0), (0x7D00, 16.0), (0x0008, 0.004), (0x5D98, 11.98)],
)  # chrisb2/pi_ina219 unit tests; the last from TI SBOS448G, worked example
def test_ina219_bus_register_to_volts(register: int, volts: float) -> None:
    assert bus_voltage_v(register) == pytest.approx(volts)


def test_ina219_current_is_shunt_voltage_over_resistance_with_a_trim() -> None:
    assert shunt_current_a(0.020, 0.002) == pytest.approx(10.0)  # TI SBOS448G, worked example
    assert shunt_current_a(0.0342, 0.1, trim=0.290 / 0.342) == pytest.approx(0.290)  # a user's 18 % too much


def test_ina219_registers_through_the_real_library(bench: Any) -> None:
    bench.pi.i2c.attach(0x40, Words(x1=0x0FA0, x2=0x2592))
    found = Ina219().read()
    assert found["voltage_v"] == pytest.approx(4.808)
    assert found["current_a"] == pytest.approx(0.4)  # 40 mV over 0.1 ohm


def test_ina219_negative_shunt_is_discharge(bench: Any) -> None:
    bench.pi.i2c.attach(0x40, Words(x1=-2414 & 0xFFFF, x2=0x2592))
    assert Ina219().read()["current_a"] == pytest.approx(-0.2414)


def test_ina219_overflow_flag_and_full_shunt_are_failed_reads(bench: Any) -> None:
    chip = Words(x1=100, x2=0x2592 | 0x1)
    bench.pi.i2c.attach(0x40, chip)
    part = Ina219()
    with pytest.raises(ReadError) as caught:
        part.read()
    assert caught.value.message.key == "ina219.overflow"
    chip.words = {1: 32000, 2: 0x2592}
    with pytest.raises(ReadError) as caught:
        part.read()
    assert caught.value.message.key == "ina219.overflow"


def test_ina219_reads_its_chip_within_one_step(bench: Any) -> None:
    bench.plug("ina219", felt=BATTERY, address=0x41, shunt_ohm=0.01)
    found = Ina219(0x41, shunt_ohm=0.01).read()
    assert found["voltage_v"] == pytest.approx(12.6, abs=0.004 * 1.6)
    assert found["current_a"] == pytest.approx(-0.9, abs=0.001 * 1.6)


def test_ina219_still_tells_the_current_after_a_power_dip(bench: Any) -> None:
    """The dip clears the calibration register; the chip's own current register would then read 0."""
    chip = bench.plug("ina219", felt=BATTERY)
    part = Ina219()
    part.read()
    chip.powered = False
    chip.powered = True
    assert part.read()["current_a"] == pytest.approx(-0.9, abs=0.0002)


def test_sht31_reads_its_chip_and_rejects_a_bad_checksum(bench: Any) -> None:
    chip = bench.plug("sht31", felt=AIR)
    part = Sht31()
    found = part.read()
    assert found["temperature_c"] == pytest.approx(21.5, abs=0.05)
    assert found["humidity_pct"] == pytest.approx(81.2, abs=0.1)
    chip._measure = lambda: b"\xbe\xef\x93" * 2  # BE EF needs 92
    with pytest.raises(ReadError) as caught:
        part.read()
    assert caught.value.message.key == "sht31.garbled"


@pytest.mark.parametrize(("number", "volts"), [(0, 0.5), (1, 1.25), (2, 3.3), (3, 0.0)])
def test_ads1115_tells_its_four_inputs_apart(bench: Any, number: int, volts: float) -> None:
    chip = bench.plug("ads1115")
    chip.inputs.update({0: lambda: 0.5, 1: lambda: 1.25, 2: lambda: 3.3, 3: lambda: 0.0})
    adc = Ads1115()
    for each in (3, 0, 2, 1, number):
        adc.channel(each).voltage_v()
    assert adc.channel(number).voltage_v() == pytest.approx(volts, abs=0.000125 * 1.6)


@pytest.mark.parametrize(
    ("gain", "volts", "step_v"),
    [(2 / 3, 5.0, 187.5e-6), (0.667, 5.0, 187.5e-6), (1, 3.0, 125e-6), (2, 2.0, 62.5e-6), (16, 0.2, 7.8125e-6)],
)  # SBOS/SBAS444 table 3: step size by gain
def test_ads1115_gain_and_step(bench: Any, gain: float, volts: float, step_v: float) -> None:
    bench.plug("ads1115").inputs[0] = lambda: volts
    assert Ads1115(gain=gain).channel(0).voltage_v() == pytest.approx(volts, abs=step_v * 1.6)


def test_ads1115_at_the_end_of_its_range_is_a_failed_read(bench: Any) -> None:
    bench.plug("ads1115").inputs[2] = lambda: 5.0
    with pytest.raises(ReadError) as caught:
        Ads1115().channel(2).voltage_v()
    assert caught.value.message.key == "ads1115.over"
    assert "A2" in caught.value.message.render()


def readers(address: int | None = None) -> list[tuple[str, dict[str, Any], Any]]:
    return [
        ("sht31", AIR, lambda: Sht31()),
        ("ina219", BATTERY, lambda: Ina219()),
        ("ads1115", {}, lambda: Ads1115()),
    ]


@pytest.mark.parametrize(("driver", "felt", "build"), readers())
def test_absent_at_boot_then_plugged_in_then_pulled_then_back(
    bench: Any, driver: str, felt: dict[str, Any], build: Any
) -> None:
    part = build()  # an absent part must not stop the project from starting
    read = part.channel(0).voltage_v if driver == "ads1115" else part.read
    with pytest.raises(ReadError) as caught:
        read()
    assert caught.value.message.key == "i2c.silent"
    assert "pin 3" in caught.value.hint.render()
    assert "0x4" in caught.value.message.render()
    chip = bench.plug(driver, felt=felt)
    read()
    chip.powered = False
    for _ in range(3):
        with pytest.raises(ReadError):
            read()
    chip.powered = True
    read()
    part.restart()
    read()
    part.close()


@pytest.mark.parametrize(("driver", "felt", "build"), readers())
def test_a_stuck_bus_is_told_apart_from_a_missing_part(
    bench: Any, driver: str, felt: dict[str, Any], build: Any
) -> None:
    bench.plug(driver, felt=felt)
    part = build()
    read = part.channel(0).voltage_v if driver == "ads1115" else part.read
    read()
    bench.pi.i2c.stuck = True
    with pytest.raises(ReadError) as caught:
        read()
    assert caught.value.message.key == "i2c.stuck"
    bench.pi.i2c.stuck = False
    read()


def test_a_closed_part_lets_the_others_go_on_and_can_be_opened_again(bench: Any) -> None:
    bench.plug("sht31", "air", felt=AIR)
    bench.plug("ina219", "battery", felt=BATTERY)
    air, battery = Sht31(), Ina219()
    air.read()
    battery.read()
    air.close()
    air.close()
    assert battery.read()
    assert Sht31().read()


def test_a_board_without_i2c_says_how_to_turn_it_on(bench: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    import busio

    def closed(*_: object) -> None:
        raise RuntimeError("I2C Bus #1 not found, check if enabled in config!")  # what Blinka says on a real Pi

    bench.plug("sht31", felt=AIR)
    part = Sht31()
    with monkeypatch.context() as patched:
        patched.setattr(busio, "I2C", closed)
        with pytest.raises(ReadError) as caught:
            part.read()
    assert caught.value.message.key == "i2c.no_bus"
    assert "raspi-config" in caught.value.hint.render()
    assert part.read()
