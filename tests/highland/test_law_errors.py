"""An error in a project's own code: file, line and source, exit code not 0, and no summary as if the run counted."""

import shutil

import pytest

from tests.highland.conftest import TINY

SCENARIO = """
title = { en = "x", vi = "y" }
for = "10s"
[[expect]]
what = { en = "x", vi = "y" }
measure = "first_on_s"
actuator = "lamp"
at_least = 0
"""
DECIDE = "    if sensed.bomb_pressed:\n"
RETURN = "    return Decision("


@pytest.fixture
def broken(tmp_path):
    def make(file, old, new):
        folder = tmp_path / "broken"
        shutil.copytree(TINY, folder)
        text = (folder / file).read_text(encoding="utf-8")
        assert text.count(old) == 1
        (folder / file).write_text(text.replace(old, new), encoding="utf-8")
        (folder / "scenarios").mkdir()
        (folder / "scenarios" / "one.toml").write_text(SCENARIO, encoding="utf-8")
        return folder

    return make


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            DECIDE,
            "    if sensed.bom:\n",
            "AttributeError: 'Sensed' object has no attribute 'bom' (control.py, line 47: if",
        ),
        (
            DECIDE,
            f"    lit = lite\n{DECIDE}",
            "NameError: name 'lite' is not defined (control.py, line 47: lit = lite)",
        ),
        (DECIDE, f"    exit()\n{DECIDE}", "SystemExit: None (control.py, line 47: exit())"),
        (RETURN, "    Decision(", "TypeError: decide returned NoneType, not a Decision"),
    ],
)
def test_a_law_that_fails_has_no_summary_and_no_score(highland, broken, old, new, said):
    folder = broken("control.py", old, new)
    ran = highland("sim", folder, "--for", "10s")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("The run does not count: an error broke it off. The control law failed with")
    assert said in ran.err
    played = highland("scenarios", folder, "--workers", "1")
    assert played.code == 1
    assert said in played.out


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("control.py", DECIDE, f"    x = (\n{DECIDE}", "control.py, line 47: SyntaxError: '(' was never closed. There"),
        (
            "control.py",
            "SAFE = ",
            "SAFE = Akt() or ",
            "NameError: name 'Akt' is not defined. There stands “SAFE = Akt()",
        ),
        (
            "plant.py",
            "class Plant:",
            "import lamps\n\n\nclass Plant:",
            "ModuleNotFoundError: No module named 'lamps'. There",
        ),
    ],
)
def test_code_that_cannot_be_imported_names_its_line(highland, broken, file, old, new, said):
    folder = broken(file, old, new)
    for words in (("sim", folder), ("scenarios", folder, "--workers", "1")):
        ran = highland(*words)
        assert (ran.code, ran.out) == (2, "")
        assert said in ran.err
        assert ran.err.startswith(file)


@pytest.mark.parametrize(
    ("old", "new", "code", "said"),
    [
        (
            "        self.t_s += dt_s\n",
            "        self.t_s += dts\n",
            1,
            "'dts' is not defined (plant.py, line 29: self.t_s += dts)",
        ),
        ("        self.used_wh = 0.0\n", "        self.used_wh = Zero\n", 2, "plant.py, line 25: NameError"),
    ],
)
def test_a_plant_that_fails_is_not_called_a_part(highland, broken, old, new, code, said):
    ran = highland("sim", broken("plant.py", old, new), "--for", "10s")
    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err
    assert "driver" not in ran.err
