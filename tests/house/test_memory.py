"""Tests write in memory only where there is room and a script can be started; else where pytest likes."""

from __future__ import annotations

import os
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests._memory import in_memory

GB = 1_000_000_000


def volume(free_bytes: int, flags: int = 0) -> Any:
    return lambda folder: SimpleNamespace(f_bavail=free_bytes // 4096, f_frsize=4096, f_flag=flags)


@pytest.mark.skipif(not hasattr(os, "ST_NOEXEC"), reason="only Linux has a folder in memory")
def test_only_a_roomy_place_from_which_programs_start_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "statvfs", volume(4 * GB))
    assert in_memory(tmp_path) == str(tmp_path)
    monkeypatch.setattr(os, "statvfs", volume(GB))
    assert in_memory(tmp_path) == ""
    monkeypatch.setattr(os, "statvfs", volume(4 * GB, os.ST_NOEXEC))
    assert in_memory(tmp_path) == ""


def test_a_system_without_such_a_folder_has_none(tmp_path: Path) -> None:
    assert in_memory(tmp_path / "none") == ""
