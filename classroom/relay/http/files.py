"""The pages of a class and all that they load: read once, packed once, and kept by browsers where they never change."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from web.files import ASK_FIRST, FOR_EVER

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

INDEX = "index.html"
Policy = Callable[[str], str]  # the host that was asked for -> a content-security-policy


@dataclass(frozen=True, slots=True)
class Served:
    """One file; `gzip` is empty where packing does not pay. `policy` replaces the usual one of a page."""

    content: bytes
    gzip: bytes
    kind: str
    is_immutable: bool = False
    policy: Policy | None = None


class Files:
    """Files by address without a leading slash, and addresses that lead to others. `static` is the pupils' folder."""

    def __init__(self, files: Mapping[str, Served], leads: Mapping[str, str], static: str = "") -> None:
        self.static = static
        self._files, self._leads = files, leads
        self._etags = {path: f'"{hashlib.sha256(each.content).hexdigest()[:16]}"' for path, each in files.items()}

    def respond(self, request: Request) -> Response:
        """The endpoint of `/{path:path}`."""
        from starlette.responses import PlainTextResponse, RedirectResponse, Response

        path = request.path_params["path"] or INDEX
        if path in self._leads:
            return RedirectResponse(self._leads[path], 303, {"cache-control": "no-store"})
        found = self._files.get(path)
        if found is None:
            return PlainTextResponse("not found", 404, {"cache-control": "no-store"})
        etag = self._etags[path]
        headers = {"cache-control": FOR_EVER if found.is_immutable else ASK_FIRST, "etag": etag}
        headers |= {"vary": "accept-encoding"} if found.gzip else {}
        if found.policy is not None:
            headers["content-security-policy"] = found.policy(request.headers.get("host", ""))
        if request.headers.get("if-none-match") == etag:
            return Response(status_code=304, headers=headers)
        content = found.content
        if found.gzip and "gzip" in request.headers.get("accept-encoding", ""):
            content, headers["content-encoding"] = found.gzip, "gzip"
        return Response(content, headers=headers | {"content-type": found.kind})
