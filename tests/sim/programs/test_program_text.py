"""Which files are a program's own text."""

import pytest

from sim.programs.plugging.clues.program_text import ProgramText


@pytest.fixture
def program(tmp_path):
    """A program as makers of boards have it: `examples/one/show.py`, and its library in a package two folders above."""
    package = tmp_path / "lib" / "maker"
    package.mkdir(parents=True)
    (package / "panel.py").write_text("from . import wires\n", encoding="utf-8")
    (package / "wires.py").write_text("BUSY_PIN = 24\n", encoding="utf-8")
    (tmp_path / "meter.py").write_text("INA219 = 0x45\n", encoding="utf-8")
    file = tmp_path / "examples" / "one" / "show.py"
    file.parent.mkdir(parents=True)

    def written(first):
        file.write_text(f"{first}\nfrom maker import panel\nimport meter\n", encoding="utf-8")
        return ProgramText(file)

    return written


def test_where_it_changes_its_path_the_folders_above_are_its_own(program):
    assert {"ina219", "busy"} <= program("import sys\nsys.path.append('../..')").words


def test_otherwise_only_its_own_folder_is(program):
    assert not {"ina219", "busy"} & program("import sys").words


def test_a_package_beside_it_is_its_own_by_what_it_says_itself(tmp_path):
    package = tmp_path / "plus_kit"
    package.mkdir()
    (package / "__init__.py").write_text("BUSY_PIN = 24  # on at low\nfrom . import bars\n", encoding="utf-8")
    (package / "bars.py").write_text("LEVEL_METER = 5\n", encoding="utf-8")
    file = tmp_path / "show.py"
    file.write_text("from plus_kit import *\n", encoding="utf-8")
    text = ProgramText(file)
    assert {"busy", "meter"} <= text.words
    assert any("on at low" in source for source in text.sources)
