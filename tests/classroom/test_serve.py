"""What a class is served: kinds, policies, and the address that every page has."""

import http.client
import socket
from contextlib import contextmanager

import pytest

from classroom.pupil.site import Site, SiteFile
from classroom.relay.http.files import Files
from classroom.relay.keep import Keeper
from classroom.relay.options import Join
from classroom.relay.running import RunningClass
from classroom.reports import ClassReports
from classroom.serve import _of_pupils, class_options, serving_class
from devices import HighlandError
from firmware.project import find
from tests.classroom.lesson.flame import FLAME

WASM = b"\0asm" + b"x" * 1000


@contextmanager
def served(folder, ports=(0,)):
    """A class whose site has three files; gives (port, ask)."""
    js = "text/javascript; charset=utf-8"
    files = {
        "index.html": SiteFile(b"<!doctype html>", b"", "text/html; charset=utf-8"),
        "static/ab/browser/worker.js": SiteFile(b"1", b"", js, True),
        "static/ab/pyodide/pyodide.asm.wasm": SiteFile(WASM, b"packed", "application/wasm", True),
    }
    options = class_options("8A", "SONG-HONG", "482913", "vi", 40, find("gas_alarm"), FLAME)
    running = RunningClass(options, Keeper(folder))
    pages = Files(_of_pupils(Site(files, "static/ab/")), {"teacher": "/teacher.vi.html"})

    def made(port):
        return Join(f"http://192.168.1.5:{port}/", ("101",), port)

    with serving_class(running, ClassReports(running, {}), pages, ports, "127.0.0.1", made) as server:

        def ask(path, **headers):
            line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
            line.request("GET", path, headers=headers)
            answer = line.getresponse()
            content = answer.read()
            line.close()
            return answer.status, answer.headers, content

        yield server.port, ask, running


def test_the_worker_may_load_its_own_folder_and_nothing_else(tmp_path):
    with served(tmp_path / "c") as (port, ask, _):
        policy = ask("/static/ab/browser/worker.js")[1].get_all("content-security-policy")
        own = f"http://127.0.0.1:{port}/static/ab/"
        assert policy == [f"default-src 'none'; script-src {own} 'wasm-unsafe-eval'; connect-src {own}"]
        page = ask("/")[1].get_all("content-security-policy")
        assert len(page) == 1
        assert "wasm-unsafe-eval" not in page[0]
        assert "script-src 'self';" in page[0]


def test_wasm_is_sent_packed_under_its_kind_and_kept_for_ever(tmp_path):
    with served(tmp_path / "c") as (_, ask, _):
        status, headers, content = ask("/static/ab/pyodide/pyodide.asm.wasm", **{"accept-encoding": "gzip, br"})
        assert (status, headers["content-type"], headers["content-encoding"]) == (200, "application/wasm", "gzip")
        assert (content, "immutable" in headers["cache-control"]) == (b"packed", True)
        assert ask("/static/ab/pyodide/pyodide.asm.wasm")[2] == WASM
        status, headers, content = ask("/")
        assert headers["cache-control"] == "no-cache"
        assert ask("/", **{"if-none-match": headers["etag"]})[0] == 304


@pytest.mark.parametrize(
    "path", ["/static/ab/../../class.json", "/class.json", "/..%2fclass.json", "/works/01.json", "//"]
)
def test_nothing_but_the_pages_is_served(tmp_path, path):
    with served(tmp_path / "c") as (_, ask, _):
        assert ask(path)[0] == 404


def test_the_next_port_is_taken_when_one_is_busy(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as busy, socket.create_server(("127.0.0.1", 0)) as free:
        taken, open_ = busy.getsockname()[1], free.getsockname()[1]
        free.close()
        with served(tmp_path / "c", (taken, open_)) as (port, _, running):
            assert port == open_
            assert running.join_by.address == f"http://192.168.1.5:{open_}/", "what the projector shows"
        with pytest.raises(HighlandError, match=str(taken)), served(tmp_path / "d", (taken,)):
            pass
