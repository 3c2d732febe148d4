"""The releases of `bench services`: each fits, and fails just where its row says."""

from contextlib import suppress

import pytest

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
