"""The manifest: what a bundle says that it is, and the hash of every file in it."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from devices import HighlandError, Message

FORMAT = 1
MANIFEST = "manifest.json"
SUMS = "SHA256SUMS"
RELEASE_DIGITS = 16
PROJECT_NAME = re.compile(r"[a-z_][a-z0-9_]{0,39}")  # a Python package, and the instance of a systemd unit
PATH = re.compile(r"[\w.+@-]+(?:/[\w.+@-]+)*", re.ASCII)
MAX_PATH = 200

BAD_MANIFEST = Message("bundle.bad_manifest", "This is no bundle that this version of Highland can read: {reason}.")
BAD_MANIFEST_HINT = Message(
    "bundle.bad_manifest.hint",
    "Nothing was installed. Make the bundle again with `highland bundle`, and copy it again.",
)
OTHER_FORMAT = Message("bundle.other_format", "its format is another one")
NOT_JSON = Message("bundle.not_json", "its list of contents cannot be read")
BAD_KEY = Message("bundle.bad_key", "{key} is missing or is not valid")
OTHER_RELEASE = Message("bundle.other_release", "its contents are not what its name says")


class BundleError(HighlandError):
    """A file that is no bundle, or one that was damaged or changed."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What is in a bundle. `files` is path -> SHA-256; `missing` is Python -> packages without a wheel there."""

    highland: str
    project: str
    brought: bool
    machine: str
    pythons: tuple[str, ...]
    missing: Mapping[str, list[str]] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)

    @property
    def release(self) -> str:
        """What these contents are called: 16 hexadecimal digits."""
        return hashlib.sha256(self._json(self._values())).hexdigest()[:RELEASE_DIGITS]

    def as_json(self) -> bytes:
        """The bytes of `manifest.json`."""
        return self._json({"release": self.release} | self._values())

    def sums(self) -> bytes:
        """The bytes of `SHA256SUMS`: every file, and the manifest."""
        hashes = dict(self.files) | {MANIFEST: hashlib.sha256(self.as_json()).hexdigest()}
        return "".join(f"{sha256}  {path}\n" for path, sha256 in sorted(hashes.items())).encode()

    def _values(self) -> dict[str, Any]:
        return {"format": FORMAT} | asdict(self)

    @staticmethod
    def _json(values: Mapping[str, Any]) -> bytes:
        return (json.dumps(values, indent=1, sort_keys=True) + "\n").encode("ascii")


def read_manifest(found: bytes) -> Manifest:
    """The manifest in these bytes, with nothing in it that could not stand there. Raises BundleError."""
    try:
        values = json.loads(found)
    except (ValueError, RecursionError):
        raise _bad(NOT_JSON) from None
    if not isinstance(values, dict) or values.pop("format", None) != FORMAT:
        raise _bad(OTHER_FORMAT)
    release = values.pop("release", None)
    for key, is_right in RULES.items():
        if key not in values or not is_right(values[key]):
            raise _bad(BAD_KEY(key=key))
    manifest = Manifest(**{key: values[key] for key in RULES} | {"pythons": tuple(values["pythons"])})
    if values.keys() != RULES.keys() or release != manifest.release:
        raise _bad(OTHER_RELEASE)
    return manifest


def is_path(path: object) -> bool:
    """Whether this may name a file in a bundle: relative, plain letters, no step up, nothing hidden."""
    if not isinstance(path, str) or len(path) > MAX_PATH or PATH.fullmatch(path) is None:
        return False
    return not any(piece.startswith(".") for piece in path.split("/"))


def _is_text(pattern: str) -> Any:
    return lambda value: isinstance(value, str) and re.fullmatch(pattern, value, re.ASCII) is not None


_is_hash = _is_text(r"[0-9a-f]{64}")
_is_version = _is_text(r"3\.\d\d")


def _are_files(value: object) -> bool:
    return isinstance(value, dict) and all(is_path(path) and _is_hash(sha256) for path, sha256 in value.items())


def _is_missing(value: object) -> bool:
    return isinstance(value, dict) and all(
        _is_version(python) and isinstance(names, list) and all(map(_is_text(r"[a-z0-9.-]{1,40}"), names))
        for python, names in value.items()
    )


RULES = {
    "highland": _is_text(r"[0-9A-Za-z.+-]{1,40}"),
    "project": _is_text(PROJECT_NAME.pattern),
    "brought": lambda value: isinstance(value, bool),
    "machine": _is_text(r"[a-z0-9_]{1,20}"),
    "pythons": lambda value: isinstance(value, list) and bool(value) and all(map(_is_version, value)),
    "missing": _is_missing,
    "files": _are_files,
}


def _bad(reason: Message) -> BundleError:
    return BundleError(BAD_MANIFEST(reason=reason), BAD_MANIFEST_HINT)
