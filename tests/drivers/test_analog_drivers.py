"""MCP3008, NTC, TDS and turbidity: published values through the whole chain, and what a broken wire looks like."""

from __future__ import annotations

from typing import Any

import pytest

from devices import ReadError
from drivers.ads1115 import Ads1115
from drivers.mcp3008 import Mcp3008, input_v
from drivers.ntc import Ntc
from drivers.tds import Tds
from drivers.turbidity import Turbidity
from science.sensor_curves import SEN0189_ZERO_V, turbidity_voltage_v


class Volts:
    """An analog input with a known voltage."""

    def __init__(self, volts: float) -> None:
        self.volts = volts

    def voltage_v(self) -> float:
        return self.volts


def key_of(part: Any) -> str:
    with pytest.raises(ReadError) as caught:
        part.read()
    assert caught.value.hint.render(), "a pupil needs something to check"
    return caught.value.message.key


def test_mcp3008_code_to_volts_by_the_data_sheet() -> None:
    assert input_v(512, 3.3) == pytest.approx(1.65)  # DS21295 equation 4-2: code = 1024 Vin / Vref
    assert input_v(0, 3.3) == 0.0


@pytest.mark.parametrize("number", range(8))
def test_mcp3008_tells_its_eight_inputs_apart(bench: Any, number: int) -> None:
    chip = bench.plug("mcp3008", device=1)
    chip.inputs.update({each: (lambda volts=0.4 * each: volts) for each in range(8)})
    adc = Mcp3008(device=1)
    assert adc.channel(number).voltage_v() == pytest.approx(0.4 * number, abs=2.1 * 3.3 / 1024)
    adc.close()


def test_mcp3008_full_scale_is_a_failed_read_with_the_input_named(bench: Any) -> None:
    bench.plug("mcp3008").inputs[5] = lambda: 5.0
    adc = Mcp3008()
    for _ in range(20):  # whatever the chip's own noise does
        with pytest.raises(ReadError, match="CH5"):
            adc.channel(5).voltage_v()
    adc.close()


def test_mcp3008_can_be_closed_and_opened_again(bench: Any) -> None:
    bench.plug("mcp3008").inputs[0] = lambda: 1.0
    for _ in range(2):
        adc = Mcp3008()
        assert adc.channel(0).voltage_v() == pytest.approx(1.0, abs=0.01)
        adc.close()


@pytest.mark.parametrize("temperature_c", [-20.0, 0.0, 25.0, 60.0, 95.0])
def test_ntc_through_an_mcp3008_within_a_kelvin(bench: Any, temperature_c: float) -> None:
    adc_chip = bench.plug("mcp3008")
    adc_chip.inputs[2] = bench.plug("ntc", "wall", felt={"temperature_c": temperature_c}).volts
    adc = Mcp3008()
    assert Ntc(adc.channel(2)).read()["temperature_c"] == pytest.approx(temperature_c, abs=1.0)
    adc.close()


def test_ntc_is_25_c_at_half_the_supply() -> None:
    assert Ntc(Volts(1.65)).read()["temperature_c"] == pytest.approx(25.0)  # R25 equals the series resistor


def test_an_open_and_a_shorted_thermistor_are_named(bench: Any) -> None:
    chip = bench.plug("ntc", felt={"temperature_c": 20.0})
    chip.powered = False
    assert key_of(Ntc(Volts(chip.volts()))) == "ntc.open"
    assert key_of(Ntc(Volts(0.01))) == "ntc.short"


@pytest.mark.parametrize(("volts", "ppm"), [(0.5, 190.7), (1.0, 367.5), (1.735, 707.0), (2.0, 879.4), (2.3, 1121.0)])
def test_tds_published_points_at_25_c(volts: float, ppm: float) -> None:
    # DFRobot GravityTDS formula; 707 ppm is the 1413 uS/cm buffer
    assert Tds(Volts(volts)).read()["tds_ppm"] == pytest.approx(ppm, rel=0.001)


@pytest.mark.parametrize(("water_c", "ppm"), [(15.0, 459.3), (30.0, 334.1)])
def test_tds_is_corrected_by_the_thermometer(water_c: float, ppm: float) -> None:
    assert Tds(Volts(1.0), thermometer=lambda: water_c).read()["tds_ppm"] == pytest.approx(ppm, rel=0.001)


def test_tds_without_a_temperature_takes_25_c() -> None:
    assert Tds(Volts(1.0), thermometer=lambda: None).read() == Tds(Volts(1.0)).read()


@pytest.mark.parametrize(("tds_ppm", "water_c"), [(10.0, 18.0), (150.0, 12.0), (500.0, 25.0), (900.0, 30.0)])
def test_tds_through_an_ads1115(bench: Any, tds_ppm: float, water_c: float) -> None:
    felt = {"tds_ppm": tds_ppm, "temperature_c": water_c, "wet": True}
    bench.plug("ads1115").inputs[1] = bench.plug("tds", "tds", felt=felt).volts
    found = Tds(Ads1115(bench.pi.clock).channel(1), thermometer=lambda: water_c).read()
    assert found["tds_ppm"] == pytest.approx(tds_ppm, abs=0.2)


