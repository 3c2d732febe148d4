"""Turbidity, dissolved salts and flow: the value of the unit is found, and what cannot be right is refused."""

import pytest

from devices import WiredPart
from science.sensor_curves import tds_ppm, tds_voltage_v
from tests.workshop.calibration.playing import around, play, readings
from workshop.calibration.procedures import flow, tds, turbidity
from workshop.calibration.steps import Refused, Subject

PROBE = Subject(WiredPart("product", "turbidity", {"divider": 1.5}))
SALTS = Subject(WiredPart("water", "tds", {}))
METER = Subject(WiredPart("filter", "yf_s401", {}), opened={"pulses_per_litre": 5880})


def refused(procedure, *rows, **answers):
    with pytest.raises(Refused) as error:
        play(procedure, *rows, **answers)
    return error.value.message.key


def test_clear_water_through_the_devices_own_divider():
    found = play(turbidity.calibrate(PROBE), around(4.213 / 1.5, noise=0.002))
    assert found.values == {"clear_v": pytest.approx(4.213, abs=0.001)}
    assert found.uncertainty["clear_v"] < 0.001


@pytest.mark.parametrize("at_v", [3.75, 4.45, 2.9])
def test_water_that_is_not_clear_or_light_from_outside(at_v):
    assert refused(turbidity.calibrate(PROBE), around(at_v / 1.5)) == "calibrate.turbidity.implausible"


def test_another_supply_moves_what_is_plausible():
    probe = Subject(PROBE.part, {"supply_v": 4.7})
    assert play(turbidity.calibrate(probe), around(3.7 / 1.5)).values["clear_v"] == pytest.approx(3.7)


def test_bubbles_and_settling_mud():
    assert refused(turbidity.calibrate(PROBE), around(4.1 / 1.5, drift=0.01)) == "calibrate.unsteady"
    assert refused(turbidity.calibrate(PROBE), around(4.1 / 1.5, noise=0.02)) == "calibrate.noisy"


@pytest.mark.parametrize("buffer_c", [15.0, 25.0, 31.0])
def test_the_buffer_at_its_own_temperature(buffer_c):
    shown = around(tds_voltage_v(707.0, buffer_c, 1.08), 60, noise=0.001)
    found = play(tds.calibrate(SALTS), shown, buffer_ppm=707.0, buffer_c=buffer_c, buffer_pct=1.0)
    assert found.values == {"cell_k": pytest.approx(1.08, rel=0.002)}


FILTERED = Subject(WiredPart("water", "tds", {"thermometer": "bed"}))


def test_its_own_thermometer_in_the_glass_counts_and_its_error_cancels():
    """The driver asks the same thermometer: what it shows too much is in the factor."""
    in_buffer = around(tds_voltage_v(707.0, 24.0, 1.08), 60)
    bed = around(25.2, 30)
    given = {"buffer_ppm": 707.0, "buffer_pct": 1.0, "buffer_c": 24.0, "thermometer_in": True}
    found = play(tds.calibrate(FILTERED), in_buffer, bed, **given)
    later_v = tds_voltage_v(300.0, 20.0, 1.08)
    assert tds_ppm(later_v, 21.2, found.values["cell_k"]) == pytest.approx(
        300.0, rel=0.003
    )  # uncanceled it would be 2.4 %
    assert found.points == [(pytest.approx(in_buffer[0].value, abs=1e-3), 25.2, 707.0)]
    assert found.said[0].key == "calibrate.tds.own_counts"


def test_its_own_thermometer_that_is_still_in_the_filter():
    rows = around(tds_voltage_v(707.0, 25.0), 60), around(17.0, 30)
    given = {"buffer_ppm": 707.0, "buffer_pct": 1.0, "buffer_c": 25.0, "thermometer_in": True}
    assert refused(tds.calibrate(FILTERED), *rows, **given) == "calibrate.tds.not_there"


def test_a_buffer_that_was_mixed_in_class_is_less_exact_and_the_file_says_so():
    shown, given = around(tds_voltage_v(707.0, 25.0), 60), {"buffer_ppm": 707.0, "buffer_c": 25.0}
    bottle, mixed = (play(tds.calibrate(SALTS), shown, buffer_pct=pct, **given) for pct in (1.0, 3.0))
    assert mixed.uncertainty["cell_k"] == pytest.approx(bottle.uncertainty["cell_k"] + 0.02, abs=0.003)


def test_a_dry_probe_a_full_one_and_another_buffer():
    given = {"buffer_ppm": 707.0, "buffer_pct": 1.0, "buffer_c": 25.0}
    assert refused(tds.calibrate(SALTS), around(0.005, 60), **given) == "calibrate.tds.dry"
    assert refused(tds.calibrate(SALTS), around(2.3, 60), **given) == "calibrate.tds.full"
    other = around(tds_voltage_v(1382.0 / 4, 25.0), 60)
    assert refused(tds.calibrate(SALTS), other, **given) == "calibrate.tds.other_buffer"


def poured(liters, per_liter=5600.0, lpm=2.0):
    """What the driver counts of it, second by second, with still water before and after."""
    counted_l = liters * per_liter / 5880.0
    seconds = round(60.0 * liters / lpm)
    running = [counted_l * number / seconds for number in range(seconds + 1)]
    return readings(7.0, *(7.0 + each for each in running), *([7.0 + counted_l] * 8))


def test_three_buckets():
    found = play_with_buckets(5.0, 5.05, 4.95)
    assert found.values == {"pulses_per_litre": pytest.approx(5600.0, rel=0.01)}
    assert found.said[0].values["pct"] == pytest.approx(2.0, abs=0.1)
    assert [round(point[1], 2) for point in found.points] == [5.0, 5.05, 4.95]


def play_with_buckets(*liters, **how):
    """Each bucket got 5 L; the person reads these."""
    procedure, answer, said = flow.calibrate(METER), None, iter(liters)
    try:
        while True:
            step = procedure.send(answer)
            name = type(step).__name__
            answer = {"Measure": poured(5.0, **how)}.get(name)
            if name == "Ask":
                answer = next(said)
    except StopIteration as end:
        return end.value


@pytest.mark.parametrize(
    ("liters", "how", "key"),
    [
        ((5.0, 5.0, 4.6), {}, "calibrate.flow.apart"),
        ((5.0, 5.0, 5.0), {"lpm": 0.2}, "calibrate.flow.too_slow"),
        ((5.0, 5.0, 5.0), {"per_liter": 0.0}, "calibrate.flow.no_pulses"),
        ((10.0, 10.0, 10.0), {}, "calibrate.flow.unusual"),
    ],
)
def test_spilled_slow_dry_and_wrong_buckets(liters, how, key):
    with pytest.raises(Refused) as error:
        play_with_buckets(*liters, **how)
    assert error.value.message.key == key
