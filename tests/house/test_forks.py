"""`run.py test` on Linux: copies of one process share out the tests, and none is lost when a copy dies."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CONFTEST = """
from tests._forks import pytest_runtestloop
def pytest_addoption(parser):
    parser.addoption("--forks", type=int, default=0)
"""
GOOD = """
import os, pathlib
def test_one(tmp_path): here = pathlib.Path({pids!r}, "{name}" + str(os.getpid())); here.touch()
def test_two(tmp_path): assert pathlib.Path({pids!r}, "{name}" + str(os.getpid())).exists(); print("unseen")
"""
BAD = """
import os, signal
def test_before(): print("what it printed"); assert 1 == 2
def test_killed(): os.kill(os.getpid(), signal.SIGKILL)
def test_after(): pass
def test_left(): os._exit(3)
"""
TORN = """
import pytest
@pytest.fixture(scope="module")
def shared():
    yield
    assert not "torn down"
def test_with(shared): pass
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A suite of its own: two good files, a bad one, and one that ends badly."""
    pids = tmp_path / "pids"
    pids.mkdir()
    (tmp_path / "conftest.py").write_text(CONFTEST, encoding="utf-8")
    for name in ("a", "b"):
        (tmp_path / f"test_{name}.py").write_text(GOOD.format(pids=str(pids), name=name), encoding="utf-8")
    (tmp_path / "test_bad.py").write_text(BAD, encoding="utf-8")
    (tmp_path / "test_torn.py").write_text(TORN, encoding="utf-8")
    return tmp_path


@pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows cannot copy a process")
def test_every_test_runs_once_and_a_killed_one_is_named(folder: Path) -> None:
    words = ["-m", "pytest", "--forks", "2", "-p", "no:cacheprovider", f"--rootdir={folder}", str(folder)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, *words], cwd=folder, env=environment, capture_output=True, text=True)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "3 failed, 6 passed, 1 error" in done.stdout
    assert "what it printed" in done.stdout
    assert "assert 1 == 2" in done.stdout
    assert "The process that ran this test ended by signal SIGKILL." in done.stdout
    assert "FAILED test_bad.py::test_killed" in done.stdout
    assert "The process that ran this test ended with exit code 3." in done.stdout
    assert "unseen" not in done.stdout
    assert {file.name[0] for file in (folder / "pids").iterdir()} == {"a", "b"}
    assert len(list((folder / "pids").iterdir())) == 2  # a file stays in one process
