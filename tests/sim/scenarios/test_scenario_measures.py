"""Every measure on a record made by hand, with numbers that can be counted on one's fingers.

The run is 100 s long: IDLE, ALARM from 20 s to 50 s, IDLE, ALARM from 80 s on. The valve is told to be on from 10 to
30 s and from 60 to 70 s; power arrives from 11 to 31 s, and half of it from 61 to 71 s. The true level rises by 1 ppm a
second; the law saw 5 from 0 s, nothing from 40 to 60 s, then 65.
"""

from array import array
from math import inf, isnan, nan

import pytest

from devices import Message
from sim.scenarios.measures import MEASURES, METRIC, metric, take
from sim.scenarios.record import InvariantBreak, RunRecord, Steps, TrueSeries
from sim.scenarios.scenario import Window


def steps(*changes, numbers=False):
    found = Steps(array("d")) if numbers else Steps()
    for t_s, value in changes:
        found.note(t_s, value)
    return found


@pytest.fixture
def record():
    return RunRecord(
        length_s=100.0,
        states=steps((0.0, "IDLE"), (20.0, "ALARM"), (50.0, "IDLE"), (80.0, "ALARM")),
        whys=steps((0.0, "calm"), (20.0, "above"), (35.0, "held"), (50.0, "calm"), (80.0, "above")),
        commanded={"valve": steps((0.0, False), (10.0, True), (30.0, False), (60.0, True), (70.0, False))},
        power={
            "valve": steps((0.0, 0.0), (11.0, 1.0), (31.0, 0.0), (61.0, 0.5), (71.0, 0.0), numbers=True),
            "fan": steps((0.0, 0.0), numbers=True),
            "light": steps((0.0, 1.0), numbers=True),
        },
        true={"gas_ppm": TrueSeries(1.0, array("d", range(101)))},
        sensed={"gas_ppm": steps((0.0, 5.0), (40.0, nan), (60.0, 65.0), numbers=True), "co": steps((0, nan))},
        latched={"tripped": True},
        reads={"box": (8, 6)},
        restarts={"box": 2},
        breaks=[InvariantBreak(3.0, Message("broken", "Broken."))],
        break_count=7,
    )


VALVE, TRUE, SEEN = {"actuator": "valve"}, {"quantity": "gas_ppm"}, {"field": "gas_ppm"}
NAMED = {
    "first_state_s": {"state": ("ALARM",)},
    "state_s": {"state": ("ALARM",)},
    "state_times": {"state": ("ALARM",)},
    "first_on_s": VALVE, "last_on_s": VALVE, "on_s": VALVE,
    "told_on_s": VALVE, "first_told_s": VALVE, "switches": VALVE,
    "highest": TRUE, "lowest": TRUE, "mean": TRUE, "hours_above": {**TRUE, "level": 40.0},
    "sensed_highest": SEEN, "sensed_lowest": SEEN, "unknown_s": SEEN,
    "why_times": {"key": "above"},
    "first_why_s": {"key": "held"},
    "failed_read_share": {"part": "box"},
    "restarts": {"part": "box"},
    "latched": {"name": "tripped"},
}  # fmt: skip


def near(value):
    return pytest.approx(value) if isinstance(value, float) else value


LATE = Window(after_s=25.0, until_s=65.0)


@pytest.mark.parametrize(
    ("measure", "whole", "late"),
    [
        ("first_state_s", 20.0, 0.0),
        ("state_s", 30.0 + 20.0, 25.0),
        ("state_times", 2.0, 0.0),
        ("final_state", "ALARM", "IDLE"),
        ("first_on_s", 11.0, 0.0),
        ("last_on_s", 71.0, 40.0),
        ("on_s", 20.0 + 10.0, 6.0 + 4.0),
        ("told_on_s", 20.0 + 10.0, 5.0 + 5.0),
        ("first_told_s", 10.0, 0.0),
        ("switches", 4.0, 2.0),
        ("highest", 100.0, 65.0),
        ("lowest", 0.0, 25.0),
        ("mean", 50.0, 45.0),
        ("hours_above", 60.0 / 3600.0, 25.0 / 3600.0),
        ("sensed_highest", 65.0, 65.0),
        ("sensed_lowest", 5.0, 5.0),
        ("unknown_s", 20.0, 20.0),
        ("why_times", 2.0, 0.0),
        ("first_why_s", 35.0, 10.0),
        ("failed_read_share", 0.75, 0.75),
        ("restarts", 2.0, 2.0),
        ("latched", True, True),
        ("invariant_breaks", 7.0, 7.0),
    ],
)
def test_every_measure_in_the_whole_run_and_in_a_part_of_it(record, measure, whole, late):
    arguments = NAMED.get(measure, {})
    assert take(record, measure, Window(), arguments) == near(whole)
    assert take(record, measure, LATE, arguments) == near(late)


