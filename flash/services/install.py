"""Where units, confirm.py and off.py go on a board, and how: each is the old or the new one, never half."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from firmware.whole_file import whole_file

UNITS = Path(__file__).with_name("units")
CONFIRM, OFF = Path(__file__).parents[1] / "releases" / "confirm.py", Path(__file__).with_name("off.py")
PROGRAMS = {each.name: each for each in (CONFIRM, OFF)}  # outside every release, standard library only
WATCHDOG = "highland.watchdog.conf"

# What a board gets: file of `units/` -> place on the board.
PLACES = {
    "highland@.service": "etc/systemd/system/highland@.service",
    "highland-recover@.service": "etc/systemd/system/highland-recover@.service",
    "highland-confirm.service": "etc/systemd/system/highland-confirm.service",
    "highland.sysusers.conf": "etc/sysusers.d/highland.conf",
    "highland.tmpfiles.conf": "etc/tmpfiles.d/highland.conf",
    "highland.rules": "etc/udev/rules.d/60-highland.rules",
    WATCHDOG: "etc/systemd/system.conf.d/highland.conf",
    CONFIRM.name: "opt/highland/confirm.py",
    OFF.name: "opt/highland/off.py",
}
OF_THE_HUB = {
    "highland-hub.service": "etc/systemd/system/highland-hub.service",
    "highland.sysusers.conf": "etc/sysusers.d/highland.conf",
}
BY_HAND = {"highland-broker.nft": "etc/nftables.d/highland-broker.nft"}  # docs/how-to/hub.md says when
MANAGER_FOLDERS = ("usr/lib/systemd", "lib/systemd", "usr/local/lib/systemd", "run/systemd", "etc/systemd")


def install(root: Path, places: dict[str, str] = PLACES) -> list[Path]:
    """Bring the files to their places below `root`. Returns those that changed. Raises OSError."""
    changed = []
    for name, place in places.items():
        source = PROGRAMS.get(name, UNITS / name)
        target, content = root / place, source.read_bytes()
        if name == WATCHDOG and somebody_feeds_the_dog(root):
            continue
        if not target.is_symlink() and target.is_file() and target.read_bytes() == content:
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(target) as part:
            part.write_bytes(content)
            part.chmod(0o644)
            _to_the_disk(part)
        changed.append(target)
    return changed


def tell_the_system(run: Callable[[Sequence[str]], object]) -> None:
    """Let the running system take the files over.

    A command that fails is passed over: inside a chroot, for example, no systemd runs, and the next boot does the rest.
    """
    for words in (
        ["systemd-sysusers", "/" + PLACES["highland.sysusers.conf"]],
        ["systemd-tmpfiles", "--create", "/" + PLACES["highland.tmpfiles.conf"]],
        ["udevadm", "control", "--reload"],
        ["udevadm", "trigger", "--subsystem-match=gpio", "--subsystem-match=i2c-dev", "--subsystem-match=spidev"],
        ["systemctl", "daemon-reload"],
    ):
        run(words)


def somebody_feeds_the_dog(root: Path) -> bool:
    """Whether another file than ours gives systemd the board's watchdog; Raspberry Pi OS is said to have one."""
    ours = root / PLACES[WATCHDOG]
    return any(_sets_a_watchdog(file) for file in _manager_files(root) if file != ours)


def _manager_files(root: Path) -> Iterator[Path]:
    for folder in MANAGER_FOLDERS:
        yield root / folder / "system.conf"
        yield from sorted((root / folder / "system.conf.d").glob("*.conf"))


def _sets_a_watchdog(file: Path) -> bool:
    try:
        lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return False
    values = [line.partition("=")[2].strip() for line in lines if line.strip().startswith("RuntimeWatchdogSec=")]
    return bool(values) and values[-1] not in ("", "0", "off", "infinity")


def _to_the_disk(file: Path) -> None:
    with file.open("rb") as opened:
        os.fsync(opened.fileno())
