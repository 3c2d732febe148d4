"""The printed guide: the safety box on each page, nothing from a network, whole or not at all, no page overflows."""

import re
from dataclasses import replace
from functools import cache
from html import unescape

import pytest

from firmware.whole_file import part_of
from guides.build import build, builds
from guides.fields import Both
from guides.packing import packed
from guides.page import page
from highland import _pdf
from highland.__main__ import main
from messages import translator

BUILDS = builds()
A4_MM = (210, 297)


@cache
def printed(name, lang):
    return page(build(name), lang, translator(lang))


def pages_of(text):
    return re.findall(r'(?s)<section class="page">.*?</section>', text)


@pytest.mark.parametrize("lang", ["en", "vi"])
@pytest.mark.parametrize("name", BUILDS)
class TestEachGuide:
    def test_every_page_has_the_whole_safety_box(self, name, lang):
        lines = [each.text(lang) for each in build(name).guide.safety]
        found = pages_of(printed(name, lang))
        assert len(found) >= 5
        for each in found:
            box = unescape(re.search(r'(?s)<aside class="safety">(.*)</aside>', each)[1])
            assert [line for line in lines if line not in box] == []

    def test_it_asks_nobody_and_runs_nothing(self, name, lang):
        text = printed(name, lang)
        assert "default-src 'none'" in text
        assert "<script" not in text
        assert not re.search(r"(src|href)=[\"']?(https?:)?//", text)
        assert re.findall(r"url\((?!data:)", text) == []

    def test_every_step_stands_there_with_its_test(self, name, lang):
        text, steps = unescape(printed(name, lang)), build(name).guide.steps
        assert text.count('<article class="step">') == text.count('<div class="test">') == len(steps)
        assert text.count('<span class="adult">') == sum(step.adult is not None for step in steps)
        for step in steps:
            assert all(f"highland {each}" in text for each in (*step.test.commands, step.test.practice))

    def test_prices_are_called_believed(self, name, lang):
        said = {"en": "Reference prices of 2026-11, believed", "vi": "Giá tham khảo 11/2026, ước tính"}[lang]
        assert said in printed(name, lang)
        assert "40 %" in printed(name, lang)


def test_both_languages_have_the_same_pages_and_pictures():
    for name in BUILDS:
        english, vietnamese = printed(name, "en"), printed(name, "vi")
        for mark in ('class="step"', 'role="img"', "<code>", 'class="tick"'):
            assert english.count(mark) == vietnamese.count(mark), (name, mark)


def test_a_text_of_anybody_is_only_words():
    hostile = "<script>alert(1)</script>\"'&"
    found = build("gas_alarm_class")
    guide = replace(
        found.guide, title=Both(hostile, hostile), safety=(Both(hostile, hostile),), about=(Both(hostile, hostile),)
    )
    step = replace(
        guide.steps[0], title=Both(hostile, hostile), do=(Both(hostile, hostile),), adult=Both(hostile, hostile)
    )
    row = replace(found.bill.rows[0], use=Both(hostile, hostile))
    bill = replace(found.bill, rows=(row, *found.bill.rows[1:]), counted=Both(hostile, hostile))
    text = page(replace(found, guide=replace(guide, steps=(step, *guide.steps[1:])), bill=bill), "en", str)
    assert "<script" not in text
    assert text.count("alert(1)") > 8


def test_things_go_onto_pages_in_order_and_a_large_one_alone():
    assert packed("abcde", [4, 4, 12, 3, 3], 10, 10) == [["a", "b"], ["c"], ["d", "e"]]
    assert packed("abc", [4, 4, 4], 5, 10) == [["a"], ["b", "c"]]


# The command


def test_it_writes_a_page_in_the_language_asked_for(tmp_path, capsys):
    file = tmp_path / "gas.html"
    assert main(["guide", "gas_alarm", "--class", "--out", str(file), "--lang", "vi"]) == 0
    assert file.read_text(encoding="utf-8") == printed("gas_alarm_class", "vi")
    assert str(file) in capsys.readouterr().out


def test_it_tells_bill_and_steps_in_the_terminal(capsys):
    assert main(["guide", "solar_lamp_class", "--lang", "en"]) == 0
    said = capsys.readouterr().out
    for each in ("206\u202f000", "Pin 1 → rail 3V3", "Test: highland try solar_lamp_class box", "Never join anything"):
        assert each in said


