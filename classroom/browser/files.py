"""What a browser's board is served from: folders of files as they lie here, and what is made from our packages."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path

from classroom.browser.pack import pack
from firmware.project import names

HERE = Path(__file__).parent
FOLDERS = {"browser": HERE / "static", "pyodide": HERE / "pyodide"}
LOADED = ("pyodide.asm.wasm", "python_stdlib.zip")  # by fetch, so that progress can be told


@cache
def made() -> dict[str, bytes]:
    """Address -> content, beside the files of `FOLDERS`: the archive, and the list that says what it is called."""
    name, content = pack()
    sizes = {f"pyodide/{each}": (FOLDERS["pyodide"] / each).stat().st_size for each in LOADED}
    parts = {
        "pack": name,
        "key": f"{name} {_python()}",  # of a picture of the memory
        "project": names()[0],  # runs for a moment before one is taken, where no other is asked for
        "sizes": sizes | {f"browser/{name}": len(content)},
    }
    return {f"browser/{name}": content, "browser/parts.json": json.dumps(parts).encode()}


def _python() -> str:
    """Which interpreter: a picture of another one's memory is worth nothing."""
    found = hashlib.sha256()
    for file in sorted(FOLDERS["pyodide"].iterdir()):
        found.update(file.read_bytes())
    return found.hexdigest()[:12]
