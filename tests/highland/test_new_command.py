"""`highland new` writes a project that runs at once, and never touches a folder that is there."""

import tomllib

import pytest

from devices import Sink
from firmware.project import find
from highland.new import template_folder
from messages import own_sentences
from messages.update import sentences_in
from sim.world.faults import parse_fault
from sim.world.simulation import Simulation


@pytest.fixture
def rack(highland, tmp_path):
    assert highland("new", "my_rack", "--in", tmp_path).code == 0
    return tmp_path / "my_rack"


def test_it_writes_all_that_a_project_needs(rack):
    names = {file.name for file in rack.iterdir()}
    assert names == {
        "__init__.py", "control.py", "wiring.toml", "plant.py", "summary.py",
        "messages.vi.toml", "names.toml", "lesson.en.md", "lesson.vi.md", "scene.py", "scene.svg",
    }  # fmt: skip
    for file in rack.iterdir():
        assert "drying_rack" not in file.read_text(encoding="utf-8"), file.name
    assert "highland sim ./my_rack" in (rack / "lesson.en.md").read_text(encoding="utf-8")


def test_what_it_wrote_runs_and_says_why_in_both_languages(highland, rack):
    english = highland("sim", rack, "--for", "2m")
    assert english.code == 0
    assert "The fan runs until 65 %." in english.out
    assert "Quạt chạy đến khi còn 65 %." in highland("sim", rack, "--for", "2m", "--lang", "vi").out


@pytest.mark.parametrize("command", [None, "python3 run.py"])
def test_it_says_what_to_do_next_in_the_words_it_was_called_with(highland, tmp_path, monkeypatch, command):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("HIGHLAND_COMMAND", raising=False)
    if command:
        monkeypatch.setenv("HIGHLAND_COMMAND", command)
    said = highland("new", "my_rack", "--lang", "vi")
    assert f"{command or 'highland'} sim ./my_rack" in said.out
    assert "lesson.vi.md" in said.out


def test_it_never_overwrites(highland, rack):
    (rack / "control.py").write_text("mine", encoding="utf-8")
    said = highland("new", "my_rack", "--in", rack.parent)
    assert said.code == 2
    assert "already exists; nothing was written." in said.err
    assert (rack / "control.py").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("name", ["", "My_rack", "2rack", "my-rack", "../rack", "class", "giàn_sấy", "r" * 41])
def test_names_that_python_or_a_folder_cannot_bear_are_refused(highland, tmp_path, name):
    said = highland("new", name, "--in", tmp_path)
    assert said.code == 2
    assert "is not a valid project name" in said.err
    assert list(tmp_path.iterdir()) == []


def test_the_name_of_a_shipped_project_is_taken(highland, tmp_path):
    assert "A project called gas_alarm already exists." in highland("new", "gas_alarm", "--in", tmp_path).err


def test_a_folder_that_is_not_there_is_refused(highland, tmp_path):
    said = highland("new", "my_rack", "--in", tmp_path / "nowhere")
    assert said.code == 2
    assert "cannot be written" in said.err


def test_the_template_is_no_shipped_project():
    from firmware.project import names

    assert template_folder().is_dir()
    assert template_folder().name not in names()


def test_every_sentence_of_the_template_has_its_vietnamese():
    folder = template_folder()
    texts = {each.text for file in folder.glob("*.py") for each in sentences_in(file)}
    assert texts == set(own_sentences(folder, "vi"))


def driven_after(folder, for_s, *faults):
    with Simulation(find(str(folder)), faults=[parse_fault(text) for text in faults]) as simulation:
        fan = []

        class Look(Sink):
            def tick(self, tick):
                fan.append((tick.t_s, tick.state, tick.action.fan))

        simulation.loop.sinks.append(Look())
        result = simulation.run(for_s)
        return fan, result, simulation.world.driven["fan"]


def test_the_fan_stops_when_its_sensor_is_lost(rack):
    wiring = tomllib.loads((rack / "wiring.toml").read_text(encoding="utf-8"))
    max_age_s = wiring["parts"]["rack"]["sampling"]["max_age_s"]
    fan, _, _ = driven_after(rack, 1200.0, "rack=off@10m..18m")
    before = [on for t_s, _, on in fan if 300 < t_s < 600]
    lost = [(state, on) for t_s, state, on in fan if 600 + max_age_s + 6 < t_s < 1080]
    assert any(before)
    assert set(lost) == {("SENSOR_LOST", False)}


def test_the_fan_rests_after_two_hours(rack):
    law = find(str(rack)).law()
    memory, states = law.boot(), []
    for _ in range(2 * 60 + 10):
        decision = law.decide(law.module.Sensed(90.0), memory, 60.0)
        memory = decision.memory
        states.append(memory.state.name)
    assert states[0] == "DRYING"
    assert states.count("DRYING") in (120, 121)
    assert states[-1] == "RESTING"


def test_every_lost_reading_brings_the_safe_action_on_that_tick(rack):
    law = find(str(rack)).law()
    for state in law.module.State:
        memory = law.module.Memory(state=state)
        decision = law.decide(law.module.Sensed(None), memory, 1.0)
        assert decision.action == law.module.SAFE == law.module.safe_action(memory)
        assert decision.urgent


@pytest.mark.parametrize(
    ("before", "humidity_pct", "fan"),
    [("IDLE", 74.9, False), ("IDLE", 75.0, True), ("DRYING", 65.1, True), ("DRYING", 65.0, False)],
)
def test_the_fan_switches_at_its_limits(rack, before, humidity_pct, fan):
    law = find(str(rack)).law()
    memory = law.module.Memory(state=law.module.State[before])
    assert law.decide(law.module.Sensed(humidity_pct), memory, 1.0).action.fan is fan


def test_it_ends_with_the_fan_off(rack):
    _, result, fan = driven_after(rack, 600.0)
    assert result.ending.ok
    assert fan == 0.0
