"""`highland sim --replay`: exit 0, 1 or 2, lines a class can read, and JSON for programs."""

import json
from pathlib import Path

import pytest


@pytest.fixture
def trace(highland, tiny, tmp_path):
    """A trace of a minute with a row for every turn; the button is pressed at 20 s."""
    assert (
        highland("sim", tiny, "--press", "button@20s", "--trace", tmp_path / "run.csv", "--trace-every", "1").code == 0
    )
    return tmp_path / "run.SIM.csv"


@pytest.fixture
def otherwise(trace):
    """The same, but somebody recorded that the lamp went on at 40 s too."""
    text = trace.read_text(encoding="utf-8")
    trace.write_text(text.replace("40.0,sim,DARK,tiny.off,0,0,0", "40.0,sim,LIT,tiny.on,0,0,1"), encoding="utf-8")
    return trace


def test_the_same_law_decides_the_same(highland, tiny, trace):
    said = highland("sim", tiny, "--replay", trace)
    assert said == (
        0,
        f"Replay: 60 rows of {trace} (sim) through the law of tiny.\nEvery decision is the same as recorded.\n",
        "",
    )


def test_a_difference_is_shown_with_time_and_both_reasons_and_is_exit_1(highland, tiny, otherwise):
    said = highland("sim", tiny, "--replay", otherwise)
    assert said.code == 1
    lines = said.out.splitlines()
    assert lines[1] == "1 rows differ; the first one is line 43, at 40.0 s."
    assert lines[2:4] == ["  state: 1 rows", "  lamp: 1 rows"]
    assert lines[5:8] == [
        "  40.0 s",
        "    recorded: state LIT, lamp on (tiny.on)",
        "    now:      state DARK, lamp off (Nobody presses: the lamp is off after 0 turns.)",
    ]


def test_a_difference_in_vietnamese_has_the_projects_own_reason(highland, tiny, otherwise):
    said = highland("sim", tiny, "--replay", otherwise, "--lang", "vi")
    assert "Không ai nhấn: đèn tắt sau 0 vòng." in said.out


def test_json_is_one_object(highland, tiny, otherwise):
    said = highland("sim", tiny, "--replay", otherwise, "--json")
    found = json.loads(said.out)
    assert said.code == 1
    assert (found["project"], found["provenance"], found["same"], found["rows"]) == ("tiny", "sim", False, 60)
    assert (found["differing_rows"], found["by_name"]) == (1, {"state": 1, "lamp": 1})
    assert found["moments"][0]["differs"]["state"] == {"recorded": "LIT", "now": "DARK"}
    assert found["moments"][0]["why"]["text"] == "Nobody presses: the lamp is off after 0 turns."


def test_a_trace_with_few_rows_says_what_is_not_known(highland, tiny, tmp_path):
    highland("sim", tiny, "--for", "5m", "--trace", tmp_path / "run.csv")
    said = highland("sim", tiny, "--replay", tmp_path / "run.SIM.csv")
    assert said.code == 0
    assert "fewer rows than the loop had turns" in said.out


def test_a_law_that_fails_is_exit_1_with_the_line(highland, tiny, trace):
    text = trace.read_text(encoding="utf-8")
    trace.write_text(text.replace("30.0,sim,DARK,tiny.off,0,0,0", "30.0,sim,DARK,tiny.off,0,1,0"), encoding="utf-8")
    said = highland("sim", tiny, "--replay", trace)
    assert said.code == 1
    assert (
        "At line 33 the law failed with ZeroDivisionError: division by zero (control.py, line 48: _ = 1 / 0)"
        in said.out
    )


def test_a_last_line_that_is_cut_off_is_told(highland, tiny, trace):
    trace.write_text(trace.read_text(encoding="utf-8") + "60.0,sim", encoding="utf-8")
    said = highland("sim", tiny, "--replay", trace)
    assert said.code == 0
    assert said.out.splitlines()[-1] == "The last line is incomplete; it was skipped."


def test_half_a_trace_says_so_whatever_it_decides(highland, tiny, trace):
    half = trace.rename(trace.with_name(f"{trace.name}.part"))
    assert highland("sim", tiny, "--replay", half).out.splitlines()[1].startswith("This is half a trace")
    assert json.loads(highland("sim", tiny, "--replay", half, "--json").out)["half"] is True


def test_on_a_full_disk_the_trace_keeps_the_name_of_half_a_one_and_the_end_says_so(highland, tiny, tmp_path):
    if not Path("/dev/full").exists():
        pytest.skip("needs /dev/full")
    part = tmp_path / "run.SIM.csv.part"
    part.symlink_to("/dev/full")
    said = highland("sim", tiny, "--for", "2m", "--trace", tmp_path / "run.csv")
    assert said.code == 1
    assert "The trace is in" not in said.out
    assert said.err.startswith(f"{part} ends before the run does (No space left on device).")


def test_a_file_that_lies_is_exit_2_with_the_line(highland, tiny, trace):
    trace.write_text(trace.read_text(encoding="utf-8").replace("\n30.0,", "\nNaN,"), encoding="utf-8")
    said = highland("sim", tiny, "--replay", trace)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith(f"{trace}, line 33: t_s is 'NaN', which is not a time from 0 s to ten years.")


@pytest.mark.parametrize("name", ["no.csv", ""])
def test_a_file_that_is_not_there_is_exit_2(highland, tiny, tmp_path, name):
    said = highland("sim", tiny, "--replay", tmp_path / name)
    assert (said.code, said.out) == (2, "")
    assert "cannot be read" in said.err


@pytest.mark.parametrize(
    "words",
    [
        ("--seed", "0"),
        ("--for", "5m"),
        ("--fault", "lamp=off"),
        ("--press", "button"),
        ("--trace", "x.csv"),
        ("--control", "0"),
        ("--settings",),
    ],
)
def test_what_a_replay_does_not_have_is_refused(highland, tiny, trace, words):
    said = highland("sim", tiny, "--replay", trace, *words)
    assert (said.code, said.out) == (2, "")
    assert said.err == f"--replay and {words[0]} do not go together. `highland sim --help` shows how to use it.\n"


def test_a_long_replay_says_how_far_it_is(highland, tiny, trace, monkeypatch):
    monkeypatch.setattr("highland._replay.QUIET_S", 0.0)
    assert highland("sim", tiny, "--replay", trace).err.startswith("3 % replayed\n53 % replayed\n")
