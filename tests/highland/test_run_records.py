"""The record of `highland run`, and its log: what a full or a slow card costs, and that it never costs the control."""

import io

import pytest

from firmware.worker import WorkerThread
from tests.highland.conftest import stop_after


def test_a_record_of_the_real_path_says_real_on_every_row(highland, tiny, tmp_path, board):
    stop_after(board, 100)
    said = highland(
        "run", tiny, "--state", tmp_path / "tiny.json", "--trace", tmp_path / "run.csv", "--trace-every", "10"
    )
    assert said.code == 0
    assert f"Rows are added to {tmp_path / 'run.csv'} (real)." in said.out.splitlines()
    header, *rows = (tmp_path / "run.csv").read_text(encoding="utf-8").splitlines()
    assert header.startswith("t_s,provenance,state,why,button_pressed")
    assert len(rows) >= 11
    assert {row.split(",")[1] for row in rows} == {"real"}


def test_a_record_that_cannot_be_written_does_not_keep_the_control_from_starting(highland, tiny, tmp_path, board):
    stop_after(board, 10)
    said = highland("run", tiny, "--state", tmp_path / "tiny.json", "--trace", tmp_path / "stick" / "run.csv")
    assert said.code == 0
    assert "RealTrace stopped recording (No such file or directory" in said.out


def test_last_rows_that_may_be_lost_are_told_at_the_end(highland, tiny, tmp_path, board, monkeypatch):
    def torn_out(_):
        raise OSError(5, "Input/output error")

    stop_after(board, 10)
    board.clock.at(board.clock.monotonic() + 5, lambda: monkeypatch.setattr("firmware.real_trace.os.fsync", torn_out))
    said = highland("run", tiny, "--state", tmp_path / "tiny.json", "--trace", tmp_path / "run.csv")
    assert said.code == 0
    assert said.err == f"The last rows of {tmp_path / 'run.csv'} may be missing: Input/output error.\n"


class Full(io.StringIO):
    """Standard output on a full disk."""

    def write(self, text):
        raise OSError(28, "No space left on device")


def test_a_log_on_a_full_disk_keeps_neither_the_control_from_running_nor_the_record(
    highland, tiny, tmp_path, board, monkeypatch
):
    stop_after(board, 100)
    file = tmp_path / "run.csv"
    monkeypatch.setattr("sys.stdout", Full())
    said = highland("run", tiny, "--state", tmp_path / "tiny.json", "--trace", file, "--trace-every", "1")
    assert (said.code, said.err) == (0, "")
    assert len(file.read_text(encoding="utf-8").splitlines()) == 102


def test_with_its_threads_all_rows_and_lines_are_there_at_the_end(highland, tiny, tmp_path, board, monkeypatch):
    monkeypatch.setattr("firmware.worker.WorkerThread", WorkerThread)
    stop_after(board, 100)
    file = tmp_path / "run.csv"
    said = highland("run", tiny, "--state", tmp_path / "tiny.json", "--trace", file, "--trace-every", "1")
    assert (said.code, said.err) == (0, "")
    assert len(file.read_text(encoding="utf-8").splitlines()) == 102
    assert f"Rows are added to {file} (real)." in said.out.splitlines()
    assert "Asked to stop; all outputs are safe." in said.out


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--trace", "lamp.SIM.csv"), "lamp.SIM.csv cannot be a record of a real device"),
        (("--trace", "lamp.csv", "--trace-every", "0"), "--trace-every cannot be 0. Give a number of seconds above 0"),
    ],
)
def test_a_record_that_cannot_be_meant_is_exit_2_also_with_check(highland, tiny, words, sentence):
    said = highland("run", tiny, "--check", *words)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith(sentence)
