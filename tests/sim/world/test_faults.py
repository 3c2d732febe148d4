"""A fault is what somebody wrote, or it is refused at once with what can be written."""

import random

import pytest

from sim.time.durations import seconds
from sim.world.faults import Fault, FaultError, distortion_of, parse_fault
from sim.world.presses import Press, PressError, parse_press


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
        ("pump=dry@2h..2h5m/6h", Fault("pump", "dry", 7200.0, 7500.0, {}, 21_600.0)),
        (
            "panel=shaded(share=0.8)@1h..2h/1d?0.5",
            Fault("panel", "shaded", 3600.0, 7200.0, {"share": 0.8}, 86_400.0, 0.5),
        ),
        ("gas=off@1h?0.25", Fault("gas", "off", 3600.0, chance=0.25)),
        ("gas=off@1.5h..2.5h", Fault("gas", "off", 5400.0, 9000.0)),
    ],
)
def test_a_fault_is_read_as_written(text, fault):
    assert parse_fault(text) == fault


@pytest.mark.parametrize(
    "text",
    [
        "",
        "gas",
        "gas=",
        "gas=broken",
        "gas=off(now=1)",
        "gas=off@later",
        "gas=off@2h..1h",
        "gas=wrong(offset=much)",
        "gas=off@1h/2h",
        "gas=off@1h..3h/2h",
        "gas=off@1h..2h/0s",
        "gas=off?2",
        "gas=off?often",
    ],
)
def test_what_is_no_fault_is_refused(text):
    with pytest.raises(FaultError) as refused:
        parse_fault(text)
    assert refused.value.message.key == "fault.shape"


def test_a_press_is_a_finger_for_two_seconds():
    assert parse_press("reset@40m") == Press("reset", 2400.0, 2402.0)
    assert parse_press("reset@1m..90s") == Press("reset", 60.0, 90.0)


@pytest.mark.parametrize("text", ["", "@5s", "reset@soon", "reset@5s..2s", "reset@5s..5s"])
def test_what_is_no_press_is_refused(text):
    with pytest.raises(PressError) as refused:
        parse_press(text)
    assert refused.value.message.key == "press.shape"


def distorted(text: str, truths: list[float], held: float = 7.0, every_s: float = 1.0) -> list[float]:
    distort = distortion_of(parse_fault(text), held, random.Random(0))
    return [distort(true, 1000.0 + every_s * number) for number, true in enumerate(truths)]


def test_each_fault_of_a_sense_does_what_its_word_says():
    assert distorted("a=wrong(gain=2,offset=1)", [10.0]) == [21.0]
    assert distorted("a=stuck", [10.0, 11.0]) == [7.0, 7.0]
    assert distorted("a=stuck(value=3)", [10.0]) == [3.0]
    assert distorted("a=delayed(delay_s=2)", [1.0, 2.0, 3.0, 4.0]) == [7.0, 7.0, 1.0, 2.0]
    assert all(40.0 <= felt <= 50.0 for felt in distorted("a=garbage(low=40,high=50)", [1.0] * 50))
    assert len(set(distorted("a=garbage", [1.0] * 50))) == 50


def test_a_slow_sensor_has_gone_63_percent_of_the_way_after_its_time_constant():
    assert distorted("a=slow(tau_s=60)", [10.0, 10.0], held=0.0, every_s=60.0)[-1] == pytest.approx(6.321, abs=0.001)


@pytest.mark.parametrize(
    "text", ["box=checksum(p=1.5)", "box=silent(p=-1)", "a=slow(tau_s=0)", "a=delayed(delay_s=-1)"]
)
def test_a_share_or_a_time_that_cannot_be_is_refused(text):
    with pytest.raises(FaultError):
        parse_fault(text)


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
