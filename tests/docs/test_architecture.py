"""docs/architecture.md is followed to the letter in a copy of the tree: a new sensor, a new project, a new command."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "architecture.md"
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "wheels", ".*_cache", "__pycache__", ".hypothesis", "scripts")


class Step(NamedTuple):
    """What stands before a code block of the page, and the block."""

    said: str
    block: str


def steps(heading: str) -> list[Step]:
    """The steps of one chapter."""
    text = PAGE.read_text(encoding="utf-8")
    chapter = re.search(rf"^## {heading}\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    assert chapter is not None
    return [Step(*found) for found in re.findall(r"^\d\. (.*?)\n\n```\w*\n(.*?)^```", chapter[1], re.M | re.S)]


@pytest.fixture
def copy(tmp_path):
    """The tree as a newcomer has it."""
    return Path(shutil.copytree(ROOT, tmp_path / "highland", ignore=LEFT_OUT))


def follow(copy: Path, step: Step) -> None:
    """Do what the step says: write a file, fill in a translation, or run commands."""
    file = re.search(r"`([\w/.]+\.\w+)`", step.said)
    if file is None or step.block.startswith("python"):
        for line in step.block.splitlines():
            run(copy, line)
    elif step.block.startswith("msgid"):
        catalog = copy / file[1]
        text = catalog.read_text(encoding="utf-8")
        empty = step.block.splitlines()[0] + '\nmsgstr ""\n'
        assert empty in text, "the page says what the catalog asks for"
        catalog.write_text(text.replace(empty, step.block), encoding="utf-8")
    else:
        assert not (copy / file[1]).exists()
        (copy / file[1]).write_text(step.block, encoding="utf-8")


def run(copy: Path, line: str) -> None:
    """One command of the page, with the Python that runs this test."""
    words = line.split()
    if words[:2] == ["python3", "run.py"]:
        words = ["-m", "pytest", "-q", "-p", "no:cacheprovider", *words[3:]] if words[2] == "test" else [
            "-P", "-m", "highland", *words[2:]
        ]  # fmt: skip
    else:
        assert words[0] == "python"
        words = words[1:]
    environment = {**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"}
    environment.pop("PYTEST_XDIST_WORKER", None)
    ended = subprocess.run(
        [sys.executable, *words], cwd=copy, env=environment, capture_output=True, text=True, check=False
    )
    expected = (0, 1) if words[-1] == "messages.update" else (0,)  # 1: Vietnamese is still missing
    assert ended.returncode in expected, f"{line}\n{ended.stdout}\n{ended.stderr}"
    assert "no tests ran" not in ended.stdout


@pytest.mark.long
@pytest.mark.parametrize("heading", ["Add a sensor", "Add a project", "Add a command"])
def test_a_newcomer_follows_the_page_to_the_letter(heading, copy):
    asked = steps(heading)
    assert len(asked) >= 2
    for step in asked:
        follow(copy, step)


def test_every_file_that_the_page_names_is_there():
    text = PAGE.read_text(encoding="utf-8").partition("## Add a sensor")[0]
    named = set(re.findall(r"`([a-z_]+/[\w/]+\.py)`", text))
    assert len(named) > 15
    assert {each for each in named if not (ROOT / each).is_file()} == set()


def test_every_room_is_in_the_table_and_in_the_drawing():
    packages = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    drawn = (ROOT / "docs" / "pictures" / "house.svg").read_text(encoding="utf-8")
    text = PAGE.read_text(encoding="utf-8")
    for room in packages["root_packages"]:
        assert f"| `{room}/` |" in text
        assert f">{room}/<" in drawn or room == "messages"


def test_the_drawing_is_the_one_that_its_script_makes():
    words = [sys.executable, "-c", "import house; print(house.drawing(), end='')"]
    made = subprocess.run(words, cwd=ROOT / "docs" / "pictures", capture_output=True, text=True, check=True).stdout
    assert made == (ROOT / "docs" / "pictures" / "house.svg").read_text(encoding="utf-8")
