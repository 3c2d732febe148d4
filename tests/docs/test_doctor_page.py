"""The page on the doctor says what the doctor says."""

from pathlib import Path

import pytest

from bench._doctor_page import FILES, pages, themes_are_complete

ROOT = Path(__file__).parents[2]


@pytest.mark.long
@pytest.mark.minutes
def test_the_pages_are_those_that_the_table_makes():
    assert themes_are_complete()
    for name, text in pages().items():
        assert (ROOT / name).read_text(encoding="utf-8") == text, "python3 run.py bench doctor --pages"
    assert set(FILES.values()) == set(pages())
