"""A printed page says SIMULATION, shows what a pupil wrote as text, and draws safely what comes out of the sandbox."""

import math
import re
from html.parser import HTMLParser

import pytest

from classroom.lesson import Work
from classroom.marks.mark import Line
from classroom.teacher.changes import changes
from classroom.teacher.curve import curve
from classroom.teacher.pages import pages_of
from classroom.teacher.result import HandedProgram, Mark, Result, Sheet
from firmware.project import find
from tests.classroom.lesson.flame import FLAME
from web.html import document

GAS = find("gas_alarm")
EVIL = '<script>alert(1)</script><img src=x onerror="alert(2)">'
LATE = {"en": "The siren comes too late.", "vi": "Còi kêu quá muộn."}
SAFE = {"en": "Nothing unsafe happens.", "vi": "Không có gì mất an toàn."}
SHEET = Sheet("8A", "30/11/2026", FLAME, {"gas_alarm": GAS.names()})
PICTURE = {
    "title": "Gas", "from_s": 0.0, "to_s": 600.0, "time_words": "time", "time_ticks": [[0.0, "0"], [600.0, "10 min"]],
    "states": [{"from_s": 0.0, "to_s": 600.0, "words": "Normal", "meaning": "work"}],
    "panels": [{
        "words": "Gas", "unit": "ppm", "low": 0.0, "high": 2000.0, "ticks": [[0.0, "0"], [2000.0, "2000"]],
        "limits": [{"value": 1400.0, "words": "Alarm from 1400 ppm", "meaning": "danger"}],
        "lines": [{"words": "Gas", "t_s": [0.0, 300.0, 450.0, 600.0], "values": [0.0, 900.0, None, 1500.0]}],
    }],
}  # fmt: skip


def page(lang="en", picture=PICTURE, **more):
    text = GAS.folder.joinpath("limits.py").read_text(encoding="utf-8").replace("1400", "1800")
    answers = {"a1": EVIL, "q1": EVIL}
    work = Work("gas_alarm", files={"limits.py": text}, settings={"leak_g_per_h": 600.0}, answers=answers)
    mark = Mark(
        "gas_alarm", points=7, most=10, lines=(Line(True, SAFE), Line(False, LATE)), unsafe=(LATE,), picture=picture
    )
    result = Result(7, EVIL, work, "10:31", "4F7A", changes(GAS.folder, work.files), mark, {"q1": 1})
    return pages_of([result, Result(9, "Minh")], SHEET, lang).decode()


@pytest.mark.parametrize(("lang", "sim"), [("vi", "MÔ PHỎNG"), ("en", "SIMULATION")])
def test_each_sheet_says_that_it_is_simulated(lang, sim):
    found = page(lang)
    sheets = found.count('<article class="sheet"')
    assert sheets == 2
    assert found.count(f'data-tab="{sim}"') == sheets
    assert SHEET.lesson.title[lang] in found
    assert all(each.text[lang] in found for each in SHEET.lesson.asked)


def test_what_pupils_wrote_is_text():
    found = page()
    assert "<script" not in found
    assert "<img" not in found
    assert found.count("&lt;script&gt;alert(1)") == 3


def test_a_page_asks_nobody():
    found = page()
    assert re.findall(r"(?:https?:)?//[a-z]", re.sub(r"data:[^)]*", "", found)) == []
    assert "default-src 'none'" in found


def test_it_says_what_was_changed_and_why_the_mark():
    found = page()
    assert "Gas leak = 600" in found
    assert "+ ALARM_PPM" in found.replace("<ins>", "")
    assert "7 of 10 points" in found
    assert f"✗ {LATE['en']}" in found
    assert "1 of 2 points from the teacher" in found
    assert f"✓ {SAFE['en']}" in found


def test_a_program_of_ones_own_is_printed_as_text_and_said_not_to_be_marked():
    own = HandedProgram("den.py", f"print(1)  # {EVIL}\n", "10:40", "7B21")
    found = pages_of([Result(3, "Minh", program=own)], SHEET, "en").decode()
    assert "den.py was not run and not marked." in found
    assert "receipt 7B21" in found
    assert "print(1)  # &lt;script&gt;" in found
    assert "<script" not in found


def drawn(picture):
    found = curve(picture)
    return "" if found is None else document(found).decode()


def test_a_gap_in_the_values_is_a_gap_in_the_curve():
    [path] = re.findall(r'd="(M[^"]+L[^"]+)"[^>]*stroke-width="2"', drawn(PICTURE))
    assert path.count("M") == 2
    assert "Alarm from 1400 ppm" in drawn(PICTURE)


def tags(found):
    """As a browser reads it."""
    seen = set()
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, _: seen.add(tag)
    parser.feed(found)
    return seen


def replaced(**more):
    return {**PICTURE, **more}


@pytest.mark.parametrize(
    "picture",
    [
        None, {}, {"panels": 7}, replaced(panels=[]), replaced(panels=["x", None]), replaced(to_s=math.nan),
        replaced(to_s="600"), replaced(from_s=1e300), replaced(to_s=0.0), replaced(panels=[{"low": 1, "high": 1}]),
        replaced(states=[{"from_s": 0, "to_s": 1, "meaning": "}</style>"}]), replaced(time_ticks=[[0], 3, "ab"]),
        replaced(panels=[{"low": 0, "high": 1, "lines": [{"t_s": "abc", "values": [True, EVIL, math.inf]}]}] * 50),
        replaced(title=EVIL, time_words=EVIL * 1000),
    ],
)  # fmt: skip
def test_a_hostile_picture_draws_nothing_evil(picture):
    found = drawn(picture)
    assert tags(found) <= {"svg", "rect", "path", "text"}
    assert not re.search(r'"[^"]*(nan|inf)', re.sub(r'aria-label="[^"]*"', "", found))
    assert len(found) < 20_000
