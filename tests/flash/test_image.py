"""A project goes into the image of a card: a new image, whole or none, and the old one as it was."""

import shutil
import struct
import subprocess
from pathlib import Path

import pytest

from flash.bundle.lock import Locked
from flash.card.partition import recognize
from flash.image.disk_image import boot_partition as place_of
from flash.image.fat32 import Fat32, FatError
from flash.image.flashed import recognized
from highland.__main__ import main
from tests.flash.conftest import Packages, boot_partition

START, SECTORS, FAT_SECTORS, RESERVED = 8192, 80_000, 620, 32
TOOLS = ("mkfs.vfat", "fsck.vfat", "mcopy", "mdir")


@pytest.fixture
def offline(packages: Packages, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The options of a command whose packages are all there already, in a small lock."""
    lock: list[Locked] = packages.lock
    monkeypatch.setattr("flash.bundle.pack.read_lock", lambda: lock)
    return ["--wheels", str(packages.folder)]


def table(kind: int = 0x0C, sectors: int = SECTORS) -> bytes:
    """The first sector of an image with one partition."""
    entry = bytes([0, 0, 0, 0, kind, 0, 0, 0]) + struct.pack("<II", START, sectors)
    return bytes(446) + entry + bytes(48) + b"\x55\xaa"


def empty(file: Path) -> None:
    """An image with an empty FAT32, of which almost nothing takes room on the disk."""
    with file.open("wb") as opened:
        opened.truncate((START + SECTORS + 100) * 512)
        opened.write(table())
        boot = bytearray(512)
        struct.pack_into("<HBHB", boot, 11, 512, 1, RESERVED, 2)
        struct.pack_into("<II", boot, 32, SECTORS, FAT_SECTORS)
        struct.pack_into("<IHH", boot, 44, 2, 1, 6)
        boot[510:] = b"\x55\xaa"
        opened.seek(START * 512)
        opened.write(boot)
        for number in range(2):
            opened.seek((START + RESERVED + number * FAT_SECTORS) * 512)
            opened.write(struct.pack("<III", 0x0FFFFFF8, 0x0FFFFFFF, 0x0FFFFFFF))


@pytest.fixture
def image(tmp_path: Path) -> Path:
    """An image whose boot partition is that of a fresh card."""
    file, folder = tmp_path / "os.img", boot_partition(tmp_path / "stock")
    empty(file)
    with file.open("r+b") as opened:
        fat = Fat32(opened, START * 512)
        for each in sorted(folder.rglob("*")):
            if each.is_file():
                fat.write(each.relative_to(folder).as_posix(), each.read_bytes())
        fat.close()
    return file


def everything(file: Path, folder: str = "") -> dict[str, bytes]:
    """All files of an image by their paths."""
    found = {}
    with file.open("rb") as opened:
        fat = Fat32(opened, place_of(file).start)
        waiting = [folder]
        while waiting:
            here = waiting.pop()
            for name in fat.names(here):
                path = f"{here}/{name}".strip("/")
                try:
                    found[path] = fat.read(path)
                except FatError:
                    waiting.append(path)
    return found


@pytest.mark.proof
def test_a_new_image_has_all_that_a_flashed_card_has(image: Path, tmp_path: Path, offline: list[str], capsys) -> None:
    before, card = image.read_bytes(), boot_partition(tmp_path / "bootfs")
    words = ["--hostname", "gas-1", *offline, "--lang", "en"]
    assert main(["flash", "gas_alarm", "--boot", str(card), *words]) == 0
    assert main(["flash", "gas_alarm", "--image", str(image), *words]) == 0
    new = tmp_path / "os-gas-1.img"
    wanted = {each.relative_to(card).as_posix(): each.read_bytes() for each in card.rglob("*") if each.is_file()}
    assert everything(new) == wanted
    assert image.read_bytes() == before
    assert new.stat().st_mode & 0o077 == 0
    assert f"The new image is ready: {new}" in capsys.readouterr().out
    outside, place = new.read_bytes(), place_of(image)
    assert outside[: place.start] == before[: place.start]
    assert outside[place.start + place.size :] == before[place.start + place.size :]


def test_a_dry_run_makes_no_image(image: Path, offline: list[str], capsys) -> None:
    files = sorted(image.parent.iterdir())
    assert main(["flash", "gas_alarm", "--image", str(image), *offline, "--dry-run", "--lang", "en"]) == 0
    assert "systemd.run=/boot/firmware/highland-" in capsys.readouterr().out
    assert sorted(image.parent.iterdir()) == files


def test_an_image_that_was_made_here_is_not_taken_again(
    image: Path, tmp_path: Path, offline: list[str], capsys
) -> None:
    new = tmp_path / "new.img"
    assert main(["flash", "gas_alarm", "--image", str(image), "-o", str(new), *offline]) == 0
    assert main(["flash", "water_filter", "--image", str(new), *offline, "--lang", "en"]) == 2
    assert "has a project already" in capsys.readouterr().err


def damaged_table(opened) -> None:
    opened.seek((START + RESERVED) * 512 + 8)
    opened.write(struct.pack("<I", 2))  # the first folder leads to itself


def cut(opened) -> None:
    opened.truncate((START + 50_000) * 512)


def without_table(opened) -> None:
    opened.write(bytes(512))


def packed(opened) -> None:
    opened.write(b"\xfd7zXZ\0")


def other_kind(opened) -> None:
    opened.write(table(kind=0x83))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (damaged_table, "damaged"),
        (cut, "it ends before its first partition does"),
        (without_table, "it has no partition table"),
        (packed, "Unpack it first"),
        (other_kind, "its first partition is not FAT32"),
    ],
)
def test_what_is_no_image_is_refused_and_nothing_is_made(image: Path, offline: list[str], capsys, change, said) -> None:
    with image.open("r+b") as opened:
        change(opened)
    files = sorted(image.parent.iterdir())
    assert main(["flash", "gas_alarm", "--image", str(image), *offline, "--lang", "en"]) == 2
    assert said in capsys.readouterr().err
    assert sorted(image.parent.iterdir()) == files


@pytest.mark.parametrize(
    "words",
    [[], ["--boot", "x", "--image", "y"], ["--image", "no-such-file"], ["--boot", "x", "-o", "y"]],
    ids=lambda words: " ".join(words) or "neither",
)
def test_a_card_or_an_image_and_not_both(offline: list[str], words: list[str]) -> None:
    assert main(["flash", "gas_alarm", *words, *offline]) == 2


def test_the_old_image_is_never_the_new_one(image: Path, offline: list[str], capsys) -> None:
    before = image.read_bytes()
    assert main(["flash", "gas_alarm", "--image", str(image), "-o", str(image), *offline, "--lang", "en"]) == 2
    assert "is the image itself" in capsys.readouterr().err
    assert image.read_bytes() == before


def test_a_new_image_that_could_not_be_finished_is_not_there(
    image: Path, tmp_path: Path, offline: list[str], monkeypatch: pytest.MonkeyPatch, capsys
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Fat32, "_write_at", full)
    assert main(["flash", "gas_alarm", "--image", str(image), "-o", str(tmp_path / "new.img"), *offline]) == 2
    assert not list(tmp_path.glob("new.img*"))


def test_what_a_killed_run_left_is_deleted_and_that_of_other_boards_is_named(
    image: Path, tmp_path: Path, offline: list[str], capsys
) -> None:
    """Without a word it would fill the disk for good, with the key of the Wi-Fi in it."""
    own, other = tmp_path / "new.img.part", tmp_path / "os-gas-2.img.part"
    for file in (own, other):
        file.write_bytes(b"half")
    words = ["--image", str(image), "-o", str(tmp_path / "new.img"), *offline, "--lang", "en"]
    assert main(["flash", "gas_alarm", *words]) == 0
    said = capsys.readouterr().err
    assert f"{own} was left by a run that was broken off. It was deleted." in said
    assert f"{other} was left by a run" in said
    assert (own.exists(), other.exists()) == (False, True)


# The file system


def test_a_partition_with_no_room_is_refused(image: Path, offline: list[str], capsys) -> None:
    with image.open("r+b") as opened:
        fat = Fat32(opened, START * 512)
        fat.write("large.bin", b"x" * (fat.free - 3_000_000))
        fat.close()
    assert main(["flash", "gas_alarm", "--image", str(image), *offline, "--lang", "en"]) == 2
    assert "The boot partition has 3 MB free" in capsys.readouterr().err


def test_files_are_replaced_and_their_room_is_given_back(image: Path) -> None:
    with image.open("r+b") as opened:
        fat = Fat32(opened, START * 512)
        free = fat.free
        fat.write("config.txt", b"a" * 60_000)
        fat.write("config.txt", b"short")
        fat.close()
        again = Fat32(opened, START * 512)
        assert again.read("CONFIG.TXT") == b"short"
        assert again.free == free
        assert again.names().count("config.txt") == 1


def test_a_folder_grows_over_many_clusters(image: Path) -> None:
    files = {f"highland-1/etc/file with a long name {number}.env": bytes([number]) * number for number in range(80)}
    with image.open("r+b") as opened:
        fat = Fat32(opened, START * 512)
        for path, found in files.items():
            fat.write(path, found)
        fat.close()
    assert everything(image, "highland-1") == files


@pytest.mark.proof
@pytest.mark.skipif(not all(map(shutil.which, TOOLS)), reason="SKIPPED: needs Debian's mtools and dosfstools")
def test_other_peoples_tools_make_and_check_it(tmp_path: Path, offline: list[str]) -> None:
    """A partition of mkfs.vfat, filled by mtools, is read; what we made of it pleases fsck and is read by mtools."""
    file, folder = tmp_path / "os.img", boot_partition(tmp_path / "stock")
    with file.open("wb") as opened:
        opened.truncate((START + SECTORS) * 512)
        opened.write(table())
    at = f"{file}@@{START * 512}"
    run("mkfs.vfat", "-F", "32", "-s", "1", "--offset", str(START), str(file), str(SECTORS // 2))
    run("mcopy", "-s", "-i", at, *map(str, sorted(folder.iterdir())), "::/")
    assert recognized(file).config == recognize(folder).config
    new = tmp_path / "new.img"
    assert main(["flash", "gas_alarm", "--image", str(file), "-o", str(new), *offline]) == 0
    alone = tmp_path / "partition.img"
    alone.write_bytes(new.read_bytes()[START * 512 :])
    run("fsck.vfat", "-n", str(alone))
    (tmp_path / "out").mkdir()
    run("mcopy", "-s", "-n", "-i", str(alone), "::/*", str(tmp_path / "out"))
    out = {each.relative_to(tmp_path / "out").as_posix().lower(): each for each in (tmp_path / "out").rglob("*")}
    for path, found in everything(new).items():
        assert out[path.lower()].read_bytes() == found


def run(*words: str) -> None:
    subprocess.run(words, check=True, capture_output=True)
