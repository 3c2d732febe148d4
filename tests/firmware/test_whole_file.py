"""A file is whole or not there: a full disk leaves no half of one under a name that promises all of it."""

import os

import pytest

from firmware.trace import Trace
from firmware.whole_file import GrowingFile, part_of, whole_file

FULL = OSError(28, "No space left on device")


def test_a_file_appears_when_all_of_it_is_written(tmp_path):
    file = tmp_path / "page.html"
    with whole_file(file) as part:
        part.write_text("all of it", encoding="utf-8")
        assert not file.exists()
    assert [each.name for each in tmp_path.iterdir()] == ["page.html"]


def test_what_could_not_be_written_leaves_the_old_file_and_nothing_else(tmp_path):
    file = tmp_path / "page.html"
    file.write_text("old", encoding="utf-8")

    def write() -> None:
        with whole_file(file) as part:
            part.write_text("half", encoding="utf-8")
            raise FULL

    with pytest.raises(OSError, match="No space"):
        write()
    assert [(each.name, each.read_text(encoding="utf-8")) for each in tmp_path.iterdir()] == [("page.html", "old")]


@pytest.fixture
def full_disk():
    """Linux's own: each write to it fails with errno 28."""
    if not os.path.exists("/dev/full"):
        pytest.skip("needs /dev/full")
    return "/dev/full"


def test_a_growing_file_on_a_full_disk_raises_nothing_and_keeps_the_name_of_a_half_one(tmp_path, full_disk):
    file = tmp_path / "run.csv"
    part_of(file).symlink_to(full_disk)
    growing = GrowingFile(file)
    for _ in range(10_000):
        growing.write("a row of a trace\n")
    growing.close()
    assert not file.exists()
    assert growing.half.render().startswith(f"{file}.part ends before the run does (No space left on device).")


def test_a_few_rows_that_only_the_end_would_have_written_are_missed_too(tmp_path, full_disk):
    part_of(tmp_path / "run.SIM.csv").symlink_to(full_disk)
    trace = Trace(tmp_path / "run.csv")
    trace._put("one row\n")
    trace.close()
    assert not trace.file.exists()
    assert trace.half is not None
    assert trace.sha256() == whole_hash("one row\n"), "the hash is that of the run, not of the file"


def whole_hash(text):
    trace = Trace()
    trace._put(text)
    return trace.sha256()


def test_a_run_that_is_broken_off_leaves_nothing(tmp_path):
    trace = Trace(tmp_path / "run.csv")
    trace._put("a row\n")
    trace.drop()
    assert list(tmp_path.iterdir()) == []


def test_a_closed_trace_cannot_be_dropped(tmp_path):
    trace = Trace(tmp_path / "run.csv")
    trace.close()
    trace.drop()
    assert [each.name for each in tmp_path.iterdir()] == ["run.SIM.csv"]
