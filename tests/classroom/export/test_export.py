"""The pupils' pages in a folder: whole or not there, and served by nothing but Python."""

import gzip
import os
import re
import subprocess
import sys
import urllib.error
import urllib.request

import pytest

from classroom.export import export_to
from devices import HighlandError

FILES = {"index.html": b"<!doctype html><title>x</title>", "static/ab/pyodide/x.wasm": b"\0asm", "a/b.js": b"1"}


def test_all_files_are_there_with_a_server_and_a_readme_in_both_languages(tmp_path):
    folder = tmp_path / "boards"
    size = export_to(folder, FILES)
    found = {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()}
    assert found == {*FILES, "serve.py", "README.md", "README.vi.md"}
    assert (folder / "a" / "b.js").read_bytes() == b"1"
    assert size > sum(len(content) for content in FILES.values())
    assert os.listdir(tmp_path) == ["boards"]


def test_nothing_is_written_over(tmp_path):
    folder = tmp_path / "boards"
    folder.mkdir()
    (folder / "own.txt").write_text("x", encoding="utf-8")
    with pytest.raises(HighlandError, match="there already"):
        export_to(folder, FILES)
    assert [file.name for file in folder.iterdir()] == ["own.txt"]


def test_a_disk_that_fills_leaves_nothing(tmp_path, monkeypatch):
    from pathlib import Path

    real = Path.write_bytes

    def full(self, content):
        if self.name == "b.js":
            raise OSError(28, "No space left on device")
        return real(self, content)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(HighlandError, match="No space left"):
        export_to(tmp_path / "boards", FILES)
    assert os.listdir(tmp_path) == []


def test_its_tiny_server_sends_what_browsers_need(tmp_path):
    export_to(tmp_path / "boards", FILES)
    command = [sys.executable, "-I", str(tmp_path / "boards" / "serve.py"), "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8") as server:
        try:
            address = re.search(r"http://\S+/", server.stdout.readline())[0]
            with urllib.request.urlopen(f"{address}static/ab/pyodide/x.wasm", timeout=10) as answer:
                assert answer.headers["content-type"] == "application/wasm"
                assert answer.read() == b"\0asm"
            asked = urllib.request.Request(f"{address}index.html", headers={"accept-encoding": "gzip"})
            with urllib.request.urlopen(asked, timeout=10) as answer:
                assert answer.headers["content-encoding"] == "gzip"
                assert gzip.decompress(answer.read()) == FILES["index.html"]
            for path in ("../serve.py.part", "..%2f..%2fetc/passwd"):
                with pytest.raises(urllib.error.HTTPError):
                    urllib.request.urlopen(address + path, timeout=10)
        finally:
            server.kill()
