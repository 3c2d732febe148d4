"""A new image from an old one: the same card, with a project on its boot partition. The old image stays as it is."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from devices import Message
from firmware.whole_file import PART, part_of, whole_file
from flash.card.partition import CMDLINE, CONFIG, ISSUE, BootPartition, recognize
from flash.card.plan import FOLDER, Plan
from flash.image.disk_image import NO_IMAGE_HINT, ImageError, boot_partition
from flash.image.fat32 import Fat32, FatError

SPARE_BYTES = 4_000_000
MEGABYTE = 1_000_000
DAMAGED = Message("image.damaged", "The boot partition in {file} cannot be used: {reason}. Nothing was written.")
NOT_READ = Message("image.not_read", "{path} does not come back as it was written")
USED = Message("image.used", "{file} has a project already. Nothing was written.")
USED_HINT = Message("image.used.hint", "Take the image as it was downloaded: each board gets a new one from it.")
NO_ROOM = Message(
    "image.no_room", "{folder} has {free:.0f} MB free, and {needed:.0f} MB are needed. Nothing was written."
)
NO_ROOM_HINT = Message("image.no_room.hint", "Make room, or write it elsewhere: `-o FILE`.")
FULL = Message(
    "image.full", "The boot partition has {free:.0f} MB free, and {needed:.0f} MB are needed. Nothing was written."
)
SAME = Message("image.same", "{file} is the image itself. Nothing was written.")
SAME_HINT = Message("image.same.hint", "Give another name with `-o FILE`: the image stays for the next board.")


def recognized(image: Path) -> BootPartition:
    """The boot partition in an image, judged as that of a card is. Raises ImageError, CardError and OSError."""
    place = boot_partition(image)
    with image.open("rb") as opened, TemporaryDirectory() as folder:
        try:
            fat = Fat32(opened, place.start)
            names = fat.names()
            for name in names:
                wanted = name in (CONFIG, CMDLINE, ISSUE)
                (Path(folder) / name).write_bytes(fat.read(name) if wanted else b"")
        except FatError as error:
            raise ImageError(DAMAGED(file=image, reason=error.message)) from error
        if any(name.startswith(FOLDER) for name in names):
            raise ImageError(USED(file=image), USED_HINT)
        found = recognize(Path(folder))
        return BootPartition(Path(image.name), found.config, found.cmdline, found.cloud_init)


def clear_unfinished(to: Path) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    """What a run that was killed has left: that of this very image is deleted, others in its folder are only named.

    They are as large as a card and may hold secrets. Raises OSError.
    """
    own = part_of(to)
    deleted = (own,) if own.is_file() else ()
    for file in deleted:
        file.unlink()
    return deleted, tuple(sorted(to.absolute().parent.glob(f"*.img{PART}")))


def write(image: Path, plan: Plan, to: Path) -> None:
    """The new image, whole or not at all, for its owner's eyes: it may hold secrets. Raises ImageError and OSError."""
    place = boot_partition(image)
    if to.exists() and to.samefile(image):
        raise ImageError(SAME(file=to), SAME_HINT)
    _refuse_no_room(image, to)
    with whole_file(to) as part:
        part.touch(0o600)
        part.chmod(0o600)
        shutil.copyfile(image, part)
        with part.open("r+b") as opened:
            try:
                fat = Fat32(opened, place.start)
                _refuse_full(fat, plan)
                files = {f"{plan.folder}/{path}": found for path, found in plan.files.items()}
                files |= {CONFIG: plan.config, CMDLINE: plan.cmdline}
                for path, found in files.items():
                    fat.write(path, found)
                fat.close()
                opened.flush()
                os.fsync(opened.fileno())
                again = Fat32(opened, place.start)
                wrong = next((path for path, found in files.items() if again.read(path) != found), None)
            except FatError as error:
                raise ImageError(DAMAGED(file=image, reason=error.message)) from error
        if wrong is not None:
            raise ImageError(DAMAGED(file=image, reason=NOT_READ(path=wrong)))


def _refuse_no_room(image: Path, to: Path) -> None:
    folder = to.absolute().parent
    free, needed = shutil.disk_usage(folder).free, image.stat().st_size + SPARE_BYTES
    if free < needed:
        raise ImageError(NO_ROOM(folder=folder, free=free / MEGABYTE, needed=needed / MEGABYTE), NO_ROOM_HINT)


def _refuse_full(fat: Fat32, plan: Plan) -> None:
    needed = plan.size + SPARE_BYTES
    if fat.free < needed:
        raise ImageError(FULL(free=fat.free / MEGABYTE, needed=needed / MEGABYTE), NO_IMAGE_HINT)
