"""What the page shows of a trial is what the command prints, in both languages."""

import re
from pathlib import Path

import pytest

from highland.__main__ import main

PAGES = {
    lang: Path(__file__).parents[2] / "docs" / "how-to" / f"try-the-parts{end}"
    for lang, end in (("en", ".md"), ("vi", ".vi.md"))
}
COMMAND = ("try", "gas_alarm", "valve", "--sim", "--fault", "valve=swapped(fan)", "--answers", "look")
DAY = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d")


@pytest.mark.parametrize("lang", PAGES)
def test_it_is_what_the_command_prints(lang, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("firmware.project.kept_home", lambda: tmp_path)
    assert main([*COMMAND, "--lang", lang]) == 1
    printed = [line for line in capsys.readouterr().out.splitlines() if line]
    page = PAGES[lang].read_text(encoding="utf-8")
    shown = [line.removeprefix("    ") for line in page.splitlines() if line.startswith("    SIM")]
    assert [DAY.sub("DAY", line) for line in shown] == [DAY.sub("DAY", line) for line in printed]
