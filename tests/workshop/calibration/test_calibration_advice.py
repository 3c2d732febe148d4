"""What the command says of a reference before it measures: enough, some help, or better not."""

import pytest

from devices import Message, WiredPart
from tests.workshop.calibration.playing import play
from workshop.calibration.advice import worth_it
from workshop.calibration.budget import Budget, Verdict
from workshop.calibration.procedures import air, current, gas, tds, thermistor
from workshop.calibration.steps import Confirm, Subject, Weigh

ANY = Message("test.any", "any")


def budget(type_within=0.5, reference_within=0.1, **more):
    return Budget("box", "temperature_c", "°C", type_within, ANY(), reference_within, ANY(), **more)


@pytest.mark.parametrize(
    ("reference_within", "verdict"),
    [
        (0.1, Verdict.GOOD),
        (0.11, Verdict.PARTLY),
        (0.2, Verdict.PARTLY),
        (0.21, Verdict.AGAINST),
        (2.0, Verdict.AGAINST),
    ],
)
def test_five_times_better_is_enough_and_twice_is_none(reference_within, verdict):
    assert budget(reference_within=reference_within).verdict is verdict


def test_equally_good_ones_leave_seven_tenths_and_a_value_that_only_rises_leaves_more():
    assert budget(reference_within=0.5).left == pytest.approx(0.71, abs=0.01)
    assert budget(reference_within=0.5, only_up=True).left == pytest.approx(0.85, abs=0.01)


def steps_of(found):
    """The steps of the advice, and how it ends for a person who says no."""
    steps, answer, procedure = [], None, worth_it(found)
    try:
        while True:
            steps.append(procedure.send(answer))
            answer = False if isinstance(steps[-1], Confirm) else None
    except StopIteration as end:
        return steps, end.value


def test_both_numbers_are_told_and_only_a_bad_reference_is_asked_about():
    (told,), counts = steps_of(budget(reference_within=0.15))
    assert counts
    assert (told.message.values["type_within"], told.message.values["reference_within"]) == (0.5, 0.15)
    (told, asked), counts = steps_of(budget(reference_within=0.3))
    assert not counts
    assert (type(told), asked.key) == (Weigh, "anyway")


def part(driver, **options):
    return Subject(WiredPart("box", driver, options))


MQ6 = part("mq", model="MQ-6", r0_ohm=20_000)
OWN = Subject(MQ6.part, {"clean_air_ratio": 9.6, "uncertainty": {"clean_air_ratio": 0.4}})


@pytest.mark.parametrize(
    ("found", "verdict"),
    [
        (gas.budget_of(MQ6, gas.sensor_of(MQ6), test_gas=False), Verdict.AGAINST),
        (gas.budget_of(MQ6, gas.sensor_of(MQ6), test_gas=True), Verdict.GOOD),
        (gas.budget_of(OWN, gas.sensor_of(OWN), test_gas=False), Verdict.PARTLY),  # one that fell stays as it was
        (thermistor.budget_of(part("ntc"), two_points=False), Verdict.PARTLY),
        (thermistor.budget_of(part("ntc"), two_points=True), Verdict.GOOD),
        (current.budget_of(part("ina219"), 0.01), Verdict.AGAINST),
        (current.budget_of(part("ina219"), 0.002), Verdict.GOOD),
        (tds.budget_of(part("tds"), 0.03), Verdict.PARTLY),
        (tds.budget_of(part("tds"), 0.01), Verdict.GOOD),
        (air.jars_budget(part("dht22"), 1), Verdict.PARTLY),
        (air.jars_budget(part("sht31"), 2), Verdict.PARTLY),
        (air.jars_budget(part("sht31"), 3), Verdict.GOOD),
        (air.thermometer_budget(part("dht22"), 0.2, is_checked=False), Verdict.PARTLY),
        (air.thermometer_budget(part("dht22"), 0.1, is_checked=True), Verdict.GOOD),
        (air.thermometer_budget(part("sht31"), 0.1, is_checked=True), Verdict.AGAINST),
    ],
)
def test_what_the_command_says_of_what_a_school_has(found, verdict):
    assert found.verdict is verdict


def test_a_check_in_ice_is_named_only_where_it_helps():
    dht22, sht31 = (air.thermometer_budget(part(driver), 0.2, is_checked=False) for driver in ("dht22", "sht31"))
    assert dht22.better.key == "calibrate.air.check_it"
    assert sht31.better.key == "calibrate.advice.nothing_better"


def test_the_advice_comes_before_anything_is_measured():
    told = []
    with pytest.raises(IndexError):  # its first measurement has no row
        play(_listening(air.calibrate(part("dht22")), told), jar_pct=75.3, thermometer_within_c=0.2)
    assert [each.channel for each in told] == ["humidity_pct", "temperature_c"]


def _listening(procedure, told):
    answer = None
    while True:
        step = procedure.send(answer)
        if isinstance(step, Weigh):
            told.append(step.budget)
        answer = yield step
