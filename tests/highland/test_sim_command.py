"""`highland sim` on the smallest project: its report, its JSON, its exit codes and what it refuses before it begins."""

import json
import shutil

import pytest

from firmware.project import find
from sim.world.options import run_length_s, speed_of


def test_the_report_is_one_screen_with_provenance(highland, tiny):
    said = highland("sim", tiny, "--press", "button@20s", "--set", "lamp_w=3600")
    lines = said.out.splitlines()
    assert said.code == 0
    assert lines[0] == "SIM (simulation): tiny, 1 min of virtual time, seed 0"
    assert "  The lamp used 2.00 Wh." in lines
    assert "What happened, newest last (6 of 6):" in lines
    assert any(line.split() == ["20", "s", "press", "DARK", "button", "pressed."] for line in lines)
    assert any(line.endswith("LIT   The button is pressed: the lamp is on.") for line in lines)
    assert lines[-1].startswith("Provenance: SIM.")
    assert len(lines) <= 24


def test_the_report_in_vietnamese_uses_the_projects_own_sentences(highland, tiny):
    out = highland("sim", tiny, "--lang", "vi", "--press", "button@20s").out
    assert out.startswith("SIM (MÔ PHỎNG): tiny, 1 phút thời gian ảo")
    assert "Nút đang được nhấn: đèn sáng." in out
    assert "Không ai nhấn: đèn tắt sau 0 vòng." in out
    assert "Đèn đã dùng" in out
    assert "không có gì được đo" in out


def test_json_is_one_object_and_nothing_else(highland, tiny):
    said = highland("sim", tiny, "--json", "--hours", "0.01", "--lang", "vi")
    found = json.loads(said.out)
    assert said.code == 0
    assert said.err == ""
    assert {"project", "seed", "simulated_s", "provenance", "final", "metrics", "events", "trace_sha256"} <= set(found)
    assert found["provenance"] == "sim"
    assert found["simulated_s"] == 36.0
    assert found["metrics"] == {"used_wh": 0.0, "hidden": 1.0}


def test_the_same_seed_gives_the_same_trace(highland, tiny):
    hashes = [json.loads(highland("sim", tiny, "--json", "--seed", "4").out)["trace_sha256"] for _ in range(2)]
    assert hashes[0] == hashes[1]


def test_which_units_it_is_built_of_can_be_asked_for(highland):
    """A person's trim of one meter makes its value no whole step of 0.1 mA; perfect and raw meters have none."""
    for words, age, is_trimmed in (((), 14.0, True), (("--ideal",), 14.0, False), (("--uncalibrated",), None, False)):
        said = highland("sim", "gas_alarm", "--for", "2s", "--json", *words)
        assert said.code == 0
        sensed = json.loads(said.out)["final"]["sensed"]
        assert sensed["gas_calibration_age_days"] == (None if age is None else pytest.approx(age, abs=0.001))
        assert (sensed["heater_current_a"] != round(sensed["heater_current_a"], 4)) is is_trimmed
        if words == ("--ideal",):
            assert sensed["heater_current_a"] == pytest.approx(5.0 / 33.0, abs=2e-4)
    said = highland("sim", "gas_alarm", "--ideal", "--uncalibrated")
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("--ideal and --uncalibrated do not go together.")


def test_a_law_that_fails_is_exit_1_with_the_reason(highland, tiny):
    said = highland("sim", tiny, "--press", "bomb@20s")
    assert said.code == 1
    assert said.out == "", "a run that an error broke off has no summary"
    assert said.err.startswith("The run does not count: an error broke it off. The control law failed with")
    assert "ZeroDivisionError: division by zero (control.py, line 48: _ = 1 / 0)" in said.err
    assert "all outputs were made safe" in said.err


def test_a_law_that_fails_still_gives_json(highland, tiny):
    said = highland("sim", tiny, "--press", "bomb@20s", "--json")
    assert said.code == 1
    found = json.loads(said.out)
    assert found["events"][-1]["why"].startswith("loop.law_failed")
    assert (found["ended_well"], found["metrics"]) == (False, {})
    assert "ZeroDivisionError" in said.err


def test_ctrl_c_ends_safe_with_a_report_and_exit_130(highland, tiny):
    said = highland("sim", tiny, "--set", "ctrl_c_at_s=15")
    assert said.code == 130
    assert said.out.startswith("SIM (simulation): tiny, 1")  # 15 or 16 s of the minute
    assert "Asked to stop; all outputs are safe." in said.out


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--for", "soon"), "--for cannot be soon. Give more than 0 and at most"),
        (("--for", "0"), "--for cannot be 0. Give more than 0"),
        (("--hours", "-2"), "--hours cannot be -2. Give more than 0"),
        (("--days", "4000"), "--days cannot be 4000. Give more than 0 and at most 365 days"),
        (("--days", "nan"), "--days cannot be nan."),
        (("--days", "1", "--hours", "2"), "--days and --hours do not go together."),
        (("--speed", "fast"), "--speed cannot be fast. Give a number above 0, such as 60, or max."),
        (("--speed", "0"), "--speed cannot be 0."),
        (("--trace-every", "0"), "--trace-every cannot be 0. Give a number of virtual seconds above 0, such as 10."),
        (("--set", "lamp_w"), "--set needs KEY=VALUE, not lamp_w."),
        (("--set", "color=red"), "tiny has no setting color. Its settings are: lamp_w, ctrl_c_at_s, name."),
        (("--set", "lamp_w=bright"), "bright does not fit the setting lamp_w: it takes a number."),
        (("--fault", "lamp"), "lamp is not a fault"),
        (("--fault", "fridge=off"), "There is no channel, part or actuator called fridge."),
        (("--plot", "run.docx"), "run.SIM.docx is not a picture that can be drawn."),
    ],
)
def test_refusals_are_exit_2_before_the_run_begins(highland, tiny, words, sentence):
    said = highland("sim", tiny, *words)
    assert said.code == 2
    assert said.out == ""
    assert said.err.startswith(sentence)
    assert said.err.count("\n") == 1


