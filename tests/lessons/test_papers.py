"""The papers of a lesson: what each shows, what pupils' never show, and that they need nothing from elsewhere."""

import io
import re
from functools import cache
from html import unescape
from pathlib import Path
from zipfile import ZipFile

import pytest

from highland.__main__ import main
from lessons import names, read
from lessons.papers.every import papers
from lessons.papers.form import School
from lessons.papers.form_docx import can_write, form_docx
from lessons.papers.form_html import form_html
from lessons.papers.pupil import pupil_sheet
from lessons.papers.slides import slides
from lessons.papers.teacher import teacher_sheet
from lessons.reading.lesson import NATIONAL, Quiz
from lessons.reading.marked import html_of, tokens_of

NOBODY = School()
EACH = pytest.mark.parametrize("lang", ["en", "vi"])
needs_docx = pytest.mark.skipif(not can_write(), reason="needs python-docx")
SECRET = ":::teacher\nThe spray is the secret.\n:::\n:::trouble\nThe hidden trouble.\n:::\n```quiz"


def seen_in(page: bytes) -> str:
    """What a reader sees of a page."""
    body = page.decode("utf-8").partition("<body>")[2].partition("<script>")[0]
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", body)))


def of(found, kind):
    return next(content for name, content in found.items() if f".{kind}." in name)


@cache
def shipped(name, lang):
    """The pages of a lesson as they are printed, made once."""
    lesson = read(name, lang)
    pages = {"pupil": pupil_sheet(lesson), "teacher": teacher_sheet(lesson), "slides": slides(lesson)}
    if lesson.form == NATIONAL:
        pages["form"] = form_html(lesson, NOBODY)
    return lesson, pages


@pytest.mark.examples(6)
@EACH
@pytest.mark.parametrize("name", names())
def test_no_paper_for_pupils_of_a_shipped_lesson_shows_an_answer_or_a_number(name, lang):
    lesson, pages = shipped(name, lang)
    for kind in ("pupil", "slides"):
        seen = seen_in(pages[kind])
        for block in lesson.blocks():
            for question in block.questions if isinstance(block, Quiz) else ():
                assert len(question.answer.split()) < 3 or question.answer not in seen
            for expected in getattr(block, "expected", ()):
                assert f"{expected.name} = {expected.written}" not in seen
                assert expected.name in seen


@EACH
@pytest.mark.parametrize("name", names())
def test_the_safety_box_is_on_every_page(name, lang):
    lesson, pages = shipped(name, lang)
    for kind, page in pages.items():
        times = page.decode().count('class="slide"') if kind == "slides" else 1
        assert [seen_in(page).count(each) for each in lesson.safety] == [times] * len(lesson.safety)


@pytest.mark.proof
def test_pupils_see_dots_and_the_teacher_the_numbers_answers_and_troubles(own, sound):
    found = papers(own.read(sound().replace("```quiz", SECRET)), NOBODY)
    pupil, teacher, screens = (seen_in(of(found, kind)) for kind in ("pupil", "teacher", "slides"))
    assert "Gas that leaked: ...... g. (leaked_g)" in pupil
    assert "State at the end (state): ......" in pupil
    assert "Gas that leaked: 100 g. (leaked_g = 100)" in teacher
    assert "(state = ALARM)" in teacher
    for hidden in ("Nobody has looked yet", "secret", "hidden trouble", "ALARM", "One sentence"):
        assert hidden in teacher
        assert hidden not in pupil
        assert hidden not in screens
    assert "7 to 25 min" in teacher
    assert "highland classroom --lesson mine" in teacher
    assert [f"step {each} on the pupils' pages" in teacher for each in (1, 2, 8)] == [True, True, False]
    assert "points: 2" in pupil


@pytest.mark.proof
def test_commands_are_written_as_the_reader_of_the_paper_types_them(own, monkeypatch):
    monkeypatch.setenv("HIGHLAND_COMMAND", "py run.py")
    teacher = seen_in(of(papers(own.read(), NOBODY), "teacher"))
    assert "py run.py classroom --lesson mine" in teacher
    assert "py run.py sim gas_alarm" in teacher
    assert "highland " not in teacher


@pytest.mark.proof
def test_a_page_loads_nothing_and_runs_nothing_of_a_lesson(own, sound):
    evil = '"><script>alert(1)</script>'
    text = sound().replace('title = "A false alarm"', f"title = '{evil}'").replace("Part 1", evil)
    for content in papers(own.read(text), NOBODY).values():
        page = content.decode("utf-8", "replace")
        if page.startswith("<!doctype"):
            assert "alert(1)</script>" not in page
            assert "default-src 'none'" in page
            assert set(re.findall(r'(?:src|href)="([^"]{4})', page)) <= {"data"}
            assert set(re.findall(r"url\((.{5})", page)) <= {"data:"}


FORM_PARTS = {
    "vi": (
        "Trường:", "Tổ:", "Họ và tên giáo viên:", "TÊN BÀI DẠY:", "Môn học/Hoạt động giáo dục:", "lớp:",
        "Thời gian thực hiện:", "I. Mục tiêu", "1. Về kiến thức", "2. Về năng lực", "3. Về phẩm chất",
        "chưa đối chiếu", "II. Thiết bị dạy học và học liệu", "III. Tiến trình dạy học", "1. Hoạt động 1: Mở đầu",
        "2. Hoạt động 2: Hình thành kiến thức mới", "3. Hoạt động 3: Luyện tập", "4. Hoạt động 4: Vận dụng",
    ),
    "en": ("School:", "not compared with the curriculum yet", "1. Activity 1", "4. Activity 4"),
}  # fmt: skip
LETTERS = {
    "vi": ("a) Mục tiêu", "b) Nội dung", "c) Sản phẩm", "d) Tổ chức thực hiện"),
    "en": ("a) Objective", "b) Content", "c) Product", "d) Organization"),
}


