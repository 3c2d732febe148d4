"""The table opens in a country with a decimal comma, and no cell of it runs."""

import csv
import io

import pytest

from classroom.lesson import Work
from classroom.marks.mark import Line
from classroom.teacher.changes import Change
from classroom.teacher.result import HandedProgram, Mark, Result
from classroom.teacher.results import cell, csv_of

SAID = {"en": "The siren comes too late.", "vi": "Còi kêu quá muộn."}
MARK = Mark("gas_alarm", points=7, most=10, lines=(Line(True, {"en": "Safe."}), Line(False, SAID)))


def rows(content, delimiter):
    """As a table program reads it."""
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=delimiter))


def result(seat=7, name="Lan", predict="", explain=""):
    work = Work("gas_alarm", answers={"predict": predict, "explain": explain})
    return Result(seat, name, work, "10:31", "4F7A", (Change("limits.py", (("+", "x"),)),), MARK)


@pytest.mark.parametrize(("lang", "between", "word"), [("vi", ";", "CHƯA ĐẠT"), ("en", ",", "FAIL")])
def test_the_table_has_the_signs_of_its_language(lang, between, word):
    content = csv_of([result(12), result(7, "Nguyễn, Lan; 8A", 'nói "có"')], lang)
    assert content.startswith(b"\xef\xbb\xbf"), "or Excel breaks Vietnamese letters"
    head, first, second = rows(content, between)
    assert [first[0], second[0]] == ["7", "12"]
    assert first[1] == "Nguyễn, Lan; 8A"
    assert first[4:8] == [word, "7", "10", SAID[lang]]
    assert 'nói "có"' in first
    assert len(head) == len(first)
    assert first[-1] == ("MÔ PHỎNG" if lang == "vi" else "SIMULATION")


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t=", "\r\n=", " =", "＝"])
def test_what_a_pupil_writes_is_no_formula(begin):
    evil = f'{begin}HYPERLINK("http://x","y")'
    [_, row] = rows(csv_of([result(1, evil, evil, evil)], "en"), ",")
    assert not [each for each in row if each[:1] in ("=", "+", "-", "@", "＝", "\t", "\r")]
    assert sum(each.startswith("'") for each in row) == 3


def test_an_answer_of_many_lines_is_one_row():
    assert cell("một\r\n\r\nhai\x00\tba") == "một hai ba"
    assert len(csv_of([result(predict="a\nb")], "vi").splitlines()) == 2


def test_a_program_of_ones_own_stands_in_the_row_of_its_pupil():
    own = HandedProgram("den.py", "print(1)\n", "10:40", "7B21")
    head, handed, other = rows(csv_of([Result(3, "Minh", program=own), Result(4, "Lan")], "en"), ",")
    at = head.index("Own program")
    assert handed[at : at + 3] == ["den.py", "10:40", "7B21"]
    assert other[at : at + 3] == ["", "", ""]


def test_who_handed_in_nothing_has_a_row_too():
    [_, row] = rows(csv_of([Result(3, "Minh")], "vi"), ";")
    assert row[:2] == ["3", "Minh"]
    assert set(row[2:-1]) == {""}
