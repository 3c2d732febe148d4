"""Read a bundle that came on a stick or over a network: it is hostile until its hashes are checked."""

from __future__ import annotations

import gzip
import hashlib
import io
import tarfile
import zlib
from pathlib import Path
from typing import IO

from devices import Message
from flash.bundle.manifest import MANIFEST, SUMS, BundleError, Manifest, read_manifest
from flash.bundle.pack import TOP

MAX_FILES = 5_000
MAX_FILE_BYTES = 30_000_000
MAX_BYTES = 120_000_000
MAX_MANIFEST_BYTES = 2_000_000
MAX_UNZIPPED_BYTES = MAX_BYTES + MAX_FILES * 1024  # with a header for each, and its padding

NOT_A_BUNDLE = Message("bundle.not_a_bundle", "{file} is not a whole bundle: {reason}.")
NOT_A_BUNDLE_HINT = Message(
    "bundle.not_a_bundle.hint", "Nothing was installed. Copy the bundle again, or make it again with `highland bundle`."
)
BROKEN = Message("bundle.broken", "it is cut off, damaged or something else")
NO_MANIFEST = Message("bundle.no_manifest", "it does not begin with its list of contents")
STRANGE = Message("bundle.strange", "it holds {path}, which no list names")
TWICE = Message("bundle.twice", "it holds {path} twice")
TOO_LARGE = Message("bundle.too_large", "{path} is too large")
CHANGED = Message("bundle.changed", "{path} was damaged or changed")
LACKS = Message("bundle.lacks", "{path} is missing")


def unpack(file: Path, folder: Path) -> Manifest:
    """Check a bundle and write its files into an empty folder, as `install.sh` expects them. Returns its manifest.

    Nothing is written outside the folder, no link, nothing that the manifest does not name with its hash. What was
    written before a refusal stays: the caller removes the folder. Raises BundleError, or OSError when the disk refuses.
    """
    try:
        with gzip.open(file) as opened, tarfile.open(fileobj=_Limited(opened), mode="r|") as tar:
            return _unpacked(tar, folder, file)
    except (tarfile.TarError, zlib.error, gzip.BadGzipFile, EOFError, ValueError) as error:
        raise _bad(file, BROKEN) from error


def _unpacked(tar: tarfile.TarFile, folder: Path, file: Path) -> Manifest:
    first = tar.next()
    if first is None or not first.isreg() or first.name != f"{TOP}/{MANIFEST}" or first.size > MAX_MANIFEST_BYTES:
        raise _bad(file, NO_MANIFEST)
    manifest = read_manifest(_bytes(tar, first))
    hashes = dict(manifest.files) | {SUMS: hashlib.sha256(manifest.sums()).hexdigest()}
    if len(hashes) > MAX_FILES:
        raise _bad(file, TOO_LARGE(path=MANIFEST))
    (folder / MANIFEST).write_bytes(manifest.as_json())
    left, seen = MAX_BYTES, set[str]()
    while (member := tar.next()) is not None:
        path = member.name.removeprefix(f"{TOP}/")
        left -= member.size
        if not member.isreg() or member.name == path or path not in hashes:
            raise _bad(file, STRANGE(path=ascii(member.name)))
        if path in seen:
            raise _bad(file, TWICE(path=path))
        if member.size > MAX_FILE_BYTES or left < 0:
            raise _bad(file, TOO_LARGE(path=path))
        found = _bytes(tar, member)
        if hashlib.sha256(found).hexdigest() != hashes[path]:
            raise _bad(file, CHANGED(path=path))
        seen.add(path)
        _write(folder / path, found)
    for path in hashes.keys() - seen:
        raise _bad(file, LACKS(path=path))
    return manifest


class _Limited(io.BufferedIOBase):
    """What a file unzips to, up to a limit: a header of a tar may claim any size."""

    def __init__(self, opened: gzip.GzipFile) -> None:
        self._opened = opened
        self._left = MAX_UNZIPPED_BYTES

    def read(self, size: int | None = -1, /) -> bytes:
        found = self._opened.read(size)
        self._left -= len(found)
        if self._left < 0:
            raise tarfile.ReadError(f"> {MAX_UNZIPPED_BYTES} bytes")
        return found


def _bytes(tar: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    opened: IO[bytes] | None = tar.extractfile(member)
    assert opened is not None  # it is a regular file
    found = opened.read()
    if len(found) != member.size:
        raise EOFError(f"{member.name} is cut off")
    return found


def _write(file: Path, found: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(found)
    if file.suffix == ".sh":
        file.chmod(0o755)


def _bad(file: Path, reason: Message) -> BundleError:
    return BundleError(NOT_A_BUNDLE(file=file, reason=reason), NOT_A_BUNDLE_HINT)
