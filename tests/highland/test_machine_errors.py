"""No home folder, a folder that cannot be written, a full disk, a store that fails: one sentence each, no traceback."""

import errno
import os
import sqlite3
from pathlib import Path

import pytest

from highland import __main__ as cli
from hub.store.interface import StoreError

OWN = OSError(errno.EACCES, "Permission denied", "/data/x")


@pytest.fixture
def homeless(monkeypatch):
    def no_home():
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", no_home)


@pytest.mark.parametrize("words", [("hub", "invite", "red-heron"), ("hub", "nodes"), ("hub",)])
def test_without_a_home_folder_it_says_what_to_give(highland, homeless, words):
    said = highland(*words)
    assert (said.code, said.out) == (2, "")
    assert said.err == (
        "This user has no home folder to keep anything in. Nothing was started. Set HOME to a folder of your own, or "
        "name one: `--data FOLDER` for the hub, `--state FILE` for `highland run`.\n"
    )


def test_a_simulation_needs_no_home_folder(highland, homeless, tiny):
    assert highland("sim", tiny, "--for", "5s").code == 0


def test_node_toml_of_the_machine_is_read_without_a_home_folder(homeless):
    from highland._telemetry import config_files

    assert config_files() == [Path("/etc/highland/node.toml")]


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (OWN, 2, "/data/x cannot be used: Permission denied. Give a file or folder of your own"),
        (OSError(errno.EROFS, "Read-only file system", "/data/x"), 2, "/data/x cannot be used: Read-only"),
        (OSError(errno.ENOSPC, "No space left on device", "/x"), 1, "The disk is full (No space left on device)"),
        (
            sqlite3.OperationalError("unable to open database file"),
            2,
            "What is kept on the disk cannot be used",
        ),
        (sqlite3.OperationalError("database or disk is full"), 1, "The disk is full (database or disk is full)"),
        (StoreError("OperationalError: attempt to write a readonly database"), 2, "What is kept on the disk cannot"),
        (StoreError("OperationalError: database or disk is full"), 1, "The disk is full"),
    ],
)
def test_what_the_machine_refuses_is_one_sentence(highland, monkeypatch, error, code, said):
    def refuse(*_):
        raise error

    monkeypatch.setattr(cli, "_run", refuse)
    monkeypatch.setattr(cli, "_forget_stdout", lambda: None)
    found = highland("hub", "invite", "red-heron")
    assert (found.code, found.out) == (code, "")
    assert found.err.startswith(said)
    assert found.err.count("\n") == 1


@pytest.mark.parametrize("error", [ValueError("x"), OSError(errno.ECONNREFUSED, "refused"), KeyError("x")])
def test_our_own_mistakes_are_not_hidden(highland, monkeypatch, error):
    def refuse(*_):
        raise error

    monkeypatch.setattr(cli, "_run", refuse)
    with pytest.raises(type(error)):
        highland("hub")


def test_a_file_where_a_folder_should_be(highland, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    for words in (("hub", "invite", "red-heron", "--data"), ("hub", "nodes", "--data")):
        said = highland(*words, tmp_path / "file" / "hub")
        assert said.code == 2
        assert str(tmp_path / "file") in said.err
        assert "Traceback" not in said.err
    assert os.listdir(tmp_path) == ["file"]
