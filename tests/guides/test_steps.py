"""The steps: each has a test, all of the wiring is built, and no pupil is asked for what an adult must do."""

import re
import shutil
from functools import cache
from pathlib import Path

import pytest

from drivers import names as drivers
from firmware.project import find
from guides.adults import asks_too_much
from guides.build import build as read_build
from guides.build import builds
from guides.drawn import pictures
from guides.fields import Both, GuideError, read
from guides.guide import TESTS, read_guide
from guides.shop import HERE
from messages import translator
from tests.messages.test_vietnamese_rules import LONGEST_SENTENCE, parts_of, syllables

BUILDS = builds()
build = cache(read_build)


def texts_of(name):
    """Every text in both languages of one guide, and of its bill."""
    found = build(name)
    yield from (found.guide.title, *found.guide.about, *found.guide.safety, found.bill.counted)
    for step in found.guide.steps:
        yield from (*step.do, *step.test.see)
        yield from (each for each in (step.title, step.adult) if each is not None)
    for row in found.bill.rows:
        item = row.item
        yield from (each for each in (row.use, item.name, item.recycled, item.new_only, item.safety) if each)


@pytest.mark.parametrize("name", BUILDS)
def test_a_step_has_a_test_that_says_what_must_be_seen(name):
    for step in build(name).guide.steps:
        assert step.test.commands
        assert step.test.see
        assert step.test.practice


def test_every_driver_has_a_test_of_its_own():
    assert set(drivers()) <= read(HERE / TESTS, TESTS).keys()


@pytest.mark.parametrize("name", BUILDS)
def test_a_vietnamese_sentence_is_short(name):
    for text in texts_of(name):
        for sentence in parts_of(text.vi):
            for clause in sentence.split(": "):
                assert syllables(clause) <= LONGEST_SENTENCE, sentence


@pytest.mark.parametrize("name", BUILDS)
def test_both_languages_have_the_same_numbers(name):
    for text in texts_of(name):
        english, vietnamese = (sorted(re.findall(r"\d+(?:\.\d+)?", each.replace(",", "."))) for each in text)
        assert english == vietnamese, text


@pytest.mark.parametrize("name", BUILDS)
def test_what_is_soldered_cut_or_plugged_into_the_mains_is_an_adults(name):
    found = build(name)
    drawn = pictures(found.guide.steps, found.project.wiring(), found.called("en"), str)
    for step, made in zip(found.guide.steps, drawn, strict=True):
        if step.adult is None:
            said = [line for each in made for line in each.lines] + [each.en for each in step.do]
            assert [line for line in said if asks_too_much(line, "en")] == []
            assert "@source" not in step.parts


@pytest.mark.parametrize(
    ("sentence", "lang", "too_much"),
    [
        ("Join the mains to the relay.", "en", True),
        ("Hold a flame to the sensor.", "en", True),
        ("Plug it into 220 V.", "en", True),
        ("Solder the bridge A0.", "en", True),
        ("Never join anything to the mains.", "en", False),
        ("No flame.", "en", False),
        ("Press the button.", "en", False),
        ("Remains of the wire.", "en", False),
        ("Cắm vào ổ điện.", "vi", True),
        ("Đưa bật lửa tới cảm biến.", "vi", True),
        ("Nối vào điện lưới.", "vi", True),
        ("Không nối gì vào điện lưới 220 V.", "vi", False),
        ("Không châm lửa.", "vi", False),
    ],
)
def test_what_a_pupil_is_not_asked_for(sentence, lang, too_much):
    assert asks_too_much(sentence, lang) is too_much


@pytest.mark.parametrize("name", BUILDS)
def test_each_step_is_drawn_and_every_part_is_drawn_once_at_least(name):
    found = build(name)
    for lang in ("en", "vi"):
        drawn = pictures(found.guide.steps, found.project.wiring(), found.called(lang), translator(lang))
        for step, made in zip(found.guide.steps, drawn, strict=True):
            assert bool(made) is bool(step.parts or step.leds)
            assert all(each.lines for each in made)


@pytest.mark.parametrize("name", BUILDS)
def test_the_lines_of_the_safety_box_are_those_that_the_build_needs(name):
    wiring, said = find(name).wiring(), " ".join(each.en for each in build(name).guide.safety)
    drivers_ = {part.driver for part in wiring.parts}
    assert "Never join anything to the mains (220 V)." in said
    assert "not a certified device, and not yet proven on a physical board" in said
    assert ("fuse within 20 cm" in said) is any(each.kind == "battery" for each in wiring.passive)
    assert ("unlit lighter" in said) is ("mq7" in drivers_)
    assert ("Never make carbon monoxide" in said) is bool({"mq", "mq7"} & drivers_)
    assert ("closed opaque housing" in said) is ("uv_lamp" in drivers_)
    assert ("Do not drink it" in said) is ("water" in name)


def test_the_fuse_in_the_box_is_that_of_the_wiring():
    fuses = {name: " ".join(each.en for each in build(name).guide.safety) for name in BUILDS if "_class" not in name}
    assert "3 A fuse" in fuses["gas_alarm"]
    assert "5 A fuse" in fuses["water_filter"]


def test_the_time_until_a_value_is_unknown_is_that_of_the_wiring():
    step = next(each for each in build("gas_alarm").guide.steps if each.title and "Pull out" in each.title.en)
    assert "Within 50 s" in step.test.see[0].en
    assert find("gas_alarm").wiring().part("gas").sampling["max_age_s"] == 50


# What a guide must have


@pytest.fixture
def changed(tmp_path):
    """The lamp's guide with one text in place of another."""

    def with_(old: str, new: str) -> Path:
        folder = tmp_path / "solar_lamp"
        shutil.copytree(HERE / "solar_lamp", folder)
        file = folder / "guide.toml"
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8")
        return folder

    return with_


WHY = 'adult = { en = "12 V are on from here on", vi = "từ đây đã có 12 V" }\n'


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('use = "rails"', 'title = { en = "x", vi = "y" }\nparts = ["@rails"]', "the step 2 has no test"),
        ('parts = ["room"]', 'parts = ["rom"]', "the step 4 builds rom, but wiring.toml has no such part"),
        ('[[step]]\nparts = ["room"]\n', "", "no step builds room"),
        ('parts = ["heater"]\nstage = "signal"\n', 'leds = ["fan"]\n', "heater is built in half only"),
        ('stage = "signal"', 'stage = "half"', "stage = 'half'"),
        ('leds = ["fan", "light"]', 'leds = ["heater"]', "heater is on at LOW"),
        ('use = "board"', 'use = "bord"', "there is no step bord in guides/common.toml. There are: board, rails"),
        ('safety = ["battery", "heater"]', 'safety = ["batery"]', "no safety line batery"),
        ('parts = ["door"]', 'parts = ["door"]\nparst = 3', "[step 8] has the key parst"),
        (WHY, "", ""),
        ('vi = "Bỏ đèn LED." }]\n' + WHY, 'vi = "Dùng dao cắt dây." }]\n', "asks a pupil for what an adult must do"),
    ],
)
def test_a_wrong_guide_is_told(changed, old, new, said):
    folder, wiring = changed(old, new), find("solar_lamp").wiring()
    if not said:
        read_guide(folder, "solar_lamp", wiring)
        return
    with pytest.raises(GuideError) as refused:
        read_guide(folder, "solar_lamp", wiring)
    assert said in str(refused.value)


def test_a_text_is_filled_without_touching_other_braces():
    assert Both("{a} {b}", "{a}").filled(a="1") == Both("1 {b}", "1")
