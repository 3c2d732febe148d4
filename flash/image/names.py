"""Names in a FAT folder: entries of 32 bytes, a short name of 8 and 3 letters, before it the pieces of the long one.

Microsoft, "FAT32 File System Specification", 1.03, sections "FAT directory structure" and "Long directory entries".
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

ENTRY = 32
PIECE = 13  # letters of a long name in one entry
LONG, FOLDER, LABEL = 0x0F, 0x10, 0x08  # attributes
FREE, END = 0xE5, 0x00  # first bytes of an entry that holds nothing
LAST_PIECE = 0x40
SMALL_NAME, SMALL_ENDING = 0x08, 0x10
SHORT = re.compile(r"[A-Z0-9_-]{1,8}(\.[A-Z0-9_-]{1,3})?")
PIECES_AT = ((1, 11), (14, 26), (28, 32))


def checksum(short: bytes) -> int:
    """The sum over the eleven bytes of a short name that its long pieces carry."""
    found = 0
    for byte in short:
        found = ((found & 1) << 7) + (found >> 1) + byte & 0xFF
    return found


def plain(entry: bytes) -> str:
    """The short name of an entry as people write it; two bits say which half has small letters (as in Windows NT)."""
    name, ending = (part.decode("ascii", "replace").rstrip() for part in (entry[:8], entry[8:11]))
    name = name.lower() if entry[12] & SMALL_NAME else name
    ending = ending.lower() if entry[12] & SMALL_ENDING else ending
    return f"{name}.{ending}" if ending else name


def packed(name: str) -> bytes:
    """Eleven bytes for a name that needs no long one."""
    base, _, ending = name.partition(".")
    return base.ljust(8).encode("ascii") + ending.ljust(3).encode("ascii")


def short_for(name: str, taken: Collection[bytes]) -> bytes:
    """A short name that is not taken: the name itself where it is one, else its beginning and a number."""
    if SHORT.fullmatch(name):
        return packed(name)
    base, _, ending = name.upper().rpartition(".") if "." in name.strip(".") else (name.upper(), "", "")
    base, ending = (re.sub(r"[^A-Z0-9_-]", "", part) for part in (base, ending))
    for number in range(1, 1_000_000):
        tail = f"~{number}"
        short = f"{base[: 8 - len(tail)]}{tail}".ljust(8).encode("ascii") + ending[:3].ljust(3).encode("ascii")
        if short not in taken:
            return short
    raise ValueError(f"no short name is left for {name}")


def long_entries(name: str, short: bytes) -> Iterator[bytes]:
    """The entries that stand before the short one, in their order; none where the short name says it all."""
    if SHORT.fullmatch(name):
        return
    letters = name.encode("utf-16-le")
    count = -(-len(name) // PIECE)
    if len(name) % PIECE:
        letters = (letters + b"\0\0").ljust(2 * PIECE * count, b"\xff")
    for number in range(count, 0, -1):
        piece = letters[2 * PIECE * (number - 1) : 2 * PIECE * number]
        first = number | (LAST_PIECE if number == count else 0)
        yield bytes([first]) + piece[:10] + bytes([LONG, 0, checksum(short)]) + piece[10:22] + b"\0\0" + piece[22:26]


def piece_of(entry: bytes) -> str:
    """The letters of one piece of a long name."""
    letters = b"".join(entry[start:end] for start, end in PIECES_AT).decode("utf-16-le", "replace")
    return letters.partition("\0")[0].rstrip("\uffff")
