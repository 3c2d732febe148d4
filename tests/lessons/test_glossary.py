"""The glossary: every word in both languages with a short sentence and a drawing of its own, on paper for the wall."""

import re
from xml.etree import ElementTree

import pytest

from devices import HighlandError
from highland.__main__ import main
from lessons.glossary import groups, picture, word
from lessons.glossary.sheet import page
from lessons.glossary.words import FOLDER, PICTURES
from lessons.glossary.words import groups as read
from lessons.reading.rules import LONGEST_SENTENCE, syllables

WORDS = [each for group in groups() for each in group.words]
WORD = '[a]\ntitle = { en = "A", vi = "A" }\n[a.latch]\nword = { en = "latch", vi = "chốt" }\n'


def test_there_are_words_enough_for_the_lessons_and_each_is_there_once():
    keys = [each.key for each in WORDS]
    assert len(keys) >= 60
    assert len(set(keys)) == len(keys)
    for lang in ("en", "vi"):
        names = [each.name[lang] for each in WORDS]
        assert len(set(names)) == len(names)


@pytest.mark.parametrize("entry", WORDS, ids=lambda entry: entry.key)
def test_a_sentence_is_short_and_ends(entry):
    assert all(said.endswith(".") for said in entry.says.values())
    for sentence in filter(None, re.split(r"[.!?](?:\s|$)", entry.says["vi"])):
        assert syllables(sentence) <= LONGEST_SENTENCE, sentence


def test_every_drawing_belongs_to_a_word_and_can_be_drawn():
    sprite = ElementTree.parse(FOLDER / PICTURES).getroot()
    symbols = {each.get("id"): each for each in sprite}
    assert set(symbols) == {each.key for each in WORDS}
    for key, symbol in symbols.items():
        assert (symbol.get("viewBox"), len(symbol) > 0) == ("0 0 24 24", True), key
        assert ElementTree.fromstring(picture(key)).get("viewBox") == "0 0 24 24"


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_the_sheet_has_every_word_with_its_drawing_and_asks_nobody_for_anything(lang):
    found = page(lang)
    for entry in WORDS:
        assert f"#word-{entry.key}" in found
        assert entry.key == "ppm" or found.count('<td class="here"></td>') == len(WORDS)
        assert entry.says[lang].replace("<", "&lt;") in found
    assert not re.search(r'(?:src|href)="(?!#)', found)
    assert "<script" not in found


def test_a_word_of_the_place_stands_in_the_last_column(tmp_path):
    (tmp_path / "words.toml").write_text(
        WORD + 'says = { en = "x.", vi = "y." }\nhere = "khóa lại"\n', encoding="utf-8"
    )
    (tmp_path / PICTURES).write_bytes((FOLDER / PICTURES).read_bytes())
    assert read(tmp_path)[0].words[0].here == "khóa lại"


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        (WORD, "the word latch has no says in both languages"),
        (WORD + 'says = { en = "x." }', "the word latch has no says in both languages"),
        (WORD.replace("a.latch", "a.lathc") + 'says = { en = "x.", vi = "y." }', "has no drawing called lathc"),
    ],
)
def test_a_word_that_lacks_something_is_told(tmp_path, text, seen):
    (tmp_path / "words.toml").write_text(text, encoding="utf-8")
    (tmp_path / PICTURES).write_bytes((FOLDER / PICTURES).read_bytes())
    with pytest.raises(HighlandError, match=seen):
        read(tmp_path)


def test_a_word_that_is_not_there_is_told_with_those_there_are():
    assert word("latch").name["vi"] == "chốt"
    with pytest.raises(HighlandError, match="has no word lacth"):
        word("lacth")


def test_it_is_printed_like_the_papers_of_a_lesson(tmp_path, capsys):
    assert main(["lesson", "print", "glossary", "--out", str(tmp_path), "--lang", "vi"]) == 0
    assert [file.name for file in tmp_path.iterdir()] == ["glossary.vi.words.html"]
    assert "Các từ trong bài học" in (tmp_path / "glossary.vi.words.html").read_text(encoding="utf-8")
    assert "glossary.vi.words.html" in capsys.readouterr().out
