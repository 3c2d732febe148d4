"""The plugin in a project of its own: it works there, and costs nothing where it is not used."""

import subprocess
import sys
from pathlib import Path

import pytest

pytest_plugins = ["pytester"]
HOME = Path(__file__).resolve().parents[4]

LIGHT = """
import time
from gpiozero import LED
led = LED(17)
while True:
    led.toggle()
    time.sleep(1)
"""
TESTS = """
def test_it_blinks(virtual_pi):
    virtual_pi.run("light.py", seconds=3.5)
    assert virtual_pi.pin(17).changes == [(0.0, True), (1.0, False), (2.0, True), (3.0, False)]

def test_it_is_new_in_every_test(virtual_pi):
    assert virtual_pi.pin(17).changes == []
    import light_law
    light_law.seen.append(1)
    assert light_law.seen == [1]

def test_and_forgets_what_was_imported(virtual_pi):
    import light_law
    assert light_law.seen == []

def test_a_failure_says_what_was_seen(virtual_pi):
    virtual_pi.run("light.py", seconds=3.5)
    assert virtual_pi.pin(17).is_high
"""


@pytest.mark.proof
def test_a_pupils_project(pytester, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(HOME))
    pytester.makepyfile(light=LIGHT, light_law="seen = []", test_light=TESTS)
    pytester.makeconftest("from sim.programs.testing.plugin import virtual_pi\n")
    result = pytester.runpytest_subprocess("-W", "error")
    result.assert_outcomes(passed=3, failed=1)
    story = "<GPIO17 is low: switched 4 times, last at 3.000 s: low (light.py, line 5)>"
    result.stdout.fnmatch_lines([f"*where False = {story}.is_high"])
    result.stdout.no_fnmatch_line("*tested_pi.py*Error*")


@pytest.mark.proof
def test_the_plugin_alone_imports_nothing_of_the_simulator():
    """The start of pytest in other people's projects must not get slower."""
    code = (
        "import pytest, sys; before = set(sys.modules); import sim.programs.testing.plugin; "
        "print(sorted(set(sys.modules) - before))"
    )
    said = subprocess.run([sys.executable, "-c", code], cwd=HOME, capture_output=True, text=True, check=True).stdout
    assert said.strip() == "['sim', 'sim.programs', 'sim.programs.testing', 'sim.programs.testing.plugin']"


def test_the_entry_point_names_the_plugin():
    import tomllib

    found = tomllib.loads((HOME / "pyproject.toml").read_text("utf-8"))["project"]["entry-points"]["pytest11"]
    assert found == {"highland": "sim.programs.testing.plugin"}
