"""install.sh: it checks before it touches anything, and what it makes is whole. A stand-in plays Python and its pip."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from flash.bundle.pack import INSTALLER, Bundle
from flash.bundle.read import unpack

pytestmark = pytest.mark.skipif(os.name != "posix" or shutil.which("sha256sum") is None, reason="needs a POSIX shell")

# Stands for the board's python3: tells its version, makes an environment with itself in it, notes what pip was told.
PYTHON = """#!/bin/sh
case "$*" in
  *version_info*) echo {version} ;;
  *calcsize*) echo {bits} ;;
  "-m venv --system-site-packages "*) mkdir -p "$4/bin"; cp "$0" "$4/bin/python"; mkdir "$4/lib" ;;
  "-P -m highland update --services --root "*) mkdir -p "$7/etc/systemd/system"; touch "$7/etc/systemd/system/units" ;;
  "-m pip "*) echo "$*" >> {notes}; exit {pip_ends} ;;
esac
"""
UNAME = "#!/bin/sh\necho {machine}\n"


class Board:
    """A folder that stands for the board, and what of its system the script asks."""

    def __init__(self, folder: Path, bundle: Bundle) -> None:
        self.root, self.tools, self.notes = folder / "root", folder / "tools", folder / "notes"
        self.unpacked = folder / "unpacked"
        for each in (self.root, self.tools, self.unpacked):
            each.mkdir()
        bundle.write(folder / "b.tar.gz")
        unpack(folder / "b.tar.gz", self.unpacked)
        self.releases = self.root / "opt/highland/releases"
        self.set()

    def set(self, version: str = "3.11", bits: int = 64, machine: str = "aarch64", pip_ends: int = 0) -> None:
        texts = {
            "python3": PYTHON.format(version=version, bits=bits, notes=self.notes, pip_ends=pip_ends),
            "uname": UNAME.format(machine=machine),
        }
        for name, text in texts.items():
            (self.tools / name).write_text(text)
            (self.tools / name).chmod(0o755)

    def install(self, *words: str, lang: str = "C.UTF-8") -> subprocess.CompletedProcess[str]:
        surroundings = {"PATH": f"{self.tools}:/usr/bin:/bin", "DESTDIR": str(self.root), "LANG": lang}
        command = ["sh", str(self.unpacked / "install.sh"), *words]
        return subprocess.run(command, env=surroundings, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.fixture
def board(tmp_path: Path, bundle: Bundle) -> Board:
    return Board(tmp_path, bundle)


def test_it_makes_a_whole_release_without_a_network(board: Board, bundle: Bundle) -> None:
    ended = board.install()
    assert ended.returncode == 0, ended.stderr
    made = board.releases / bundle.manifest.release
    assert sorted(each.name for each in made.iterdir()) == ["bin", "code", "manifest.json", "venv"]
    assert os.readlink(board.root / "opt/highland/current") == f"releases/{bundle.manifest.release}"
    pip = board.notes.read_text()
    for word in ("--no-index", "--require-hashes", "--only-binary :all:", "--isolated", "requirements/3.11.txt"):
        assert word in pip
    assert not (made.stat().st_mode & 0o022)
    assert (board.root / "etc/systemd/system/units").is_file()


def test_settings_come_along_readable_for_the_service_only(board: Board, tmp_path: Path) -> None:
    (tmp_path / "etc").mkdir()
    (tmp_path / "etc" / "node.toml").write_text('[mqtt]\nurl = "mqtt://red-heron:secret@hub"\n')
    ended = board.install("--settings", str(tmp_path / "etc"))
    assert "secret" not in ended.stdout + ended.stderr
    there = board.root / "etc/highland/node.toml"
    assert there.read_text() == (tmp_path / "etc" / "node.toml").read_text()
    assert there.stat().st_mode & 0o777 == 0o640


def test_again_changes_nothing(board: Board, bundle: Bundle) -> None:
    board.install()
    before = (board.releases / bundle.manifest.release).stat().st_mtime_ns
    board.notes.unlink()
    ended = board.install()
    assert "is here already" in ended.stderr
    assert not board.notes.exists()
    assert (board.releases / bundle.manifest.release).stat().st_mtime_ns == before


def test_a_half_made_release_is_made_anew(board: Board, bundle: Bundle) -> None:
    """The power was cut while it was installed."""
    part = board.releases / f".part-{bundle.manifest.release}"
    part.mkdir(parents=True)
    (part / "rest").touch()
    assert board.install().returncode == 0
    assert [each.name for each in board.releases.iterdir()] == [bundle.manifest.release]


def test_only_the_release_for_an_update(board: Board, bundle: Bundle) -> None:
    ended = board.install("--release-only")
    assert ended.stdout.strip() == str(board.releases / bundle.manifest.release)
    assert [each.name for each in (board.root / "opt/highland").iterdir()] == ["releases"]


def test_the_release_before_stays_as_the_previous(board: Board, bundle: Bundle) -> None:
    home = board.root / "opt/highland"
    home.mkdir(parents=True)
    (home / "current").symlink_to("releases/0123456789abcdef")
    assert board.install().returncode == 0
    assert os.readlink(home / "previous") == "releases/0123456789abcdef"
    assert os.readlink(home / "current") == f"releases/{bundle.manifest.release}"


def damage(board: Board) -> None:
    with (board.unpacked / "code/firmware/loop.py").open("a") as opened:
        opened.write("# damaged\n")


REFUSED = {
    "damaged": (damage, "Bộ cài bị hỏng"),
    "a strange file": (lambda board: (board.unpacked / "wheels/evil-1-py3-none-any.whl").touch(), "Bộ cài có tệp lạ"),
    "a link": (lambda board: (board.unpacked / "more").symlink_to("/etc"), "Bộ cài có tệp lạ"),
    "another Python": (lambda board: board.set(version="3.9"), "không dành cho Python 3.9"),
    "another machine": (lambda board: board.set(machine="x86_64"), "Bộ cài dành cho aarch64, còn máy này là x86_64"),
    "a 32-bit system": (lambda board: board.set(bits=32), "còn máy này là armv7l"),
    "pip fails": (lambda board: board.set(pip_ends=1), "Không cài được các gói"),
}


@pytest.mark.parametrize(("plant", "said"), REFUSED.values(), ids=REFUSED.keys())
def test_it_refuses_and_leaves_everything_as_it_was(board: Board, plant, said: str) -> None:
    plant(board)
    ended = board.install(lang="vi_VN.UTF-8")
    assert ended.returncode == 1
    assert said in ended.stderr
    assert "Chưa có gì thay đổi." in ended.stderr
    assert [each for each in board.root.rglob("*") if not each.is_dir()] == []


def test_the_script_is_for_any_posix_shell() -> None:
    assert subprocess.run(["sh", "-n", str(INSTALLER)], check=False).returncode == 0
    shellcheck = shutil.which("shellcheck")
    if shellcheck is None:
        pytest.skip("shellcheck is not installed")
    ended = subprocess.run([shellcheck, "-s", "sh", str(INSTALLER)], capture_output=True, text=True, check=False)
    assert ended.stdout == ""
