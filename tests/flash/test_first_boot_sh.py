"""first-boot.sh on a folder that stands for the board: what a release reads comes to its place, secrets go, no loop."""

import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from firmware.project import find
from flash.bundle.manifest import Manifest
from flash.bundle.pack import Bundle
from flash.card.disk import Disk
from flash.card.partition import recognize
from flash.card.plan import plan
from flash.card.settings import Settings, wifi_psk
from flash.card.write import write
from tests.flash.conftest import boot_partition

pytestmark = pytest.mark.skipif(os.name != "posix" or shutil.which("sha256sum") is None, reason="needs a POSIX shell")

KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKvnGaU7zORC lan@laptop"
PASSWORD = "s3cret-of-the-node"
WISHES = Settings(
    *("gas-1", "lan", KEY, "School", wifi_psk("School", "correct horse")), hub_url=f"mqtt://red-heron:{PASSWORD}@hub"
)
# Stands for install.sh: notes what it was given, then ends as it is told to.
INSTALL = """#!/bin/sh
mkdir -p "$DESTDIR/got"
cp "$2"/* "$DESTDIR/got"
echo "$3 $4" > "$DESTDIR/words"
echo "said so"
exit {ends}
"""


class Board:
    """A card in a board: its boot partition, its root, and starts of both kinds."""

    def __init__(self, folder: Path, *, cloud_init: bool = True, install_ends: int = 0, lang: str = "en") -> None:
        self.boot = boot_partition(folder / "bootfs", cloud_init=cloud_init)
        self.root = folder / "root"
        (self.root / "usr/share/zoneinfo/Asia").mkdir(parents=True)
        (self.root / "usr/share/zoneinfo/Asia/Ho_Chi_Minh").touch()
        for each in ("etc", "var/lib", "var/tmp"):
            (self.root / each).mkdir(parents=True)
        files = {"install.sh": INSTALL.format(ends=install_ends).encode()}
        bundle = Bundle(Manifest("0.1.0", "gas_alarm", False, "aarch64", ("3.11",)), files)
        self.stock_cmdline = (self.boot / "cmdline.txt").read_bytes()
        wishes = replace(WISHES, lang=lang)
        planned = plan(recognize(self.boot), wishes, find("gas_alarm").wiring(), bundle.manifest, bundle.packed())
        write(self.boot, planned, Disk())
        self.folder = self.boot / planned.folder

    def run(self, *words: str) -> int:
        surroundings = {"PATH": "/usr/bin:/bin", "DESTDIR": str(self.root)}
        script = self.folder / "first-boot.sh"
        return subprocess.run(
            ["sh", str(script), *words], env=surroundings, capture_output=True, check=False
        ).returncode

    @property
    def log(self) -> str:
        return (self.boot / "highland-first-boot.txt").read_text(encoding="utf-8")

    def service(self) -> Path:
        return self.root / "etc/systemd/system/multi-user.target.wants/highland-first-boot.service"

    def everything(self) -> bytes:
        return b"".join(each.read_bytes() for each in self.boot.rglob("*") if each.is_file())


def test_trixie_gets_its_files_and_the_next_start_is_an_ordinary_one(tmp_path: Path) -> None:
    board = Board(tmp_path)
    assert board.run() == 0
    assert (board.boot / "cmdline.txt").read_bytes() == board.stock_cmdline
    assert b'hostname: "gas-1"' in (board.boot / "user-data").read_bytes()
    assert b"instance_id: highland-" in (board.boot / "meta-data").read_bytes()
    assert board.service().is_symlink()
    assert os.readlink(board.root / "etc/localtime") == "/usr/share/zoneinfo/Asia/Ho_Chi_Minh"
    assert "first boot: gas_alarm" in board.log


def test_the_install_gets_the_settings_and_leaves_no_secret(tmp_path: Path) -> None:
    board = Board(tmp_path)
    board.run()
    assert (WISHES.psk or "").encode() in board.everything()
    assert board.run("install") == 0
    assert PASSWORD in (board.root / "got/node.toml").read_text()
    assert (board.root / "words").read_text() == "--lang en\n"
    for secret in (PASSWORD, WISHES.psk or ""):
        assert secret.encode() not in board.everything()
    assert not board.folder.exists()
    assert not board.service().is_symlink()
    assert "installed: said so" in board.log
    assert (board.boot / "network-config").read_text().startswith("network:")


def test_a_vietnamese_board_speaks_vietnamese_to_whoever_logs_in(tmp_path: Path) -> None:
    """Debian lists the locale as `vi_VN UTF-8`; under any other name it cannot be made."""
    board = Board(tmp_path, lang="vi")
    (board.root / "etc/locale.gen").write_text("# vi_VN UTF-8\n# vi_VN.TCVN TCVN5712-1\nen_GB.UTF-8 UTF-8\n")
    board.run()
    board.run("install")
    assert (board.root / "etc/locale.gen").read_text().startswith("vi_VN UTF-8\n# vi_VN.TCVN")


def test_bookworm_applies_custom_toml_with_its_own_program(tmp_path: Path) -> None:
    board = Board(tmp_path, cloud_init=False)
    program = board.root / "usr/lib/raspberrypi-sys-mods/init_config"
    program.parent.mkdir(parents=True)
    program.write_text(f'#!/bin/sh\ncp "$1" {board.root}/applied.toml\n')
    program.chmod(0o755)
    assert board.run() == 0
    assert 'hostname = "gas-1"' in (board.root / "applied.toml").read_text()
    assert (board.boot / "cmdline.txt").read_bytes() == board.stock_cmdline


def test_a_second_start_of_the_first_step_does_no_harm(tmp_path: Path) -> None:
    """The power was cut before cmdline.txt was changed."""
    board = Board(tmp_path)
    line = (board.boot / "cmdline.txt").read_bytes()
    board.run()
    (board.boot / "cmdline.txt").write_bytes(line)
    assert board.run() == 0
    assert (board.boot / "cmdline.txt").read_bytes() == board.stock_cmdline


def test_a_damaged_folder_is_told_and_the_board_starts_as_before(tmp_path: Path) -> None:
    board = Board(tmp_path)
    (board.folder / "bundle.tar.gz").write_bytes(b"damaged")
    user_data = (board.boot / "user-data").read_bytes()
    assert board.run() == 0
    assert "damaged: flash the card again" in board.log
    assert (board.boot / "user-data").read_bytes() == user_data
    assert (board.boot / "cmdline.txt").read_bytes() == board.stock_cmdline
    assert not board.service().is_symlink()


def test_a_failing_install_is_tried_five_times_and_never_more(tmp_path: Path) -> None:
    board = Board(tmp_path, install_ends=1)
    board.run()
    for _ in range(5):
        assert board.run("install") == 1
        assert board.service().is_symlink()
    assert board.run("install") == 1
    assert not board.service().is_symlink()
    assert board.log.count("not installed: said so") == 5
    assert "given up after five starts" in board.log
    assert PASSWORD not in board.log


def test_the_line_of_the_kernel_is_never_lost(tmp_path: Path) -> None:
    """A line without root= would be a board that never starts again."""
    board = Board(tmp_path)
    (board.boot / "cmdline.txt").write_text("quiet\n")
    assert board.run() == 1
    assert (board.boot / "cmdline.txt").read_text() == "quiet\n"
