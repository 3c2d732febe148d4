"""What a browser asks for: what the pupil's page needs to be seen, and what the board in it needs to run."""

from __future__ import annotations

import http.client
import json
import posixpath
import re

PAGE = "gas_alarm.vi.html"
IN_HTML = re.compile(rb'(?:href|src)="((?:static/|words)[^"#]+)')
IN_JS = re.compile(rb"""(?:\bfrom|\bimport)\s*\(?\s*["'](\.{1,2}/[^"']+)["']""")
IN_CSS = re.compile(rb"""url\(["']?([^"')#]+)""")
LATE = ("editor/", "wiring")  # of the page, but only when somebody opens them


class Got:
    """Answers to one browser that keeps what it may keep."""

    def __init__(self, port: int) -> None:
        self._port = port
        self.content: dict[str, bytes] = {}
        self.etags: dict[str, str] = {}
        self.kept: set[str] = set()

    def get(self, path: str) -> bytes:
        """The file, asked for once."""
        if path not in self.content:
            status, headers, body, _ = self.ask(path)
            if status != 200:
                raise SystemExit(f"{path}: {status}")
            self.content[path], self.etags[path] = body, headers.get("etag", "")
            if "immutable" in headers.get("cache-control", ""):
                self.kept.add(path)
        return self.content[path]

    def ask(self, path: str, etag: str = "") -> tuple[int, dict[str, str], bytes, int]:
        """Status, headers, body, and all bytes that came, without compression."""
        line = http.client.HTTPConnection("127.0.0.1", self._port, timeout=30)
        line.request("GET", f"/{path}", headers={"if-none-match": etag} if etag else {})
        answer = line.getresponse()
        body = answer.read()
        headers = {name.lower(): value for name, value in answer.getheaders()}
        line.close()
        of_headers = sum(len(name) + len(value) + 4 for name, value in headers.items())
        return answer.status, headers, body, len(body) + of_headers


def wanted(port: int) -> tuple[list[str], list[str]]:
    """The page with all that it is made of, its own address first; then what its worker loads."""
    got = Got(port)
    html = got.get(PAGE)
    usable = [PAGE, f"words.{PAGE.split('.')[1]}.json"]
    ahead = [each.decode() for each in IN_HTML.findall(html)]
    while ahead:
        path = ahead.pop(0)
        if path in usable or any(late in path for late in LATE):
            continue
        usable.append(path)
        found = IN_JS.findall(got.get(path)) if path.endswith(".js") else []
        found += IN_CSS.findall(got.get(path)) if path.endswith(".css") else []
        folder = posixpath.dirname(path)
        ahead += [posixpath.normpath(posixpath.join(folder, each.decode())) for each in found if b":" not in each]
    static = next(each for each in usable if each.startswith("static/")).split("/")[1]
    return usable, _of_worker(got, f"static/{static}/")


def second_visit(port: int, usable: list[str]) -> int:
    """Bytes of a second visit: what may be kept is not asked for, the rest is asked whether it has changed."""
    got = Got(port)
    for path in usable:
        got.get(path)
    return sum(got.ask(path, got.etags[path])[3] for path in usable if path not in got.kept)


def _of_worker(got: Got, static: str) -> list[str]:
    parts = json.loads(got.get(f"{static}browser/parts.json"))
    loaded = [
        "browser/parts.json",
        "browser/worker.js",
        "browser/zone.js",
        "browser/memory.js",
        f"browser/{parts['pack']}",
    ]
    python = ["pyodide.js", "pyodide.asm.js", "pyodide.asm.wasm", "python_stdlib.zip"]
    return [static + each for each in (*loaded, *(f"pyodide/{each}" for each in python))]
