"""The live picture says SIM in every frame, why it is so in the reader's language, and what really happens."""

import io
from dataclasses import replace
from datetime import datetime

import pytest
from rich.console import Console as Screen
from rich.theme import Theme

from devices import Message, Quality, Reading
from firmware.names import Names, plain_name
from look.terminal import styles
from look.tokens import MEANINGS, color
from messages import translator
from sim.live.console import Choices, Console, on_key
from sim.live.frame import View, frame, value_text
from sim.world.faults import Fault

WET = Message("test.wet", "Humidity is {humidity_pct:.0f} %.")
VIEW = View(
    project="tiny",
    date=datetime(2026, 3, 1, 7, 30, 5),
    t_s=95.0,
    state="DRYING",
    why=WET(humidity_pct=81.2),
    readings={
        "box_humidity_pct": Reading(81.23, "%", 2.0, Quality.GOOD),
        "gas_lpg_ppm": Reading(None, "ppm", float("inf"), Quality.WARMING),
        "door_open": Reading(True, "", 0.0, Quality.GOOD),
        "old_temperature_c": Reading(-3.456, "C", 300.0, Quality.STALE),
    },
    commanded={"heater": True, "fan": False},
    driven={"heater": 0.0, "fan": 0.35},
    faults=[],
    console=Console(60.0),
    names=Names(
        plain_name("tiny"),
        states={"DRYING": plain_name("drying")._replace(meaning="work")},
        outputs={"heater": plain_name("heater")._replace(color="red")},
    ),
)


def drawn(view, lang="en", width=100, height=50):
    screen = Screen(file=io.StringIO(), width=width, height=height, color_system=None, theme=Theme(styles()))
    screen.print(frame(view, translator(lang), width, height))
    return screen.file.getvalue()


def test_a_frame_shows_state_reason_values_and_actuators():
    text = drawn(VIEW)
    assert "2026-03-01 07:30:05   +1 min 35 s" in text
    assert "State:  ● DRYING" in text
    assert "Why: Humidity is 81 %." in text
    assert "box_humidity_pct" in text
    assert "81.2 %" in text
    assert "warming up" in text
    assert "-3.46 °C" in text
    assert "too old" in text
    assert "35 %" in text
    assert "(now 60x)" in text


def ground_of(words, view):
    """The color on which the words stand."""
    screen = Screen(file=io.StringIO(), width=100, color_system="truecolor", theme=Theme(styles()))
    (found,) = (each for each in screen.render(frame(view, str, 100)) if words in each.text)
    return found.style.bgcolor.name if found.style and found.style.bgcolor else None


@pytest.mark.parametrize("meaning", MEANINGS)
def test_a_state_stands_on_the_color_of_its_meaning_and_has_its_sign(meaning):
    """An alarm is red here as on every page."""
    states = {"ALARM": plain_name("alarm")._replace(meaning=meaning)}
    shown = replace(VIEW, state="ALARM", names=replace(VIEW.names, states=states))
    assert ground_of(f" {MEANINGS[meaning].mark} ALARM ", shown) == color(meaning)


def test_only_what_cannot_be_trusted_has_the_color_of_a_fault():
    broken = replace(VIEW, faults=["gas=off"])
    found = {words: ground_of(words, broken) for words in ("too old", "gas=off", "warming up", "81.2 %")}
    assert found == {
        "too old": color("fault"), "gas=off": color("fault"), "warming up": color("caution"), "81.2 %": None
    }  # fmt: skip


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("height", [12, 24, 50])
@pytest.mark.parametrize(("lang", "badge"), [("en", "SIM - SIMULATION"), ("vi", "SIM - MÔ PHỎNG")])
def test_every_frame_says_sim_twice(width, height, lang, badge):
    for view in (VIEW, replace(VIEW, console=Console(1.0, paused=True)), replace(VIEW, faults=["gas=off"])):
        text = drawn(view, lang, width, height)
        assert badge in text.splitlines()[0]
        assert badge in text.splitlines()[-1]


def test_a_frame_in_vietnamese():
    text = drawn(replace(VIEW, faults=["gas=off"], console=Console(60.0, paused=True)), "vi")
    for words in ("Trạng thái:  ● DRYING", "Vì sao:", "TẠM DỪNG", "đang làm nóng", "Lỗi đang gây ra: gas=off"):
        assert words in text


def test_what_is_told_and_what_happens_stand_side_by_side():
    """A welded or dead relay is seen at once: the law says on, the world says off."""
    (line,) = (line for line in drawn(VIEW).splitlines() if "heater" in line)
    assert line.split("heater")[1].split()[:2] == ["on", "off"]


def test_a_frame_fits_the_terminal():
    many = {f"part{number}_temperature_c": Reading(20.0, "C", 1.0, Quality.GOOD) for number in range(40)}
    lines = drawn(replace(VIEW, readings=many), width=80, height=24).splitlines()
    assert len(lines) <= 24
    assert any("... +" in line for line in lines)


def test_a_menu_fits_a_small_terminal():
    faults = {f"part{number}": [Fault(f"part{number}", "off")] for number in range(12)}
    console, _ = on_key(Console(60.0), "b", Choices(faults))
    text = drawn(replace(VIEW, console=console), width=80, height=24)
    assert len(text.splitlines()) <= 24
    assert "Which part should fail?" in text
    assert "  9  part8" in text
    assert "n: more" in text


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (21.234, "C", "21.2 °C"),
        (1825.4, "ppm", "1825 ppm"),
        (0.151, "A", "0.15 A"),
        (-0.001, "A", "0.00 A"),
        (False, "", "no"),
        (None, "V", "-"),
    ],
)
def test_values_have_as_many_digits_as_mean_something(value, unit, text):
    assert value_text(Reading(value, unit, 0.0, Quality.GOOD)) == text
