"""`flash --image` on the layout of a stock image, made by other tools: FAT32 of 512 MB, and ext4 behind it."""

import hashlib
import random
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from flash.bundle.lock import Locked
from flash.image.fat32 import Fat32
from highland.__main__ import main
from tests.flash.conftest import Packages, boot_partition

MIB = 1 << 20
TOOLS = ("mkfs.vfat", "mkfs.ext4", "fsck.vfat", "e2fsck", "sfdisk", "mcopy", "mdel", "mattrib")
BOOT_MIB, ROOT_MIB = 512, 16
LAYOUTS = [(4, 4), (8, 8)]  # where the FAT begins in MiB, and sectors in a cluster
SPARE = 4_000_000  # what the product leaves free

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(
        not all(map(shutil.which, TOOLS)), reason="SKIPPED: needs Debian's mtools, dosfstools, e2fsprogs and fdisk"
    ),
]


@pytest.fixture
def offline(packages: Packages, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    lock: list[Locked] = packages.lock
    monkeypatch.setattr("flash.bundle.pack.read_lock", lambda: lock)
    return ["--wheels", str(packages.folder), "--lang", "en"]


def run(*words: object) -> str:
    return subprocess.run([str(word) for word in words], check=True, capture_output=True, text=True).stdout


def stock(folder: Path) -> Path:
    """The files of a boot partition: kernels, device trees, hundreds of overlays, names long and short."""
    luck = random.Random(5)
    boot_partition(folder)
    for name in ("kernel_2712.img", "initramfs_2712", "initramfs8", "start4x.elf", "fixup4cd.dat", "LICENCE.broadcom"):
        (folder / name).write_bytes(luck.randbytes(luck.randrange(1, 300_000)))
    for number in range(40):
        (folder / f"bcm{2708 + number}-rpi-zero-2-w-rev{number}.dtb").write_bytes(luck.randbytes(31_000 + number))
    for number in range(330):
        name = f"overlay-with-a-name-of-its-own-{number}.dtbo"
        (folder / "overlays" / name).write_bytes(luck.randbytes(luck.randrange(0, 5_000)))
    (folder / "overlays" / "hat_map.dtb").write_bytes(b"")
    return folder


def image_of(tmp_path: Path, start_mib: int, per_cluster: int, fill: int | None = None) -> tuple[Path, Path]:
    """An image and the files in its FAT. With `fill` only so many bytes are free, and they lie in many pieces."""
    file, root = tmp_path / "os.img", tmp_path / "root.ext4"
    with file.open("wb") as opened:
        opened.truncate((start_mib + BOOT_MIB + ROOT_MIB) * MIB)
    layout = f"label: dos\nstart={start_mib}MiB, size={BOOT_MIB}MiB, type=c\nsize={ROOT_MIB}MiB, type=83\n"
    subprocess.run(["sfdisk", "-q", str(file)], input=layout, text=True, check=True, capture_output=True)
    place = ["--offset", start_mib * MIB // 512, file, BOOT_MIB * 1024]
    run("mkfs.vfat", "-n", "BOOTFS", "-S", 512, "-s", per_cluster, "-F", 32, *place)
    with root.open("wb") as opened:
        opened.truncate(ROOT_MIB * MIB)
    run("mkfs.ext4", "-q", "-L", "rootfs", root)
    with file.open("r+b") as opened:
        opened.seek((start_mib + BOOT_MIB) * MIB)
        opened.write(root.read_bytes())
    folder, at = stock(tmp_path / "stock"), f"{file}@@{start_mib * MIB}"
    run("mcopy", "-s", "-i", at, *sorted(folder.iterdir()), "::/")
    if fill is not None:
        leave_free(file, start_mib, at, folder, fill)
    return file, folder


def leave_free(file: Path, start_mib: int, at: str, folder: Path, bytes_free: int) -> None:
    """Fill it with files, then delete every second small one: what is free is nowhere in one piece."""
    holes, size = folder.parent / "holes", 20_000
    holes.mkdir()
    count = 2 * -(-bytes_free // size)
    for number in range(count):
        (holes / f"hole number {number}").write_bytes(b"h" * size)
    run("mcopy", "-s", "-i", at, holes, "::/")
    with file.open("rb") as opened:
        left = Fat32(opened, start_mib * MIB).free
    (folder / "large.bin").write_bytes(bytes(left))
    run("mcopy", "-i", at, folder / "large.bin", "::/")
    run("mdel", "-i", at, *(f"::/holes/hole number {number}" for number in range(0, count, 2)))


def files_in(image: Path, at_mib: int, to: Path) -> dict[str, str]:
    """Every file that mtools reads, by its path in small letters, with the hash of what is in it."""
    to.mkdir()
    run("mcopy", "-s", "-n", "-i", f"{image}@@{at_mib * MIB}", "::/*", to)
    return {path: hashlib.sha256(file.read_bytes()).hexdigest() for path, file in _under(to)}


def _under(folder: Path) -> Iterator[tuple[str, Path]]:
    for file in folder.rglob("*"):
        if file.is_file():
            yield file.relative_to(folder).as_posix().lower(), file


def sound(image: Path, start_mib: int, scratch: Path) -> None:
    """What fsck says of both partitions: nothing at all."""
    for name, begin, size, words in (
        ("boot", start_mib, BOOT_MIB, ("fsck.vfat", "-n", "-v")),
        ("root", start_mib + BOOT_MIB, ROOT_MIB, ("e2fsck", "-n", "-f")),
    ):
        alone = scratch / name
        with image.open("rb") as opened, alone.open("wb") as to:
            opened.seek(begin * MIB)
            to.write(opened.read(size * MIB))
        said = run(*words, alone)
        assert "wrong" not in said.lower(), said
        assert "differ" not in said.lower(), said


@pytest.mark.parametrize(("start_mib", "per_cluster"), LAYOUTS)
def test_the_layout_of_a_stock_image(tmp_path: Path, offline: list[str], start_mib: int, per_cluster: int) -> None:
    image, _ = image_of(tmp_path, start_mib, per_cluster)
    before, new = files_in(image, start_mib, tmp_path / "before"), tmp_path / "new.img"
    assert main(["flash", "gas_alarm", "--image", str(image), "-o", str(new), "--hostname", "gas-1", *offline]) == 0
    after = files_in(new, start_mib, tmp_path / "after")
    changed = {path for path in before if after.get(path) != before[path]}
    assert changed == {"config.txt", "cmdline.txt"}
    assert all(path.startswith("highland-") for path in set(after) - set(before))
    assert len(after) > len(before) + 5
    with image.open("rb") as old, new.open("rb") as now:
        assert old.read(start_mib * MIB) == now.read(start_mib * MIB)
        old.seek((start_mib + BOOT_MIB) * MIB)
        now.seek((start_mib + BOOT_MIB) * MIB)
        assert old.read() == now.read()
    sound(new, start_mib, tmp_path)


def test_what_is_left_of_a_nearly_full_one_is_used_piece_by_piece(tmp_path: Path, offline: list[str]) -> None:
    image, _ = image_of(tmp_path, 8, 8, fill=SPARE + 4_000_000)
    before, new = files_in(image, 8, tmp_path / "before"), tmp_path / "new.img"
    assert main(["flash", "gas_alarm", "--image", str(image), "-o", str(new), *offline]) == 0
    after = files_in(new, 8, tmp_path / "after")
    assert {path for path in before if after.get(path) != before[path]} == {"config.txt", "cmdline.txt"}
    sound(new, 8, tmp_path)


def test_a_full_one_is_refused_and_nothing_is_made(tmp_path: Path, offline: list[str], capsys) -> None:
    image, _ = image_of(tmp_path, 4, 4, fill=SPARE)
    assert main(["flash", "gas_alarm", "--image", str(image), "-o", str(tmp_path / "new.img"), *offline]) == 2
    assert "MB are needed. Nothing was written." in capsys.readouterr().err
    assert not list(tmp_path.glob("new.img*"))


@pytest.mark.parametrize(("pack", "ending"), [(("xz", "-0", "-k"), "xz"), (("zip", "-q", "-1", "os.img.zip"), "zip")])
def test_a_packed_one_is_told_how_to_unpack(tmp_path: Path, offline: list[str], capsys, pack, ending) -> None:
    file = tmp_path / "os.img"
    file.write_bytes(bytes(100_000))
    subprocess.run([*pack, "os.img"], cwd=tmp_path, check=True)
    assert main(["flash", "gas_alarm", "--image", str(tmp_path / f"os.img.{ending}"), *offline]) == 2
    said = capsys.readouterr().err
    assert f"is packed ({ending})" in said
    assert "xz -dk" in said
