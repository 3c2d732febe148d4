"""A pupil waits for what `highland script` imports: nothing that only a project needs."""

import subprocess
import sys

ASK = "import sys, sim.programs.script; print([name for name in sys.modules if name in {names!r}])"
OF_PROJECTS = ("firmware.loop", "firmware.project", "firmware.plan", "sim.world.simulation", "sim.world.faults")


def test_a_program_without_a_project_waits_for_nothing_of_projects():
    words = [sys.executable, "-c", ASK.format(names=OF_PROJECTS)]
    assert subprocess.run(words, capture_output=True, text=True, check=True).stdout.strip() == "[]"
