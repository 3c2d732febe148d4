"""Every command of a tutorial runs as it is printed."""

import re
from pathlib import Path

import pytest

from highland.__main__ import main

PAGES = sorted((Path(__file__).parents[2] / "docs" / "tutorials").glob("*.md"))
# tests/classroom/whole opens the class of that page and follows the page.
OPEN_UNTIL_ENDED = {f"classroom --project gas_alarm --name 8A{lang}" for lang in ("", " --lang vi")}
COMMANDS = sorted(
    {line for page in PAGES for line in re.findall(r"^python3 run\.py (.+)", page.read_text("utf-8"), re.M)}
    - OPEN_UNTIL_ENDED
)


def test_there_are_commands_to_run():
    assert len(COMMANDS) >= 5


@pytest.mark.long
@pytest.mark.parametrize("command", COMMANDS)
def test_it_runs(command, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("firmware.project.kept_home", lambda: tmp_path)
    assert main(command.split()) == 0
    said = capsys.readouterr()
    assert "SIM" in said.out or "--settings" in command or command.startswith("wiring")
    assert "Traceback" not in said.err
