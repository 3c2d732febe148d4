"""A page with a virtual board, served as a relay serves it: packed, cached for ever, the worker under its policy."""

import gzip
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from classroom.browser.files import FOLDERS, made
from classroom.browser.policy import worker_policy

STATIC = "/static/test/"
KINDS = {"js": "text/javascript", "wasm": "application/wasm", "json": "application/json", "html": "text/html"}
PAGE = b"""<!doctype html><html lang="en"><meta charset="utf-8"><title>a board</title>
<script type="module">
import { startBoard } from "./static/test/browser/virtual_board.js";
window.heard = []; window.progress = []; window.troubles = [];
window.begin = (options) => startBoard({
  onMessage: (message) => window.heard.push(message),
  onProgress: (told) => window.progress.push(told),
  onTrouble: (trouble) => window.troubles.push(trouble),
  ...options,
}).then((board) => { window.board = board; return board.probe; });
window.last = (kind) => window.heard.filter((each) => each.kind === kind).at(-1);
window.isHere = true;
</script></html>"""


def files() -> dict[str, bytes]:
    """Address -> content of all that a page with a board asks for."""
    found = {"/": PAGE, "/favicon.ico": b""}
    for name, folder in FOLDERS.items():
        found |= {f"{STATIC}{name}/{file.name}": file.read_bytes() for file in folder.iterdir() if file.is_file()}
    return found | {STATIC + path: content for path, content in made().items()}


class BoardServer(ThreadingHTTPServer):
    """Serves it on a free port, and counts the bytes of each answer."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.files = files()
        self.packed: dict[str, bytes] = {}
        self.sent: list[tuple[str, int]] = []
        self.address = f"http://127.0.0.1:{self.server_port}/"

    def packed_of(self, path: str) -> bytes:
        if path not in self.packed:
            self.packed[path] = gzip.compress(self.files[path], mtime=0)
        return self.packed[path]


class Handler(BaseHTTPRequestHandler):
    """One request: a file, or a route that only the page may use."""

    protocol_version = "HTTP/1.1"
    server: BoardServer

    def do_GET(self) -> None:
        content = self.server.files.get(self.path)
        self.send_response(404 if content is None else 200)
        body = b"" if content is None else self.server.packed_of(self.path)
        self.send_header("content-encoding", "gzip")
        self.send_header("content-type", KINDS.get(self.path.rpartition(".")[2], "text/html"))
        self.send_header("content-length", str(len(body)))
        is_kept = self.path.startswith(STATIC)
        self.send_header("cache-control", "public, max-age=31536000, immutable" if is_kept else "no-cache")
        if self.path.endswith("worker.js"):
            self.send_header("content-security-policy", worker_policy(self.headers["host"], STATIC))
        self.end_headers()
        self.wfile.write(body)
        self.server.sent.append((self.path, len(body)))

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="session")
def board_server() -> Iterator[BoardServer]:
    server = BoardServer()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()
