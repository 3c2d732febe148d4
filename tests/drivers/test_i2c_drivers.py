"""SHT31, INA219 and ADS1115 through Adafruit's libraries: data-sheet bytes, failures, unplugged and plugged in."""

from __future__ import annotations

from typing import Any

import pytest

from devices import ReadError
from drivers._i2c import REST_S
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
    found = Ina219(bench.pi.clock).read()
    assert found["voltage_v"] == pytest.approx(4.808)
    assert found["current_a"] == pytest.approx(0.4)  # 40 mV over 0.1 ohm


def test_ina219_negative_shunt_is_discharge(bench: Any) -> None:
    bench.pi.i2c.attach(0x40, Words(x1=-2414 & 0xFFFF, x2=0x2592))
    assert Ina219(bench.pi.clock).read()["current_a"] == pytest.approx(-0.2414)


def test_ina219_overflow_flag_and_full_shunt_are_failed_reads(bench: Any) -> None:
    chip = Words(x1=100, x2=0x2592 | 0x1)
    bench.pi.i2c.attach(0x40, chip)
    part = Ina219(bench.pi.clock)
    with pytest.raises(ReadError) as caught:
        part.read()
    assert caught.value.message.key == "ina219.overflow"
    chip.words = {1: 32000, 2: 0x2592}
    with pytest.raises(ReadError) as caught:
        part.read()
    assert caught.value.message.key == "ina219.overflow"


def test_ina219_reads_its_chip_within_one_step(bench: Any) -> None:
    bench.plug("ina219", felt=BATTERY, address=0x41, shunt_ohm=0.01)
    found = Ina219(bench.pi.clock, 0x41, shunt_ohm=0.01).read()
    assert found["voltage_v"] == pytest.approx(12.6, abs=0.004 * 1.6)
    assert found["current_a"] == pytest.approx(-0.9, abs=0.001 * 1.6)


def test_ina219_still_tells_the_current_after_a_power_dip(bench: Any) -> None:
    """The dip clears the calibration register; the chip's own current register would then read 0."""
    chip = bench.plug("ina219", felt=BATTERY)
    part = Ina219(bench.pi.clock)
    part.read()
    chip.powered = False
    chip.powered = True
    assert part.read()["current_a"] == pytest.approx(-0.9, abs=0.0002)


def test_sht31_reads_its_chip_and_rejects_a_bad_checksum(bench: Any) -> None:
    chip = bench.plug("sht31", felt=AIR)
    part = Sht31(bench.pi.clock)
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
    adc = Ads1115(bench.pi.clock)
    for each in (3, 0, 2, 1, number):
        adc.channel(each).voltage_v()
    assert adc.channel(number).voltage_v() == pytest.approx(volts, abs=0.000125 * 1.6)


@pytest.mark.parametrize(
    ("gain", "volts", "step_v"),
    [(2 / 3, 5.0, 187.5e-6), (0.667, 5.0, 187.5e-6), (1, 3.0, 125e-6), (2, 2.0, 62.5e-6), (16, 0.2, 7.8125e-6)],
)  # SBOS/SBAS444 table 3: step size by gain
def test_ads1115_gain_and_step(bench: Any, gain: float, volts: float, step_v: float) -> None:
    bench.plug("ads1115").inputs[0] = lambda: volts
    assert Ads1115(bench.pi.clock, gain=gain).channel(0).voltage_v() == pytest.approx(volts, abs=step_v * 1.6)


def test_ads1115_at_the_end_of_its_range_is_a_failed_read(bench: Any) -> None:
    bench.plug("ads1115").inputs[2] = lambda: 5.0
    with pytest.raises(ReadError) as caught:
        Ads1115(bench.pi.clock).channel(2).voltage_v()
    assert caught.value.message.key == "ads1115.over"
    assert "A2" in caught.value.message.render()


def readers() -> list[tuple[str, dict[str, Any], Any]]:
    return [("sht31", AIR, Sht31), ("ina219", BATTERY, Ina219), ("ads1115", {}, Ads1115)]


def reader(part: Any) -> Any:
    return part.channel(0).voltage_v if isinstance(part, Ads1115) else part.read


@pytest.mark.parametrize(("driver", "felt", "build"), readers())
def test_absent_at_boot_then_plugged_in_then_pulled_then_back(
    bench: Any, driver: str, felt: dict[str, Any], build: Any
) -> None:
    part = build(bench.pi.clock)  # an absent part must not stop the project from starting
    read = reader(part)
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
    part = build(bench.pi.clock)
    read = reader(part)
    read()
    bench.pi.i2c.stuck = True
    with pytest.raises(ReadError) as caught:
        read()
    assert caught.value.message.key == "i2c.stuck"
    bench.pi.i2c.stuck = False
    bench.wait(REST_S)
    read()


