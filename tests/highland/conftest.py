"""The command line as a function, and the smallest project to run with it."""

from pathlib import Path
from typing import NamedTuple

import pytest

from highland.__main__ import main

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
