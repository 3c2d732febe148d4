"""The program that times a DHT's pulses: none outlives us, none prints, and one that comes too late is ended."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from shutil import which

import pytest

from drivers._dht_helper import end_stale_helpers, helper_of_ours
from tests.drivers.test_pin_users import BLINK, process

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux shows its processes so")

HELPER = ("/opt/site/pulseio/libgpiod_pulsein64", "--pulses", "81", "--queue", "7", "-i", "gpiochip0", "4")
ON_ANOTHER_PIN = (*HELPER[:-1], "17")


def ended(root: Path, gpio: int = 4) -> list[tuple[int, int]]:
    killed: list[tuple[int, int]] = []
    end_stale_helpers(gpio, root, lambda pid, number: killed.append((pid, number)))
    return killed


def test_a_helper_whose_program_was_killed_is_ended(tmp_path: Path) -> None:
    process(tmp_path, 1, ("/sbin/init",), name="systemd")
    process(tmp_path, 812, HELPER, "/dev/gpiochip0", parent=1)
    assert ended(tmp_path) == [(812, signal.SIGKILL)]


@pytest.mark.parametrize(
    ("words", "parent"),
    [
        (HELPER, 700),  # another program's own
        (ON_ANOTHER_PIN, 1),
        (("python3", "gpiochip0", "4"), 1),
        (("libgpiod_pulsein64_notes.py", "gpiochip0", "4"), 1),
    ],
)
def test_everybody_else_is_left_alone(tmp_path: Path, words: tuple[str, ...], parent: int) -> None:
    process(tmp_path, 1, ("/sbin/init",), name="systemd")
    process(tmp_path, 700, BLINK)
    process(tmp_path, 812, words, "/dev/gpiochip0", parent=parent)
    assert ended(tmp_path) == []


def test_one_that_may_not_be_ended_stops_nothing(tmp_path: Path) -> None:
    def refuses(_pid: int, _signal: int) -> None:
        raise PermissionError(1, "Operation not permitted")

    process(tmp_path, 812, HELPER, "/dev/gpiochip0", parent=1)
    assert [user.pid for user in end_stale_helpers(4, tmp_path, refuses)] == [812]


@pytest.fixture
def blinka(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Blinka's own reader, with a program of ours in place of its helper: it says something, then waits."""
    pytest.importorskip("sysv_ipc")
    module = pytest.importorskip("adafruit_blinka.microcontroller.bcm283x.pulseio.PulseIn")
    for name in ("libgpiod_pulsein64", "libgpiod_pulsein"):
        (tmp_path / name).write_text("#!/bin/sh\necho leaked\nexec sleep 20\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setattr(module, "__file__", str(tmp_path / "PulseIn.py"))
    return module


class Line:
    id, chip_index = 4, 0

    def __str__(self) -> str:
        return "4"


def test_it_prints_nothing_and_what_we_changed_is_put_back(blinka, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []

    def answers(self, timeout: float = 0, type: int = 2):
        seen.append(os.readlink(f"/proc/{self._process.pid}/fd/1"))
        return b"!", 2

    monkeypatch.setattr(blinka.PulseIn, "_wait_receive_msg", answers)
    with helper_of_ours(blinka.PulseIn, 4):
        reader = blinka.PulseIn(Line(), maxlen=81)
    helper = reader._process
    assert seen == ["/dev/null"]
    assert blinka.subprocess is subprocess
    assert helper.poll() is None
    reader.deinit()
    helper.wait()


def test_a_reader_that_starts_a_program_first_ends_an_old_one(blinka, monkeypatch: pytest.MonkeyPatch) -> None:
    did = []
    monkeypatch.setattr("drivers._dht_helper.end_stale_helpers", lambda gpio: did.append(f"ended on {gpio}"))
    with helper_of_ours(blinka.PulseIn, 17):
        did.append("started")
    assert did == ["ended on 17", "started"]


def test_one_that_does_not_answer_in_time_is_ended(blinka, monkeypatch: pytest.MonkeyPatch) -> None:
    """Blinka gives it 0.25 s and leaves it running: it would hold the pin when the next read starts another."""
    started = []

    def too_late(self, timeout: float = 0, type: int = 2):
        started.append(self._process)
        raise RuntimeError("Timed out waiting for PulseIn message. Make sure libgpiod is installed.")

    monkeypatch.setattr(blinka.PulseIn, "_wait_receive_msg", too_late)
    with pytest.raises(RuntimeError, match="Timed out"), helper_of_ours(blinka.PulseIn, 4):
        blinka.PulseIn(Line(), maxlen=81)
    assert [each.returncode for each in started] == [-signal.SIGKILL]
    assert blinka.subprocess is subprocess


STARTS_ONE = """
import sys, os, signal
from types import ModuleType, SimpleNamespace
import subprocess
from drivers._dht_helper import helper_of_ours

module = ModuleType("reads_pulses")
module.subprocess = subprocess
sys.modules["reads_pulses"] = module
with helper_of_ours(SimpleNamespace(__module__="reads_pulses"), 4):
    module.subprocess.Popen(["sh", "-c", "echo started >&2; sleep 3; echo survived >&2"])
sys.stdin.read()
"""


@pytest.mark.skipif(which("setpriv") is None, reason="util-linux is not here")
def test_when_its_program_is_killed_it_ends_too() -> None:
    other = subprocess.Popen(
        [sys.executable, "-c", STARTS_ONE],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    with other:
        assert other.stderr is not None
        assert other.stderr.readline() == b"started\n"
        other.send_signal(signal.SIGKILL)
        assert other.stderr.read() == b"", "both are gone: nobody has our pipe any more"