def test_a_dry_or_unplugged_tds_probe_is_a_failed_read_and_never_clean_water(bench: Any) -> None:
    chip = bench.plug("tds", felt={"tds_ppm": 120.0, "temperature_c": 20.0, "wet": False})
    assert key_of(Tds(Volts(chip.volts()))) == "tds.dry"
    bench.felt["part_wet"] = True
    assert Tds(Volts(chip.volts())).read()
    chip.powered = False
    assert key_of(Tds(Volts(chip.volts()))) == "tds.dry"
    assert key_of(Tds(Volts(3.3))) == "tds.too_high"


@pytest.mark.parametrize(
    ("volts", "ntu", "step"),
    [(2.5, 3000.0, 1.0), (3.5, 2020.0, 1.0), (3.9, 1001.0, 1.0), (4.1, 357.0, 1.0), (4.2, 0.9, 0.1)],
)  # DFRobot wiki SEN0189, by way of Arduino forum thread 658067
def test_turbidity_published_points(volts: float, ntu: float, step: float) -> None:
    assert Turbidity(Volts(volts), clear_v=SEN0189_ZERO_V).read()["turbidity_ntu"] == pytest.approx(ntu, abs=step)


def test_turbidity_is_held_at_both_ends_of_its_curve() -> None:
    assert Turbidity(Volts(4.12), clear_v=4.1).read()["turbidity_ntu"] == 0.0
    assert Turbidity(Volts(1.0), clear_v=4.1).read()["turbidity_ntu"] == 3000.0


def test_turbidity_without_a_calibration_is_unknown_and_never_a_number() -> None:
    """Clear water gives 3.8 to 4.4 V: by the bare curve one unit shows 0 NTU in mud, another 357 in clear water."""
    assert key_of(Turbidity(Volts(4.1))) == "turbidity.uncalibrated"
    assert key_of(Turbidity(Volts(2.9))) == "turbidity.uncalibrated"
    assert key_of(Turbidity(Volts(0.0))) == "turbidity.no_signal"


@pytest.mark.parametrize("clear_v", [3.8, 4.1, 4.4])
def test_turbidity_of_any_unit_is_judged_by_its_own_clear_water(clear_v: float) -> None:
    in_mud_v = clear_v * turbidity_voltage_v(300.0) / SEN0189_ZERO_V
    assert Turbidity(Volts(clear_v), clear_v=clear_v).read()["turbidity_ntu"] == pytest.approx(0.0, abs=0.1)
    assert Turbidity(Volts(in_mud_v), clear_v=clear_v).read()["turbidity_ntu"] == pytest.approx(300.0, abs=1.0)


def test_turbidity_clearer_than_clear_water_is_a_failed_read() -> None:
    """A user of the bare formula got -3651 NTU at 5 V."""
    assert key_of(Turbidity(Volts(5.0), clear_v=4.1)) == "turbidity.too_clear"
    assert key_of(Turbidity(Volts(4.16), clear_v=4.1)) == "turbidity.too_clear"


@pytest.mark.parametrize(("clear_v", "supply_v"), [(2.9, 5.0), (4.9, 5.0), (3.6, 5.0), (4.4, 4.5)])
def test_turbidity_refuses_a_clear_water_that_no_unit_has(clear_v: float, supply_v: float) -> None:
    with pytest.raises(ValueError, match="in clear water it gives"):
        Turbidity(Volts(4.0), clear_v=clear_v, supply_v=supply_v)


def test_turbidity_on_a_weaker_supply_is_as_much_lower() -> None:
    assert Turbidity(Volts(3.7), clear_v=3.7, supply_v=4.5).read()["turbidity_ntu"] == pytest.approx(0.0, abs=0.1)


@pytest.mark.parametrize("ntu", [1.0, 20.0, 100.0, 1000.0, 2900.0])
def test_turbidity_through_a_divider_and_an_ads1115_within_its_resolution(bench: Any, ntu: float) -> None:
    bench.plug("ads1115").inputs[0] = bench.plug("turbidity", "raw", felt={"turbidity_ntu": ntu}, divider=1.5).volts
    found = Turbidity(Ads1115(bench.pi.clock).channel(0), divider=1.5, clear_v=4.1).read()
    assert found["turbidity_ntu"] == pytest.approx(ntu, abs=1.6 * 0.000125 * 1.5 * 3669)  # steps x slope at 4.2 V


def test_an_unplugged_turbidity_sensor_is_a_failed_read(bench: Any) -> None:
    chip = bench.plug("turbidity", felt={"turbidity_ntu": 5.0})
    chip.powered = False
    assert key_of(Turbidity(Volts(chip.volts()))) == "turbidity.no_signal"
