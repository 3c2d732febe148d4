"""The texts on a card: what each release reads, no secret in the clear, and not one foreign byte changed."""

import json
import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from devices import HighlandError
from firmware.project import find, names
from flash.card import cloud_init
from flash.card.cmdline import with_first_boot, without_first_boot
from flash.card.config_txt import lines_for, with_block
from flash.card.custom_toml import KEYS, custom_toml
from flash.card.partition import CardError, recognize
from flash.card.plan import FIRST_BOOT, plan
from flash.card.settings import Settings, checked, public_key, wifi_psk
from tests.flash.conftest import STOCK_CMDLINE, STOCK_CONFIG, boot_partition

KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKvnGaU7zORC lan@laptop"
SSID = 'Trường "A" \\ 1'
ALL = Settings(hostname="gas-1", user="lan", ssh_key=KEY, ssid=SSID, psk=wifi_psk(SSID, "correct horse"))
NEWLINES = (b"\n", b"\r\n")


# config.txt


@pytest.mark.parametrize("project", names())
def test_every_output_has_its_safe_level_from_the_firmware_on(project: str) -> None:
    """An active-low relay is off when its wire is high."""
    from firmware.board.outputs import outputs_of

    wiring = find(project).wiring()
    lines = lines_for(wiring)
    for output in outputs_of(wiring)[0]:
        assert f"gpio={output.pin}=op,{'dl' if output.active_high else 'dh'}" in lines
    assert lines[:2] == ["[all]", "dtparam=strict_gpiod"]


def test_the_pump_of_the_water_filter_stays_off_while_the_board_starts() -> None:
    lines = lines_for(find("water_filter").wiring())
    assert "gpio=5=op,dh" in lines
    assert "dtparam=i2c_arm=on" in lines
    assert not any("gpio=12=" in line or "gpio=13=" in line for line in lines)  # a float and a button


@pytest.mark.parametrize("newline", NEWLINES)
@pytest.mark.parametrize("config", [STOCK_CONFIG, STOCK_CONFIG.rstrip(b"\n"), b"", b"\xff\xfe odd \x00 bytes\n"])
def test_config_txt_gets_one_block_and_keeps_every_other_byte(config: bytes, newline: bytes) -> None:
    config = config.replace(b"\n", newline)
    newline = newline if newline in config else b"\n"
    once = with_block(config, ["[all]", "gpio=5=op,dh"])
    assert once.startswith(config)
    assert with_block(once, ["[all]", "gpio=5=op,dh"]) == once
    later = once + b"dtoverlay=i2c-rtc,ds3231" + newline
    other = with_block(later, ["[all]", "gpio=17=op,dl"])
    assert other.count(b"# highland begin") == 1
    assert b"gpio=5=" not in other
    assert len(other) >= len(later)
    assert with_block(other, ["[all]", "gpio=17=op,dl"]) == other
    assert other.startswith(config)
    assert other.endswith(b"# highland end" + newline + b"dtoverlay=i2c-rtc,ds3231" + newline)


# cmdline.txt


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"", b" \n"])
def test_cmdline_txt_stays_one_line_and_forgets_an_earlier_flash(end: bytes) -> None:
    once = with_first_boot(STOCK_CMDLINE + end, "highland-0123456789ab")
    assert once.startswith(STOCK_CMDLINE + b" systemd.run=/boot/firmware/highland-0123456789ab/first-boot.sh ")
    assert len(once.splitlines()) == 1
    twice = with_first_boot(once, "highland-ba9876543210")
    assert twice == once.replace(b"0123456789ab", b"ba9876543210")
    assert without_first_boot(twice).rstrip() == STOCK_CMDLINE


# What is a boot partition


def test_both_releases_are_recognized(tmp_path: Path) -> None:
    assert recognize(boot_partition(tmp_path / "a")).cloud_init
    assert not recognize(boot_partition(tmp_path / "b", cloud_init=False)).cloud_init


