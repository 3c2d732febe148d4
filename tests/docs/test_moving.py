"""The page on moving to a new version names modules and names that are there."""

import re
from importlib import import_module
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[2] / "docs/how-to/move-to-a-new-version.md"
NOW = " ".join(row.split("|")[2] for row in PAGE.read_text(encoding="utf-8").splitlines() if row.startswith("| "))
NAMES = re.findall(r"`from ([\w.]+) import (\w*)", NOW)
PLACES = re.findall(r"`(science\.\w+)\.?(\w*)`", NOW)


@pytest.mark.parametrize(("module", "name"), [*NAMES, *PLACES])
def test_what_it_sends_a_reader_to_is_there(module, name):
    found = import_module(module)
    assert not name or hasattr(found, name)


def test_it_names_the_engine_and_the_science():
    assert len(NAMES) >= 5
    assert len(PLACES) >= 7
