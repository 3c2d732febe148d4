"""A step of the ladder in a sandbox: the same run to the last digit, also with the pupil's own lines in it."""

import pytest

from classroom.lesson import work_of
from classroom.lesson.work import WorkError, pupils_files
from classroom.marks.far_law import far_law
from classroom.marks.numbers_only import only_numbers
from firmware.project import find
from sim.world.simulation import Simulation

STEP = find("gas_alarm_step_1")
TEXT = (STEP.folder / "control.py").read_text(encoding="utf-8")
GAS = {"first_lpg_ppm": "2000"}


def trace(law):
    with Simulation(STEP, settings=GAS, law=law) as simulation:
        return simulation.run(20.0).trace_sha256


@pytest.mark.usefixtures("boxed")
def test_a_small_law_in_a_sandbox_does_the_same():
    with far_law(STEP, {}) as law:
        shipped = trace(law)
    assert shipped == trace(None)
    with far_law(STEP, {"control.py": TEXT.replace("1400.0", "-1.0")}) as law:
        assert trace(law) != shipped


def test_a_work_may_be_of_a_step_and_changes_its_law_only():
    work = {"highland_work": 1, "project": STEP.name, "files": {"control.py": TEXT}}
    assert work_of(work, find("gas_alarm")).project == STEP.name
    with pytest.raises(WorkError):
        work_of(work, find("water_filter"))
    assert pupils_files(STEP) == {"control.py"}
    assert not any(each.startswith("steps/") for each in pupils_files(find("gas_alarm")))


def test_other_numbers_in_a_small_law_are_told_from_another_program():
    assert only_numbers(STEP, {"control.py": TEXT.replace("1400.0", "9000.0")})
    assert not only_numbers(STEP, {"control.py": TEXT.replace("ALARM, ", "NORMAL, ")})
