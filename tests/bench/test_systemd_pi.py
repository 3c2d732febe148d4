"""The releases of `bench services`: each fits, and fails just where its row says."""

from contextlib import suppress

import pytest

from bench.kernel_pi.wire_log import Entry
from bench.systemd_pi.outputs import freed_ns, left_on, was_quick, went_off_after_s
from bench.systemd_pi.projects import LAWS, PUMP, VALVE, write_project
from firmware.board.outputs import outputs_of
from firmware.fit import fit
from firmware.project import find


@pytest.mark.parametrize("release", LAWS)
def test_a_release_fits_and_its_law_does_what_it_is_for(tmp_path, release):
    project = find(str(write_project(tmp_path, release)))
    law = project.law()
    fit(project.wiring(), law)
    assert {output.pin: output.active_high for output in outputs_of(project.wiring())[0]} == {VALVE: True, PUMP: False}
    memory, good_turns = law.boot(None), 0
    with suppress(ZeroDivisionError):
        while good_turns < 20:
            action, memory, _, _ = law.module.decide(None, memory, 1.0)
            assert action == (True, True)
            good_turns += 1
    assert good_turns == {"one": 20, "two": 20, "broken": 0, "falls": 7}[release]


def entries(text):
    """'f17=1 o17=0': a moment each."""
    return [Entry(number, int(each[1:3]), each[0], int(each[4])) for number, each in enumerate(text.split(), 1)]


# A killed program, then the quick way off; then the slow one, which makes an input of a line first.
QUICK = entries("s17=1 s22=0 f17=0 f22=0 o17=0 i17=0 o22=1 i22=1 f17=0")
SLOW = entries("s17=1 s22=0 f17=0 f22=0 i17=0 f17=0 o17=0 s17=0 i22=1 f22=1 o22=1 s17=1")


def test_a_killed_program_leaves_its_outputs_on_and_they_go_off():
    for log in (QUICK, SLOW):
        assert freed_ns(log) == 3
        assert left_on(log) == [VALVE, PUMP]
        assert went_off_after_s(log, 3) == pytest.approx(4e-9 if log is QUICK else 8e-9)
    assert was_quick(QUICK, 3)
    assert not was_quick(SLOW, 3)


@pytest.mark.parametrize("wrong", ["f17=0 o17=1 o22=1", "f17=0 o17=0", "f17=0 o17=0 o22=0 s22=1", ""])
def test_outputs_that_came_on_or_were_left_are_not_taken_for_off(wrong):
    assert went_off_after_s(entries(wrong), 0) is None


def test_a_stopped_program_leaves_nothing_on():
    assert left_on(entries("s17=1 s22=0 s17=0 s22=1 f17=0 f22=1 f05=1")) == []