def test_a_hung_bus_costs_one_timeout_in_five_seconds_for_all_parts_together(bench: Any) -> None:
    """Each transfer on a hung bus takes Linux 1 s: ten of them would be ten late turns, which end the run."""
    bench.plug("sht31", "air", felt=AIR)
    bench.plug("ina219", "battery", felt=BATTERY)
    air, battery = Sht31(bench.pi.clock), Ina219(bench.pi.clock)
    air.read()
    battery.read()
    bench.pi.i2c.stuck = True
    for _ in range(3):
        lost_s, keys = 0.0, []
        for step in range(10):
            before_s = bench.pi.clock.monotonic()
            with pytest.raises(ReadError) as caught:
                (battery if step % 2 else air).read()
            keys.append(caught.value.message.key)
            lost_s += bench.pi.clock.monotonic() - before_s
            bench.wait(0.5)
        assert lost_s == pytest.approx(1.0)
        assert keys == ["i2c.stuck"] + ["i2c.rests"] * 9
    bench.pi.i2c.stuck = False
    bench.wait(REST_S)
    assert air.read()
    assert battery.read()


def test_a_part_that_was_never_there_finds_a_hung_bus_with_one_timeout(bench: Any) -> None:
    """The library's own search would take two, and say that nobody is at the address."""
    part = Sht31(bench.pi.clock)
    bench.pi.i2c.stuck = True
    before_s = bench.pi.clock.monotonic()
    with pytest.raises(ReadError) as caught:
        part.read()
    assert caught.value.message.key == "i2c.stuck"
    assert bench.pi.clock.monotonic() - before_s == pytest.approx(1.0)


@pytest.mark.parametrize(("build", "address"), [(Ina219, 0x40), (Ads1115, 0x48)])
def test_zeros_from_a_data_wire_held_low_are_no_measurement(bench: Any, build: Any, address: int) -> None:
    """All bits read as 0, and every address seems to be acknowledged: not 0.0 V, and not a wait without end."""
    bench.pi.i2c.attach(address, Words())
    before = bench.pi.i2c.transactions
    with pytest.raises(ReadError) as caught:
        reader(build(bench.pi.clock))()
    assert caught.value.message.key == "i2c.unfinished"
    assert bench.pi.i2c.transactions - before < 250, "0.5 ms each on a real bus"
    bench.pi.i2c.detach(address)
    bench.plug("ina219" if build is Ina219 else "ads1115", felt=BATTERY)
    reader(build(bench.pi.clock))()


def test_an_ina219_whose_first_conversion_is_not_done_is_a_failed_read(bench: Any) -> None:
    chip = Words(x1=0x0FA0, x2=0x2592 & ~0x2)
    bench.pi.i2c.attach(0x40, chip)
    part = Ina219(bench.pi.clock)
    with pytest.raises(ReadError):
        part.read()
    chip.words[2] |= 0x2  # conversion ready, SBOS448G 8.6.3.2
    assert part.read()["voltage_v"] == pytest.approx(4.808)


def test_an_ads1115_that_stops_converting_and_comes_back(bench: Any) -> None:
    chip = Words(x1=0x8583)
    bench.pi.i2c.attach(0x48, chip)
    part = Ads1115(bench.pi.clock)
    assert part.voltage_v(0) == 0.0
    chip.words[1] = 0
    for _ in range(2):
        with pytest.raises(ReadError) as caught:
            part.voltage_v(0)
        assert caught.value.message.key == "i2c.unfinished"
    chip.words[1] = 0x8583
    assert part.voltage_v(0) == 0.0


def test_a_closed_part_lets_the_others_go_on_and_can_be_opened_again(bench: Any) -> None:
    bench.plug("sht31", "air", felt=AIR)
    bench.plug("ina219", "battery", felt=BATTERY)
    air, battery = Sht31(bench.pi.clock), Ina219(bench.pi.clock)
    air.read()
    battery.read()
    air.close()
    air.close()
    assert battery.read()
    assert Sht31(bench.pi.clock).read()


def test_a_board_without_i2c_says_how_to_turn_it_on(bench: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    import busio

    def closed(*_: object) -> None:
        raise RuntimeError("I2C Bus #1 not found, check if enabled in config!")  # what Blinka says on a real Pi

    bench.plug("sht31", felt=AIR)
    part = Sht31(bench.pi.clock)
    with monkeypatch.context() as patched:
        patched.setattr(busio, "I2C", closed)
        with pytest.raises(ReadError) as caught:
            part.read()
    assert caught.value.message.key == "bus.off"
    assert "raspi-config" in caught.value.hint.render()
    assert part.read()
