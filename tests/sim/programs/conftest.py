"""A program, written into a folder and run on a virtual board."""

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from devices import Message
from sim.programs.script import ScriptRequest, ScriptResult, run_script

Run = Callable[..., ScriptResult]


@pytest.fixture
def notices() -> list[Message]:
    """The notices to people while programs ran."""
    return []


@pytest.fixture
def run(tmp_path: Path, notices: list[Message]) -> Run:
    """Call it with the text of a program and the fields of a ScriptRequest."""

    def call(text: str, **asked: Any) -> ScriptResult:
        file = tmp_path / "program.py"
        file.write_text(dedent(text), encoding="utf-8")
        return run_script(ScriptRequest(file, **asked), notices.append)

    return call
