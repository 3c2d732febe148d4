"""The pages know all their words, hold nothing of a class before the PIN, and write no text of their own."""

import json
import re

import pytest

from classroom.teacher.site import STATIC, TeacherSite
from firmware.project import find
from messages import LANGUAGES
from tests.classroom.teacher.conftest import FOLDERS
from web.files import Assets

GAS = find("gas_alarm")


@pytest.fixture(scope="module")
def files():
    return TeacherSite([GAS, find("solar_lamp")], Assets(FOLDERS)).files()


def asked(*scripts):
    """The keys that scripts ask for by name."""
    text = "".join((STATIC / each).read_text(encoding="utf-8") for each in scripts)
    return set(re.findall(r'"((?:teacher|projector|board|scene)\.[a-z_]+)"', text))


PROJECTOR = ("projector.js", "wall.js", "lesson_clock.js", "seen_board.js", "qr.js")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_word_that_a_script_asks_for_is_there(files, lang):
    teacher, projector = (json.loads(files[f"{page}.{lang}.json"][0]) for page in ("teacher", "projector"))
    all_scripts = [each.name for each in STATIC.glob("*.js") if each.name != "projector.js"]
    assert asked(*all_scripts) - teacher.keys() == set()
    assert asked(*PROJECTOR) - projector.keys() == set()
    assert "teacher.trouble_pin" in teacher
    assert "cause.none_compared" in teacher, "a board sends the kind of its mistake, and the wall has the words"
    assert teacher["state.gas_alarm.ALARM"] == GAS.names().states["ALARM"].short(lang)
    assert teacher["fault.gas=off"] == GAS.names().faults["gas=off"].short(lang)


@pytest.mark.parametrize("name", [f"{page}.{lang}.html" for page in ("teacher", "projector") for lang in LANGUAGES])
def test_a_page_runs_nothing_of_its_own(files, name):
    page = files[name][0].decode()
    assert not re.search(r"<script(?![^>]*\bsrc=)", page)
    assert not re.search(r"\son\w+=", page)
    assert "style=" not in re.sub(r"<template.*?</template>", "", page, flags=re.DOTALL)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_projectors_words_are_not_those_of_errors_and_marks(files, lang):
    projector = json.loads(files[f"projector.{lang}.json"][0])
    assert not [
        key for key in projector if "error" in key or "mark" in key or "cause" in key or "pin" in key.split(".")[-1]
    ]


def test_scripts_put_texts_in_as_text():
    for each in STATIC.glob("*.js"):
        text = each.read_text(encoding="utf-8")
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function", text), (
            each.name
        )
