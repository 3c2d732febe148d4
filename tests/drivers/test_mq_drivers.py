"""MQ gas sensors: published curve points, climate correction, implausible voltages, and the MQ-7's heater cycle."""

from __future__ import annotations

from typing import Any

import pytest

from devices import ReadError, WarmingUp, WiringError
from drivers.ads1115 import Ads1115
from drivers.mq import Mq
from drivers.mq7 import Mq7
from science.mq_sensors import MQ6, resistance_from_voltage_ohm, voltage_from_resistance_v

R0_OHM = LOAD_OHM = 20_000.0
HEATER_GPIO = 18
FIT_ERROR = 0.043  # worst error in ppm of the MQ-6 curve against its data-sheet figure
STEP_V = 0.000125  # of an ADS1115 at gain 1
CLEAN_ROOM = {"temperature_c": 20.0, "humidity_pct": 65.0}


class Volts:
    """An analog input with a known voltage."""

    def __init__(self, volts: float) -> None:
        self.volts = volts

    def voltage_v(self) -> float:
        return self.volts


def mq6(volts: float, **options: Any) -> Mq:
    return Mq(Volts(volts), "MQ-6", LOAD_OHM, R0_OHM, **options)


def at_ratio(ratio: float) -> float:
    return voltage_from_resistance_v(ratio * R0_OHM, LOAD_OHM)


@pytest.mark.parametrize(
    ("ppm", "ratio"),
    [(200, 1.991), (500, 1.357), (1000, 1.010), (2000, 0.744), (5000, 0.517), (10_000, 0.393)],
)  # Hanwei MQ-6 data sheet, figure 2, digitised
def test_mq6_data_sheet_points_within_the_error_of_the_fit(ppm: float, ratio: float) -> None:
    hidden = 0.0005 / ratio / 0.4168 + 0.0005  # what the points' third decimal and the error's own can hide
    assert mq6(at_ratio(ratio)).read()["lpg_ppm"] == pytest.approx(ppm, rel=FIT_ERROR + hidden)


def test_mq6_load_resistor_example() -> None:
    """R0 and RL of 20 k: 0.455 V in clean air, 2.81 V at 1800 ppm, which was worked out with another published fit."""
    assert mq6(0.4545).read()["lpg_ppm"] == 0.0
    assert mq6(2.81).read()["lpg_ppm"] == pytest.approx(1800.0, rel=FIT_ERROR)


@pytest.mark.parametrize("ppm", [100.0, 540.0, 900.0, 1800.0, 3600.0, 8000.0])
@pytest.mark.parametrize("climate", [(20.0, 65.0), (5.0, 33.0), (35.0, 85.0)])
def test_gas_to_volts_to_gas_within_the_resolution_of_the_converter(
    bench: Any, ppm: float, climate: tuple[float, float]
) -> None:
    felt = {"lpg_ppm": ppm, "temperature_c": climate[0], "humidity_pct": climate[1]}
    options = {"model": "MQ-6", "load_resistor_ohm": LOAD_OHM, "r0_ohm": R0_OHM, "divider": 1.5}
    chip = bench.plug("mq", "gas", felt=felt, **options)
    bench.plug("ads1115").inputs[0] = chip.volts
    part = Mq(Ads1115(bench.pi.clock).channel(0), climate=lambda: climate, **options)
    bench.wait(900.0)
    r0_ohm = R0_OHM * MQ6.climate_factor(*climate)
    volts = voltage_from_resistance_v(MQ6.ratio("lpg", ppm) * r0_ohm, LOAD_OHM)
    error_v = 1.6 * STEP_V * 1.5
    low, high = (
        MQ6.ppm("lpg", resistance_from_voltage_ohm(each_v, LOAD_OHM) / r0_ohm)
        for each_v in (volts - error_v, volts + error_v)
    )
    assert low * 0.9999 <= part.read()["lpg_ppm"] <= high * 1.0001


