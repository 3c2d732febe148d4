"""Scenes: each value that a drawing asks for is given, unknown is never 0, and a drawing is nothing but a drawing."""

import shutil
import xml.etree.ElementTree as ElementTree
from math import isfinite

import pytest

from classroom.board.scene import FILE, Scene, word
from classroom.board.svg import SceneError, asked
from devices import HighlandError
from firmware.project import find
from sim.live.orders import plain
from sim.world.faults import parse_fault
from sim.world.simulation import Simulation


def moment(project, for_s=30.0, **options):
    """The scene's values after some seconds of a real run: with the program, and without any."""
    scene = Scene(project)
    with Simulation(project, **options) as simulation:
        simulation.end_at(3600.0)
        simulation.advance(for_s)
        last = simulation.events.last
        world = {**simulation.world.driven, **simulation.world.true()}
        return scene.values(world, last.sensed, last.action), scene.values(world, None, None)


def test_each_value_that_the_drawing_asks_for_is_given_and_no_more(project):
    with_program, without = moment(project)
    wanted = asked(ElementTree.fromstring((project.folder / FILE).read_bytes()))
    assert with_program.keys() == without.keys() == wanted
    for found in (with_program, without):
        assert all(value is None or isinstance(value, bool) or isfinite(value) for value in found.values())
        assert plain(found) == found  # JSON as it is


def test_what_nobody_knows_is_none_and_never_zero(project):
    _, without = moment(project)
    texts = {e.get("data-text") for e in Scene(project).drawing("en").iter() if e.get("data-text")}
    believed = {name for name in texts if name.startswith("believed")}
    assert believed  # each device shows something that it believes
    assert {without[name] for name in believed} == {None}


def test_a_share_stays_between_floor_and_top(project):
    found, _ = moment(project)
    shares = {
        e.get(key)
        for e in Scene(project).drawing("en").iter()
        for key in ("data-fill", "data-at", "data-fade", "data-turn")
        if e.get(key)
    }
    assert [name for name in shares if not 0.0 <= found[name] <= 1.0] == []


def test_every_word_of_the_drawing_has_both_languages(project):
    names = project.names()
    drawn = ElementTree.fromstring((project.folder / FILE).read_bytes())
    words = {e.get("data-name") for e in drawn.iter() if e.get("data-name")} | {"title"}
    unnamed = [name for name in words if word(names, name, "en") == name.replace("_", " ") == word(names, name, "vi")]
    assert unnamed == []
    assert not [e.text for e in Scene(project).drawing("vi").iter() if e.text and "..." in e.text]


def test_words_in_a_drawing_are_large_enough_for_a_phone(project):
    drawn = ElementTree.fromstring((project.folder / FILE).read_bytes())
    assert [e.get("font-size") for e in drawn.iter() if float(e.get("font-size") or 22) < 22] == []


def test_every_fault_that_is_offered_can_be_and_has_words_for_people(project):
    names = project.names()
    assert 3 <= len(names.faults) <= 8
    with Simulation(project) as simulation:
        for text, name in names.faults.items():
            fault = parse_fault(text)
            assert str(fault) == text  # the page finds the broken thing by this
            simulation.world.begin(fault) if fault.target not in ("board", "card", "clock") else None
            assert len(name.en) <= 40
            assert len(name.vi) <= 40


def test_the_gas_stays_on_the_floor_when_the_program_has_lost_its_sensor():
    """World and belief are two things: the strongest picture of the gas alarm."""
    found, _ = moment(find("gas_alarm"), 2400.0, faults=[parse_fault("gas=off@25m")])
    assert found["gas"] > 0.1
    assert found["believed_ppm"] is None
    assert found["sensor_lost"] is True


HOSTILE = {
    "a program": "<script>alert(1)</script>",
    "a style": "<style>* { fill: red }</style>",
    "foreign HTML": "<foreignObject/>",
    "an event": '<rect onclick="alert(1)"/>',
    "a link": '<use href="//elsewhere/x.svg#y"/>',
    "a picture from elsewhere": '<rect fill="url(//elsewhere/x.svg#y)"/>',
    "a moving link": '<animate attributeName="href" to="javascript:alert(1)"/>',
    "another rule": '<rect data-eval="1"/>',
    "an old link": '<use xmlns:x="http://www.w3.org/1999/xlink" x:href="//elsewhere"/>',
    "a style that fetches": '<rect style="fill: url(//elsewhere/x)"/>',
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_drawing_that_does_more_than_draw_is_refused(tmp_path, content):
    project = a_copy(tmp_path)
    (project.folder / FILE).write_text(f'<svg xmlns="http://www.w3.org/2000/svg">{content}</svg>', encoding="utf-8")
    with pytest.raises(SceneError):
        Scene(project).drawing("en")


def test_what_a_drawing_program_adds_does_no_harm(tmp_path):
    """Pupils draw with Inkscape: its style attributes and its own elements must not keep a scene from the page."""
    project = a_copy(tmp_path)
    (project.folder / FILE).write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:i="http://inkscape" i:version="1"><!-- me --><metadata/>'
        '<i:namedview/><rect style="fill:#ff0000;stroke-width: 2" i:label="box" data-on="fan"/></svg>',
        encoding="utf-8",
    )
    (rect,) = Scene(project).drawing("en")
    assert dict(rect.attrib) == {"fill": "#ff0000", "stroke-width": "2", "data-on": "fan"}


@pytest.mark.parametrize("content", ["", "<svg", "<!DOCTYPE svg [<!ENTITY a 'b'>]><svg/>", "<svg/>"])
def test_a_file_that_is_no_drawing_is_told_in_a_sentence(tmp_path, content):
    project = a_copy(tmp_path)
    (project.folder / FILE).write_text(content, encoding="utf-8")
    with pytest.raises(HighlandError):
        Scene(project).drawing("en")


def test_the_ids_of_a_drawing_are_its_own(project):
    drawn = Scene(project).drawing("en")
    ids = [e.get("id") for e in drawn.iter() if e.get("id")]
    assert ids
    assert all(each.startswith(f"{project.name}-") for each in ids)
    assert len(set(ids)) == len(ids)
    text = ElementTree.tostring(drawn, encoding="unicode")
    assert "url(#" not in text.replace(f"url(#{project.name}-", "")


def a_copy(folder):
    shutil.copytree(find("gas_alarm").folder, folder / "copy", ignore=shutil.ignore_patterns("__*cache*"))
    return find(str(folder / "copy"))
