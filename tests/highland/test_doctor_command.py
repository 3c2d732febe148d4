"""`highland doctor` tells a person and a script the same, in both languages, with its exit code."""

import json

import pytest

from bench._boards import Board
from bench._planted_faults import FAULTS
from workshop.doctor.table import CHECKS


@pytest.fixture
def doctor(highland, monkeypatch, tmp_path):
    """The command on a board in a folder, with faults by the kind that is found."""

    def call(*words, finds=()):
        board = Board(tmp_path / "-".join(["board", *finds]))
        for fault in FAULTS:
            if fault.finds in finds:
                fault.plant(board)
        monkeypatch.setattr("workshop.doctor.machine.Machine", lambda root, project: board.machine(project is not None))
        monkeypatch.setattr("highland.doctor._project", lambda asked: board.project if asked else None)
        with board.running():
            return highland("doctor", *words)

    return call


def test_a_sound_board_is_one_line(doctor):
    said = doctor("gas_alarm")
    assert said.code == 0
    assert said.out.splitlines()[-1] == f"sound: {len(CHECKS)} checks"
    assert "wrong" not in said.out


def test_a_finding_says_what_why_how_and_what_without_internet(doctor):
    said = doctor("gas_alarm", finds=["helper_orphaned"])
    assert said.code == 2
    assert (
        "wrong: A DHT reader was left behind by a program that died (process 1533).\n"
        "  Why it matters: It holds its pin for good: the sensor stays silent until it is ended.\n"
        "  What mends it: sudo kill 1533\n"
        "  Without internet: The same command; it needs none.\n"
    ) in said.out


@pytest.mark.proof
def test_worth_knowing_is_exit_1_and_comes_after_what_is_wrong(doctor):
    assert doctor("gas_alarm", finds=["clock_setting_off"]).code == 1
    said = doctor("gas_alarm", finds=["clock_setting_off", "too_hot"])
    assert said.code == 2
    assert said.out.index("wrong: The processor") < said.out.index("worth knowing: The network")


def test_in_vietnamese(doctor):
    said = doctor("gas_alarm", "--lang", "vi", finds=["helper_orphaned"])
    assert "hỏng: Một bộ đọc DHT còn sót lại" in said.out
    assert "Cách sửa: sudo kill 1533" in said.out


def test_a_script_gets_stable_keys(doctor):
    said = json.loads(doctor("gas_alarm", "--json", finds=["too_hot"]).out)
    assert set(said) == {
        "version",
        "board",
        "project",
        "date_from",
        "exit",
        "findings",
        "not_looked_at",
        "left_out",
        "sound",
    }
    (found,) = said["findings"]
    assert set(found) == {"kind", "level", "seen", "why", "command", "offline", "values"}
    assert (said["exit"], found["kind"], found["level"], found["command"]) == (2, "too_hot", "wrong", None)
    assert found["values"] == {"temperature_c": 82.784, "limit_c": 80.0}


def test_without_a_project_it_says_what_is_left_out(doctor):
    said = doctor()
    assert said.code == 0
    assert "No project is named: 11 checks are left out." in said.out


def test_on_this_computer_it_says_that_it_is_no_pi(highland):
    said = highland("doctor")
    assert "This is not a Raspberry Pi" in said.out
