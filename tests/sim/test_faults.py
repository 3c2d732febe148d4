"""A fault is what somebody wrote, or it is refused at once with what can be written."""

import pytest

from sim.durations import seconds, span
from sim.faults import Fault, FaultError, parse_fault, press


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("gas=off", Fault("gas", "off")),
        ("gas=off@30m..45m", Fault("gas", "off", 1800.0, 2700.0)),
        ("heater=welded@2h", Fault("heater", "welded", 7200.0)),
        (
            "box_humidity_pct=wrong(offset=-20, gain=1.1)@1h..",
            Fault("box_humidity_pct", "wrong", 3600.0, float("inf"), {"offset": -20.0, "gain": 1.1}),
        ),
        ("float_wet=stuck(value=true)@..1h", Fault("float_wet", "stuck", 0.0, 3600.0, {"value": 1.0})),
    ],
)
def test_a_fault_is_read_as_written(text, fault):
    assert parse_fault(text) == fault


@pytest.mark.parametrize(
    "text",
    ["", "gas", "gas=", "gas=broken", "gas=off(now=1)", "gas=off@later", "gas=off@2h..1h", "gas=wrong(offset=much)"],
)
def test_what_is_no_fault_is_refused(text):
    with pytest.raises(FaultError) as refused:
        parse_fault(text)
    assert refused.value.message.key == "fault.shape"


def test_a_press_is_a_finger_for_two_seconds():
    assert press("reset@40m") == Fault("reset_pressed", "stuck", 2400.0, 2402.0, {"value": 1.0})


def test_wrong_means_gain_then_offset_and_stuck_means_held():
    assert parse_fault("a=wrong(gain=2,offset=1)").felt(10.0, 0.0) == 21.0
    assert parse_fault("a=stuck").felt(10.0, 7.0) == 7.0
    assert parse_fault("a=stuck(value=3)").felt(10.0, 7.0) == 3.0


@pytest.mark.parametrize(
    ("text", "expected"),
    [("90", 90.0), ("90s", 90.0), ("10m", 600.0), ("1h30m", 5400.0), ("7d", 604_800.0), ("0.5h", 1800.0)],
)
def test_spans_of_time_are_read_as_people_write_them(text, expected):
    assert seconds(text) == expected


@pytest.mark.parametrize("text", ["", "ten", "10x", "m10", "1h 30", "-"])
def test_other_words_are_no_span(text):
    with pytest.raises(ValueError, match="span of time"):
        seconds(text)


@pytest.mark.parametrize(("duration_s", "text"), [(0, "0s"), (90, "1m30s"), (172_800, "2d"), (90_061, "1d1h")])
def test_spans_are_shown_in_two_words(duration_s, text):
    assert span(duration_s) == text
