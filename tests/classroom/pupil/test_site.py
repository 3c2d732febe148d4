"""The pupil's pages as files: whole, relative, light, in one language, and readable before any program runs."""

import gzip
import json
import re

import pytest

from classroom.pupil.site import FOLDERS
from firmware.project import find, names
from tests.messages.english_words import english_words
from tests.messages.page_text import shown

LINK = re.compile(r'(?:src|href|data-words)="([^"]*)"')
SCRIPTS = [file for name in ("classroom", "pupil") for file in sorted(FOLDERS[name].glob("*.js"))]
SAID = re.compile(r'say\(\s*"([a-z_.0-9]+)"|"((?:pupil|board)\.[a-z_.0-9]+)"')
IMPORTED = re.compile(r'from "(\.{1,2}/[\w/.-]+)"|import "(\.{1,2}/[\w/.-]+)"')
FIRST_VIEW = 300_000  # bytes as they are sent, without the board itself


def pages(site):
    return {path: file.content.decode() for path, file in site.files.items() if path.endswith(".html")}


@pytest.mark.examples(1)
def test_every_page_is_there_in_both_languages(whole):
    wanted = {f"{each}.{lang}.html" for each in (*names(), "program") for lang in ("vi", "en")} | {
        "index.html",
        "vi.html",
        "en.html",
    }
    assert wanted <= pages(whole).keys()


def test_every_link_is_relative_and_leads_to_a_file_of_the_site(whole):
    for path, text in pages(whole).items():
        links = {each.partition("#")[0] for each in LINK.findall(text)} - {""}
        assert len(links) > 3
        for link in links:
            assert not link.startswith("/"), (path, link)
            assert link in whole.files, (path, link)


@pytest.mark.examples(1)
def test_only_what_its_address_names_is_kept_for_ever(whole):
    assert all(file.is_immutable == path.startswith(whole.static) for path, file in whole.files.items())
    assert whole.static.endswith("/")
    for file in whole.files.values():
        assert not file.gzip or gzip.decompress(file.gzip) == file.content


def test_scene_and_question_are_in_the_page_before_any_program_runs(whole):
    for name in names():
        text = pages(whole)[f"{name}.vi.html"]
        assert text.count('class="sim"') == 1  # once a view
        assert "<svg" in text.partition('id="scene"')[2][:200]
        question = re.search(r'id="question">([^<]+)<', text)
        assert question
        assert len(question[1]) > 20
        first = json.loads(re.search(r'data-moment="([^"]*)"', text)[1].replace("&quot;", '"'))
        assert first["t_s"] == 0.0
        assert first["scene"]


def test_a_page_of_a_class_asks_who_comes_and_an_exported_one_does_not(exported, for_class):
    assert 'id="join"' in pages(for_class)["vi.html"]
    assert 'id="join"' not in pages(exported)["vi.html"]
    for site, said in ((exported, "no"), (for_class, "yes")):
        assert f'data-class="{said}"' in pages(site)["gas_alarm.vi.html"]
    assert 'id="hand-in"' not in pages(exported)["gas_alarm.vi.html"]


def test_no_english_is_left_on_a_vietnamese_page(whole):
    for path, text in pages(whole).items():
        if ".vi." in path or path == "vi.html":
            texts = shown(text)
            assert len(texts) > 10
            assert [each for each in texts if each != "English" and english_words(each)] == [], path


def test_nothing_runs_or_is_styled_within_a_page(whole):
    for text in pages(whole).values():
        assert not re.search(r"<style|style=|<script(?![^>]* src=)|\son\w+=", text)


def test_a_script_has_all_its_words(whole):
    for lang in ("vi", "en"):
        found = json.loads(whole.files[f"words.{lang}.json"].content)
        for file in SCRIPTS:
            keys = {one or other for one, other in SAID.findall(file.read_text(encoding="utf-8"))}
            assert {key for key in keys if key not in found} == set(), file.name


def test_every_module_that_a_page_loads_at_once_is_there(whole):
    for file in SCRIPTS:
        room = "pupil" if file.parent == FOLDERS["pupil"] else "classroom"
        for one, other in IMPORTED.findall(file.read_text(encoding="utf-8")):
            link = one or other
            path = f"{room}/{link[2:]}" if link.startswith("./") else link[3:]
            assert f"{whole.static}{path}" in whole.files, (file.name, link)


def test_no_script_points_elsewhere_or_makes_markup_of_text():
    for file in FOLDERS["pupil"].iterdir():
        text = file.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"https?://|@import|innerHTML|insertAdjacentHTML|document\.write|\beval\b", text), (
            file.name
        )


def test_the_first_useful_view_is_light(whole):
    """Everything but the board, the editor and the drawing of the wiring, which come later."""
    late = ("browser/", "pyodide/", "editor/")
    rooms = [path for path in whole.files if path.startswith(whole.static)]
    now = [path for path in rooms if not path.removeprefix(whole.static).startswith(late)]
    sent = [whole.files[path] for path in (*now, "gas_alarm.vi.html", "words.vi.json")]
    assert sum(len(file.gzip or file.content) for file in sent) < FIRST_VIEW


@pytest.mark.parametrize("name", names())
def test_the_drawing_of_the_wiring_speaks_the_readers_language(exported, name):
    drawings = [exported.files[f"{name}.wiring.{lang}.svg"].content.decode() for lang in ("vi", "en")]
    for drawing, lang in zip(drawings, ("vi", "en"), strict=True):
        assert find(name).names().project.short(lang) in drawing
    assert drawings[0] != drawings[1]
