"""Current, thermistor and battery: found from recorded points, or refused in words."""

import pytest

from devices import WiredPart
from science.sensor_curves import ntc_resistance_ohm, ntc_temperature_c, ntc_voltage_v
from tests.workshop.calibration.playing import around, play
from workshop.calibration.procedures import battery, current, thermistor
from workshop.calibration.steps import Point, Refused, Subject

AMMETER = Subject(WiredPart("battery", "ina219", {"shunt_ohm": 0.02}), opened={"shunt_ohm": 0.02})
BEAD = Subject(WiredPart("wall", "ntc", {}))


def refused(procedure, *rows, **answers):
    with pytest.raises(Refused) as error:
        play(procedure, *rows, **answers)
    return error.value.message.key


def test_zero_and_trim_from_two_points():
    found = play(current.calibrate(AMMETER), around(0.002, noise=0.0005), around(0.852), meter_a=1.0, meter_pct=0.1)
    trim = 1.0 / 0.85
    assert found.values["trim"] == pytest.approx(trim, rel=1e-3)
    ((shown, true),) = found.values["current_a"]
    assert true == 0.0
    assert shown == pytest.approx(0.002 * trim, rel=0.1)
    assert 0.852 * found.values["trim"] - shown == pytest.approx(1.0, abs=0.001)


def test_a_trim_from_before_is_taken_out_first():
    ammeter = Subject(AMMETER.part, opened={"shunt_ohm": 0.02, "trim": 1.25})
    found = play(current.calibrate(ammeter), around(0.0), around(1.25 * 0.9), meter_a=1.0, meter_pct=0.1)
    assert found.values["trim"] == pytest.approx(1.0 / 0.9, rel=1e-3)


def test_a_cheap_meter_only_checks_the_trim_and_the_zero_is_taken():
    """The board's resistor is as good as the meter."""
    ammeter = Subject(AMMETER.part, opened={"shunt_ohm": 0.02, "trim": 1.25})
    found = play(current.calibrate(ammeter), around(0.0025), around(1.258), meter_a=1.0, meter_pct=1.0)
    assert found.values == {"current_a": [[pytest.approx(0.0025, rel=0.01), 0.0]]}
    assert found.said[0].key == "calibrate.current.keeps"


def test_of_what_a_cheap_meter_says_half_counts_where_a_person_wants_that():
    found = play(current.calibrate(AMMETER), around(0.002), around(1.010), meter_a=1.0, meter_pct=1.0, anyway=True)
    gain = 1.0 / 1.008
    assert found.values["trim"] == pytest.approx(1.0 + 0.5 * (gain - 1.0), abs=1e-5)
    assert found.values["current_a"] == [[pytest.approx(0.002, rel=0.01), 0.0]]
    assert found.said[0].values["pct"] == pytest.approx(50.0)


def test_a_board_far_beyond_its_tolerance_is_not_half_believed():
    """A user found 18 % too much current on a cheap board: no resistor of 1 % does that."""
    found = play(current.calibrate(AMMETER), around(0.0), around(1.18), meter_a=1.0, meter_pct=1.0)
    assert found.values["trim"] == pytest.approx(1.0 / 1.18, abs=1e-4)
    assert found.said == ()


@pytest.mark.parametrize(
    ("zero_a", "shown_a", "meter_a", "key"),
    [
        (0.05, 1.0, 1.0, "calibrate.current.not_zero"),
        (0.0, 0.1, 0.1, "calibrate.current.too_little"),
        (0.0, 1.0, -1.0, "calibrate.current.far"),
        (0.0, 1.0, 5.0, "calibrate.current.far"),
        (0.0, 0.0, 1.0, "calibrate.current.far"),
    ],
)
def test_a_current_that_cannot_be_compared(zero_a, shown_a, meter_a, key):
    assert refused(current.calibrate(AMMETER), around(zero_a), around(shown_a), meter_a=meter_a, meter_pct=1.0) == key


def bead(t_c, r25_ohm=10_400.0, beta_k=3980.0, **more):
    return around(ntc_voltage_v(ntc_resistance_ohm(t_c, r25_ohm, beta_k), 10_000.0, 3.3), 60, **more)


def test_ice_water_alone_trusts_the_types_beta_and_says_what_that_may_cost():
    found = play(thermistor.calibrate(BEAD), bead(0.0, beta_k=3950.0), ice_c=0.0)
    assert found.values == {"r25_ohm": pytest.approx(10_400.0, rel=1e-3)}
    own = ntc_temperature_c(ntc_resistance_ohm(35.0, 10_400.0, 3950.0), 10_400.0 * exp_of_beta(1.01), 3950.0 * 1.01)
    assert found.said[0].values["off_c"] == pytest.approx(abs(own - 35.0), rel=0.1)


def exp_of_beta(share):
    """How R25 must change so that ice stays where it is when beta is that share of the type's."""
    return ntc_resistance_ohm(0.0, 1.0, 3950.0) / ntc_resistance_ohm(0.0, 1.0, 3950.0 * share)


def test_a_second_glass_tells_beta_too():
    found = play(thermistor.calibrate(BEAD), bead(0.0), bead(40.0), ice_c=0.0, warm_c=40.0, second=True)
    assert found.values["r25_ohm"] == pytest.approx(10_400.0, rel=1e-3)
    assert found.values["beta_k"] == pytest.approx(3980.0, rel=1e-3)


def test_beads_that_are_open_warm_too_near_or_of_another_type():
    assert refused(thermistor.calibrate(BEAD), around(3.29, 60), ice_c=0.0) == "calibrate.ntc.open"
    assert refused(thermistor.calibrate(BEAD), bead(0.0, drift=0.05), ice_c=0.0) == "calibrate.unsteady"
    assert refused(thermistor.calibrate(BEAD), bead(8.0), ice_c=0.0) == "calibrate.ntc.unusual"
    near = {"ice_c": 0.0, "warm_c": 10.0, "second": True}
    assert refused(thermistor.calibrate(BEAD), bead(0.0), bead(10.0), **near) == "calibrate.ntc.too_near"


def discharge(current_a=-0.7, first_v=12.7, last_v=10.79, hours=9.0, gap_at=None, every_s=60.0):
    count = int(hours * 3600.0 / every_s) + 1
    rows = []
    for number in range(count):
        late_s = 600.0 if gap_at is not None and number >= gap_at else 0.0
        volts = first_v + (last_v - first_v) * number / (count - 1)
        rows.append(Point(every_s * number + late_s, volts, beside=current_a))
    return tuple(rows)


LABEL = {"label_ah": 7.0, "cut_off_v": 10.8}


def test_what_came_out_of_the_battery():
    found = play(battery.calibrate(AMMETER), discharge(), **LABEL)
    assert found.values == {"capacity_ah": pytest.approx(6.3)}
    assert found.said[0].values["pct"] == pytest.approx(90.0)


@pytest.mark.parametrize(
    ("how", "key"),
    [
        ({"first_v": 12.2}, "calibrate.battery.not_full"),
        ({"last_v": 11.2}, "calibrate.battery.not_empty"),
        ({"gap_at": 100}, "calibrate.battery.gap"),
        ({"current_a": 0.7}, "calibrate.battery.charges"),
        ({"current_a": -0.01}, "calibrate.battery.wrong_load"),
        ({"current_a": -4.0}, "calibrate.battery.wrong_load"),
    ],
)
def test_a_discharge_that_proves_nothing(how, key):
    assert refused(battery.calibrate(AMMETER), discharge(**how), **LABEL) == key
