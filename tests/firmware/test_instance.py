"""One program at a time has the pins, whoever started the other, and however that one ended."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from devices import HighlandError
from firmware.board import instance
from firmware.board.instance import SYSTEM_LOCK, holder, only_instance

pytestmark = pytest.mark.skipif(os.name != "posix", reason="there are no pins on this system")


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    monkeypatch.setattr(instance, "TRIES", 1)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "run").mkdir()
    return tmp_path


def refused(root: Path, home: Path | None = None) -> str:
    with pytest.raises(HighlandError) as caught, only_instance("try gas_alarm", root, home):
        pass
    return str(caught.value)


def test_a_second_program_is_refused_and_told_who_has_the_pins(root):
    with only_instance("run gas_alarm", root):
        said = refused(root)
        found = holder(root)
    assert said.startswith(f"Another program has the pins: run gas_alarm, process {os.getpid()}, for 0 s. ")
    assert "Nothing was started; no pin was touched." in said
    assert f"`kill {os.getpid()}`" in said
    assert (found.pid, found.what, found.file) == (os.getpid(), "run gas_alarm", root / SYSTEM_LOCK)


def test_after_the_first_has_ended_the_next_may_start(root):
    for _ in range(2):
        with only_instance("run gas_alarm", root):
            assert holder(root) is not None
        assert holder(root) is None


def test_after_a_failure_too(root):
    with pytest.raises(ZeroDivisionError), only_instance("run gas_alarm", root):
        raise ZeroDivisionError
    assert holder(root) is None


HOLDS = """
import sys
from pathlib import Path
from firmware.board.instance import only_instance
with only_instance("run lamp", Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_killed_program_leaves_the_pins_free(root):
    other = subprocess.Popen(
        [sys.executable, "-c", HOLDS, str(root)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    with other:
        assert other.stdout.readline() == b"held\n"
        assert f"run lamp, process {other.pid}, for " in refused(root)
        other.send_signal(signal.SIGKILL)
        other.wait()
        assert holder(root) is None
        with only_instance("run gas_alarm", root):
            assert holder(root).pid == os.getpid(), "what the dead one wrote is not believed"


def test_who_may_not_write_the_machines_lock_reads_it_and_that_is_enough(root, monkeypatch):
    """A service has it, and a pupil starts the same project by hand; and the other way round."""
    with only_instance("run gas_alarm", root):
        pass
    (root / "home").mkdir()
    opened = os.open

    def read_only(file, flags, *mode):
        if Path(file) == root / SYSTEM_LOCK and flags & os.O_RDWR:
            raise PermissionError(13, "Permission denied")
        return opened(file, flags, *mode)

    with only_instance("run gas_alarm", root), monkeypatch.context() as pupil:
        pupil.setattr(os, "open", read_only)
        assert "run gas_alarm, process" in refused(root, root / "home")
    with monkeypatch.context() as pupil:
        pupil.setattr(os, "open", read_only)
        with only_instance("run gas_alarm", root, root / "home"):
            pupil.undo()
            assert refused(root).startswith("Another program has the pins")


def test_where_the_machine_has_no_folder_for_it_the_persons_own_serves(root):
    (root / "run").rmdir()
    (root / "run").touch()  # nothing can be made there
    home = root / "home"
    with only_instance("run gas_alarm", root, home):
        assert "run gas_alarm" in refused(root, home)
        assert holder(root, home).file.is_relative_to(home)


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"pid": "x"}', json.dumps({"pid": 1, "what": "\x1b[2J", "since_start_s": 0})]
)
def test_a_text_that_is_not_ours_is_not_shown(root, text):
    with only_instance("run gas_alarm", root):
        (root / SYSTEM_LOCK).write_text(text)
        assert refused(root) == (
            f"Another program has the pins; it holds {root / SYSTEM_LOCK}. Nothing was started; no pin was touched. "
            f"`sudo fuser -v {root / SYSTEM_LOCK}` shows which one. Stop it, then start again."
        )


def test_the_kernel_knows_better_than_a_text_of_somebody_gone(root):
    """Who may only read the file holds it without a word of its own in it."""
    with only_instance("run gas_alarm", root):
        lock = (root / SYSTEM_LOCK).stat()
        place = f"{os.major(lock.st_dev):02x}:{os.minor(lock.st_dev):02x}:{lock.st_ino}"
        (root / "proc" / "4711").mkdir(parents=True)
        (root / "proc" / "locks").write_text(
            "1: POSIX  ADVISORY  WRITE 12 00:01:1 0 EOF\n2: -> FLOCK  ADVISORY  WRITE 13 00:01:1 0 EOF\n"
            f"3: FLOCK  ADVISORY  WRITE 4711 {place} 0 EOF\n"
        )
        (root / "proc" / "4711" / "cmdline").write_bytes(b"python3\0-m\0highland\0run\0solar_lamp\0")
        said = refused(root)
    assert said.startswith("Another program has the pins: highland run solar_lamp, process 4711. Nothing was started")


def test_a_link_that_somebody_laid_is_not_followed(root):
    (root / "run" / "highland").mkdir()
    (root / "precious").write_text("kept")
    (root / SYSTEM_LOCK).symlink_to(root / "precious")
    with only_instance("run gas_alarm", root, root / "home"):
        pass
    assert (root / "precious").read_text() == "kept"


def test_a_service_with_a_closed_umask_can_be_seen_by_all(root):
    before = os.umask(0o077)
    try:
        with only_instance("run gas_alarm", root):
            assert (root / SYSTEM_LOCK).stat().st_mode & 0o777 == 0o664
    finally:
        os.umask(before)
