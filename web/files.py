"""Static files of our packages: read once, addressed by their content, cached by the browser forever.

A file that lies here as `NAME.gz` is served as NAME: somebody has packed it better than gzip does, which takes minutes.
The address holds a digest of all files, so a new version has new addresses and an old page never mixes with it.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from web.packed import packed

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

SHARED = Path(__file__).parent / "static"
FOR_EVER = "public, max-age=31536000, immutable"
ASK_FIRST = "no-cache"
SMALLEST_TO_PACK = 600  # bytes
PACKED_HERE = ".gz"
PACKED = (".png", ".woff2")  # by themselves; our .zip files are not
KINDS = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".woff2": "font/woff2",
    ".json": "application/json",
    ".wasm": "application/wasm",
    ".zip": "application/zip",
}


class Asset(NamedTuple):
    """One file as it is sent."""

    content: bytes
    packed: bytes  # gzip; empty where that does not pay
    kind: str


class Assets:
    """The files of some folders, each under a name: `{"shared": folder}` serves `/static/DIGEST/shared/...`.

    `made` are further files that lie in no folder, by path.
    """

    def __init__(self, folders: Mapping[str, Path], made: Mapping[str, bytes] | None = None) -> None:
        self._assets: dict[str, Asset] = {}
        for name, folder in folders.items():
            for file in sorted(folder.rglob("*")):
                path = file.relative_to(folder).as_posix().removesuffix(PACKED_HERE)
                if Path(path).suffix in KINDS:
                    self._assets[f"{name}/{path}"] = asset_at(file)
        for path, content in sorted((made or {}).items()):
            self._assets[path] = asset_of(Path(path).suffix, content)
        whole = hashlib.sha256()
        for path, asset in self._assets.items():
            whole.update(path.encode() + b"\0" + asset.content)
        self.digest = whole.hexdigest()[:12]

    def address(self, path: str) -> str:
        """Where a page finds the file. Raises KeyError when there is none."""
        self._assets[path]
        return f"/static/{self.digest}/{path}"

    def all(self) -> Mapping[str, Asset]:
        """Every file, by its path below `static/DIGEST/`."""
        return self._assets

    def size(self, packed: bool = True) -> int:
        """Bytes of all files, as they are sent."""
        return sum(len((packed and asset.packed) or asset.content) for asset in self._assets.values())

    def respond(self, request: Request) -> Response:
        """The endpoint of `/static/{digest}/{path:path}`."""
        from starlette.responses import PlainTextResponse, Response

        path = request.path_params["path"]
        asset = self._assets.get(path)
        if asset is None:
            return PlainTextResponse("not found", 404, {"cache-control": "no-store"})
        is_this = request.path_params["digest"] == self.digest
        etag = f'"{self.digest}"'
        headers = {"cache-control": FOR_EVER if is_this else ASK_FIRST, "etag": etag, "vary": "accept-encoding"}
        if request.headers.get("if-none-match") == etag:
            return Response(status_code=304, headers=headers)
        content = asset.content
        if asset.packed and "gzip" in request.headers.get("accept-encoding", ""):
            content, headers["content-encoding"] = asset.packed, "gzip"
        return Response(content, headers=headers | {"content-type": asset.kind})


def asset_of(suffix: str, content: bytes) -> Asset:
    """A file as it is sent. Raises KeyError for a kind that no page uses."""
    packs = len(content) >= SMALLEST_TO_PACK and suffix not in PACKED
    return Asset(content, _packed(content) if packs else b"", KINDS[suffix])


def asset_at(file: Path) -> Asset:
    """A file as it is sent, by its name; `NAME.gz` is that of NAME."""
    if file.suffix != PACKED_HERE:
        return asset_of(file.suffix, file.read_bytes())
    packed_here = file.read_bytes()
    return Asset(gzip.decompress(packed_here), packed_here, KINDS[file.with_suffix("").suffix])


@cache
def _packed(content: bytes) -> bytes:
    """Smaller, or empty. A program of some megabytes takes a second, and is asked for once a language."""
    found = packed(content)
    return found if len(found) < len(content) else b""
