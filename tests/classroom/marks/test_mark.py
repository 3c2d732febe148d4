"""A mark is made in the lesson's world whatever the browser claimed, and hostile work gets a sentence and no points."""

from dataclasses import replace

import pytest

from classroom.lesson import free_work, work_of
from classroom.marks import mark as marks
from classroom.marks import sandbox
from classroom.marks.made import Where
from classroom.marks.numbers_only import only_numbers
from classroom.marks.sandbox import Limits
from firmware.project import find
from sim.world.simulation import Simulation

LESSON = free_work(find("gas_alarm"))
SHORT = replace(LESSON, scenario=None, settings={}, for_s=10.0)
USUAL = Limits()


def made(files, lesson=SHORT, limits=USUAL, **more):
    work = work_of({"highland_work": 1, "project": "gas_alarm", "seed": 7, "files": files, **more})
    return marks.mark(work, lesson, Where(limits))


@pytest.fixture(autouse=True)
def _boxed(boxed):
    pass


def test_the_shipped_law_gets_all_points_and_a_picture_of_its_run():
    work = work_of({"highland_work": 1, "project": "gas_alarm", "files": {}})
    mark = marks.mark(work, SHORT, lang="vi")
    assert (mark.picture["provenance"], mark.picture["frame"]) == ("sim", "MÔ PHỎNG")
    assert (mark.ok, mark.points, mark.most, mark.failed, mark.contained) == (True, 2, 2, None, None)
    assert mark.same_as_claimed is None
    assert mark.metrics["fan_switches_above_20pct_lel"] == 0.0


@pytest.mark.long
def test_a_true_claim_is_the_same_and_a_forged_one_differs():
    """Also in a world of the pupil's own, with another seed and other settings."""
    project, own = find("gas_alarm"), {"leak_start_min": 0.1}
    with Simulation(project, seed=3, settings=own) as simulation:
        shown = simulation.run(30.0).trace_sha256
    true = {"trace_sha256": shown, "for_s": 30.0}
    assert made({}, seed=3, settings=own, claimed=true).same_as_claimed is True
    assert made({}, seed=4, settings=own, claimed=true).same_as_claimed is False
    assert made({}, claimed={"trace_sha256": "0" * 64, "for_s": 10.0}).claim["en"] == str(marks.w.DIFFERS.text)
    assert made({}, claimed={"trace_sha256": "0" * 64, "for_s": 90_000.0}).same_as_claimed is None


def test_a_claim_about_the_very_run_of_the_mark_needs_no_second_run():
    with Simulation(find("gas_alarm"), seed=7) as simulation:
        shown = simulation.run(10.0).trace_sha256
    mark = made({}, claimed={"trace_sha256": shown, "for_s": 10.0})
    assert (mark.trace_sha256, mark.same_as_claimed) == (shown, True)


def test_an_unsafe_law_loses_points_and_is_told_what_happened(control):
    places = {"return Decision(action, acted": "action = Action(True)\n    return Decision(action, acted"}
    mark = made(control(**places))
    assert (mark.ok, mark.points, mark.most) == (False, 1, 2)
    assert any("The valve was told to be open in spite of WARMUP." in each["en"] for each in mark.unsafe)
    assert [each.passed for each in mark.lines] == [True, False]


IN_A_LOOP = Limits(start_s=0.7)
HOSTILE = {  # the lines, what is told, and the limits
    "a fork bomb": ("import os\nwhile True: os.fork()", "PermissionError", USUAL),
    "an endless loop": ("while True: pass", "endless loop", IN_A_LOOP),
    "a forged description": ('import os\nos.write(5, b\'{"sensed": ["__class__"]}\\n\')', "no law answers", USUAL),
}
MORE_HOSTILE = {
    "a thread bomb": ("import threading\nwhile True: threading.Thread(target=print).start()", "new thread", USUAL),
    "10 GB": ("x = bytearray(10 ** 10)", "MemoryError", USUAL),
    "other works": ("import os\nos.listdir('/tmp')", "FileNotFoundError", USUAL),
    "the network": ("import socket\nsocket.create_connection(('127.0.0.1', 1))", "Error", USUAL),
    "an endless print": ("while True: print('x')", "endless loop", IN_A_LOOP),
    "a flood": ("import os\nwhile True: os.write(5, b'x' * 9999)", "wrote more than", USUAL),
    "an end": ("import os\nos._exit(0)", "ended itself", USUAL),
    "a signal": ("import os\nos.kill(os.getpid(), 9)", "SIGKILL", USUAL),
    "too much computing": ("while True: pass", "computed for more than", Limits(cpu_s=1, start_s=30.0)),
    "a forged answer": ("import os\nos.write(5, b'{\"failed\": 3}\\n')", "no law answers", USUAL),
    "a deep answer": ("import os\nos.write(5, b'[' * 99999 + b'\\n')", "no law answers", USUAL),
    "a syntax error": ("def x(:", "SyntaxError", USUAL),
    "an end that Python makes": ("raise SystemExit", "SystemExit", USUAL),
}


