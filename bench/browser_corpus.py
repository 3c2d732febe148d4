"""Every program of tests/scripts in a browser: does it print, write, switch and end as on this computer?

Run it: python bench/browser_corpus.py [NAME ...] [--without-threads] [--chromium FILE]

Each program runs in WebAssembly in Chromium (137 or newer), in the worker's own packages, and here. A line for each:
same, differs (with what) or refused (with its line and the key of the sentence that a pupil reads). Microseconds may
differ: the threading module of Python 3.13 asks the clock once more than that of 3.11. `--without-threads` takes JSPI
away, as in an older browser; what starts a thread of its own is told so there, with its line. At the end: how many, how
many needed an archive that comes late, and the time of both. Ends with 1 if one differs.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
import threading
import time
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

HOME = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HOME))

from bench._corpus_runs import cases, outcome  # noqa: E402  # the path comes first
from classroom.browser.archive import archive  # noqa: E402
from classroom.browser.files import FOLDERS  # noqa: E402
from classroom.browser.pack import OF_PYTHON, kits_pack, pack, programs_pack  # noqa: E402
from sim.time.backend import ThreadsMissing  # noqa: E402
from web.files import Assets  # noqa: E402

SCRIPTS = HOME / "tests" / "scripts"
CHROMIUM = "/usr/bin/chromium"
TIMEOUT_S = 1800.0  # for all of them, on a computer that has other work too
MICROSECONDS = 100e-6  # s
# What cannot be there: the hint of these is a refusal that a pupil reads.
REFUSED = ("_in_a_browser", "not_on_the_laptop")
KINDS = {"js": "text/javascript", "wasm": "application/wasm", "html": "text/html"}
PAGE = b"<!doctype html><title>corpus</title>"
WORKER = """
importScripts("zone.js");
if (%(without_threads)s) { delete WebAssembly.Suspending; delete WebAssembly.promising; }
importScripts("pyodide/pyodide.js");
(async () => {
  const python = await loadPyodide({
    indexURL: "pyodide/", packageBaseUrl: "pyodide/", env: { HOME: "/home/pyodide", PYTHONHASHSEED: "0" },
    lockFileContents: JSON.stringify({ packages: {}, info: {
      abi_version: "2025_0", arch: "wasm32", platform: "emscripten_4_0_9", python: "3.13.2", version: "0.29.5" } }),
  });
  for (const name of ["board.zip", "programs.zip", "corpus.zip"])
    python.unpackArchive(await (await fetch(name)).arrayBuffer(), "zip", { extractDir: "/highland" });
  for (const [folder, name] of %(late)s)
    python.unpackArchive(await (await fetch(name)).arrayBuffer(), "zip", { extractDir: `/late/${folder}` });
  python.globals.set("names", %(names)s);
  await python.runPythonAsync(await (await fetch("inside.py")).text());
})().catch((error) => postMessage(JSON.stringify({ lost: String(error).slice(-2000) })));
"""
INSIDE = """
import sys
sys.path.insert(0, "/highland")
import asyncio, json, js, time
from pathlib import Path
from bench._corpus_runs import cases, outcome
from classroom.browser import threads
from classroom.browser.own_programs.here import BrowserGuard
from classroom.browser.own_programs.late import late_archives
from sim.programs.host import Host

class Here(Host):
    def guard(self, clock, code):
        return BrowserGuard(clock, code, lambda: None)

def told(name):
    # With those archives that the worker would fetch for it.
    text = Path(f"/highland/tests/scripts/{name.partition(':')[0]}.py").read_text()
    late, brought = late_archives(), []
    while wanted := late.wanted(text):
        late.is_here(wanted)
        brought.append(f"/late/{Path(wanted).stem.partition('-')[0]}")
    sys.path[1:1] = brought
    began = time.perf_counter()
    found = outcome(Path("/highland/tests/scripts"), name, todo[name], Here())
    took_s = time.perf_counter() - began
    del sys.path[1 : 1 + len(brought)]
    js.postMessage(json.dumps({"name": name, "found": found, "took_s": took_s, "brought": len(brought)}))

has_threads = threads.install()
todo = cases(Path("/highland/tests/scripts"))
for name in names:
    if not has_threads:
        told(name)
        continue
    done = asyncio.get_event_loop().create_future()
    def run():
        try:
            told(name)
        finally:
            done.set_result(None)
    threads.enter(run)
    await done
