"""The live picture says SIM in every frame, why it is so in the reader's language, and what really happens."""

import io
from dataclasses import replace
from datetime import datetime

import pytest
from rich.console import Console as Screen
from rich.theme import Theme

from devices import Message, Quality, Reading
from firmware.names import Name, Names, plain_name
from look.terminal import styles
from look.tokens import MEANINGS, color
from messages import translator
from sim.live.console import Console
from sim.live.frame import CONSOLE, FULL, View, frame
from sim.live.menus import break_menu
from sim.live.terminal import what_it_draws
from sim.live.trend import History
from sim.live.words import Tongue, balanced, broken, flow
from sim.world.faults import DOWN, Fault

WET = Message("test.wet", "Humidity is {humidity_pct:.0f} %.")
VIEW = View(
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
        states={"DRYING": Name("Drying", "Đang sấy", "The fan dries the box", "Quạt đang sấy hộp", meaning="work")},
        channels={"door_open": Name("Door", "Cửa", "Door: open / shut", "Cửa: mở / đóng")},
        outputs={"heater": Name("Heater", "Bộ sưởi", "Heater", "Bộ sưởi", color="red")},
    ),
)


OFF = Fault("gas", "off")


@pytest.fixture
def drawn(text_of):
    def drawn(view, lang="en", width=100, height=50):
        return text_of(frame(view, Tongue(lang, translator(lang)), width, height), width, height)

    return drawn


def test_a_frame_shows_time_state_reason_values_and_outputs_by_their_names(drawn):
    text = drawn(VIEW)
    assert "tiny   01/03/2026 07:30:05   after 1 min 35 s   60x" in text
    assert "State:  ● Drying  The fan dries the box (DRYING)" in text
    assert "Why: Humidity is 81 %." in text
    for words in ("box humidity pct", "81.2 %", "warming up", "unknown", "Door", "open", "35 %"):
        assert words in text
    assert "-3.46" not in text, "what is too old is not known"


def test_a_frame_shows_the_past_of_a_value(drawn):
    history = History(10.0)
    for t_s, value in ((0.0, 20.0), (10.0, 80.0), (20.0, None), (30.0, 50.0)):
        history.note(t_s, {"box_humidity_pct": value})
    (line,) = (each for each in drawn(replace(VIEW, history=history)).splitlines() if "box humidity" in each)
    assert "▁█ ▅" in line


def ground_of(words, view):
    """The color on which the words stand."""
    screen = Screen(file=io.StringIO(), width=100, color_system="truecolor", theme=Theme(styles()))
    (found,) = (each for each in screen.render(frame(view, Tongue(), 100)) if words in each.text)
    return found.style.bgcolor.name if found.style and found.style.bgcolor else None


@pytest.mark.parametrize("meaning", MEANINGS)
def test_a_state_stands_on_the_color_of_its_meaning_and_has_its_sign(meaning):
    """An alarm is red here as on every page."""
    states = {"ALARM": plain_name("alarm")._replace(meaning=meaning)}
    shown = replace(VIEW, state="ALARM", names=replace(VIEW.names, states=states))
    assert ground_of(f" {MEANINGS[meaning].mark} alarm ", shown) == color(meaning)


def test_only_what_cannot_be_trusted_has_the_color_of_a_fault():
    broken = replace(VIEW, faults=[OFF])
    found = {words: ground_of(words, broken) for words in ("unknown", "gas=off", "warming up", "81.2 %", "really: off")}
    assert found == {
        "unknown": color("fault"), "gas=off": color("fault"), "warming up": color("caution"), "81.2 %": None,
        "really: off": color("fault"),
    }  # fmt: skip


@pytest.mark.examples(11)
@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("height", [12, 24, 50])
@pytest.mark.parametrize(("lang", "badge"), [("en", "SIM - SIMULATION"), ("vi", "SIM - MÔ PHỎNG")])
def test_every_frame_says_sim_once_in_its_upper_edge(drawn, width, height, lang, badge):
    for view in (VIEW, replace(VIEW, console=Console(1.0, paused=True)), replace(VIEW, faults=[OFF])):
        text = drawn(view, lang, width, height)
        assert badge in text.splitlines()[0]
        assert text.count(badge) == 1


