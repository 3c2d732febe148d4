"""No password on a command line: every user of a computer can read all command lines."""

import os
import re
import sys
from pathlib import Path

import pytest

from highland._passwords import address_in_file, asked_address
from messages import Say
from telemetry.address import PASSWORD_VARIABLE

ROOT = Path(__file__).parents[2]
PACKAGES = ("highland", "hub", "telemetry", "web", "bench", "docs")
ON_A_LINE = re.compile(r"(?:mqtts?|postgres(?:ql)?)://[^\s/@:\"]+:[^\s@/\d][^\s@/]*@|mosquitto_(?:pub|sub)[^`\n]* -P ")
IN_A_FILE = re.compile(
    r"^url = |nurl = |hub_url=|in a file also|libpq's"
)  # node.toml; what an address may be; libpq's file


def test_no_page_and_no_help_has_a_password_on_a_command_line():
    found = []
    for file in [*ROOT.glob("*.md"), *(each for name in PACKAGES for each in (ROOT / name).rglob("*"))]:
        if file.suffix in (".md", ".py", ".toml"):
            for line in file.read_text(encoding="utf-8").splitlines():
                if ON_A_LINE.search(line) and not IN_A_FILE.search(line):
                    found.append(f"{file.relative_to(ROOT)}: {line.strip()}")
    assert found == []


def test_a_password_on_the_line_is_warned_of_and_not_repeated(capsys):
    assert asked_address("mqtt://red-heron:secret@hub.local", None, Say("en")).password == "secret"
    told = capsys.readouterr().err
    assert "mqtt://red-heron@hub.local:1883" in told
    assert PASSWORD_VARIABLE in told
    assert "secret" not in told


def test_a_password_of_the_store_on_the_line_is_warned_of(highland):
    told = highland("hub", "nodes", "--store", "postgresql://me:secret@127.0.0.1:1/none").err
    assert ".pgpass" in told
    assert "secret" not in told


def test_without_a_terminal_nothing_is_asked_and_the_variable_is_read(monkeypatch, capsys):
    monkeypatch.setenv(PASSWORD_VARIABLE, "from-there")
    assert asked_address("mqtt://red-heron@hub.local", None, Say("en")).password == "from-there"
    monkeypatch.delenv(PASSWORD_VARIABLE)
    assert asked_address("mqtt://red-heron@hub.local", None, Say("en")).password == ""
    assert capsys.readouterr().err == ""


@pytest.mark.skipif(os.name != "posix", reason="Windows has no modes")
def test_a_file_that_others_may_read_is_warned_of(tmp_path, capsys):
    file = tmp_path / "node.toml"
    file.write_text("", encoding="utf-8")
    for mode, told in ((0o600, ""), (0o644, "chmod 600")):
        file.chmod(mode)
        address_in_file("mqtt://red-heron:secret@hub.local", None, file, Say("en"))
        address_in_file("mqtt://red-heron@hub.local", None, file, Say("en"))
        said = capsys.readouterr().err
        assert (told in said, said.count("\n")) == (True, bool(told))


@pytest.mark.skipif(sys.platform != "linux", reason="a terminal is made as Linux does")
def test_at_a_terminal_it_is_asked_for_and_not_shown():
    import pty

    code = (
        "from highland._passwords import asked_address; from messages import Say;"
        "print('GOT', asked_address('mqtt://red-heron@hub.local', None, Say('en')).password[::-1])"
    )
    child, terminal = pty.fork()
    if not child:
        os.execve(sys.executable, [sys.executable, "-c", code], os.environ | {"PYTHONPATH": str(ROOT)})
    said = b""
    with open(terminal, "r+b", buffering=0) as screen:
        while b"hub.local:1883:" not in said:
            said += screen.read(1_000)
        screen.write(b"abc\n")
        while b"GOT" not in said or not said.endswith(b"\n"):
            said += screen.read(1_000)
    os.waitpid(child, 0)
    assert b"GOT cba" in said
    assert b"abc" not in said
