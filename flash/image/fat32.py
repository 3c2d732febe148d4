"""A FAT32 file system in a file: files are read, added and replaced. Nothing is ever freed twice or shared.

Microsoft, "FAT32 File System Specification", 1.03. It is for an image that nobody else uses meanwhile: what is written
is in no safe order, so it must be a copy until it is finished.
"""

from __future__ import annotations

import struct
import time
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from devices import HighlandError, Message
from flash.image.names import (
    END,
    ENTRY,
    FOLDER,
    FREE,
    LABEL,
    LAST_PIECE,
    LONG,
    long_entries,
    piece_of,
    plain,
    short_for,
)

MARK = 0x0FFFFFFF  # 28 bits count; the last cluster of a file has this
LAST_FROM = 0x0FFFFFF8
INFO_AT = 488  # of the sector with the number of free clusters, and where to look for one


NOT_FAT32 = Message("fat.not_fat32", "it is not FAT32")
BROKEN = Message("fat.broken", "its table of clusters is damaged")
TOO_EARLY = Message("fat.too_early", "it ends too early")
FULL = Message("fat.full", "it is full")
NO_FILE = Message("fat.no_file", "{path} is no file")
NO_FOLDER = Message("fat.no_folder", "{path} is no folder")


class FatError(HighlandError):
    """It is no FAT32, it is damaged, or it is full."""


@dataclass(frozen=True, slots=True)
class Found:
    """One file or folder: its first cluster (0: empty), its size, and where its short entry lies in its folder."""

    name: str
    short: bytes
    is_folder: bool
    cluster: int
    size: int
    at: int