def assert_no_points(control, more, told, limits):
    mark = made(control(more), limits=limits)
    assert (mark.ok, mark.points) == (False, 0)
    assert told in mark.failed["en"]
    assert mark.failed["vi"]


@pytest.mark.parametrize(("more", "told", "limits"), HOSTILE.values(), ids=HOSTILE)
def test_hostile_work_gets_a_sentence_and_no_points(more, told, limits, control):
    assert_no_points(control, more, told, limits)


@pytest.mark.long
@pytest.mark.parametrize(("more", "told", "limits"), MORE_HOSTILE.values(), ids=MORE_HOSTILE)
def test_more_hostile_work_gets_a_sentence_and_no_points(more, told, limits, control):
    assert_no_points(control, more, told, limits)


FORGED = {
    "a full mark": 'Decision(action, acted(after, action, dt_s), Message("k", "{x}", {"x": 1e300}), urgent)',
    "a state of its own": 'Decision(action, acted(after, action, dt_s)._replace(state="NORMAL"), step.why, urgent)',
    "no decision": "None",
    "an action of strings": 'Decision(Action("on"), acted(after, action, dt_s), step.why, urgent)',
}


@pytest.mark.long
@pytest.mark.parametrize("answer", FORGED.values(), ids=FORGED)
def test_a_forged_decision_ends_the_run(answer, control):
    places = {
        "Decision(action, acted(after, action, dt_s), step.why, urgent)": answer,
        "import Decision\n": "import Decision, Message\n",
    }
    mark = made(control(**places))
    assert (mark.ok, mark.points) == (False, 0)
    assert mark.failed["en"]


@pytest.mark.long
def test_the_lesson_of_the_gas_alarm_is_marked_by_its_scenario():
    limits = (find("gas_alarm").folder / "limits.py").read_text(encoding="utf-8")
    late = limits.replace("ALARM_PPM = 10 *", "ALARM_PPM = 30 *")
    assert made({}, LESSON).points == 5
    mark = made({"limits.py": late}, LESSON)
    assert (mark.points, [each.passed for each in mark.lines]) == (2, [True, False, False, True, False])


LIMITS = (find("gas_alarm").folder / "limits.py").read_text(encoding="utf-8")
LATE = LIMITS.replace("ALARM_PPM = 10 *", "ALARM_PPM = 30 *").replace("HOLD_S = 12.0", "HOLD_S = -1  # soon")


@pytest.fixture
def unboxed(monkeypatch):
    monkeypatch.setattr(marks, "trouble", lambda: sandbox.HighlandError(sandbox.NO_BUBBLEWRAP))


def test_without_a_sandbox_changed_code_is_not_run(unboxed, control):
    mark = made(control("import os\nos._exit(1)"))
    assert (mark.elsewhere, mark.points) == (True, None)
    assert "bubblewrap" in mark.failed["vi"]


def test_without_a_sandbox_work_with_other_numbers_gets_the_same_mark(monkeypatch, unboxed):
    with_copy = made({"limits.py": LATE})
    monkeypatch.undo()
    boxed = made({"limits.py": LATE})
    assert (with_copy.points, with_copy.trace_sha256) == (boxed.points, boxed.trace_sha256)
    assert with_copy.points == 2


HARMLESS = {"nothing": {}, "other numbers": {"limits.py": LATE}, "a comment": {"limits.py": LIMITS + "# mine"}}
HARMFUL = {
    "an import": LIMITS + "import os",
    "a call": LIMITS.replace("HOLD_S = 12.0", "HOLD_S = print(12.0)"),
    "a text": LIMITS.replace("HOLD_S = 12.0", "HOLD_S = '12.0'"),
    "another operator": LIMITS.replace("10 * PCT", "10 ** PCT"),
    "a number that fills the memory": LIMITS.replace("NOTES = 24", "NOTES = 10000000000"),
    "infinity": LIMITS.replace("HOLD_S = 12.0", "HOLD_S = 1e999"),
    "no Python": "x = (",
    "deep": "x = " + "-" * 30_000 + "1",
}


@pytest.mark.parametrize("files", HARMLESS.values(), ids=HARMLESS)
def test_other_numbers_are_harmless(files):
    assert only_numbers(find("gas_alarm"), files)


@pytest.mark.parametrize("text", HARMFUL.values(), ids=HARMFUL)
def test_whatever_else_is_changed_needs_a_sandbox(text):
    assert not only_numbers(find("gas_alarm"), {"limits.py": text})
    assert not only_numbers(find("gas_alarm"), {"limits.py": LIMITS, "control.py": ""})
