"""`highland flash` and `highland bundle` as a person runs them: whole, or refused with nothing changed."""

import getpass
from pathlib import Path

import pytest

from flash.bundle.lock import Locked
from flash.bundle.read import unpack
from highland.__main__ import main
from tests.flash.conftest import Packages

PASSWORD, NODE_PASSWORD = "correct horse battery", "k7Qm/x@1"


@pytest.fixture
def offline(packages: Packages, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The options of a command whose packages are all there already, in a small lock."""
    lock: list[Locked] = packages.lock
    monkeypatch.setattr("flash.bundle.pack.read_lock", lambda: lock)
    return ["--wheels", str(packages.folder)]


@pytest.fixture
def secrets(tmp_path: Path) -> list[str]:
    files = {"wifi": PASSWORD, "account": f"red-heron {NODE_PASSWORD}"}
    for name, text in files.items():
        (tmp_path / name).write_text(f"{text}\n")
        (tmp_path / name).chmod(0o600)
    options = ["--wifi", "School", "--wifi-password", str(tmp_path / "wifi")]
    return [*options, "--hub", "hub.local", "--account", str(tmp_path / "account")]


def texts(folder: Path) -> dict[str, bytes]:
    return {each.relative_to(folder).as_posix(): each.read_bytes() for each in folder.rglob("*") if each.is_file()}


def test_a_card_becomes_ready(trixie: Path, offline: list[str], secrets: list[str], capsys) -> None:
    assert main(["flash", "water_filter", "--boot", str(trixie), *offline, *secrets, "--lang", "vi"]) == 0
    said = capsys.readouterr()
    assert "Thẻ đã sẵn sàng: water_filter" in said.out
    assert PASSWORD not in said.out + said.err
    assert NODE_PASSWORD not in said.out + said.err
    written = texts(trixie)
    assert b"gpio=5=op,dh" in written["config.txt"]
    (node,) = (found for path, found in written.items() if path.endswith("etc/node.toml"))
    assert node == b'[mqtt]\nurl = "mqtt://red-heron:k7Qm%2Fx%401@hub.local:1883"\n'
    (options,) = (found for path, found in written.items() if path.endswith("etc/water_filter.env"))
    assert options == b'HIGHLAND_OPTIONS="--lang vi"\n'


def test_a_dry_run_changes_nothing_and_shows_no_secret(
    trixie: Path, offline: list[str], secrets: list[str], capsys
) -> None:
    before = texts(trixie)
    assert main(["flash", "gas_alarm", "--boot", str(trixie), *offline, *secrets, "--dry-run", "--lang", "en"]) == 0
    said = capsys.readouterr().out
    assert texts(trixie) == before
    assert "gpio=17=op,dl" in said
    assert "systemd.run=/boot/firmware/highland-" in said
    assert "may hold a secret, not shown" in said
    assert PASSWORD not in said
    assert "k7Qm" not in said


def test_a_wifis_password_is_never_taken_from_the_command_line(trixie: Path, offline: list[str], capsys) -> None:
    before = texts(trixie)
    assert main(["flash", "gas_alarm", "--boot", str(trixie), *offline, "--wifi", "School", "--lang", "en"]) == 2
    assert "--wifi-password FILE" in capsys.readouterr().err
    assert texts(trixie) == before


def test_a_wifis_password_is_asked_for_at_a_terminal(
    trixie: Path, offline: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", type("Terminal", (), {"isatty": lambda self: True})())
    monkeypatch.setattr(getpass, "getpass", lambda prompt: PASSWORD)
    assert main(["flash", "gas_alarm", "--boot", str(trixie), *offline, "--wifi", "School"]) == 0
    assert PASSWORD.encode() not in b"".join(texts(trixie).values())


@pytest.mark.parametrize(
    "options",
    [
        ["--hostname", "Gas Alarm"],
        ["--user", "lan"],
        ["--account", "there-is-none"],
        ["--hub", "hub.local", "--account", "there-is-none"],
        ["--hub", "http://hub"],
        ["--wifi-password", "x"],
        ["--python", "3.9"],
        ["--machine", "sparc"],
    ],
    ids=" ".join,
)
def test_a_wrong_wish_leaves_the_card_as_it_was(trixie: Path, offline: list[str], options: list[str]) -> None:
    before = texts(trixie)
    assert main(["flash", "gas_alarm", "--boot", str(trixie), *offline, *options]) == 2
    assert texts(trixie) == before


def test_a_folder_that_is_no_card_is_refused(tmp_path: Path, offline: list[str], capsys) -> None:
    before = texts(tmp_path)
    assert main(["flash", "gas_alarm", "--boot", str(tmp_path), *offline, "--lang", "vi"]) == 2
    assert "không phải là phân vùng khởi động" in capsys.readouterr().err
    assert texts(tmp_path) == before


def test_a_bundle_is_written_whole_and_reads_back(tmp_path: Path, offline: list[str], capsys) -> None:
    file = tmp_path / "gas.tar.gz"
    assert main(["bundle", "gas_alarm", "-o", str(file), *offline, "--lang", "en"]) == 0
    (tmp_path / "out").mkdir()
    manifest = unpack(file, tmp_path / "out")
    said = capsys.readouterr().out
    assert f"release {manifest.release}, for Python 3.11, 3.13 on aarch64" in said
    assert "sudo sh highland-bundle/install.sh" in said


def test_a_32_bit_board_is_told_what_will_not_work(tmp_path: Path, offline: list[str], capsys) -> None:
    words = ["bundle", "gas_alarm", "-o", str(tmp_path / "gas.tar.gz"), *offline, "--machine", "armv7l", "--lang", "en"]
    assert main(words) == 0
    assert "On armv7l there is no package sysv-ipc to install: a DHT22 cannot be read." in capsys.readouterr().err


def test_a_dry_run_writes_no_bundle(tmp_path: Path, offline: list[str], capsys) -> None:
    assert main(["bundle", "gas_alarm", "-o", str(tmp_path / "gas.tar.gz"), *offline, "--dry-run", "--lang", "en"]) == 0
    assert "No bundle was written." in capsys.readouterr().out
    assert not (tmp_path / "gas.tar.gz").exists()


def test_a_project_that_cannot_start_is_not_bundled(tmp_path: Path, offline: list[str]) -> None:
    (tmp_path / "rack").mkdir()
    (tmp_path / "rack" / "control.py").write_text("this is no law\n")
    assert main(["bundle", str(tmp_path / "rack"), "-o", str(tmp_path / "gas.tar.gz"), *offline]) == 2
    assert not (tmp_path / "gas.tar.gz").exists()
