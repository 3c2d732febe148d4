"""The service units: systemd understands every line, a project has few rights, and its files arrive whole."""

import configparser
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from flash.services.install import BY_HAND, OF_THE_HUB, PLACES, UNITS, install, somebody_feeds_the_dog

ROOT = Path(__file__).parents[2]
SYSTEM = Path("/usr/lib/systemd/system")
SERVICES = sorted(file for file in UNITS.glob("*.service"))
MOST_EXPOSED = 3.0
needs_systemd = pytest.mark.skipif(
    shutil.which("systemd-analyze") is None or not SYSTEM.is_dir(), reason="systemd is not installed"
)


def options_of(unit: Path) -> dict[str, list[str]]:
    """Option -> its values, in the order of the file."""
    found: dict[str, list[str]] = {}
    for line in unit.read_text(encoding="utf-8").splitlines():
        name, equals, value = line.partition("=")
        if equals and not line.startswith("#"):
            found.setdefault(name, []).append(value)
    return found


@pytest.fixture
def board(tmp_path):
    """The units at their places in a small system that has what they start."""
    install(tmp_path)
    install(tmp_path, places=OF_THE_HUB)
    for program in ("opt/highland/current/bin/highland", "usr/bin/python3"):
        file = tmp_path / program
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("#!/bin/sh\n", encoding="utf-8")
        file.chmod(0o755)
    return tmp_path


def instance(unit: Path) -> str:
    return unit.name.replace("@.", "@gas_alarm.")


@needs_systemd
def test_systemd_understands_every_line(board):
    for kind in ("target", "slice", "mount", "socket"):
        for file in SYSTEM.glob(f"*.{kind}"):
            (board / "usr/lib/systemd/system").mkdir(parents=True, exist_ok=True)
            shutil.copy(file, board / "usr/lib/systemd/system", follow_symlinks=False)
    command = ["systemd-analyze", "verify", f"--root={board}", *map(instance, SERVICES)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout + ended.stderr) == (0, "")


@needs_systemd
@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.name)
def test_a_service_has_few_rights(unit, tmp_path):
    file = shutil.copy(unit, tmp_path / instance(unit))
    command = ["systemd-analyze", "security", "--offline=yes", "--no-pager", str(file)]
    said = subprocess.run(command, capture_output=True, text=True, check=True, env={"LANG": "C.UTF-8"}).stdout
    exposure = re.search(r"Overall exposure level for \S+: ([0-9.]+)", said)
    assert exposure is not None
    assert float(exposure[1]) < MOST_EXPOSED


@needs_systemd
def test_its_users_and_folders_are_made(tmp_path):
    install(tmp_path)
    (tmp_path / "etc/passwd").touch()
    (tmp_path / "etc/group").write_text("gpio:x:986:pi\n", encoding="utf-8")  # as on Raspberry Pi OS
    sysusers = ["systemd-sysusers", f"--root={tmp_path}", tmp_path / PLACES["highland.sysusers.conf"]]
    subprocess.run(sysusers, capture_output=True, check=True)
    groups = (tmp_path / "etc/group").read_text(encoding="utf-8").splitlines()
    members = {line.partition(":")[0]: line.rpartition(":")[2] for line in groups}
    assert set(members["gpio"].split(",")) == {"pi", "highland"}
    assert members["i2c"] == members["spi"] == "highland"
    assert members["highland-hub"] == ""
    assert re.search(r"^highland:x:\d+:\d+:.*nologin$", (tmp_path / "etc/passwd").read_text("utf-8"), re.MULTILINE)