class Fat32:
    """The file system that begins at `start` of an open file. Call `close` to bring its tables into the file."""

    def __init__(self, opened: BinaryIO, start: int) -> None:
        self._opened = opened
        self._start = start
        boot = self._read_at(0, 512)
        sector, self._per_cluster, reserved, self._fats = struct.unpack_from("<HBHB", boot, 11)
        sectors, fat_sectors = struct.unpack_from("<I", boot, 32)[0], struct.unpack_from("<I", boot, 36)[0]
        root, info = struct.unpack_from("<IH", boot, 44)
        if boot[510:] != b"\x55\xaa" or not sector or not self._per_cluster or not fat_sectors:
            raise FatError(NOT_FAT32)
        self._root: int = root
        self._fat_at, self._fat_size = reserved * sector, fat_sectors * sector
        self._data_at = self._fat_at + self._fats * self._fat_size
        self._cluster_size = self._per_cluster * sector
        self._clusters = (sectors * sector - self._data_at) // self._cluster_size
        self._info_at = info * sector
        self._table: array[int] = array("I")
        self._table.frombytes(self._read_at(self._fat_at, 4 * (self._clusters + 2)))
        if self._table.itemsize != 4 or 4 * len(self._table) > self._fat_size:
            raise FatError(BROKEN)
        self._next = 2

    @property
    def free(self) -> int:
        """Free bytes."""
        return int(self._cluster_size) * sum(not each & MARK for each in self._table[2:])

    def names(self, folder: str = "") -> list[str]:
        """What is in a folder, by its path. Raises FatError."""
        return [each.name for each in self._listed(self._folder(folder))]

    def read(self, path: str) -> bytes:
        """A whole file. Raises FatError when it is not there or damaged."""
        folder, _, name = path.rpartition("/")
        found = self._find(self._folder(folder), name)
        if found is None or found.is_folder:
            raise FatError(NO_FILE(path=path))
        return b"".join(map(self._cluster, self._chain(found.cluster)))[: found.size]

    def write(self, path: str, content: bytes) -> None:
        """A file with this content, in place of one of that name; folders above it are made. Raises FatError."""
        parent, _, name = path.rpartition("/")
        folder = self._made(parent)
        old = self._find(folder, name)
        if old is not None and old.is_folder:
            raise FatError(NO_FILE(path=path))
        cluster = self._stored(content)
        if old is None:
            self._add(folder, name, 0x20, cluster, len(content))
            return
        self._release(old.cluster)
        raw = bytearray(self._raw(folder))
        struct.pack_into("<H", raw, old.at + 20, cluster >> 16)
        struct.pack_into("<HI", raw, old.at + 26, cluster & 0xFFFF, len(content))
        self._rewrite(folder, bytes(raw))

    def close(self) -> None:
        """Bring the tables into the file, every copy of them."""
        table = self._table.tobytes()
        for number in range(self._fats):
            self._write_at(self._fat_at + number * self._fat_size, table)
        if self._info_at:
            free = self.free // self._cluster_size
            self._write_at(self._info_at + INFO_AT, struct.pack("<II", free, self._next))

    # Clusters

    def _chain(self, cluster: int) -> Iterator[int]:
        seen = 0
        while cluster and cluster < LAST_FROM:
            seen += 1
            if not 2 <= cluster < len(self._table) or seen > self._clusters:
                raise FatError(BROKEN)
            yield cluster
            cluster = self._table[cluster] & MARK

    def _place(self, cluster: int) -> int:
        return int(self._data_at + (cluster - 2) * self._cluster_size)

    def _cluster(self, cluster: int) -> bytes:
        return self._read_at(self._place(cluster), self._cluster_size)

    def _taken(self, count: int) -> list[int]:
        """So many free clusters, chained. Raises FatError when it is full."""
        found: list[int] = []
        for cluster in range(self._next, len(self._table)):
            if len(found) == count:
                break
            if not self._table[cluster] & MARK:
                found.append(cluster)
        if len(found) < count:
            raise FatError(FULL)
        for here, following in zip(found, [*found[1:], MARK], strict=True):
            self._table[here] = self._table[here] & ~MARK & 0xFFFFFFFF | following
        self._next = found[-1] + 1
        return found

    def _stored(self, content: bytes) -> int:
        """The first cluster of this content; 0 for none."""
        if not content:
            return 0
        size = self._cluster_size
        clusters = self._taken(-(-len(content) // size))
        for number, cluster in enumerate(clusters):
            self._write_at(self._place(cluster), content[number * size : (number + 1) * size].ljust(size, b"\0"))
        return clusters[0]

    def _release(self, cluster: int) -> None:
        for each in list(self._chain(cluster)):
            self._table[each] &= ~MARK & 0xFFFFFFFF
            self._next = min(self._next, each)

    # Folders

    def _raw(self, folder: int) -> bytes:
        return b"".join(map(self._cluster, self._chain(folder)))

    def _listed(self, folder: int) -> Iterator[Found]:
        raw, pieces = self._raw(folder), list[str]()
        for at in range(0, len(raw), ENTRY):
            entry = raw[at : at + ENTRY]
            if entry[0] == END:
                return
            if entry[0] == FREE:
                pieces = []
            elif entry[11] & 0x3F == LONG:
                pieces = [piece_of(entry), *([] if entry[0] & LAST_PIECE else pieces)]
            else:
                if not entry[11] & LABEL and not entry.startswith((b".  ", b".. ")):
                    name = "".join(pieces) or plain(entry)
                    high, low = struct.unpack_from("<H", entry, 20)[0], struct.unpack_from("<H", entry, 26)[0]
                    size = struct.unpack_from("<I", entry, 28)[0]
                    yield Found(name, entry[:11], bool(entry[11] & FOLDER), high << 16 | low, size, at)
                pieces = []

    def _find(self, folder: int, name: str) -> Found | None:
        return next((each for each in self._listed(folder) if each.name.lower() == name.lower()), None)

    def _folder(self, path: str) -> int:
        cluster = self._root
        for name in filter(None, path.split("/")):
            found = self._find(cluster, name)
            if found is None or not found.is_folder:
                raise FatError(NO_FOLDER(path=path))
            cluster = found.cluster
        return cluster

    def _made(self, path: str) -> int:
        """The folder, made where it is missing."""
        cluster = self._root
        for name in filter(None, path.split("/")):
            found = self._find(cluster, name)
            if found is not None and not found.is_folder:
                raise FatError(NO_FOLDER(path=path))
            cluster = self._new_folder(cluster, name) if found is None else found.cluster
        return cluster

    def _new_folder(self, parent: int, name: str) -> int:
        (cluster,) = self._taken(1)
        above = 0 if parent == self._root else parent
        dots = _entry(b".".ljust(11), FOLDER, cluster, 0) + _entry(b"..".ljust(11), FOLDER, above, 0)
        self._write_at(self._place(cluster), dots.ljust(self._cluster_size, b"\0"))
        self._add(parent, name, FOLDER, cluster, 0)
        return cluster

    def _add(self, folder: int, name: str, attribute: int, cluster: int, size: int) -> None:
        """A new entry behind the last one of the folder, which grows when it must."""
        raw = self._raw(folder)
        short = short_for(name, {each.short for each in self._listed(folder)})
        new = b"".join(long_entries(name, short)) + _entry(short, attribute, cluster, size)
        end = next((at for at in range(0, len(raw), ENTRY) if raw[at] == END), len(raw))
        whole = raw[:end] + new
        missing = -(-len(whole) // self._cluster_size) - len(raw) // self._cluster_size
        if missing > 0:
            last = list(self._chain(folder))[-1]
            more = self._taken(missing)
            self._table[last] = self._table[last] & ~MARK & 0xFFFFFFFF | more[0]
        self._rewrite(folder, whole)

    def _rewrite(self, folder: int, raw: bytes) -> None:
        size = self._cluster_size
        for number, cluster in enumerate(self._chain(folder)):
            self._write_at(self._place(cluster), raw[number * size : (number + 1) * size].ljust(size, b"\0"))

    # Bytes

    def _read_at(self, at: int, size: int) -> bytes:
        self._opened.seek(self._start + at)
        found = self._opened.read(size)
        if len(found) != size:
            raise FatError(TOO_EARLY)
        return found

    def _write_at(self, at: int, found: bytes) -> None:
        self._opened.seek(self._start + at)
        self._opened.write(found)


def _entry(short: bytes, attribute: int, cluster: int, size: int) -> bytes:
    now = time.localtime()
    day = max(now.tm_year - 1980, 0) << 9 | now.tm_mon << 5 | now.tm_mday
    moment = now.tm_hour << 11 | now.tm_min << 5 | now.tm_sec // 2
    times = struct.pack("<BBHHHHHHHI", 0, 0, moment, day, day, cluster >> 16, moment, day, cluster & 0xFFFF, size)
    return short + bytes([attribute]) + times
