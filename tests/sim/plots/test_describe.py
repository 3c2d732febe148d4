"""What a picture says: a title with a number, limits, faults, beeps, gaps, what did not change; in both languages."""

import json

import pytest

from messages import translator
from sim.plots.describe import describe
from sim.plots.rows import dense_groups
from sim.results.curve import Switch


def story(picture):
    """The picture as text: its structure without pixels."""
    lines = [
        picture.title,
        picture.subtitle,
        f"{picture.time_words}: {' '.join(words for _, words in picture.time_ticks)}",
    ]
    lines += [f"state {each.from_s:g}..{each.to_s:g} {each.words} ({each.meaning})" for each in picture.states]
    for panel in picture.panels:
        lines.append(f"panel {panel.words} ({panel.unit}) {' '.join(words for _, words in panel.ticks)}")
        lines += [f"  limit {each.words} ({each.meaning})" for each in panel.limits]
        for line in panel.lines:
            gaps, held = line.values.count(None), sum(line.held)
            lines.append(f"  line {line.words} ({line.color}), {gaps} gaps, {held} held")
    for row in picture.rows:
        bars = " ".join(f"{from_s:g}..{to_s:g}" for from_s, to_s in row.on)
        beeps = " ".join(f"{each.from_s:g}..{each.to_s:g} {each.words}" for each in row.beeps)
        lines.append(f"row {row.words} ({row.color}): {bars}{beeps}")
    lines += [f"fault {each.from_s:g}..{each.to_s:g} {each.words}" for each in picture.faults]
    lines += [f"press {each.t_s:g} {each.words}" for each in picture.presses]
    return [*lines, picture.still, picture.key]


ENGLISH = """\
Gas sensor unplugged during “Warning”: 49 s later the gas valve is shut
Gas alarm · 2 h · seed 7 · fault: gas=off@30m..45m
Minutes since the start: 0 15 30 45 60 75 90 105 120
state 0..1200 Normal (work)
state 1200..7200 Warning (caution)
panel Gas (ppm) 0 200 400 600 800
  limit Warning from 700 ppm (caution)
  line Gas (link), 2 gaps, 1 held
row Gas valve open (green): 0..1849
row Siren (red): 1200..7196 beeps every 5 s
fault 1800..2700 Gas sensor unplugged
press 5000 Reset button
Unchanged: Battery voltage 13.8 V
dotted: an old value, held"""

VIETNAMESE = """\
Cảm biến khí gas bị rút dây lúc “Cảnh báo”: 49 giây sau, van gas đóng
Máy báo gas · 2 giờ · số gốc 7 · lỗi: gas=off@30m..45m
Phút từ lúc bắt đầu: 0 15 30 45 60 75 90 105 120
state 0..1200 Bình thường (work)
state 1200..7200 Cảnh báo (caution)
panel Khí gas (ppm) 0 200 400 600 800
  limit Cảnh báo từ 700 ppm (caution)
  line Khí gas (link), 2 gaps, 1 held
row Van gas mở (green): 0..1849
row Còi hú (red): 1200..7196 bíp mỗi 5 giây
fault 1800..2700 Cảm biến khí gas bị rút dây
press 5000 Nút reset
Không đổi: Áp ắc quy 13,8 V
nét chấm: số đo cũ, còn giữ"""


@pytest.mark.parametrize(("lang", "wanted"), [("en", ENGLISH), ("vi", VIETNAMESE)])
def test_the_first_experiment_of_the_readme(recording, about, lang, wanted):
    assert "\n".join(story(describe(recording, about, lang, translator(lang), seed=7))) == wanted


def test_it_is_json_and_says_sim(recording, about):
    found = json.loads(json.dumps(describe(recording, about).as_json()))
    assert (found["provenance"], found["frame"]) == ("sim", "SIMULATION")
    recording.provenance = "real"
    found = describe(recording, about).as_json()
    assert (found["provenance"], found["frame"]) == ("real", "REAL")


def test_near_enough_every_beep_is_a_bar(recording, about):
    """A window of two minutes shows each beep; the same run over two hours shows a hatch."""
    row = describe(recording, about, from_s=1740.0, to_s=1860.0).rows[1]
    assert row.beeps == ()
    assert (1800.0, 1801.0) in row.on
    assert len(row.on) == 1200


def test_times_on_that_are_far_apart_stay_bars():
    on = [(0.0, 1.0), (5.0, 6.0), (10.0, 11.0), (15.0, 16.0), (900.0, 901.0)]
    assert dense_groups(on, 6.0) == ([on[:4]], on[4:])
    assert dense_groups(on, 4.0) == ([], on)


def test_what_nobody_knows_is_neither_on_nor_off(recording, about):
    recording.note_down(3000.0)
    valve = next(row for row in describe(recording, about).rows if row.name == "valve")
    assert valve.unknown == ((3000.0, 7200.0),)
    assert valve.on == ((0.0, 1849.0),)


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        ({"fault": "gas=off", "at": 1800.0}, "Gas sensor unplugged during “Warning”: 49 s later the gas valve is shut"),
        ({"fault": "gas=off", "at": 1849.0}, "Gas sensor unplugged during “Warning”: at once the gas valve is shut"),
        ({"fault": "gas=off", "at": 3600.0}, "Gas sensor unplugged during “Warning”: no output changed in 30 min"),
        ({}, "Warning after 20 min: 10 min 49 s later the gas valve is shut"),
        ({"states": [(0.0, "WARN"), (60.0, "NORMAL")]}, "Warning for 1 min of 2 h"),
        ({"states": [(0.0, "NORMAL")]}, "Gas valve open for 30 min 49 s of 2 h"),
        ({"states": [(0.0, "NORMAL")], "outputs": {"valve": Switch()}}, "Nothing was switched in 2 h"),
    ],
)
def test_the_title_says_what_happened_with_a_number(recording, about, changes, wanted):
    recording.faults.clear()
    if "fault" in changes:
        recording.begin_fault(changes["at"], changes["fault"])
    recording.states = changes.get("states", recording.states)
    recording.outputs = changes.get("outputs", recording.outputs)
    assert describe(recording, about).title == wanted


@pytest.mark.parametrize(
    ("to_s", "words", "ticks"),
    [
        (120.0, "Time since the start (minutes:seconds)", "0:00 0:15 0:30 0:45 1:00 1:15 1:30 1:45 2:00"),
        (7200.0, "Minutes since the start", "0 15 30 45 60 75 90 105 120"),
        (86_400.0, "Hours since the start", "0 3 6 9 12 15 18 21 24"),
        (7 * 86_400.0, "Days since the start", "0 1 2 3 4 5 6 7"),
    ],
)
def test_the_time_axis_is_as_people_read_it(recording, about, to_s, words, ticks):
    found = describe(recording, about, to_s=to_s)
    assert (found.time_words, " ".join(words for _, words in found.time_ticks)) == (words, ticks)
