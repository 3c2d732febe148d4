"""A small difference is shown as one, and a large one is cut."""

from classroom.teacher.changes import LEFT_OUT, MOST_LINES, changes
from firmware.project import find

GAS = find("gas_alarm").folder


def test_one_changed_limit_is_one_line_out_and_one_in():
    old = (GAS / "limits.py").read_text(encoding="utf-8")
    line = next(each for each in old.splitlines() if each.startswith("ALARM_PPM"))
    [change] = changes(GAS, {"limits.py": old.replace(line, "ALARM_PPM = 1800.0")})
    assert change.file == "limits.py"
    assert [text for text in change.lines if text[0] != " "] == [("-", line), ("+", "ALARM_PPM = 1800.0")]
    assert len(change.lines) <= 4


def test_what_is_the_same_is_no_change():
    old = (GAS / "limits.py").read_text(encoding="utf-8")
    assert changes(GAS, {"limits.py": old, "control.py": (GAS / "control.py").read_text(encoding="utf-8")}) == ()


def test_a_whole_new_text_is_cut():
    [change] = changes(GAS, {"limits.py": "\n".join(f"x{each} = {each}" for each in range(5000))})
    assert len(change.lines) == MOST_LINES + 1
    assert change.lines[-1] == (" ", LEFT_OUT)


def test_a_long_line_is_cut():
    [change] = changes(GAS, {"new.py": "#" * 60_000})
    assert all(len(text) <= 200 for _, text in change.lines)