def test_the_project_unit_keeps_its_promises():
    """Each of these is a failure on a board if it goes missing."""
    project = options_of(UNITS / "highland@.service")
    assert project["Type"] == ["notify"]
    assert project["NotifyAccess"] == ["main"]
    assert project["KillMode"] == ["control-group"]
    assert project["Restart"] == ["on-failure"]
    quick, whole = project["ExecStopPost"]
    assert quick == "-/usr/bin/python3 -IS /opt/highland/off.py %i"  # whatever it does, the other comes
    assert whole == "/opt/highland/current/bin/highland safe %i"
    assert project["User"] == ["highland"]
    assert project["OnFailure"] == ["highland-recover@%i.service"]
    assert not any("online" in value for values in project.values() for value in values)  # a school without a network
    one_try_s = int(project["TimeoutStartSec"][0]) + int(project["TimeoutStopSec"][0]) + int(project["RestartSec"][0])
    assert project["StartLimitIntervalSec"] == ["10min"]
    assert int(project["StartLimitBurst"][0]) * one_try_s < 600, "one that hangs at each start is given up too"


def test_the_hub_has_no_pins():
    hub = options_of(UNITS / "highland-hub.service")
    assert hub["PrivateDevices"] == ["yes"]
    assert not {"SupplementaryGroups", "DeviceAllow"} & hub.keys()


@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.name)
def test_a_unit_is_plain_text_that_other_tools_read_too(unit):
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str
    parser.read_string(unit.read_text(encoding="utf-8"))
    assert {"Unit", "Service"} <= set(parser.sections()) <= {"Unit", "Service", "Install"}


def test_every_option_has_its_reason():
    """A row of docs/reference/services.md; and the page explains nothing that is not there."""
    explained = set()
    for row in (ROOT / "docs/reference/services.md").read_text(encoding="utf-8").splitlines():
        if row.startswith("| `"):
            explained |= set(re.findall(r"`([A-Z]\w+)`", row.split("|")[1]))
    assert explained == {option for unit in SERVICES for option in options_of(unit)}


class TestInstall:
    def test_every_file_has_a_place(self, tmp_path):
        places = PLACES.keys() | OF_THE_HUB.keys() | BY_HAND.keys()
        assert {file.name for file in UNITS.iterdir()} | {"confirm.py", "off.py"} == places
        install(tmp_path)
        assert "def settle" in (tmp_path / "opt/highland/confirm.py").read_text(encoding="utf-8")
        assert (tmp_path / PLACES["highland@.service"]).read_bytes() == (UNITS / "highland@.service").read_bytes()

    def test_a_second_time_changes_nothing(self, tmp_path):
        assert len(install(tmp_path)) == len(PLACES)
        assert install(tmp_path) == []

    def test_what_differs_is_replaced_and_a_link_is_not_followed(self, tmp_path):
        install(tmp_path)
        unit, precious = tmp_path / PLACES["highland@.service"], tmp_path / "precious"
        precious.write_text("keep me", encoding="utf-8")
        unit.unlink()
        unit.symlink_to(precious)
        assert install(tmp_path) == [unit]
        assert precious.read_text(encoding="utf-8") == "keep me"
        assert not unit.is_symlink()

    def test_a_watchdog_that_the_system_feeds_already_is_left_to_it(self, tmp_path):
        theirs = tmp_path / "usr/lib/systemd/system.conf.d/40-rpi.conf"
        theirs.parent.mkdir(parents=True)
        theirs.write_text("[Manager]\nRuntimeWatchdogSec=1m\n", encoding="utf-8")
        install(tmp_path)
        assert not (tmp_path / PLACES["highland.watchdog.conf"]).exists()

    @pytest.mark.parametrize("line", ["#RuntimeWatchdogSec=1m", "RuntimeWatchdogSec=off", "RuntimeWatchdogSec=0", ""])
    def test_without_one_ours_is_installed(self, tmp_path, line):
        file = tmp_path / "etc/systemd/system.conf"
        file.parent.mkdir(parents=True)
        file.write_text(f"[Manager]\n{line}\n", encoding="utf-8")
        assert not somebody_feeds_the_dog(tmp_path)
        install(tmp_path)
        assert (tmp_path / PLACES["highland.watchdog.conf"]).exists()
