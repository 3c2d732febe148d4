"""The pupil's own text of a law: it runs, it fails with a line and a sentence, and nothing of the old one stays."""

import sys

import pytest

CHANGED = "    seen = look(sensed, memory.held)"


def own(gas, new, old=CHANGED, file="control.py"):
    text = gas.text(file)
    assert old in text
    return {file: text.replace(old, new)}


def test_a_changed_law_acts_differently_and_its_world_begins_again(gas):
    assert gas.run_for(1800)["state"] == "PREALARM"
    gas.ask("files", files=own(gas, "PREALARM_PPM = 50 * PCT_LEL_PPM", "PREALARM_PPM = 5 * PCT_LEL_PPM", "limits.py"))
    assert (gas.last("now")["t_s"], gas.last("now")["paused"]) == (0.0, True)
    assert gas.run_for(1800)["state"] == "NORMAL"


@pytest.mark.examples(1)
@pytest.mark.parametrize(
    ("new", "cause", "line", "word"),
    [
        ("    seen = lok(sensed, memory.held)", "misspelled", 94, "lok"),
        ("    seen = look(sensed, memory.held", "bracket", 94, "("),
        ("  seen = look(sensed, memory.held)\n    x = 1", "indentation", 94, "column"),
        ("    seen = sensed.gas + 1", "no_such_field", 94, "gas"),
        ("    seen = None + 1.0", "none_used", 94, "None"),
        ("    return", "forgotten_return", 92, "return Decision"),
        ("    return Decision(SAFE, memory, 'why')", "wrong_answer", 92, "Message"),
        ("    return Decision(None, memory, None)", "wrong_answer", 92, "Action"),
        ("    return Decision(SAFE, memory._replace(state='ALARM'), None)", "wrong_answer", 92, "Message"),
        ("    1 / 0", "zero_division", 94, "zero"),
        ("    raise SystemExit", "ends_itself", 94, "ends"),
        ("    raise KeyboardInterrupt", "endless", 94, "no end"),
    ],
)
def test_a_law_that_fails_is_told_with_its_line_and_one_sentence(gas, new, cause, line, word):
    answer = gas.ask("files", files=own(gas, new))
    if answer["kind"] == "answer":
        gas.run_for(10)
        answer = gas.last("failed")
    assert (answer["kind"], answer["cause"], answer["file"], answer["line"]) == ("failed", cause, "control.py", line)
    assert word in answer["text"]
    assert "/" not in answer["text"]


def test_the_old_law_runs_on_when_the_new_one_cannot_be_read(gas):
    gas.run_for(600)
    assert gas.ask("files", files={"control.py": "def decide(:"})["kind"] == "failed"
    assert gas.run_for(60)["t_s"] == pytest.approx(660.0)
    assert gas.last("now")["run"] == 1


def test_after_a_law_that_failed_in_a_run_the_next_one_runs(gas):
    gas.ask("files", files=own(gas, "    raise ValueError('no')"))
    gas.run_for(10)
    assert gas.last("now")["over"] is True
    assert gas.ask("pause")["kind"] == "refused"
    assert gas.ask("files", files={"control.py": None})["kind"] == "answer"
    gas.ask("pause")
    assert gas.run_for(60)["over"] is False


@pytest.mark.proof
def test_a_file_that_is_not_sent_any_more_has_the_shipped_text_again(gas):
    gas.ask("files", files=own(gas, "    raise ValueError('no')"))
    limits = own(gas, "PREALARM_PPM = 6 * PCT_LEL_PPM", "PREALARM_PPM = 5 * PCT_LEL_PPM", "limits.py")
    assert gas.ask("files", files=limits)["files"] == limits
    assert gas.ask("limits", values={"HOLD_S": 20.0})["files"].keys() == {"limits.py"}
    assert gas.run_for(60)["over"] is False
    assert gas.ask("files", files={})["files"] == {}


def test_nothing_of_an_older_law_stays_behind(gas, tmp_path):
    def left():
        return sorted(each for each in sys.modules if each.startswith("highland_project_"))

    before = left()
    for number in range(3):
        gas.ask("files", files=own(gas, f"{CHANGED}  # {number}"))
    version = gas.session._board.opened.version
    assert {each.partition(".")[0] for each in set(left()) - set(before)} == {version.package}
    assert [each.name for each in version.folder.parents[1].iterdir()] == [version.folder.parent.name]
    gas.ask("files", files={"control.py": None})
    assert left() == before
    gas.session.close()
    assert not version.folder.parents[1].exists()


def test_a_board_begins_with_saved_files_and_with_the_shipped_law_where_they_fail(page):
    broken = {"control.py": "def decide(:"}
    described = page.begin(files=broken)
    assert described["kind"] == "described"
    assert described["files"][0]["text"] == broken["control.py"]
    assert page.last("failed")["line"] == 1
    assert page.run_for(60)["state"] == "WARMUP"


@pytest.mark.proof
def test_what_a_law_prints_comes_bounded(gas):
    gas.ask("files", files=own(gas, f"    print('seen', dt_s)\n{CHANGED}"))
    gas.run_for(3)
    assert "seen 1.0\n" in gas.last("printed")["text"]
    gas.ask("files", files=own(gas, f"    print('x' * 1_000_000)\n{CHANGED}"))
    gas.run_for(600)
    printed = "".join(each["text"] for each in gas.sent if each["kind"] == "printed")
    assert 10_000 < len(printed) < 210_000


@pytest.mark.proof
def test_a_sentence_that_asks_for_what_it_is_not_given_is_told_once_and_the_board_goes_on(gas):
    law = gas.text("control.py").replace("import Decision", "import Decision, Message")
    law = law.replace("step.why, urgent)", 'Message("mine", "It is {wrong:.0f}.")(right=1.0), urgent)')
    gas.ask("files", files={"control.py": law})
    assert gas.run_for(600)["said"]["en"] == "It is {wrong:.0f}."
    failures = [each for each in gas.sent if each["kind"] == "failed"]
    assert [(each["file"], each["line"]) for each in failures] == [("control.py", 103)]
    assert "right" in failures[0]["text"]
    assert (gas.ask("picture")["kind"], gas.ask("pause")["kind"]) == ("picture", "answer")
