"""Bring a plan onto the card, so that a stop at any byte leaves a card that boots the old way or the new.

1. The new folder, every file down to the card. Nothing names it yet.
2. config.txt, under a new name, then renamed over the old one.
3. cmdline.txt the same way. From this moment on the board boots the new way.
4. Folders of earlier flashes go, with the secrets in them.

Between 2 and 3 the old way is booted, with the new project's safe levels.

FAT keeps no journal. Linux renames over a file by pointing the old name's entry, 32 bytes of one sector, at the new
contents: the name is never missing. Windows and macOS may first remove the old name; a stop in that moment leaves
`NAME.highland-new`, which is whole, and the next flash takes it for the missing file.
"""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

from devices import Message
from flash.card.cmdline import without_first_boot
from flash.card.disk import Disk
from flash.card.partition import CMDLINE, CONFIG, CardError
from flash.card.plan import FOLDER, Plan

NEW = ".highland-new"
SPARE_BYTES = 4_000_000

NO_ROOM = Message(
    "card.no_room",
    "The boot partition {folder} has {free:.0f} MB free, and {needed:.0f} MB are needed. Nothing was written.",
)
NO_ROOM_HINT = Message("card.no_room.hint", "Is it really the card? Write it again with Raspberry Pi Imager.")
MEGABYTE = 1_000_000


def mend_names(folder: Path, disk: Disk) -> None:
    """Finish a rename that was cut off between the removal of the old name and the new one."""
    for name in (CONFIG, CMDLINE):
        left = folder / f"{name}{NEW}"
        if left.is_file() and not (folder / name).is_file():
            disk.replace(left, folder / name)


def write(folder: Path, plan: Plan, disk: Disk) -> None:
    """Write it all. Raises CardError when there is no room, OSError."""
    new = folder / plan.folder
    if not _is_whole(new, plan):
        _refuse_too_small(folder, plan)
        cmdline = (folder / CMDLINE).read_bytes()
        if plan.folder.encode() in cmdline:  # its folder was damaged: until that is mended, nothing may name it
            _exchange(folder, CMDLINE, without_first_boot(cmdline), disk)
        _write_folder(new, plan, disk)
    _exchange(folder, CONFIG, plan.config, disk)
    _exchange(folder, CMDLINE, plan.cmdline, disk)
    for left in [*folder.glob(f"*{NEW}"), *folder.glob(f"{FOLDER}*/")]:
        if left != new:
            disk.remove(left)
    disk.sync_folder(folder)


def _exchange(folder: Path, name: str, found: bytes, disk: Disk) -> None:
    if (folder / name).read_bytes() != found:
        disk.write(folder / f"{name}{NEW}", found)
        disk.replace(folder / f"{name}{NEW}", folder / name)
        disk.sync_folder(folder)


def _write_folder(new: Path, plan: Plan, disk: Disk) -> None:
    disk.remove(new)
    disk.make_folder(new)
    for path, found in plan.files.items():
        disk.make_folder((new / path).parent)
        disk.write(new / path, found)
    for folder in sorted({(new / path).parent for path in plan.files} | {new.parent}):
        disk.sync_folder(folder)


def _is_whole(new: Path, plan: Plan) -> bool:
    """Whether an earlier flash has written the same, and nothing of it has changed since."""
    there = (
        {each.relative_to(new).as_posix(): each for each in new.rglob("*") if each.is_file()} if new.is_dir() else {}
    )
    return there.keys() == plan.files.keys() and all(
        _digest(there[path].read_bytes()) == _digest(found) for path, found in plan.files.items()
    )


def _digest(found: bytes) -> bytes:
    return hashlib.sha256(found).digest()


def _refuse_too_small(folder: Path, plan: Plan) -> None:
    free, needed = shutil.disk_usage(folder).free, plan.size + SPARE_BYTES
    if free < needed:
        shown = {"free": free / MEGABYTE, "needed": needed / MEGABYTE}
        raise CardError(NO_ROOM(folder=folder, **shown), NO_ROOM_HINT)
