"""The pages on lessons: the lesson in the reference is sound and right, and every command of the how-to runs."""

import re
from pathlib import Path
from textwrap import dedent

import pytest

from highland.__main__ import main

DOCS = Path(__file__).parents[2] / "docs"
REFERENCE = {"en": DOCS / "reference" / "lesson-format.md", "vi": DOCS / "reference" / "lesson-format.vi.md"}
HOW_TO = [DOCS / "how-to" / "lessons.md", DOCS / "how-to" / "lessons.vi.md"]
COMMANDS = sorted(
    {line for page in HOW_TO for line in re.findall(r"^python3 run\.py (lesson .+)", page.read_text("utf-8"), re.M)}
)


def lesson_in(page: Path) -> str:
    """The indented block of the page."""
    text = page.read_text(encoding="utf-8")
    return dedent(text[text.index("    +++") : text.index("\n## ", text.index("    +++"))])


def test_the_lesson_in_the_reference_is_sound_and_its_numbers_are_right(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("lessons.checking.kept.cache_folder", lambda: tmp_path / "kept")
    folder = tmp_path / "my_lesson"
    folder.mkdir()
    for lang, page in REFERENCE.items():
        (folder / f"lesson.{lang}.md").write_text(lesson_in(page), encoding="utf-8")
    code = main(["lesson", "check", str(folder), "--workers", "1"])
    said = capsys.readouterr()
    assert (code, said.err) == (0, ""), said.out
    assert "4 of 4 numbers are right" in said.out


@pytest.mark.parametrize("lang", REFERENCE)
def test_the_reference_names_every_key_block_and_kind(lang):
    from lessons.reading.head import KEYS
    from lessons.reading.lesson import KINDS
    from lessons.reading.skeleton import FENCES, TEXTS

    text = REFERENCE[lang].read_text(encoding="utf-8")
    named = {*KEYS, *KINDS, *FENCES, *(f":::{each}" for each in TEXTS)}
    assert {each for each in named if f"`{each}`" not in text} == set()


@pytest.mark.long
@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_the_how_to_runs(command, tmp_path, monkeypatch, capsys):
    import shlex

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("lessons.checking.kept.cache_folder", lambda: tmp_path / "kept")
    assert main(shlex.split(command)) == 0
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.proof
def test_the_papers_that_the_how_to_names_are_those_that_are_written(tmp_path, capsys):
    assert main(["lesson", "print", "gas_2", "--out", str(tmp_path)]) == 0
    written = {file.name for file in tmp_path.iterdir()} | {"gas_2.en.form.docx"}
    for page in HOW_TO:
        assert set(re.findall(r"`(gas_2\.[\w.]+)`", page.read_text(encoding="utf-8"))) == written
