"""R0 of a gas sensor: found in clean air, and never in a leak, with a cold heater or from a value that moves."""

import pytest

from devices import WiredPart
from science.mq_sensors import MQ6, MQ7, voltage_from_resistance_v
from tests.workshop.calibration.playing import around, play
from workshop.calibration.procedures import gas
from workshop.calibration.steps import Ask, Confirm, Do, Heat, Measure, Refused, Subject, Weigh

PART = WiredPart(
    "gas",
    "mq",
    {"model": "MQ-6", "load_resistor_ohm": 20_000, "r0_ohm": 20_000, "divider": 1.6, "climate": "room"},
)
FUMES = WiredPart("fumes", "mq7", {"load_resistor_ohm": 10_000, "r0_ohm": 10_000, "divider": 1.6})
AIR = (28.0, 80.0)
STORED = {"r0_ohm": 17_000.0, "measured_on": "2026-05-01"}
HEATER = around(0.15, 5)


def volts(ratio, r0_ohm=17_000.0, count=150, **more):
    """What such a sensor gives at this Rs/R0, in the air of this test."""
    rs_ohm = ratio * r0_ohm * MQ6.climate_factor(*AIR)
    return around(voltage_from_resistance_v(rs_ohm, 20_000.0) / 1.6, count, air=AIR, every_s=2.0, **more)


def refused(*rows, stored=None, proof=None, **answers):
    with pytest.raises(Refused) as error:
        play(gas.calibrate(Subject(PART, stored or {}, heater_proof=proof)), *rows, anyway=True, **answers)
    return error.value.message.key


def test_r0_in_clean_air_whatever_the_weather():
    found = play(gas.calibrate(Subject(PART)), volts(10.0, r0_ohm=23_000.0, noise=0.002), anyway=True)
    assert found.values == {"r0_ohm": pytest.approx(23_000.0, rel=0.01), "clean_air_ratio": 10.0}
    assert len(found.points) == 25
    assert found.uncertainty["r0_ohm"] > 0.15 * 23_000.0  # the type's ratio in clean air is not this unit's
    assert found.said[0].key == "calibrate.gas.second_best"


def test_clean_air_alone_is_advised_against_before_the_sensor_is_heated():
    with pytest.raises(Refused) as error:
        play(gas.calibrate(Subject(PART)), heated_h=0.0)
    assert error.value.message.key == "calibrate.gas.no_use"
    assert error.value.message.values["left_pct"] > 50.0


def test_a_person_who_has_a_known_gas_is_led_to_it():
    rows = volts(9.1), volts(MQ6.ratio("lpg", 1000.0))
    found = play(gas.calibrate(Subject(PART)), *rows, gas_ppm=1000.0, test_gas=True)
    assert found.values["clean_air_ratio"] == pytest.approx(9.1, rel=0.001)


def test_clean_air_is_enough_for_a_unit_whose_ratio_a_known_gas_has_shown():
    """After half a year: nobody has to be asked whether it counts all the same."""
    stored = {**STORED, "clean_air_ratio": 9.1, "uncertainty": {"clean_air_ratio": 0.6}}
    found = play(gas.calibrate(Subject(PART, stored)), volts(9.1, r0_ohm=18_000.0))
    assert found.values["r0_ohm"] == pytest.approx(18_000.0, rel=0.001)
    assert found.uncertainty["clean_air_ratio"] > 0.6  # it cannot become better known by that


def test_a_known_gas_tells_the_units_own_ratio_in_clean_air():
    rows = volts(9.1), volts(MQ6.ratio("lpg", 1000.0))
    found = play(gas.calibrate(Subject(PART), test_gas=True), *rows, gas_ppm=1000.0)
    assert found.values["r0_ohm"] == pytest.approx(17_000.0, rel=0.001)
    assert found.values["clean_air_ratio"] == pytest.approx(9.1, rel=0.001)


def test_what_is_known_of_the_unit_is_used_again():
    stored = {**STORED, "clean_air_ratio": 9.1}
    found = play(gas.calibrate(Subject(PART, stored)), volts(9.1, r0_ohm=18_000.0), anyway=True)
    assert found.values["r0_ohm"] == pytest.approx(18_000.0, rel=0.001)
    assert found.said == ()


@pytest.mark.parametrize("ppm", [500.0, 1400.0, 5000.0])
def test_not_in_a_leak(ppm):
    assert refused(volts(MQ6.ratio("lpg", ppm))) == "calibrate.gas.leak"


def test_not_in_a_leak_of_a_sensor_that_is_known():
    """With the stored R0 a third of what the type thinks is seen for the gas that it is."""
    assert refused(volts(MQ6.ratio("lpg", 500.0)), stored=STORED) == "calibrate.gas.leak"


@pytest.mark.parametrize("share", [0.65, 1.35])
def test_not_when_it_moved_by_a_third(share):
    assert refused(volts(10.0 * share), stored=STORED) == "calibrate.gas.moved"


def test_a_smaller_move_is_what_calibrating_is_for():
    found = play(gas.calibrate(Subject(PART, STORED)), volts(12.8), anyway=True)
    assert found.values["r0_ohm"] == pytest.approx(1.28 * 17_000.0, rel=0.001)