@pytest.mark.parametrize("name", ["config.txt", "cmdline.txt", "issue.txt", "kernel8.img"])
def test_a_folder_that_lacks_something_is_no_boot_partition(trixie: Path, name: str) -> None:
    (trixie / name).unlink()
    with pytest.raises(CardError, match="is missing"):
        recognize(trixie)


def test_a_home_folder_is_refused_with_what_is_there(tmp_path: Path) -> None:
    (tmp_path / "holiday.jpg").touch()
    with pytest.raises(CardError) as refused:
        recognize(tmp_path)
    assert "holiday.jpg" in str(refused.value.hint)


def test_a_system_with_python_3_9_is_refused(trixie: Path) -> None:
    (trixie / "issue.txt").write_text("Raspberry Pi reference 2023-05-03\n")
    with pytest.raises(CardError, match="2023-05-03: too old"):
        recognize(trixie)


def test_imagers_own_first_run_is_never_overwritten(bookworm: Path) -> None:
    with (bookworm / "cmdline.txt").open("a") as opened:
        opened.write(" systemd.run=/boot/firstrun.sh")
    with pytest.raises(CardError, match="settings of its own"):
        recognize(bookworm)


def test_imagers_cloud_init_is_left_alone_or_refused(trixie: Path, bundle) -> None:
    (trixie / "cmdline.txt").write_bytes(STOCK_CMDLINE + b" ds=nocloud;i=rpi-imager-1\n")
    boot, wiring = recognize(trixie), find("gas_alarm").wiring()
    with pytest.raises(CardError, match="would be lost"):
        plan(boot, ALL, wiring, bundle.manifest, b"")
    assert not any(path.startswith("seed/") for path in plan(boot, Settings(), wiring, bundle.manifest, b"").files)


# Settings


def test_the_key_of_a_wifi_is_that_of_the_standard() -> None:
    """IEEE 802.11, annex J.4.2, first test vector."""
    assert wifi_psk("IEEE", "password") == "f42c6fc52df0ebef9ebb4b90b38a5f902e83fe1b135a70e23aed762e9710a12e"


@pytest.mark.parametrize("password", ["short", "x" * 64, "mật khẩu dài", "tab\tin it!"])
def test_a_password_that_no_wifi_has_is_refused_and_not_shown(password: str) -> None:
    with pytest.raises(HighlandError) as refused:
        wifi_psk("School", password)
    assert password not in f"{refused.value.message}{refused.value.hint}"


@pytest.mark.parametrize(
    "wrong",
    [
        {"hostname": "Gas"},
        {"hostname": "-a"},
        {"hostname": "a b"},
        {"hostname": "x;reboot"},
        {"user": "root", "ssh_key": KEY},
        {"user": "a:b", "ssh_key": KEY},
        {"user": "lan"},
        {"ssh_key": KEY},
        {"ssid": ""},
        {"ssid": "ư" * 20},
        {"ssid": "a\nb"},
        {"country": "Vn"},
        {"timezone": "../etc/passwd"},
        {"timezone": "$(reboot)"},
    ],
    ids=str,
)
def test_a_wish_that_no_board_can_fulfill_is_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(HighlandError):
        checked(Settings(**wrong))
    checked(ALL)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-----BEGIN OPENSSH PRIVATE KEY-----\nabc\n",
        f"{KEY}\n{KEY}\n",
        "ssh-ed25519\n",
        "hello AAAA\n",
        f"{KEY}\x07",
    ],
)
def test_only_one_public_key_goes_onto_a_card(text: str) -> None:
    with pytest.raises(HighlandError):
        public_key(text, "id")
    assert public_key(f"\n{KEY}\r\n", "id") == KEY


def test_no_secret_is_shown_by_mistake() -> None:
    assert (ALL.psk or "") not in repr(ALL)
    assert "hunter2" not in repr(Settings(hub_url="mqtt://red-heron:hunter2@hub"))