def test_clean_air_is_compared_with_that_of_the_calibration() -> None:
    """100 in clean air, less in gas; more than 100 is a layer that conducts less than when it was calibrated."""
    assert mq6(at_ratio(10.0)).read()["clean_air_pct"] == pytest.approx(100.0)
    assert mq6(at_ratio(8.0), clean_air_ratio=8.0).read()["clean_air_pct"] == pytest.approx(100.0)
    assert mq6(at_ratio(1.0), clean_air_ratio=8.0).read()["clean_air_pct"] == pytest.approx(12.5)
    assert mq6(at_ratio(13.0)).read()["clean_air_pct"] == pytest.approx(130.0)


def test_without_a_climate_nothing_is_corrected() -> None:
    assert mq6(2.0).read() == mq6(2.0, climate=lambda: None).read() == mq6(2.0, climate=lambda: (20.0, 65.0)).read()
    assert mq6(2.0, climate=lambda: (35.0, 85.0)).read() != mq6(2.0).read()


def test_the_noise_of_the_climate_sensor_does_not_shake_the_value() -> None:
    air = [(25.0, 70.0)]
    part = mq6(2.0, climate=lambda: air[0])
    before = part.read()
    for air[0] in ((25.2, 70.5), (24.8, 69.6), (25.1, 69.4)):
        assert part.read() == before


def test_a_changing_climate_is_followed() -> None:
    air = [(20.0, 65.0)]
    part = mq6(2.0, climate=lambda: air[0])
    before = part.read()
    air[0] = (35.0, 85.0)
    assert part.read() != before
    air[0] = (20.0, 65.0)
    assert part.read() == before


@pytest.mark.parametrize(
    ("volts", "key"), [(0.0, "mq.too_low"), (0.019, "mq.too_low"), (4.81, "mq.too_high"), (5.2, "mq.too_high")]
)
def test_voltages_that_gas_cannot_make_are_failed_reads(volts: float, key: str) -> None:
    with pytest.raises(ReadError) as caught:
        mq6(volts).read()
    assert caught.value.message.key == key
    assert caught.value.hint.render()


@pytest.mark.parametrize("ratio", [0.049, 15.1])
def test_ratios_outside_the_curve_are_failed_reads(ratio: float) -> None:
    with pytest.raises(ReadError) as caught:
        Mq(Volts(1.0), "MQ-6", LOAD_OHM, 4.0 * LOAD_OHM / ratio).read()
    assert caught.value.message.key == "mq.no_curve"


def test_the_divider_counts_before_the_limits() -> None:
    with pytest.raises(ReadError):
        mq6(3.3, divider=1.5).read()
    assert mq6(2.81 / 1.5, divider=1.5).read()["lpg_ppm"] == pytest.approx(mq6(2.81).read()["lpg_ppm"])


def test_far_above_its_range_it_says_the_end_of_the_range() -> None:
    assert mq6(at_ratio(0.2)).read()["lpg_ppm"] == 10_000.0


def test_the_model_decides_which_gas_the_channel_is() -> None:
    assert [channel.name for channel in Mq(Volts(1.0), "MQ-135", LOAD_OHM, R0_OHM).channels] == [
        "co2_ppm",
        "clean_air_pct",
    ]
    assert [channel.name for channel in Mq(Volts(1.0), "MQ-2", LOAD_OHM, R0_OHM).channels] == [
        "lpg_ppm",
        "clean_air_pct",
    ]
    assert [channel.name for channel in Mq.channels] == ["lpg_ppm", "clean_air_pct"]


def test_an_mq7_is_sent_to_its_own_driver() -> None:
    with pytest.raises(WiringError, match="mq7"):
        Mq(Volts(1.0), "MQ-7", LOAD_OHM, R0_OHM)


