"""Where the boot partition lies in the image of a card: the partition table in its first sector (MBR)."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path

from devices import HighlandError, Message

SECTOR = 512
ENTRIES_AT, ENTRY = 446, 16
SIGNATURE = b"\x55\xaa"
FAT32_KINDS = (0x0B, 0x0C)
PACKED = {b"\xfd7zXZ": "xz", b"\x1f\x8b": "gz", b"PK\x03\x04": "zip", b"\x28\xb5\x2f\xfd": "zst"}

NO_IMAGE = Message("image.none", "{file} is no image of a Raspberry Pi card: {missing}. Nothing was written.")
NO_IMAGE_HINT = Message("image.none.hint", "Take the unpacked image of Raspberry Pi OS (64-bit), Trixie or Bookworm.")
NO_TABLE = Message("image.no_table", "it has no partition table")
NO_FAT = Message("image.no_fat", "its first partition is not FAT32")
TOO_SHORT = Message("image.too_short", "it ends before its first partition does")
IS_PACKED = Message("image.packed", "{file} is packed ({kind}). Nothing was written.")
IS_PACKED_HINT = Message("image.packed.hint", "Unpack it first: `xz -dk FILE.img.xz`, or `7-Zip` on Windows.")
NO_FILE = Message("image.no_file", "{file} is no file. Nothing was written.")
NO_FILE_HINT = Message("image.no_file.hint", "A card in a reader is given as a folder: `--boot FOLDER`.")


class ImageError(HighlandError):
    """A file that is no image of a card, or one that must not be used."""


@dataclass(frozen=True, slots=True)
class Place:
    """A partition: where it begins in the file and how long it is, in bytes."""

    start: int
    size: int


def boot_partition(file: Path) -> Place:
    """The first partition of the image. Raises ImageError, and OSError for a file that cannot be read."""
    if not file.is_file():  # a device may be the computer's own disk
        raise ImageError(NO_FILE(file=file), NO_FILE_HINT)
    with file.open("rb") as opened:
        first = opened.read(SECTOR)
    for head, kind in PACKED.items():
        if first.startswith(head):
            raise ImageError(IS_PACKED(file=file, kind=kind), IS_PACKED_HINT)
    if len(first) < SECTOR or not first.endswith(SIGNATURE):
        raise ImageError(NO_IMAGE(file=file, missing=NO_TABLE()), NO_IMAGE_HINT)
    entry = first[ENTRIES_AT : ENTRIES_AT + ENTRY]
    begin, sectors = struct.unpack("<II", entry[8:16])
    if entry[4] not in FAT32_KINDS or not begin:
        raise ImageError(NO_IMAGE(file=file, missing=NO_FAT()), NO_IMAGE_HINT)
    place = Place(begin * SECTOR, sectors * SECTOR)
    if file.stat().st_size < place.start + place.size:
        raise ImageError(NO_IMAGE(file=file, missing=TOO_SHORT()), NO_IMAGE_HINT)
    return place
