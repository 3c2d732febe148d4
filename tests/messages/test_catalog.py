"""Every sentence for people exists in English and Vietnamese, with the same values in it."""

import gettext
import io
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

from messages import TranslationError, catalog_file, fields_of, own_sentences, reader_language, translator
from messages.update import sentences, sentences_in

TREE = Path(__file__).parents[2]


@cache
def all_sentences():
    return sentences(TREE)


@pytest.fixture(scope="module")
def catalog():
    """What `python -m messages.update` would write."""
    pytest.importorskip("babel", reason="Babel compiles the catalog; it is in the extra `test`")
    from messages.update import updated

    return updated("vi", TREE)


class Missing(gettext.NullTranslations):
    """Is asked only for what the catalog lacks."""

    def gettext(self, message):
        raise KeyError(message)


@pytest.fixture(scope="module")
def vietnamese():
    with catalog_file("vi").open("rb") as opened:
        found = gettext.GNUTranslations(opened)
    found.add_fallback(Missing())
    return found.gettext


def test_there_are_sentences():
    assert len(all_sentences()) > 200


def test_every_sentence_has_its_vietnamese(vietnamese):
    lacking = []
    for each in all_sentences():
        try:
            vietnamese(each.text)
        except KeyError:
            lacking.append(f"{each.file}: {each.text}")
    assert not lacking, "run `python -m messages.update`, then write the Vietnamese in highland.po:\n" + "\n".join(
        lacking
    )


def test_a_translation_has_exactly_the_fields_of_the_sentence(vietnamese):
    for each in all_sentences():
        assert fields_of(vietnamese(each.text)) == fields_of(each.text), each.text


def test_a_key_means_one_sentence():
    """In one project and the rooms it runs on: a trace holds keys only, and must not be read in two ways."""
    texts = defaultdict(set)
    for each in all_sentences():
        parts = each.file.split("/")
        project = parts[1] if parts[0] == "projects" and len(parts) > 2 else ""
        texts[project, each.key].add(each.text)
    shared = {key for project, key in texts if not project}
    assert {where: found for where, found in texts.items() if len(found) > 1} == {}
    assert {(project, key) for project, key in texts if project and key in shared} == set()


def test_the_compiled_catalog_equals_the_one_that_people_edit(catalog):
    from messages.update import as_mo, as_po

    file = catalog_file("vi")
    assert file.with_suffix(".po").read_bytes() == as_po(catalog), "run `python -m messages.update`"
    compiled, wanted = (gettext.GNUTranslations(io.BytesIO(data)) for data in (file.read_bytes(), as_mo(catalog)))
    for sentence in all_sentences():
        assert compiled.gettext(sentence.text) == wanted.gettext(sentence.text), "run `python -m messages.update`"


@pytest.mark.proof
def test_compiling_twice_gives_the_same_file(catalog):
    from messages.update import UNDATED, as_mo

    text = as_mo(catalog).decode("utf-8", errors="replace")
    assert f"POT-Creation-Date: {UNDATED:%Y-%m-%d}" in text
    assert f"PO-Revision-Date: {UNDATED:%Y-%m-%d}" in text


def test_the_empty_hint_stays_empty():
    """gettext answers an empty sentence with the catalog's header."""
    assert translator("vi")("") == ""


def test_english_is_the_text_in_the_code():
    assert translator("en")("There is no driver {driver}.") == "There is no driver {driver}."


def test_an_unknown_sentence_stays_english():
    assert translator("vi")("Nobody wrote this.") == "Nobody wrote this."


@pytest.mark.parametrize(
    ("environment", "lang"),
    [
        ({}, "en"),
        ({"LANG": "vi_VN.UTF-8"}, "vi"),
        ({"LANG": "vi"}, "vi"),
        ({"LANG": "vi_VN", "LC_ALL": "C"}, "en"),
        ({"LANG": "en_US", "LC_MESSAGES": "vi_VN"}, "vi"),
        ({"LANG": "fr_FR", "LC_ALL": ""}, "en"),
        ({"LANG": "vint_XX"}, "en"),
    ],
)
@pytest.mark.skipif("os.name == 'nt'", reason="Windows answers for itself where no variable is set")
def test_the_language_of_the_computer(environment, lang):
    assert reader_language(environment) == lang


def test_a_project_brings_its_own_vietnamese(tmp_path):
    (tmp_path / "messages.vi.toml").write_text('"It is {t_c:.1f} C." = "Nhiệt độ là {t_c:.1f} C."', encoding="utf-8")
    translate = translator("vi", tmp_path)
    assert translate("It is {t_c:.1f} C.") == "Nhiệt độ là {t_c:.1f} C."
    assert translate("Nothing is broken.") == "Không có gì hỏng."
    assert translator("en", tmp_path)("It is {t_c:.1f} C.") == "It is {t_c:.1f} C."


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ('"It is {t_c:.1f} C." = "Nhiệt độ là {t:.1f} C."', "{t_c:.1f}"),
        ('"It is {t_c:.1f} C." = "Nhiệt độ là {t_c:.1f C."', "{t_c:.1f}"),
        ('"It is {t_c:.1f} C." = "Nhiệt độ"', "{t_c:.1f}"),
        ('"It is cold." = 5', "both in quotes"),
    ],
)
def test_a_faulty_translation_says_what_to_write(tmp_path, text, hint):
    (tmp_path / "messages.vi.toml").write_text(text, encoding="utf-8")
    with pytest.raises(TranslationError) as refused:
        own_sentences(tmp_path, "vi")
    assert hint in str(refused.value)


def test_sentences_are_found_without_running_the_code(tmp_path):
    file = tmp_path / "reasons.py"
    file.write_text(
        'raise SystemExit\nA = Message("a", "One " "two.")\nB = devices.Message("b", "")\nC = Message(key, "x")\n',
        encoding="utf-8",
    )
    assert [(each.key, each.text) for each in sentences_in(file)] == [("a", "One two.")]
