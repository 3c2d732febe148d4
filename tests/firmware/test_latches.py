"""A process that is killed while it saves its latches leaves the old ones or the new ones, whole."""

import os
import signal
import stat
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


@pytest.mark.parametrize("text", ["[]", "[1]", "7", '"open"', "null"])
def test_a_file_that_holds_no_table_is_not_trusted(tmp_path, text):
    (tmp_path / "state.json").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match="no table"):
        StateFile(tmp_path / "state.json").load()


@pytest.mark.skipif(os.name != "posix", reason="Windows syncs no folder")
def test_all_of_the_file_is_synced_and_then_its_name(tmp_path, monkeypatch):
    synced = []

    def fsync(handle):
        found = os.fstat(handle)
        synced.append("folder" if stat.S_ISDIR(found.st_mode) else found.st_size)

    monkeypatch.setattr(os, "fsync", fsync)
    StateFile(tmp_path / "state.json").save(OLD)
    assert synced == [(tmp_path / "state.json").stat().st_size, "folder"]
