"""Debian systems as plain folders, made once by debootstrap from the mirror that this machine's apt uses."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PACKAGES = "python3,python3-venv,systemd"  # Raspberry Pi OS has these and many more
PYTHONS = {"bookworm": "3.11", "trixie": "3.13"}
BINFMT = Path("/proc/sys/fs/binfmt_misc")
QEMU = Path("/usr/bin/qemu-aarch64-static")
# ELF, 64 bits, little endian, an executable or library for AArch64; F keeps qemu open, so that a chroot needs none.
MAGIC = (
    r":highland-aarch64:M::\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\xb7\x00"
    rf":\xff\xff\xff\xff\xff\xff\xff\x00\xff\xff\xff\xff\xff\xff\xff\xff\xfe\xff\xff\xff:{QEMU}:F"
)


def mirror() -> str:
    """Where this machine's apt finds Debian."""
    words = ["apt-get", "indextargets", "--format", "$(REPO_URI) $(ORIGIN) $(COMPONENT)", "Created-By: Packages"]
    lines = subprocess.run(words, capture_output=True, text=True, check=True).stdout.splitlines()
    found = [line.split()[0] for line in lines if line.split()[1:] == ["Debian", "main"] and "security" not in line]
    if not found:
        raise SystemExit("apt knows no Debian mirror here: run `apt-get update` first")
    return found[0]


def root(kept: Path, suite: str, arch: str) -> Path:
    """The folder of a system; made when it is not there, which takes minutes."""
    folder = kept / f"{suite}-{arch}"
    if not (folder / "done").exists():
        _forget_half(folder)
        kept.mkdir(parents=True, exist_ok=True)
        print(f"debootstrap {suite} {arch} ...", flush=True)
        options = ["--variant=minbase", f"--arch={arch}", f"--include={PACKAGES}"]
        with (kept / f"{suite}-{arch}.log").open("w") as log:
            subprocess.run(["debootstrap", *options, suite, str(folder), mirror()], check=True, stdout=log, stderr=log)
        (folder / "done").touch()
    return folder


def _forget_half(folder: Path) -> None:
    """Remove what a broken-off debootstrap left; what it had mounted in there goes first."""
    mounted = [line.split()[1] for line in Path("/proc/mounts").read_text().splitlines()]
    for place in sorted((each for each in mounted if each.startswith(f"{folder}/")), reverse=True):
        subprocess.run(["umount", place], check=True)
    shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def copy_of(system: Path, where: Path) -> Iterator[Path]:
    """A copy to install into; gone afterward."""
    folder = where / "root"
    subprocess.run(["cp", "-a", "--reflink=auto", str(system), str(folder)], check=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def runs_arm64(wanted: bool) -> Iterator[None]:
    """Let this kernel start programs for 64-bit ARM with qemu, and forget it afterward."""
    if not wanted or any("aarch64" in each.name for each in BINFMT.glob("*")):
        yield
        return
    if not QEMU.exists():
        raise SystemExit(f"{QEMU} is missing: install the package qemu-user-static")
    if not (BINFMT / "register").exists():
        subprocess.run(["mount", "-t", "binfmt_misc", "none", str(BINFMT)], check=True)
    (BINFMT / "register").write_text(MAGIC)
    try:
        yield
    finally:
        (BINFMT / "highland-aarch64").write_text("-1")