def test_pulled_out_the_load_resistor_holds_0_v_and_the_read_fails(bench: Any) -> None:
    options = {"model": "MQ-6", "load_resistor_ohm": LOAD_OHM, "r0_ohm": R0_OHM}
    chip = bench.plug("mq", felt={"lpg_ppm": 0.0, **CLEAN_ROOM}, **options)
    chip.powered = False
    bench.plug("ads1115", "adc").inputs[0] = chip.volts
    with pytest.raises(ReadError) as caught:
        Mq(Ads1115(bench.pi.clock).channel(0), **options).read()
    assert caught.value.message.key == "mq.too_low"


# the MQ-7 and its heater


def co_sensor(bench: Any, co_ppm: float, heater_pin: int | None = HEATER_GPIO) -> tuple[Any, Mq7]:
    options: dict[str, Any] = {"load_resistor_ohm": 10_000.0, "r0_ohm": 10_000.0, "divider": 1.5}
    if heater_pin is not None:
        options["heater_pin"] = heater_pin
    chip = bench.plug("mq7", "co", felt={"co_ppm": co_ppm, **CLEAN_ROOM}, **options)
    bench.plug("ads1115", "adc").inputs[1] = chip.volts
    return chip, Mq7(Ads1115(bench.pi.clock).channel(1), bench.pi.clock, **options)


def watch(bench: Any, part: Mq7, seconds: int) -> list[tuple[int, float]]:
    """Read once a second; the values and when they came. Warming up is not a failure."""
    found = []
    for second in range(seconds):
        try:
            values = part.read()
        except WarmingUp:
            values = {}
        if values:
            found.append((second, values["co_ppm"]))
        bench.wait(1.0)
    return found


def test_mq7_gives_one_value_a_cycle_at_the_end_of_the_cool_phase(bench: Any) -> None:
    _, part = co_sensor(bench, 100.0)
    values = watch(bench, part, 620)
    assert [second for second, _ in values] == [150, 300, 450, 600]
    for _, co_ppm in values[1:]:
        assert co_ppm == pytest.approx(100.0, rel=0.02)


def test_mq7_heater_gets_5_v_for_60_s_and_what_heats_like_1_4_v_for_90_s(bench: Any) -> None:
    _, part = co_sensor(bench, 0.0)
    net = bench.pi.pins[HEATER_GPIO]
    duties = []
    for _ in range(300):
        with pytest.raises(WarmingUp) if len(duties) < 150 else _nothing():
            part.read()
        duties.append(net.duty)
        bench.wait(1.0)
    assert duties[:60] == [1.0] * 60
    assert duties[60:150] == [pytest.approx(0.0784)] * 90  # (1.4/5)^2
    assert duties[150:210] == [1.0] * 60
    part.close()
    assert net.duty is None


def test_mq7_is_warming_up_until_the_first_whole_cycle(bench: Any) -> None:
    _, part = co_sensor(bench, 0.0)
    with pytest.raises(WarmingUp):
        part.read()
    watch(bench, part, 151)
    assert part.read() == {}


def test_mq7_without_a_heater_pin_is_a_configuration_fault_and_never_co(bench: Any) -> None:
    _, part = co_sensor(bench, 300.0, heater_pin=None)
    for _ in range(400):
        with pytest.raises(ReadError) as caught:
            part.read()
        assert caught.value.message.key == "mq7.no_heater_pin"
        bench.wait(1.0)
    part.close()


def test_mq7_value_after_a_stalled_loop_does_not_count(bench: Any) -> None:
    _, part = co_sensor(bench, 100.0)
    watch(bench, part, 310)
    bench.wait(200.0)  # the program hung in the middle of a cycle
    part.read()
    with pytest.raises(ReadError) as caught:
        watch(bench, part, 91)
    assert caught.value.message.key == "mq7.late"
    assert [round(co_ppm, -1) for _, co_ppm in watch(bench, part, 160)] == [100.0]


def test_mq7_clean_air_reads_no_gas(bench: Any) -> None:
    _, part = co_sensor(bench, 0.0)
    assert all(co_ppm < 1.0 for _, co_ppm in watch(bench, part, 460)[1:])


def _nothing() -> Any:
    from contextlib import nullcontext

    return nullcontext()