# Validators


def valid_cloud_config(text: str, folder: Path) -> bool:
    (folder / "user-data").write_text(text, encoding="utf-8")
    words = ["cloud-init", "schema", "--config-file", str(folder / "user-data")]
    ended = subprocess.run(words, capture_output=True, text=True, check=False)
    return ended.returncode == 0


@pytest.mark.proof
@pytest.mark.skipif(shutil.which("cloud-init") is None, reason="cloud-init is not installed")
def test_user_data_passes_cloud_inits_own_schema(tmp_path: Path) -> None:
    assert valid_cloud_config(cloud_init.user_data(ALL), tmp_path)
    assert not valid_cloud_config(cloud_init.user_data(ALL) + "users: 7\n", tmp_path)


@pytest.mark.proof
@pytest.mark.skipif(shutil.which("netplan") is None, reason="netplan is not installed")
@pytest.mark.parametrize(
    "settings", [ALL, Settings(), Settings(ssid="School", psk=wifi_psk("School", "correct horse"))]
)
def test_network_config_passes_netplan(tmp_path: Path, settings: Settings) -> None:
    """With NetworkManager, as Raspberry Pi OS has it; the key arrives there as the key, not as a passphrase."""
    folder = tmp_path / "etc" / "netplan"
    folder.mkdir(parents=True)
    renderer = "network:\n  version: 2\n  renderer: NetworkManager\n"
    for name, text in (("00-all.yaml", renderer), ("50-cloud-init.yaml", cloud_init.network_config(settings))):
        (folder / name).write_text(text, encoding="utf-8")
        (folder / name).chmod(0o600)
    ended = subprocess.run(
        ["netplan", "generate", "--root-dir", str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stderr
    made = "".join(each.read_text("utf-8") for each in (tmp_path / "run").rglob("*.nmconnection"))
    assert (settings.psk or "eth0") in made


def test_custom_toml_has_only_keys_that_bookworm_takes() -> None:
    found = tomllib.loads(custom_toml(ALL))
    assert found.pop("config_version") == 1
    assert {name: set(table) - KEYS[name] for name, table in found.items()} == {name: set() for name in found}
    assert found["wlan"] == {"ssid": SSID, "country": "VN", "password": ALL.psk, "password_encrypted": True}
    assert found["ssh"]["authorized_keys"] == [KEY]


def test_no_text_holds_the_password_itself(trixie: Path, bookworm: Path, bundle) -> None:
    """Only the network's key is there, and only in the files that go after the first boot."""
    for boot in (recognize(trixie), recognize(bookworm)):
        files = plan(boot, ALL, find("gas_alarm").wiring(), bundle.manifest, b"").files
        assert b"correct horse" not in b"".join(files.values())
        assert {path for path, found in files.items() if (ALL.psk or "").encode() in found} <= {
            "seed/network-config",
            "seed/custom.toml",
        }


def test_names_with_quotes_stay_what_they_are() -> None:
    line = next(line for line in cloud_init.network_config(ALL).splitlines() if "Trường" in line)
    assert json.loads(line.strip().removesuffix(":")) == SSID


def test_the_script_is_for_any_posix_shell() -> None:
    if os.name != "posix":
        pytest.skip("needs a POSIX shell")
    assert subprocess.run(["sh", "-n", str(FIRST_BOOT)], check=False).returncode == 0
    shellcheck = shutil.which("shellcheck")
    if shellcheck is not None:
        ended = subprocess.run([shellcheck, "-s", "sh", str(FIRST_BOOT)], capture_output=True, text=True, check=False)
        assert ended.stdout == ""


def test_the_rpi_key_of_raspberry_pi_is_not_needed() -> None:
    """cloud-init's own schema rejects it: config.txt switches the buses on instead."""
    assert re.search(r"^rpi:", cloud_init.user_data(ALL), re.MULTILINE) is None
