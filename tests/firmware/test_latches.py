"""A process that is killed while it saves its latches leaves the old ones or the new ones, whole."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from firmware.latches import StateFile

HOME = Path(__file__).resolve().parents[2]
OLD, NEW = {"valve": "open"}, {"valve": "emergency"}

KILLED_WHILE_SAVING = """
import os, pathlib, signal, sys
sys.path.insert(0, sys.argv[1])
from firmware.latches import StateFile

at, file = sys.argv[2], pathlib.Path(sys.argv[3])
def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)
if at == "written":
    os.fsync = die
elif at == "synced":
    pathlib.Path.replace = die
elif at == "renamed":
    replace = pathlib.Path.replace
    pathlib.Path.replace = lambda *names: (replace(*names), die())
StateFile(file).save({"valve": "emergency"})
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows has no SIGKILL")
@pytest.mark.parametrize(("at", "left"), [("written", OLD), ("synced", OLD), ("renamed", NEW)])
def test_sigkill_at_each_step_of_a_save(tmp_path, at, left):
    file = tmp_path / "state.json"
    StateFile(file).save(OLD)
    ended = subprocess.run([sys.executable, "-c", KILLED_WHILE_SAVING, str(HOME), at, str(file)], check=False)
    assert ended.returncode == -signal.SIGKILL
    assert StateFile(file).load() == left


def test_what_a_kill_left_beside_the_file_is_never_read_and_the_next_save_takes_its_place(tmp_path):
    file = tmp_path / "state.json"
    StateFile(file).save(OLD)
    (tmp_path / "state.json.new").write_text('{"valve": "op', encoding="utf-8")
    assert StateFile(file).load() == OLD
    StateFile(file).save(NEW)
    assert StateFile(file).load() == NEW
    assert list(tmp_path.iterdir()) == [file]