def test_a_frame_in_vietnamese(drawn):
    text = drawn(replace(VIEW, faults=[OFF], console=Console(60.0, paused=True)), "vi")
    for words in (
        "Trạng thái:  ● Đang sấy  Quạt đang sấy hộp (DRYING)", "Vì sao:", "TẠM DỪNG", "đang làm nóng", "81,2 %",
        "Lỗi đang gây ra: gas: bị rút dây (gas=off)", "sau 1 phút 35 giây", "phím cách: chạy tiếp",
    ):  # fmt: skip
        assert words in text


def test_what_is_told_and_what_happens_stand_together_where_they_differ(drawn):
    """A welded or dead relay is seen at once: the law says on, the world says off."""
    lines = drawn(VIEW).splitlines()
    at = next(number for number, line in enumerate(lines) if "○ Heater" in line)
    assert "told: on" in lines[at]
    assert "really: off" in lines[at + 1]
    assert "○ Heater: told: on, really: off" in drawn(VIEW, width=60)


def test_a_board_that_is_down_knows_nothing_and_is_told_nothing(drawn):
    text = drawn(replace(VIEW, state=DOWN, readings={}, commanded=dict.fromkeys(VIEW.commanded)))
    assert "State:  × No program runs" in text
    assert "told" not in text


def test_an_open_menu_says_that_the_world_stands_still(drawn):
    menu = break_menu({"gas": [OFF]}, VIEW.names, "en")
    text = drawn(replace(VIEW, console=Console(60.0, menu=menu)), width=60, height=24)
    assert "PAUSED  The world stands still while you choose." in text
    assert "60x" not in text


def test_a_frame_fits_the_terminal(drawn):
    many = {f"part{number}_temperature_c": Reading(20.0, "C", 1.0, Quality.GOOD) for number in range(40)}
    lines = drawn(replace(VIEW, readings=many), width=80, height=24).splitlines()
    assert len(lines) <= 24
    assert any("... and 27 more" in line for line in lines)


def test_a_limited_value_goes_before_others_where_there_is_little_room(drawn):
    many = {f"part{number}_temperature_c": Reading(20.0, "C", 1.0, Quality.GOOD) for number in range(40)}
    limit = plain_name("hot")._replace(channel="part39_temperature_c")
    names = replace(VIEW.names, limits={"HOT_C": limit})
    assert "part39" in drawn(replace(VIEW, readings=many, names=names), width=80, height=24)


@pytest.mark.parametrize(
    ("reading", "text"),
    [
        (Reading(21.234, "C", 0.0, Quality.GOOD), "21,2 °C"),
        (Reading(1825.4, "ppm", 0.0, Quality.GOOD), "1825 ppm"),
        (Reading(0.151, "A", 0.0, Quality.GOOD), "0,15 A"),
        (Reading(-0.001, "A", 0.0, Quality.GOOD), "0,00 A"),
        (Reading(1.5, "L/min", 0.0, Quality.GOOD), "1,50 L/phút"),
        (Reading(False, "", 0.0, Quality.GOOD), "không"),
        (Reading(None, "V", 0.0, Quality.UNKNOWN), "không rõ"),
        (Reading(0.0, "V", 900.0, Quality.STALE), "không rõ"),
    ],
)
def test_values_have_as_many_digits_as_mean_something(reading, text):
    assert Tongue("vi", translator("vi")).value(reading, plain_name("x")) == text


def test_lines_break_between_words_and_keys_stay_whole():
    assert broken("one two three", 8, after="  ") == ["one two", "  three"]
    assert flow(["n: next", "b: break", "q: quit"], 20) == ["n: next   b: break", "q: quit"]
    assert balanced(["aa", "bb", "cc", "dd"], 12) == ["aa   bb", "cc   dd"]


def test_the_old_console_of_windows_gets_signs_that_its_fonts_have(text_of):
    assert what_it_draws({}, "nt") is CONSOLE
    assert what_it_draws({"WT_SESSION": "1"}, "nt") is FULL
    assert what_it_draws({}, "posix") is FULL
    text = text_of(frame(VIEW, Tongue(), 80, 24, CONSOLE), 80, 24)
    text.replace("●", "").replace("○", "").encode("cp437")