js.postMessage(json.dumps({"over": True}))
"""


def files(names: list[str], without_threads: bool) -> dict[str, bytes]:
    """What the page asks for."""
    corpus = io.BytesIO()
    with zipfile.ZipFile(corpus, "w") as made:
        made.write(HOME / "bench" / "_corpus_runs.py", "bench/_corpus_runs.py")
        for file in SCRIPTS.rglob("*"):
            if file.is_file() and "__pycache__" not in file.parts:
                made.write(file, f"tests/scripts/{file.relative_to(SCRIPTS).as_posix()}")
    kits = kits_pack()
    late = [("kits", "kits.zip"), *((Path(each).stem, each.removeprefix("../")) for each in OF_PYTHON)]
    values = {"names": names, "without_threads": without_threads, "late": late}
    worker = WORKER % {name: json.dumps(value) for name, value in values.items()}
    return {
        "/": PAGE,
        "/worker.js": worker.encode(),
        "/inside.py": INSIDE.encode(),
        "/board.zip": pack().content,
        "/programs.zip": programs_pack().content,
        "/kits.zip": kits.content if kits is not None else archive({}),
        "/corpus.zip": corpus.getvalue(),
        "/zone.js": (FOLDERS["browser"] / "zone.js").read_bytes(),
        **{f"/{path}": each.content for path, each in Assets({"pyodide": FOLDERS["pyodide"]}).all().items()},
    }


@contextmanager
def served(content: Mapping[str, bytes]) -> Iterator[str]:
    """The address of a server for these files."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = content.get(self.path)
            self.send_response(404 if body is None else 200)
            self.send_header("content-type", KINDS.get(self.path.rpartition(".")[2], "text/html"))
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


def in_browser(names: list[str], without_threads: bool, chromium: str) -> tuple[dict[str, Any], float, int]:
    """Name -> what came out, the seconds that all of it took, and how many programs asked for a late archive."""
    from playwright.sync_api import sync_playwright

    with served(files(names, without_threads)) as address, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(address)
        page.evaluate(
            "() => { window.heard = []; window.worker = new Worker('worker.js');"
            " worker.onmessage = ({ data }) => heard.push(JSON.parse(data)); }"
        )
        page.wait_for_function("heard.some((each) => each.over || each.lost)", timeout=TIMEOUT_S * 1000)
        heard = page.evaluate("heard")
        browser.close()
    for each in heard:
        if "lost" in each:
            sys.stderr.write(f"The worker was lost: {each['lost']}\n")
    found = [each for each in heard if "name" in each]
    brought = sum(each["brought"] > 0 for each in found)
    return {each["name"]: each["found"] for each in found}, sum(each["took_s"] for each in found), brought


def differences(here: dict[str, Any], there: dict[str, Any]) -> list[str]:
    """What is not the same, but for microseconds."""
    found = []
    for key in sorted({*here, *there}):
        if not alike(here.get(key), there.get(key)):
            found.append(f"{key}: {str(there.get(key))[-160:]!r}, here {str(here.get(key))[-160:]!r}")
    return found


def alike(a: Any, b: Any) -> bool:
    """Whether two results are the same, but for microseconds."""
    if isinstance(a, float) and isinstance(b, float | int):
        return abs(a - b) <= MICROSECONDS
    if isinstance(a, dict) and isinstance(b, dict):
        return a.keys() == b.keys() and all(alike(a[key], b[key]) for key in a)
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(alike(x, y) for x, y in zip(a, b, strict=True))
    return bool(a == b)


def main() -> int:
    """Run them there and here, and compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--without-threads", action="store_true")
    parser.add_argument("--chromium", default=CHROMIUM)
    asked = parser.parse_args()
    todo = cases(SCRIPTS)
    names = asked.names or list(todo)
    there, there_s, brought = in_browser(names, asked.without_threads, asked.chromium)
    began = time.process_time()
    here = {name: outcome(SCRIPTS, name, todo[name]) for name in names}
    here_s = time.process_time() - began
    counts = {"same": 0, "differs": 0, "needs threads": 0, "refused": 0}
    for name in names:
        hint = there.get(name, {}).pop("hint", None) or ""
        here[name].pop("hint", None)
        if name not in there:
            said, what = "differs", ["it never came to an end"]
        elif (there[name].get("error") or [""])[0] == ThreadsMissing.__name__:
            said, what = "needs threads", [f"line {there[name]['error'][1]}"]
        elif hint.endswith(REFUSED):
            said, what = "refused", [f"line {there[name]['error'][1]}", hint]
        else:
            what = differences(here[name], there[name])
            said = "differs" if what else "same"
        counts[said] += 1
        if said != "same" or asked.names:
            print(f"{name:24} {said:13} {'; '.join(what)}")
    print(f"{len(names)} programs: " + ", ".join(f"{count} {said}" for said, count in counts.items()))
    print(f"{brought} of them asked for a late archive")
    print(f"{there_s:.1f} s in the browser (wall), {here_s:.1f} s here (processor): {there_s / here_s:.1f} times")
    return int(counts["differs"] > 0)


if __name__ == "__main__":
    sys.exit(main())
