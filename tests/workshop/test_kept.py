"""What was tried is kept for the doctor and the next lesson, and a simulated trial is never taken for a real one."""

import json
from datetime import datetime, timedelta, timezone

import pytest

from devices import HighlandError, Message
from firmware.project import find
from workshop.trial.kept import REAL, SIM, Trial, read_trial, save_trial, trial_file
from workshop.trial.outcome import Verdict, fails, not_tried, works

DAY = datetime(2026, 11, 29, 20, 0, tzinfo=timezone(timedelta(hours=7)))
INNER = Message("test.inner", "GPIO{gpio}")
DEAD = Message("test.dead", "Nothing moved, {volts:.2f} V.")
CHECK = Message("test.check", "Check {wire}.")


@pytest.fixture
def project():
    return find("gas_alarm")


def trial_of(*outcomes, provenance=REAL):
    trial = Trial("gas_alarm", provenance)
    for outcome in outcomes:
        trial.add(outcome, DAY)
    return trial


def test_it_comes_back_as_it_was_kept(tmp_path, project):
    trial = trial_of(works("fan", DEAD(volts=1.5)), fails("valve", DEAD(volts=0.25), CHECK(wire=INNER(gpio=17)), "fan"))
    save_trial(trial, trial_file(project, home=tmp_path))
    found = read_trial(project, home=tmp_path)
    assert found == trial
    valve = found.parts["valve"]
    assert (valve.outcome.seen.render(), valve.outcome.hint.render()) == ("Nothing moved, 0.25 V.", "Check GPIO17.")
    assert (valve.outcome.verdict, valve.outcome.other, valve.tried_on) == (Verdict.FAILS, "fan", DAY)


def test_nothing_was_tried_yet(tmp_path, project):
    assert read_trial(project, home=tmp_path).parts == {}


def test_a_later_trial_of_one_part_keeps_the_others_and_their_day():
    trial = trial_of(works("fan", CHECK), works("valve", CHECK))
    trial.add(fails("valve", DEAD), DAY + timedelta(days=1))
    assert trial.parts["fan"].tried_on == DAY
    assert (trial.parts["valve"].outcome.verdict, trial.parts["valve"].tried_on) == (
        Verdict.FAILS,
        DAY + timedelta(days=1),
    )


def test_what_is_left_out_now_does_not_undo_what_was_found():
    trial = trial_of(fails("valve", DEAD))
    trial.add(not_tried("valve", CHECK), DAY + timedelta(days=1))
    assert trial.parts["valve"].outcome.verdict is Verdict.FAILS


def test_a_simulated_trial_is_not_read_as_a_real_one_even_under_its_name(tmp_path, project):
    save_trial(trial_of(works("fan", CHECK), provenance=SIM), trial_file(project, SIM, tmp_path))
    assert read_trial(project, home=tmp_path).parts == {}
    assert set(read_trial(project, SIM, tmp_path).parts) == {"fan"}
    trial_file(project, SIM, tmp_path).rename(trial_file(project, REAL, tmp_path))
    with pytest.raises(HighlandError, match="it says sim, not real"):
        read_trial(project, home=tmp_path)


BAD_PART = {"part": "fan", "tried_on": "2026-11-29T20:00:00+07:00", "is_dated": True, "verdict": "works", "other": ""}
SENTENCE = {"key": "a", "text": "{x.__class__}", "values": {"y": 1}}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"[" * 100_000,
        b"[]",
        b'{"provenance": "real"}',
        b'{"provenance": "real", "parts": [{}]}',
        b'{"provenance": "real", "parts": 3}',
        json.dumps({"provenance": "real", "parts": [{**BAD_PART, "seen": SENTENCE, "hint": SENTENCE}]}).encode(),
    ],
)
def test_a_file_that_is_not_ours_is_refused_in_one_sentence(tmp_path, project, content):
    file = trial_file(project, home=tmp_path)
    file.parent.mkdir()
    file.write_bytes(content)
    with pytest.raises(HighlandError, match="does not hold what `highland try` wrote"):
        read_trial(project, home=tmp_path)