def test_it_lists_what_there_is(capsys):
    assert main(["guide", "--list", "--lang", "en"]) == 0
    said = capsys.readouterr().out
    assert [line.split()[0] for line in said.splitlines()] == BUILDS


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "Which project?"),
        (("gas_alarm", "--out", "gas.doc"), "ends neither in"),
        (("gas_alarm", "--out", "nowhere/gas.html"), "nowhere/gas.html cannot be written"),
        (("gas_alarm", "--prices", "nowhere.toml"), "nowhere.toml is missing"),
        (("gas_alarm_step_1",), "There is no building guide of gas_alarm_step_1. There are guides of: gas_alarm"),
        (("gas",), "There is no project called gas"),
    ],
)
def test_wrong_use_is_one_sentence(words, said, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["guide", *words, "--lang", "en"]) == 2
    assert said in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_without_a_browser_a_pdf_is_refused_with_a_way_out(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(_pdf, "find_browser", lambda: None)
    assert main(["guide", "gas_alarm_class", "--out", str(tmp_path / "gas.pdf"), "--lang", "en"]) == 2
    assert ".html" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_browser_is_found_where_each_system_has_it(tmp_path):
    assert _pdf.find_browser({"PATH": str(tmp_path)}) in (None, *map(_pdf.Path, _pdf.ON_MACOS))
    chrome = tmp_path / "Google" / "Chrome" / "Application" / "chrome.exe"
    chrome.parent.mkdir(parents=True)
    chrome.write_text("")
    assert _pdf.find_browser({"PATH": "", "PROGRAMFILES": str(tmp_path)}) == chrome


def test_a_browser_that_prints_nothing_leaves_nothing(tmp_path, monkeypatch):
    """A browser that starts, ends and wrote no file: the file of before stays."""
    silent = tmp_path / "silent"
    silent.write_text("#!/bin/sh\nexit 0\n")
    silent.chmod(0o755)
    monkeypatch.setattr(_pdf, "find_browser", lambda: silent)
    file = tmp_path / "gas.pdf"
    file.write_bytes(b"before")
    assert main(["guide", "gas_alarm_class", "--out", str(file), "--lang", "en"]) == 2
    assert file.read_bytes() == b"before"
    assert not part_of(file).exists()


# In Chromium

OVERFLOWING = """() => [...document.querySelectorAll('.page')].flatMap((page, at) => {
  const inside = page.querySelector('.inside'), box = page.querySelector('.safety').getBoundingClientRect();
  const end = Math.max(...[...inside.children].map((each) => each.getBoundingClientRect().bottom));
  const blocks = [...page.querySelectorAll('h2, p, li, td, code')].filter((each) => each.clientWidth > 0);
  const wide = blocks.filter((each) => each.scrollWidth > each.clientWidth + 1);
  return end > box.top || page.scrollHeight > page.clientHeight + 1 || wide.length ? [at + 1] : [];
})"""


def looked_at(chromium, name, lang):
    """Which pages overflow, and the size of each sheet of its PDF in mm."""
    opened = chromium.new_page()
    opened.set_content(printed(name, lang))
    opened.emulate_media(media="print")
    opened.evaluate("document.fonts.ready")
    overflowing = opened.evaluate(OVERFLOWING)
    sheets = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", opened.pdf(prefer_css_page_size=True))
    opened.close()
    return overflowing, [tuple(round(float(each) / 72 * 25.4) for each in size) for size in sheets]


@pytest.mark.long
def test_no_page_overflows_and_each_is_one_sheet(chromium):
    pages = len(pages_of(printed("solar_lamp_class", "vi")))
    assert looked_at(chromium, "solar_lamp_class", "vi") == ([], [A4_MM] * pages)


@pytest.mark.minutes
@pytest.mark.parametrize("lang", ["en", "vi"])
@pytest.mark.parametrize("name", BUILDS)
def test_no_page_of_any_guide_overflows(chromium, name, lang):
    pages = len(pages_of(printed(name, lang)))
    assert looked_at(chromium, name, lang) == ([], [A4_MM] * pages)


@pytest.mark.minutes
def test_the_command_prints_a_pdf(tmp_path):
    if _pdf.find_browser() is None:
        pytest.skip("no browser here that prints")
    file = tmp_path / "lamp.pdf"
    assert main(["guide", "solar_lamp_class", "--out", str(file), "--lang", "vi"]) == 0
    assert file.read_bytes().startswith(b"%PDF")
