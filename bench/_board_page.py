"""A page with a virtual board and nothing else, served as a class's laptop serves it, in a browser that is measured.

Packed, cached for ever, the worker under its own policy. The page keeps what the board says: `heard`, `progress`,
`troubles`; `begin(options)` starts a board, `last(kind)` is its last message of a kind.
"""

from __future__ import annotations

import os
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from classroom.browser.files import FOLDERS, made
from classroom.browser.policy import worker_policy
from web.files import Asset, Assets

CHROMIUM = "/usr/bin/chromium"
QUIET = "--no-sandbox --disable-quic --no-first-run --disable-background-networking --disable-component-update"
QUIET += " --disable-sync --disable-gpu"
OLD = "--no-zygote --single-process --headless --in-process-gpu --use-gl=swiftshader --disable-dev-shm-usage"
STATIC = "/static/test/"
PAGE = b"""<!doctype html><html lang="en"><meta charset="utf-8"><title>a board</title>
<script type="module">
import { startBoard } from "./static/test/browser/virtual_board.js";
window.heard = []; window.progress = []; window.troubles = [];
window.begin = (options) => startBoard({
  onMessage: (message) => { message.at = performance.now(); window.heard.push(message); },
  onProgress: (told) => window.progress.push(told),
  onTrouble: (trouble) => window.troubles.push(trouble),
  ...options,
}).then((board) => { window.board = board; return board.probe; });
window.last = (kind) => window.heard.filter((each) => each.kind === kind).at(-1);
window.isHere = true;
</script></html>"""
TICK_S = 1.0 / os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 0.01


def files() -> dict[str, Asset]:
    """Address -> all that a page with a board asks for."""
    page = {"/": Asset(PAGE, b"", "text/html"), "/favicon.ico": Asset(b"", b"", "text/html")}
    return page | {STATIC + path: asset for path, asset in Assets(FOLDERS, made()).all().items()}


class BoardServer(ThreadingHTTPServer):
    """Serves it on a free port, and keeps the bytes of each answer."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.files = files()
        self.sent: list[tuple[str, int]] = []
        self.address = f"http://127.0.0.1:{self.server_port}/"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: BoardServer

    def do_GET(self) -> None:
        found = self.server.files.get(self.path)
        asset = found or Asset(b"", b"", "text/html")
        body = asset.packed or asset.content
        self.send_response(200 if found else 404)
        self.send_header("content-encoding", "gzip" if asset.packed else "identity")
        self.send_header("content-type", asset.kind)
        self.send_header("content-length", str(len(body)))
        is_kept = found is not None and self.path.startswith(STATIC)
        self.send_header("cache-control", "public, max-age=31536000, immutable" if is_kept else "no-cache")
        if self.path.endswith("worker.js"):
            self.send_header("content-security-policy", worker_policy(self.headers["host"], STATIC))
        self.end_headers()
        self.wfile.write(body)
        self.server.sent.append((self.path, len(body)))

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def served() -> Iterator[BoardServer]:
    """The server, in a thread of its own meanwhile."""
    server = BoardServer()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def browser(program: str = CHROMIUM, is_old: bool = False) -> Iterator[Any]:
    """A page of a Chromium that has never been here, with a profile on the disk as a pupil's has.

    An old one comes from a folder with its libraries beside it.
    """
    from playwright.sync_api import sync_playwright

    here = Path(program).parent / "lib"
    environment = {**os.environ, "LD_LIBRARY_PATH": str(here)} if is_old else None
    options: dict[str, Any] = {"executable_path": program, "args": [*QUIET.split(), *(OLD.split() if is_old else ())]}
    with sync_playwright() as play, tempfile.TemporaryDirectory() as profile:
        if is_old:  # it cannot be given a profile from outside
            context = play.chromium.launch(**options, env=environment).new_context()
        else:
            context = play.chromium.launch_persistent_context(profile, **options)
        page = context.new_page()
        page.set_default_timeout(600_000)
        try:
            yield page
        finally:
            context.close()


def load(page: Any, address: str) -> None:
    """The page anew, before any board."""
    page.goto(address)
    page.wait_for_function("window.isHere")


class Renderers:
    """The processes that run pages in this program's browser: one page works, the others are spare."""

    def __init__(self, is_old: bool = False) -> None:
        self._mark = "--single-process" if is_old else "--type=renderer"

    def _here(self) -> list[int]:
        return [pid for pid in _below(os.getpid()) if self._mark in _read(pid, "cmdline").replace("\0", " ")]

    def cpu_s(self) -> float:
        """Seconds of all their threads so far."""
        return sum(map(_cpu_s, self._here()))

    def memory_mb(self) -> float:
        """What the largest has to itself, and its share of what it shares."""
        return max(map(_pss_mb, self._here()))


def _below(pid: int) -> Iterator[int]:
    stats = {int(each): _stat(int(each)) for each in os.listdir("/proc") if each.isdigit()}
    ahead = [pid]
    while ahead:
        here = ahead.pop()
        below = [each for each, stat in stats.items() if stat and int(stat[1]) == here]
        yield from below
        ahead += below


def _stat(pid: int) -> list[str]:
    return _read(pid, "stat").rpartition(")")[2].split()


def _cpu_s(pid: int) -> float:
    found = _stat(pid)
    return (int(found[11]) + int(found[12])) * TICK_S if found else 0.0


def _pss_mb(pid: int) -> float:
    lines = _read(pid, "smaps_rollup").splitlines()
    return next((int(line.split()[1]) / 1e3 for line in lines if line.startswith("Pss:")), 0.0)


def _read(pid: int, name: str) -> str:
    try:
        return Path(f"/proc/{pid}/{name}").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
