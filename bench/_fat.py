"""A FAT partition written by Linux's own driver in a small Linux (user-mode-linux), and every sector in its order.

The driver writes onto device-mapper's log-writes, which keeps each write as it came to the disk. Nothing of the kernel
is built: Debian's package has these modules."""

from __future__ import annotations

import struct
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from bench.kernel_pi.build import CannotBuild
from bench.kernel_pi.machine import NOT_ALLOWED

KERNEL = Path("/usr/bin/linux.uml")
MODULES = Path("/usr/lib/uml/modules")
WANTED = (
    *("drivers/md/dm-mod", "drivers/md/dm-log-writes", "fs/fat/fat", "fs/fat/vfat"),
    *("fs/nls/nls_cp437", "fs/nls/nls_iso8859-1"),
)
NEEDS = {"linux.uml": "user-mode-linux", "mcopy": "mtools", "mkfs.vfat": "dosfstools", "dmsetup": "dmsetup"}
DISK_MB, LOG_MB = 150, 256  # FAT32 with clusters of 2 kB, as Raspberry Pi OS has it
SECTOR = 512
MAGIC = 0x6A736677736872  # of drivers/md/dm-log-writes.c
DISCARD, MARK = 4, 8
FINIT_MODULE = 313  # x86_64
LIMIT_S = 180

INIT = """#!/bin/sh
export PATH=/usr/sbin:/usr/bin:/sbin:/bin PYTHONDONTWRITEBYTECODE=1
echo BEGUN
mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t devtmpfs dev /dev 2> /dev/null
mount -t tmpfs tmp /mnt
mkdir /mnt/boot
{python} -c '{insert}' {modules}
echo "0 $(cat /sys/block/ubda/size) log-writes /dev/ubda /dev/ubdb" | dmsetup create card --noudevsync --noudevrules
mount -t vfat -o flush,iocharset=iso8859-1 /dev/dm-0 /mnt/boot
dmsetup message card 0 mark begin
{python} -P {program} /mnt/boot && echo DONE
sync
umount /mnt/boot
dmsetup remove card --noudevsync
sync
echo o > /proc/sysrq-trigger
sleep 60
"""
INSERT = (
    "import ctypes, os, sys; "
    f'[ctypes.CDLL(None).syscall({FINIT_MODULE}, os.open(each, os.O_RDONLY), b"", 0) for each in sys.argv[1:]]'
)


class Write(NamedTuple):
    """One sector that came to the card."""

    sector: int
    found: bytes


def make(disk: Path, folder: Path) -> None:
    """A FAT image with the files of a folder."""
    subprocess.run(["truncate", "-s", f"{DISK_MB}M", str(disk)], check=True)
    subprocess.run(["mkfs.vfat", "-F", "32", "-s", "4", "-n", "BOOTFS", str(disk)], check=True, capture_output=True)
    subprocess.run(["mcopy", "-i", str(disk), "-s", *map(str, sorted(folder.iterdir())), "::/"], check=True)


def read(disk: Path, to: Path) -> dict[str, bytes]:
    """Every file in an image, by its path; mtools reads as a simple firmware does."""
    to.mkdir()
    listed = subprocess.run(["mdir", "-b", "-i", str(disk), "::/"], capture_output=True, text=True, check=False).stdout
    for name in listed.split():  # one by one: what cannot be read keeps nothing else from being read
        words = ["mcopy", "-s", "-n", "-Q", "-i", str(disk), name.rstrip("/"), str(to)]
        subprocess.run(words, capture_output=True, check=False)
    return {each.relative_to(to).as_posix(): each.read_bytes() for each in to.rglob("*") if each.is_file()}


def play(disk: Path, program: Path, scratch: Path) -> list[Write]:
    """Mount the image, run a program on it, and give every sector that was written, in its order.

    Raises CannotBuild where this computer lets no user-mode kernel run.
    """
    log, init = scratch / "log.img", scratch / "init.sh"
    subprocess.run(["truncate", "-s", f"{LOG_MB}M", str(log)], check=True)
    kernel = sorted(MODULES.iterdir())[-1] / "kernel"
    modules = " ".join(f"{kernel}/{each}.ko" for each in WANTED)
    init.write_text(INIT.format(python=sys.executable, insert=INSERT, modules=modules, program=program))
    init.chmod(0o755)
    words = [str(KERNEL), "mem=384M", "rootfstype=hostfs", "rootflags=/", "rw", f"ubd0={disk}", f"ubd1={log}"]
    words += [f"init={init}", "con=null", "con0=null,fd:1"]
    ended = subprocess.run(
        words, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, timeout=LIMIT_S
    )
    if "BEGUN" not in ended.stdout and NOT_ALLOWED in ended.stdout + ended.stderr:
        raise CannotBuild("this computer lets no user-mode kernel run")
    if "DONE" not in ended.stdout:
        raise SystemExit(f"the program did not end well in the small Linux:\n{ended.stdout[-2000:]}")
    return list(_writes(log))


def _writes(log: Path) -> Iterator[Write]:
    with log.open("rb") as opened:
        magic, _, entries, size = struct.unpack("<QQQI", opened.read(28))
        assert (magic, size) == (MAGIC, SECTOR), "no log of dm-log-writes"
        opened.seek(SECTOR)
        begun = False
        for _ in range(entries):
            head = opened.read(SECTOR)
            sector, count, flags, _ = struct.unpack("<QQQQ", head[:32])
            begun |= bool(flags & MARK) and head[32:].startswith(b"begin")
            if flags & (MARK | DISCARD):
                continue
            for number in range(count):
                found = opened.read(SECTOR)
                if begun:
                    yield Write(sector + number, found)
