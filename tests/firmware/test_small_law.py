"""A small law of a lesson: one function, and everything else is the project's that it is made from."""

from enum import Enum
from types import ModuleType
from typing import NamedTuple

import pytest

from devices import HighlandError, Message
from firmware.ladder.project_file import read_project_file
from firmware.ladder.small_law import completed
from firmware.law import Law, law_of
from firmware.project import Project, find, steps_of

WHY = Message("why", "Because.")


class State(Enum):
    CALM = "calm"
    ALARM = "alarm"


class Sensed(NamedTuple):
    ppm: float | None


class Action(NamedTuple):
    valve: bool = False
    siren: bool = False


def law_from(law, **more) -> Law:
    small, base = ModuleType("small"), ModuleType("base")
    small.__file__ = "control.py"
    vars(base).update(State=State, Sensed=Sensed, Action=Action, SAFE=Action(), DANGER=frozenset({State.ALARM}))
    vars(small).update(law=law, **more)
    return law_of(completed(small, base))


def latching(sensed, before):
    if sensed.ppm > 100 or before.state is State.ALARM:
        return State.ALARM, Action(siren=True), WHY
    return State.CALM, Action(valve=True), WHY


def test_its_answer_is_what_the_board_does():
    law = law_from(latching)
    action, memory, why, urgent = law.decide(Sensed(50.0), law.boot(), 1.0)
    assert (action, memory.state, why, urgent) == (Action(valve=True), State.CALM, WHY, False)
    action, memory, _, urgent = law.decide(Sensed(150.0), memory, 1.0)
    assert (action, urgent) == (Action(siren=True), True)
    assert law.decide(Sensed(50.0), memory, 1.0).action == Action(siren=True)


def test_it_knows_how_long_its_state_and_each_output_last():
    seen = []

    def law(sensed, before):
        seen.append((before.state_s, before.on_s))
        return State.CALM, Action(valve=sensed.ppm < 100), WHY

    whole = law_from(law)
    memory = whole.boot()
    for ppm in (0.0, 0.0, 0.0, 200.0, 0.0, 0.0):
        memory = whole.decide(Sensed(ppm), memory, 2.0).memory
    assert [at[1].valve for at in seen] == [0.0, 2.0, 4.0, 6.0, 0.0, 2.0]
    assert [at[0] for at in seen] == [2.0, 4.0, 6.0, 8.0, 10.0, 12.0]


def test_it_gets_its_note_back():
    whole = law_from(lambda sensed, before: (State.CALM, Action(), WHY, (before.note or 0) + 1))
    memory = whole.boot()
    for _ in range(3):
        memory = whole.decide(Sensed(0.0), memory, 1.0).memory
    assert memory.note == 3


def test_a_state_in_kept_outlives_a_power_cut():
    law = law_from(latching, KEPT=(State.ALARM,))
    memory = law.decide(Sensed(150.0), law.boot(), 1.0).memory
    saved = law.as_saved(memory.latched)
    assert law.decide(Sensed(0.0), law.boot(saved), 1.0).memory.state is State.ALARM


def test_latches_that_cannot_be_read_count_as_kept():
    law = law_from(latching, KEPT=(State.ALARM,))
    assert law.decide(Sensed(0.0), law.boot_without_latches(), 1.0).memory.state is State.ALARM


@pytest.mark.parametrize("answer", [None, (State.CALM, Action()), Action(), "shut"])
def test_a_law_that_forgets_to_return_is_told(answer):
    law = law_from(lambda sensed, before: answer)
    with pytest.raises(TypeError, match="not state, action, why"):
        law.decide(Sensed(0.0), law.boot(), 1.0)


def test_a_step_has_what_its_folder_lacks_from_its_project():
    step = find("gas_alarm_step_1")
    assert step.is_step
    assert step.wiring() == find("gas_alarm").wiring()
    assert step.module("plant") is find("gas_alarm").module("plant")
    assert step.names().project.en != find("gas_alarm").names().project.en


def test_every_step_is_a_law_and_the_last_is_the_shipped_one():
    for project in (find("gas_alarm"), find("solar_lamp"), find("water_filter")):
        for step in steps_of(project):
            assert isinstance(step.law(), Law), step.name


def test_a_folder_of_ones_own_is_made_from_a_project(tmp_path):
    folder = own(tmp_path, 'from = "gas_alarm"')
    mine = find(str(folder))
    assert isinstance(mine, Project)
    assert mine.base == find("gas_alarm")
    assert not mine.is_step
    assert mine.law().decide(None, mine.law().boot(), 1.0).memory.state.name == "NORMAL"


@pytest.mark.parametrize("text", ['from = "nothing"', "title = 3", 'from = "gas_alarm"\nmore = 1', "from = 3"])
def test_a_bad_project_file_is_refused(tmp_path, text):
    with pytest.raises(HighlandError):
        find(str(own(tmp_path, text)))


def test_a_folder_without_the_file_is_made_from_nothing(tmp_path):
    assert read_project_file(tmp_path) is None


def own(tmp_path, text):
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "project.toml").write_text(text, encoding="utf-8")
    (folder / "control.py").write_text(
        "from devices import Message\nfrom projects.gas_alarm.model import NORMAL, Action\n\n\n"
        "def law(sensed, before):\n    return NORMAL, Action(), Message('mine', 'Mine.')\n",
        encoding="utf-8",
    )
    return folder
