"""The first process of the board: `first.py SHARE` makes a Pi with a card of it, then becomes systemd.

The system is this computer's own, read-only; what the board changes goes onto its card (an ext4 file system in a file).
"""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import sys
import traceback
from pathlib import Path

HOME = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(HOME))

from bench.kernel_pi.inside import first  # noqa: E402  # the path comes first
from bench.kernel_pi.inside.system_calls import LIBC, load_module, loopback_up, mount, power_off  # noqa: E402

MS_MOVE, PIVOT_ROOT = 0x2000, 155  # the number of x86_64
ROOT, CARD, SHARE = Path("/run/root"), Path("/run/card"), Path("/run/share")
SYSTEMD = "/lib/systemd/systemd"
TARGET = """\
[Unit]
Requires=sysinit.target play.service
After=sysinit.target
AllowIsolate=yes
"""
PLAY = """\
[Unit]
After=sysinit.target
[Service]
Type=exec
ExecStart=/usr/bin/python3 -P /bench/systemd_pi/player.py
StandardOutput=append:/mnt/share/player.txt
StandardError=append:/mnt/share/player.txt
ExecStopPost=/bin/systemctl poweroff -ff
"""
# Some options of the service take the mount over /proc/cpuinfo away, which on a Pi is the kernel's own.
CPU_INFO = "[Service]\nBindReadOnlyPaths=/etc/cpuinfo:/proc/cpuinfo\n"


def file_systems(share: str) -> None:
    """What there is before the card."""
    mount("proc", "/proc")
    mount("sysfs", "/sys")
    for place in ("/dev/shm", "/run"):
        Path(place).mkdir(exist_ok=True)
        mount("tmpfs", place)
    for folder in (ROOT, CARD, SHARE):
        folder.mkdir()
    mount("hostfs", str(SHARE), share)


def system_with_card(share: str) -> None:
    """Below ROOT: this computer's system, and over it what is on the card."""
    mount("ext4", str(CARD), source="/dev/ubda")
    for folder in ("upper", "work"):
        (CARD / folder).mkdir(exist_ok=True)
    mount("overlay", str(ROOT), f"lowerdir=/,upperdir={CARD}/upper,workdir={CARD}/work")
    for place in ("/proc", "/sys", "/dev"):
        mount("", f"{ROOT}{place}", source=place, flags=MS_MOVE)
    mount("tmpfs", str(ROOT / "tmp"))
    for folder in ("mnt/share", "mnt/before", "bench"):
        (ROOT / folder).mkdir(parents=True, exist_ok=True)
    mount("hostfs", str(ROOT / "mnt/share"), share)
    mount("hostfs", str(ROOT / "bench"), str(HOME / "bench"))


def services() -> None:
    """The target that this boot is for, and what a Pi has and this computer has not."""
    units = ROOT / "etc/systemd/system"
    (units / "play.target").write_text(TARGET)
    (units / "play.service").write_text(PLAY)
    changed = units / "highland@.service.d"
    changed.mkdir(exist_ok=True)
    (changed / "cpuinfo.conf").write_text(CPU_INFO)
    (ROOT / "etc/cpuinfo").write_text((ROOT / "proc/cpuinfo").read_text())


def libraries(parts: Path) -> None:
    """lgpio and gpiod as Raspberry Pi OS brings them."""
    for name, place in (
        ("lgpio", "python3/dist-packages"),
        ("gpiod", "python3/dist-packages"),
        ("lib", "x86_64-linux-gnu"),
    ):
        for each in (parts / name).iterdir():
            target = ROOT / "usr/lib" / place / each.name
            if os.path.lexists(target):
                continue
            if each.is_dir():
                shutil.copytree(each, target)
            else:
                shutil.copy(each, target, follow_symlinks=False)


def main() -> None:
    """Never returns."""
    share = sys.argv[1]
    file_systems(share)
    settings = json.loads((SHARE / "settings.json").read_text(encoding="utf-8"))
    first.drivers(Path(settings["modules"]), settings["version"])
    load_module(first.UML / settings["version"] / "kernel/fs/overlayfs/overlay.ko")
    first.board("pi4")
    system_with_card(share)
    services()
    libraries(Path(settings["parts"]))
    loopback_up()
    os.chdir(ROOT)
    if LIBC.syscall(PIVOT_ROOT, b".", b"mnt/before"):
        raise OSError(ctypes.get_errno(), "pivot_root")
    os.chdir("/")
    os.execv(SYSTEMD, [SYSTEMD, "--unit=play.target", "--log-target=journal-or-kmsg", "--show-status=0"])


if __name__ == "__main__":
    try:
        main()
    except BaseException:
        traceback.print_exc()
        power_off()
