"""Humidity over salt, temperature beside a thermometer: what jars say is weighed, and what cannot be is refused."""

import pytest

from devices import WiredPart
from tests.workshop.calibration.playing import around, play
from workshop.calibration.procedures import air
from workshop.calibration.steps import Refused, Subject

BOX = Subject(WiredPart("box", "dht22", {}))
ROOM = Subject(WiredPart("room", "sht31", {}))
GLASS = {"thermometer_c": 24.2, "thermometer_within_c": 0.2}
CHECKED = {"checked": True, "glass_in_ice_c": 0.2, "fever_c": 38.0, "glass_warm_c": 38.2}


def jars(*shown, shown_c=24.2):
    """What the sensor shows in each jar: humidity, then temperature."""
    return [row for pct in shown for row in (around(pct, 120, noise=1.0), around(shown_c, 120, noise=0.3))]


def played(*rows, subject=BOX, **answers):
    known = {"jar_pct": 75.3, "second_jar_pct": 32.8, "third_jar_pct": 75.3, **GLASS}
    return play(air.calibrate(subject), *rows, **{**known, **answers})


def refused(*rows, **answers):
    with pytest.raises(Refused) as error:
        played(*rows, **answers)
    return error.value.message.key


def test_a_jar_of_salt_and_a_thermometer():
    found = played(*jars(77.1), thermometer_c=24.7)
    assert found.values["humidity_pct"] == [[pytest.approx(77.1, abs=0.3), 75.3]]
    ((shown_c, true_c),) = found.values["temperature_c"]
    assert shown_c == pytest.approx(24.2, abs=0.1)
    assert true_c == pytest.approx(24.2 + 0.5 * 0.25 / 0.29, abs=0.02)  # +-0.5 C of the type, +-0.2 C of the glass


def test_jars_that_say_the_same_make_one_offset():
    """A line through them would carry the half percent of each jar far beyond both."""
    found = played(*jars(77.1, 34.2, 76.7), second=True, third=True)
    ((shown, true),) = found.values["humidity_pct"]
    assert shown - true == pytest.approx((1.8 + 1.4 + 1.4) / 3, abs=0.1)
    assert len(found.points) == 3


def test_a_sensor_that_stretches_its_scale_gets_a_line_in_rising_order():
    found = played(*jars(79.0, 33.0), second=True)
    (dry, dry_true), (wet, wet_true) = found.values["humidity_pct"]
    assert (dry_true, wet_true) == (32.8, 75.3)
    assert (dry, wet) == (pytest.approx(33.0, abs=0.2), pytest.approx(79.0, abs=0.2))


def test_table_salt_twice_is_no_slope():
    found = played(*jars(77.1, 77.7), second=True, second_jar_pct=75.3)
    assert found.values["humidity_pct"] == [[pytest.approx(77.4, abs=0.15), 75.3]]


def test_two_jars_of_one_salt_that_disagree_are_refused():
    assert refused(*jars(77.1, 80.0), second=True, second_jar_pct=75.3) == "calibrate.air.unlike"
    assert refused(*jars(77.1, 34.2, 80.0), second=True, third=True) == "calibrate.air.unlike"


def test_a_jar_that_is_not_yet_even_or_not_tight():
    drifting = around(70.0, 120, drift=5.0), around(24.2, 120)
    assert refused(*drifting) == "calibrate.unsteady"
    assert refused(*jars(58.0)) == "calibrate.air.far"


def test_a_thermometer_is_corrected_by_ice_and_a_fever_thermometer():
    """It shows 0.2 C too much at both, so 24.2 is 24.0; and it counts for more than one from the drawer."""
    found = played(*jars(75.3, shown_c=24.4), **CHECKED)
    ((shown_c, true_c),) = found.values["temperature_c"]
    assert shown_c - true_c == pytest.approx(0.4 * 0.25 / 0.26, abs=0.03)
    assert found.uncertainty["temperature_c"] < 0.11


@pytest.mark.parametrize(("ice_c", "warm_c"), [(3.0, 38.2), (0.2, 41.0), (1.4, 38.0)])
def test_ice_that_was_not_stirred_or_a_broken_thermometer(ice_c, warm_c):
    answers = {**CHECKED, "glass_in_ice_c": ice_c, "glass_warm_c": warm_c}
    assert refused(*jars(75.3), **answers) == "calibrate.thermometer.wrong"


def test_a_sensor_that_is_as_good_as_the_thermometer_keeps_its_temperature():
    """Nobody is sent for ice and a fever thermometer in vain."""
    found = played(*jars(75.3, shown_c=24.4), subject=ROOM, **CHECKED)
    assert set(found.values) == set(found.uncertainty) == {"humidity_pct"}
    assert found.said[0].key == "calibrate.air.keeps"


def test_unless_it_is_further_off_than_both_allow():
    found = played(*jars(75.3, shown_c=25.2), subject=ROOM)
    ((shown_c, true_c),) = found.values["temperature_c"]
    assert shown_c - true_c == pytest.approx(1.0, abs=0.03)


def test_where_sensor_and_thermometer_are_as_good_half_counts_if_a_person_wants_that():
    found = played(*jars(75.3, shown_c=24.5), subject=ROOM, anyway=True)
    ((shown_c, true_c),) = found.values["temperature_c"]
    assert shown_c - true_c == pytest.approx(0.15, abs=0.03)
    assert found.said[0].key == "calibrate.air.partly"