@pytest.mark.parametrize("name", ["", "no/such/folder/run.csv"])
def test_a_trace_that_cannot_be_written_is_exit_2(highland, tiny, tmp_path, name):
    said = highland("sim", tiny, "--trace", tmp_path / name if name else "")
    assert said.code == 2
    assert said.out == ""
    assert "cannot be written" in said.err


def test_a_plot_that_cannot_be_written_is_exit_2(highland, tiny, tmp_path, monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: object())
    said = highland("sim", tiny, "--plot", tmp_path / "no" / "run.svg")
    assert (said.code, said.out) == (2, "")
    assert "cannot be written" in said.err


def test_a_plot_without_matplotlib_says_how_to_get_it(highland, tiny, tmp_path, monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    said = highland("sim", tiny, "--plot", tmp_path / "run.svg")
    assert said.code == 2
    assert "pip install matplotlib" in said.err


def test_a_refused_run_leaves_no_file_behind(highland, tiny, tmp_path):
    highland("sim", tiny, "--trace", tmp_path / "run.csv", "--set", "color=red")
    assert list(tmp_path.iterdir()) == []


def test_the_trace_says_sim_in_its_name_and_on_every_row(highland, tiny, tmp_path):
    said = highland("sim", tiny, "--trace", tmp_path / "run.csv", "--trace-every", "5")
    file = tmp_path / "run.SIM.csv"
    assert str(file) in said.out
    header, *rows = file.read_text(encoding="utf-8").splitlines()
    assert header.startswith("t_s,provenance,state,why,button_pressed")
    assert len(rows) >= 12
    assert all(row.split(",")[1] == "sim" for row in rows)


def test_settings_are_listed_with_values_and_comments(highland, tiny):
    said = highland("sim", tiny, "--settings")
    assert said.code == 0
    assert "  lamp_w=3.0      power of the lamp" in said.out.splitlines()
    assert "  name=small" in said.out.splitlines()


@pytest.mark.parametrize(
    ("asked", "for_s"),
    [
        ((None, None, None), 77.0),
        (("2", None, None), 172_800.0),
        ((None, "0.5", None), 1800.0),
        ((None, None, "1h30m"), 5400.0),
    ],
)
def test_how_long_a_run_is(asked, for_s):
    assert run_length_s(*asked, lesson_s=77.0) == for_s


@pytest.mark.parametrize(("text", "speed"), [(None, None), ("max", float("inf")), ("60", 60.0), ("2.5x", 2.5)])
def test_how_fast_a_run_is(text, speed):
    assert speed_of(text) == speed


def test_speed_without_a_terminal_is_paced(highland, tiny, monkeypatch):
    waits = []
    monkeypatch.setattr("sim.live.pace.Pace.tick", lambda self, tick: waits.append(self.speed))
    assert highland("sim", tiny, "--speed", "600").code == 0
    assert set(waits) == {600.0}
    assert len(waits) >= 60


def test_a_project_that_is_a_folder_is_found_by_its_path(tiny):
    assert find(tiny).name == "tiny"


SCENARIO = """
title = { en = "Pressed", vi = "Được nhấn" }
for = "30s"
[runs.once]
press = ["button@10s"]
[runs.twice]
press = ["button@10s", "button@20s"]
[runs.no_board]
wires = false
[[expect]]
what = { en = "It ends dark", vi = "Cuối cùng đèn tắt" }
run = "all"
measure = "final_state"
is = "DARK"
"""


@pytest.fixture
def with_scenario(tiny, tmp_path):
    folder = tmp_path / "tiny"
    shutil.copytree(tiny, folder)
    (folder / "scenarios").mkdir()
    (folder / "scenarios" / "pressed.toml").write_text(SCENARIO, encoding="utf-8")
    return str(folder)


def test_a_run_can_begin_as_a_scenario_with_options_on_top(highland, with_scenario):
    said = highland("sim", with_scenario, "--scenario", "pressed", "--press", "button@25s")
    assert said.code == 0
    assert said.out.startswith("Pressed\nSIM (simulation): tiny, 30 s of virtual time")
    assert said.out.count("button pressed") == 2
    assert (
        highland("sim", with_scenario, "--scenario", "pressed:twice", "--for", "40s").out.count("button pressed") == 2
    )
    assert highland("sim", with_scenario, "--scenario", "pressed", "--lang", "vi").out.startswith("Được nhấn\n")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("nowhere", "tiny has no scenario nowhere. There are: pressed."),
        ("pressed:never", "The scenario pressed has no run never. There are: once, twice, no_board."),
        ("pressed:no_board", "The scenario pressed plays without a board"),
    ],
)
def test_a_scenario_that_cannot_be_run_is_one_sentence(highland, with_scenario, asked, said):
    found = highland("sim", with_scenario, "--scenario", asked)
    assert found.code == 2
    assert said in found.err


def test_every_event_is_listed_when_asked_for(highland, tiny):
    presses = [option for second in range(10, 50, 4) for option in ("--press", f"button@{second}s")]
    few = highland("sim", tiny, *presses).out
    assert "the same command with --events" in few
    assert highland("sim", tiny, *presses, "--events").out.count("button pressed") == 10 > few.count("button pressed")
