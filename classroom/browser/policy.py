"""What worker.js may do, as the header that it is served with: compute, and load what a board consists of."""

from __future__ import annotations

import re

HOST = re.compile(r"[A-Za-z0-9.-]+(:\d{1,5})?|\[[0-9A-Fa-f:.]+\](:\d{1,5})?")


def worker_policy(host: str, static: str) -> str:
    """The content-security-policy of worker.js; `host` is that of the request, `static` such as `/static/0a1b/`.

    A pupil's program can reach the worker's own JavaScript (`import js`), so the worker itself must not reach the
    laptop's routes: nothing can be asked for outside that folder. For a host that is no host nothing is allowed.
    """
    if not HOST.fullmatch(host):
        return "default-src 'none'"
    folder = f"http://{host}{static.rstrip('/')}/"
    return f"default-src 'none'; script-src {folder} 'wasm-unsafe-eval'; connect-src {folder}"
