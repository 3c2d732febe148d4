"""Bring a plan onto the card, so that a stop at any byte leaves a card that boots the old way or the new.

1. The new folder, every file down to the card. Nothing names it yet.
2. config.txt.
3. cmdline.txt. From this moment on the board boots the new way.
4. Folders of earlier flashes go, with the secrets in them.

Between 2 and 3 the old way is booted, with the new project's safe levels.

Both files grow at their end, in place. They are never renamed: FAT keeps no journal, and Linux brings the changes of a
rename to the card in any order, so that a name may lead to nothing for a while. Nor are they cut, which would write
zeros first. Growing brings the bytes, behind the end, and then the length, which lies in one sector (`bench/card.py`
replays every sector). What is there of an earlier flash is blanked first, for a moment without our words; a whole copy
of what is to come lies beside it then, and the next flash goes on from there.
"""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

from devices import Message
from flash.card.cmdline import kept_length as cmdline_kept
from flash.card.config_txt import kept_length as config_kept
from flash.card.disk import Disk
from flash.card.partition import CMDLINE, CONFIG, CardError
from flash.card.plan import FOLDER, ID_DIGITS, Plan

NEW = ".highland-new"
BLANK = {CONFIG: b"\n", CMDLINE: b" "}  # cmdline.txt stays one line
SPARE_BYTES = 4_000_000

NO_ROOM = Message(
    "card.no_room",
    "The boot partition {folder} has {free:.0f} MB free, and {needed:.0f} MB are needed. Nothing was written.",
)
NO_ROOM_HINT = Message("card.no_room.hint", "Is it really the card? Write it again with Raspberry Pi Imager.")
MEGABYTE = 1_000_000


def mend(folder: Path, disk: Disk) -> None:
    """Finish what a stop has left between blanking and writing."""
    for copy in folder.glob(f"*{NEW}"):
        name, _, digits = copy.name.removesuffix(NEW).rpartition(".")
        file, whole = folder / name, copy.read_bytes()
        if file.is_file() and _digits(whole) == digits:
            there = file.read_bytes().rstrip()
            if whole.startswith(there):
                disk.overwrite(file, len(there), whole[len(there) :])


def write(folder: Path, plan: Plan, disk: Disk) -> None:
    """Write it all. Raises CardError when there is no room, OSError."""
    new = folder / plan.folder
    if not _is_whole(new, plan):
        _refuse_too_small(folder, plan)
        cmdline = (folder / CMDLINE).read_bytes()
        if plan.folder.encode() in cmdline:  # its folder was damaged: until that is mended, nothing may name it
            kept = cmdline_kept(cmdline)
            disk.overwrite(folder / CMDLINE, kept, b" " * (len(cmdline) - kept - 1) + b"\n")
        _write_folder(new, plan, disk)
    config, cmdline = (folder / CONFIG).read_bytes(), (folder / CMDLINE).read_bytes()
    _change(folder / CONFIG, plan.config, config_kept(config), disk)
    _change(folder / CMDLINE, plan.cmdline, cmdline_kept(cmdline), disk)
    for left in [*folder.glob(f"*{NEW}"), *folder.glob(f"{FOLDER}*/")]:
        if left != new:
            disk.remove(left)
    disk.sync_folder(folder)


def _change(file: Path, found: bytes, kept: int, disk: Disk) -> None:
    """Give a file new contents, not shorter than it is, of which the first `kept` bytes are there already."""
    there = file.read_bytes()
    if there == found:
        return
    if there[kept:].strip():  # more than the end of a line
        disk.write(file.with_name(f"{file.name}.{_digits(found)}{NEW}"), found)
        disk.sync_folder(file.parent)
        disk.overwrite(file, kept, BLANK[file.name] * (len(there) - kept - 1) + b"\n")
    disk.overwrite(file, kept, found[kept:])


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
        there[path].read_bytes() == found for path, found in plan.files.items()
    )


def _digits(found: bytes) -> str:
    return hashlib.sha256(found).hexdigest()[:ID_DIGITS]


def _refuse_too_small(folder: Path, plan: Plan) -> None:
    free, needed = shutil.disk_usage(folder).free, plan.size + SPARE_BYTES
    if free < needed:
        shown = {"free": free / MEGABYTE, "needed": needed / MEGABYTE}
        raise CardError(NO_ROOM(folder=folder, **shown), NO_ROOM_HINT)
