"""names.toml: each thing that people meet has a name in both languages, and a bad file is told in a sentence."""

import ast
import re
from dataclasses import fields
from pathlib import Path

import pytest

from devices import HighlandError, Message
from firmware.names import Name, Names, read_names
from firmware.plan import TOLD
from firmware.project import HOME, find, names
from wiring.read import read_wiring

PROJECTS = [*names(), str(HOME / "_template" / "drying_rack")]
VIETNAMESE = re.compile(r"[À-ỹđĐ]")


def limit_names(folder: Path) -> set[str]:
    """Every constant that the files of a folder define."""
    return {
        target.id
        for file in folder.rglob("*.py")
        for node in ast.parse(file.read_text(encoding="utf-8")).body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


@pytest.fixture(params=PROJECTS, ids=lambda name: Path(name).name)
def project(request):
    return find(request.param)


def test_everything_that_people_meet_has_a_name(project):
    law, found = project.law(), project.names()
    wiring = read_wiring(project.folder / "wiring.toml")
    assert {part.name for part in wiring.parts} <= set(found.parts)
    assert set(law.sensed) <= set(found.channels)
    assert {name for name in law.actions if name not in found.parts} <= set(found.outputs)
    assert {state.name for state in type(law.module.Memory().state)} == set(found.states)
    assert {each.name for each in fields(project.module("plant").Settings)} == set(found.settings)


def test_no_name_is_left_over(project):
    found = project.names()
    wiring = read_wiring(project.folder / "wiring.toml")
    parts = {part.name for part in wiring.parts}
    assert set(found.parts) == parts
    of_parts = {name for name in found.channels if any(name.startswith(f"{part}_") for part in parts)}
    assert set(found.channels) - of_parts <= set(TOLD)
    assert set(found.outputs) <= set(project.law().actions)
    assert set(found.limits) <= limit_names(project.folder)


def test_short_names_fit_a_tile(project):
    found = project.names()
    for table in (found.parts, found.channels, found.outputs, found.states):
        assert [each for each in table.values() if len(each.en) > 20 or len(each.vi) > 20] == []


def test_vietnamese_is_vietnamese(project):
    found = project.names()
    tables = (found.parts, found.channels, found.outputs, found.states, found.settings, found.limits)
    both = [each for table in tables for each in table.values()]
    assert [each for each in both if not VIETNAMESE.search(each.vi_long) and each.vi_long != each.en_long] == []


def test_a_project_without_the_file_is_called_by_its_identifiers(tmp_path):
    found = read_names(tmp_path, "my_rack")
    assert found.project.en == "my rack"
    assert found.part("valve_switch").vi == "valve switch"
    assert found.output("fan").en == "fan"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[part]\nfan = 1", "there can be no table [part]"),
        ("[parts]\nfan = 'Fan'", "fan is not a name"),
        ("[parts]\nfan = { en = 'Fan' }", "fan is not a name"),
        ("[parts]\nfan = { en = 'Fan', vi = '' }", "fan is not a name"),
        ("[parts]\nfan = { en = 'Fan', vi = 'Quạt', fr = 'x' }", "fan is not a name"),
        ("parts = 3", "there can be no table [parts]"),
        ("[parts", "bracket ] is missing"),
    ],
)
def test_a_bad_file_is_told_in_a_sentence(tmp_path, text, said):
    (tmp_path / "names.toml").write_text(text, encoding="utf-8")
    with pytest.raises(HighlandError, match=re.escape(said)):
        read_names(tmp_path, "rack")


def test_every_state_means_something_and_the_law_agrees(project):
    """A warning calls people too, so a state of DANGER may be caution; a fault is what stands in TROUBLE."""
    module, found = project.law().module, project.names()
    assert all(each.meaning for each in found.states.values())
    danger = {state.name for state in getattr(module, "DANGER", ())}
    trouble = {state.name for state in getattr(module, "TROUBLE", ())} or {"SENSOR_LOST"}
    assert {state for state in found.states if found.meaning(state) == "danger"} <= danger
    assert {found.meaning(state) for state in danger} <= {"danger", "caution"}
    assert {state for state in found.states if found.meaning(state) == "fault"} == trouble
    assert found.meaning("NOBODY_NAMED_IT") == "idle"


def test_every_output_has_its_color(project):
    law, found = project.law(), project.names()
    assert [name for name in law.actions if not found.output(name).color] == []


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ('[states]\nON = { en = "On", vi = "Bật", meaning = "good" }', "names.toml: ON has meaning = 'good'."),
        ('[outputs]\nfan = { en = "Fan", vi = "Quạt", color = "#00ff00" }', "names.toml: fan has color = '#00ff00'."),
        ('[limits]\nON_PCT = { en = "On", vi = "Bật", channel = "x_pct" }', "the limit ON_PCT belongs to x_pct"),
        ('[channels]\nx_pct = { en = "X", vi = "X", color = "red" }', "x_pct is not a name."),
    ],
)
def test_a_wrong_word_for_meaning_color_or_channel_is_told(tmp_path, entry, said):
    (tmp_path / "names.toml").write_text(entry, encoding="utf-8")
    with pytest.raises(HighlandError) as refused:
        read_names(tmp_path, "rack")
    assert said in str(refused.value)


def test_a_sentence_calls_a_part_by_its_name_with_its_code_behind():
    """Also in a sentence within it, and in a list; what has no name, and what is typed, stays."""
    gas = Name("Gas sensor", "Cảm biến gas", "Gas sensor", "Cảm biến khí gas")
    names = Names(gas, parts={"gas": gas}, states={"ALARM": Name("ALARM", "BÁO ĐỘNG", "Alarm", "Báo động")})
    lost = Message("lost", "No value from {part}.")
    outer = Message("outer", "{state}: {fault} {file}")(state="ALARM", fault=lost(part="gas, rack"), file="gas")
    assert names.labeled(outer, "vi").render() == "BÁO ĐỘNG (ALARM): No value from Cảm biến gas (gas), rack. gas"
    assert names.labeled(outer, "en").render() == "ALARM: No value from Gas sensor (gas), rack. gas"