@cache
def nationals():
    """The lessons for a class of 45 minutes; the others have no form."""
    found = [name for name in names() if "form" in shipped(name, "vi")[1]]
    assert len(found) > 10
    return found


def words_of(docx: bytes) -> str:
    with ZipFile(io.BytesIO(docx)) as opened:
        assert opened.testzip() is None
        text = "".join(opened.read(f"word/{part}.xml").decode("utf-8") for part in ("document", "footer1"))
    return unescape(re.sub(r"<[^>]+>", "", text.replace("</w:p>", "\n")))


@EACH
def test_the_form_has_all_parts_of_the_national_one(lang):
    for name in nationals():
        seen = seen_in(shipped(name, lang)[1]["form"])
        places = [seen.index(part) for part in FORM_PARTS[lang]]
        assert places == sorted(places) or lang == "en", name
        assert [seen.count(each) for each in LETTERS[lang]] == [4] * 4, name


@pytest.mark.proof
@needs_docx
@EACH
def test_the_docx_says_what_the_page_says(lang):
    lesson, _ = shipped(nationals()[0], lang)
    words = words_of(form_docx(lesson, NOBODY))
    assert all(part in words for part in (*FORM_PARTS[lang], *LETTERS[lang], *lesson.safety))
    assert all(each.minutes and f"({each.minutes} " in words for each in lesson.activities)
    for block in lesson.blocks():
        for expected in getattr(block, "expected", ()):
            assert expected.written in words or expected.written.replace(".", ",") in words


def test_the_form_says_so_only_when_a_teacher_has_compared_the_outcomes(own, sound):
    text = sound("vi").replace("outcomes_checked = false", "outcomes_checked = true")
    seen = seen_in(form_html(own.read(text, "vi"), School("THCS Sa Pa", "Tự nhiên", "Vừ A Dua")))
    assert "chưa đối chiếu" not in seen
    assert "Trường: THCS Sa Pa" in seen
    assert "Họ và tên giáo viên: Vừ A Dua" in seen


@pytest.mark.proof
@needs_docx
def test_markdown_keeps_its_shape_in_the_docx(own, sound):
    task = "**Bold** and `--seed`.\n\n1. One\n2. Two\n\n"
    task += "| a | b |\n| --- | --- |\n| c | d |\n\n- x\n\n![A latch](latch.svg) ![Torn](torn.png)"
    (own.folder / "latch.svg").write_text("<svg/>", encoding="utf-8")
    (own.folder / "torn.png").write_bytes(b"\x89PNG\r\n\x1a\n torn")
    lesson = own.read(sound().replace("Run it.", task, 1))
    with ZipFile(io.BytesIO(form_docx(lesson, NOBODY))) as opened:
        xml = opened.read("word/document.xml").decode("utf-8")
    assert re.search(r"<w:b/>.{0,200}<w:t[^>]*>Bold<", xml)
    assert "<w:t>--seed</w:t>" in xml
    assert xml.count("<w:tbl>") == 2  # the head, and this one
    words = words_of(form_docx(lesson, NOBODY))
    assert all(each in words for each in ("1. One", "2. Two", "[A latch]", "[Torn]"))
    assert words.count("\nc\n") == words.count("\nd\n") == 1


def test_all_papers_are_written_or_none(own, tmp_path, capsys, monkeypatch):
    own.read()
    out = tmp_path / "new" / "papers"
    assert main(["lesson", "print", str(own.folder), "--out", str(out)]) == 0
    printed = capsys.readouterr().out
    files = {file.name for file in out.iterdir()}
    assert {"mine.en.pupil.html", "mine.en.teacher.html", "mine.en.slides.html", "mine.en.form.html"} <= files
    assert all(name in printed for name in files)
    for file in out.iterdir():
        file.write_text("of last week", encoding="utf-8")
    for stays in ("mine.en.teacher.html", "mine.en.slides.html.part"):  # takes no new name; cannot be written
        (out / stays).unlink(missing_ok=True)
        (out / stays).mkdir()
        assert main(["lesson", "print", str(own.folder), "--out", str(out)]) == 2
        assert "Nothing was written" in capsys.readouterr().err
        (out / stays).rmdir()
        assert {file.name for file in out.iterdir()} == files - {"mine.en.teacher.html"}
        assert {file.read_text(encoding="utf-8") for file in out.iterdir()} == {"of last week"}


def test_without_python_docx_the_other_papers_are_written(own, tmp_path, capsys, monkeypatch):
    own.read()
    monkeypatch.setattr("lessons.papers.every.can_write", lambda: False)
    monkeypatch.setattr("lessons.papers.form_docx.can_write", lambda: False)
    assert main(["lesson", "print", str(own.folder), "--out", str(tmp_path)]) == 0
    assert "python-docx" in capsys.readouterr().err
    assert not list(tmp_path.glob("*.docx"))
    assert (tmp_path / "mine.en.form.html").is_file()


def test_no_line_ends_between_a_number_and_its_unit():
    page = html_of("A relay for **12 V**, 0.3 A at 40 % and 25 °C, 5 parts, `12 V`.", Path())
    assert "12\N{NO-BREAK SPACE}V</strong>, 0.3\N{NO-BREAK SPACE}A at 40\N{NO-BREAK SPACE}%" in page
    assert "25\N{NO-BREAK SPACE}°C, 5 parts, <code>12 V</code>" in page
    assert any(
        each.content == "12\N{NO-BREAK SPACE}V" for token in tokens_of("**12 V**") for each in token.children or ()
    )