@pytest.mark.parametrize("stored", [{}, STORED, {**STORED, "clean_air_ratio": 11.0}])
@pytest.mark.parametrize("share", [0.72, 0.8, 0.97, 1.0, 1.2])
def test_clean_air_alone_never_makes_an_alarm_come_later(stored, share):
    """Fifteen ppm halve the resistance: a leak that nobody notices must not be calibrated away, not even in steps."""
    subject = Subject(PART, stored)
    before = MQ6.of_unit(subject.option("clean_air_ratio", None)), subject.option("r0_ohm", None)
    for _ in range(3):
        unit, r0_ohm = MQ6.of_unit(subject.option("clean_air_ratio", None)), subject.option("r0_ohm", None)
        found = play(gas.calibrate(subject), volts(unit.clean_air_ratio * share, r0_ohm=r0_ohm), anyway=True)
        subject = Subject(PART, {"measured_on": "2026-06-01", **found.values})
        for true_ohm in (8_000.0, 17_000.0, 30_000.0):
            old, new = (sensor.ppm("lpg", true_ohm / r0) for sensor, r0 in (before, _now(subject)))
            assert new >= old * 0.9999
        if share < 1.0:
            assert found.said[0].key == "calibrate.gas.stays"


def _now(subject):
    return MQ6.of_unit(subject.stored["clean_air_ratio"]), subject.stored["r0_ohm"]


def test_a_new_sensor_may_differ_and_forgets_the_old_one():
    stored = {**STORED, "clean_air_ratio": 5.0}
    found = play(gas.calibrate(Subject(PART, stored)), volts(10.0, r0_ohm=25_000.0), replaced=True, anyway=True)
    assert found.values["r0_ohm"] == pytest.approx(25_000.0, rel=0.001)
    assert found.forget


def test_a_little_gas_in_a_first_calibration():
    """No stored value to compare with: half of the least that its type has is gas, or another resistor."""
    assert refused(volts(MQ6.ratio("lpg", 30.0))) == "calibrate.gas.far"
    assert refused(volts(10.0, r0_ohm=65_000.0)) == "calibrate.gas.far"


def test_not_while_the_value_moves():
    assert refused(volts(10.0, drift=0.03)) == "calibrate.unsteady"
    assert refused(volts(10.0, noise=0.05)) == "calibrate.noisy"


@pytest.mark.parametrize(("part", "hours"), [(PART, 23.9), (FUMES, 47.9)])
def test_not_before_it_is_heated_through(part, hours):
    with pytest.raises(Refused) as error:
        play(gas.calibrate(Subject(part)), heated_h=hours, has_run=True, anyway=True)
    assert error.value.message.key == "calibrate.gas.cold"
    assert error.value.hint.values["left_s"] == pytest.approx(360.0)


def test_a_heater_that_only_the_project_switches_must_have_run():
    with pytest.raises(Refused) as error:
        play(gas.calibrate(Subject(FUMES)), has_run=False, anyway=True)
    assert error.value.message.key == "calibrate.gas.cold"


@pytest.mark.parametrize("current_a", [0.0, 0.08, 0.22])
def test_not_with_a_heater_that_draws_too_little_or_too_much(current_a):
    assert refused(around(current_a, 5), proof="heater") == "calibrate.gas.heater"


def test_a_heater_that_is_proved():
    play(gas.calibrate(Subject(PART, heater_proof="heater")), HEATER, volts(10.0), anyway=True)


def test_not_without_the_air_that_it_is_compensated_for():
    assert refused(around(0.3, 150)) == "calibrate.gas.no_climate"


@pytest.mark.parametrize("at_v", [0.001, 3.2])
def test_not_from_an_open_wire_or_a_short(at_v):
    assert refused(around(at_v, 150, air=AIR)) == "calibrate.gas.open"


def test_not_from_half_of_the_readings():
    assert refused(volts(10.0, count=70)) == "calibrate.too_few"


def test_a_box_without_gas_calibrates_nothing():
    with pytest.raises(Refused) as error:
        play(gas.calibrate(Subject(PART), test_gas=True), volts(10.0), volts(9.0), gas_ppm=1000.0)
    assert error.value.message.key == "calibrate.gas.no_rise"


@pytest.mark.parametrize(("clean", "ppm"), [(MQ6.ratio("lpg", 15.0), 1000.0), (10.0, 3000.0)])
def test_a_test_gas_finds_air_that_was_not_clean_and_a_box_with_more_than_was_said(clean, ppm):
    rows = volts(clean, r0_ohm=20_000.0), volts(MQ6.ratio("lpg", ppm), r0_ohm=20_000.0)
    with pytest.raises(Refused) as error:
        play(gas.calibrate(Subject(PART), test_gas=True), *rows, gas_ppm=1000.0)
    assert error.value.message.key == "calibrate.gas.wrong_ratio"


def test_carbon_monoxide_has_the_same_two_steps():
    def co(ratio):
        return around(voltage_from_resistance_v(ratio * 12_000.0, 10_000.0) / 1.6, 6, every_s=150.0)

    rows = co(25.0), co(MQ7.ratio("co", 200.0))
    found = play(gas.calibrate(Subject(FUMES), test_gas=True), *rows, gas_ppm=200.0, has_run=True)
    assert found.values == {
        "r0_ohm": pytest.approx(12_000.0, rel=0.001),
        "clean_air_ratio": pytest.approx(25.0, rel=0.001),
    }


def test_nobody_is_told_to_make_carbon_monoxide():
    procedure, answer = gas.calibrate(Subject(FUMES), test_gas=True), None
    rows = [around(voltage_from_resistance_v(25.0 * 12_000.0, 10_000.0) / 1.6, 6, every_s=150.0)]
    asked = None
    while asked is None or asked.key != "gas_ppm":
        step = procedure.send(answer)
        match step:
            case Heat():
                answer = 48 * 3600.0
            case Confirm():
                answer = True
            case Measure():
                answer = rows.pop()
            case Weigh():
                answer = None
            case Do():
                answer, told = None, step.message
            case Ask():
                asked = step
    assert told.key == "calibrate.gas.test_fumes"
    assert asked.usual is None  # of a gas that kills nothing is usual: the label says it
