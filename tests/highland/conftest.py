"""The command line as a function, and the smallest project to run with it."""

import signal
from pathlib import Path
from typing import NamedTuple

import pytest

from firmware.worker import AtOnce
from highland.__main__ import main
from sim.virtual_pi import VirtualPi

TINY = Path(__file__).parent / "tiny"


class Said(NamedTuple):
    code: int
    out: str
    err: str


@pytest.fixture(autouse=True)
def english_computer(monkeypatch):
    for variable in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("LANG", "en_US.UTF-8")


@pytest.fixture
def highland(capsys):
    """Call it with the words of a command line; answers exit code, standard output, standard error."""

    def call(*words):
        code = main([str(word) for word in words])
        captured = capsys.readouterr()
        return Said(code, captured.out, captured.err)

    return call


@pytest.fixture
def tiny():
    return str(TINY)


@pytest.fixture
def board(monkeypatch, tmp_path):
    """The real path, on virtual wires and virtual time; what a thread would do is done at once."""
    with VirtualPi(seed=0) as pi:
        monkeypatch.setattr("firmware.host.board_model", lambda: "Raspberry Pi of the test")
        monkeypatch.setattr("firmware.board.instance.lock_files", lambda *_: (tmp_path / "gpio.lock",))
        monkeypatch.setattr("highland.run.SystemClock", lambda now: pi.clock)
        monkeypatch.setattr("firmware.worker.WorkerThread", AtOnce)
        monkeypatch.setenv("BLINKA_SKIP_DEPENDENCY_CHECK", "1")  # so that what the command sets is taken back
        monkeypatch.delenv("NOTIFY_SOCKET", raising=False)
        monkeypatch.setattr("firmware.host._kept_out_by_nohup", lambda _: False)  # these tests may run under nohup
        pi.pins[5].drive(True)
        pi.pins[6].drive(True)
        yield pi


def stop_after(board, seconds, number=signal.SIGTERM):
    board.clock.at(board.clock.monotonic() + seconds, lambda: signal.raise_signal(number))