def test_the_table_above_leaves_no_measure_out():
    (names,) = (
        mark.args[1]
        for mark in test_every_measure_in_the_whole_run_and_in_a_part_of_it.pytestmark
        if mark.name == "parametrize"
    )
    assert {row[0] for row in names} == set(MEASURES) - {METRIC}


@pytest.mark.parametrize(
    ("measure", "arguments", "value"),
    [
        ("first_state_s", {"state": ("FAULT",)}, inf),
        ("first_on_s", {"actuator": "fan"}, inf),
        ("last_on_s", {"actuator": "fan"}, 0.0),
        ("last_on_s", {"actuator": "light"}, 100.0),
        ("first_on_s", {"actuator": "light"}, 0.0),
        ("first_why_s", {"key": "unheard"}, inf),
        ("state_times", {"state": ("IDLE", "ALARM")}, 1.0),
        ("unknown_s", {"field": "co"}, 100.0),
    ],
)
def test_what_never_or_always_happens(record, measure, arguments, value):
    assert take(record, measure, Window(), arguments) == value


def test_what_the_law_never_saw_is_not_a_number(record):
    for measure in ("sensed_highest", "sensed_lowest"):
        assert isnan(take(record, measure, Window(), {"field": "co"}))
    assert isnan(take(record, "failed_read_share", Window(), {"part": "never_read"}))


@pytest.mark.parametrize(("per", "most"), [(5.0, 1.0), (10.5, 2.0), (20.0, 2.0), (21.0, 2.0), (41.0, 3.0), (61.0, 4.0)])
def test_switches_per_time_is_the_worst_stretch_of_that_length(record, per, most):
    """Changes at 10, 30, 60 and 70 s: the stretch is open at its beginning."""
    assert take(record, "switches", Window(), {"actuator": "valve", "per": per}) == most


@pytest.mark.parametrize(
    ("window", "value"),
    [
        (Window(after_state=("ALARM",)), 20.0),
        (Window(after_s=51.0, after_state=("ALARM",)), 80.0),
        (Window(after_s=30.0, after_state=("ALARM",)), 30.0),
        (Window(after_above=("gas_ppm", 40.0)), 41.0),
        (Window(after_below=("gas_ppm", 40.0)), 0.0),
        (Window(after_why="held"), 35.0),
        (Window(after_s=15.0, after_told_off="valve"), 30.0),
        (Window(after_state=("FAULT",)), None),
        (Window(after_above=("gas_ppm", 100.0)), None),
        (Window(until_s=15.0, after_state=("ALARM",)), None),
    ],
)
def test_a_window_begins_when_something_becomes_so(record, window, value):
    assert take(record, "lowest", window, {"quantity": "gas_ppm"}) == value


METRICS = {"lamp": {"mold": 0.6, "wet_h": 3.0}, "dark": {"mold": 1.2, "wet_h": 0.0}}


@pytest.mark.parametrize(
    ("arguments", "value"),
    [
        ({}, 0.6),
        ({"over_run": "dark"}, 0.5),
        ({"minus_run": "dark"}, -0.6),
        ({"over_metric": "wet_h"}, 0.2),
        ({"minus_metric": "wet_h"}, -2.4),
        ({"over_run": "dark", "over_metric": "wet_h"}, inf),
    ],
)
def test_a_metric_may_be_compared_with_another_one_and_with_another_run(arguments, value):
    assert metric(METRICS, "lamp", "mold", **arguments) == pytest.approx(value)


def test_nothing_over_nothing_is_not_known():
    assert isnan(metric(METRICS, "dark", "wet_h", over_metric="wet_h"))
