"""What a browser's board is served from: folders of files as they lie here, and what is made from our packages."""

from __future__ import annotations

import gzip
import hashlib
import json
from functools import cache
from pathlib import Path

from classroom.browser.pack import kits_pack, pack, programs_pack, stand_ins_pack
from firmware.project import names

HERE = Path(__file__).parent
FOLDERS = {"browser": HERE / "static", "pyodide": HERE / "pyodide"}
LOADED = ("pyodide.asm.wasm.gz", "python_stdlib.zip.gz")  # by fetch, so that progress can be told


@cache
def made() -> dict[str, bytes]:
    """Address -> content, beside the files of `FOLDERS`: the archives, and the list that says what they are called."""
    board, programs = pack(), programs_pack()
    parts = {
        "pack": board.name,
        "programs": programs.name,
        "key": f"{board.name} {programs.name} {_python()}",  # of a picture of the memory
        "project": names()[0],  # runs for a moment before one is taken, where no other is asked for
        "python_size": sum(len(gzip.decompress((FOLDERS["pyodide"] / each).read_bytes())) for each in LOADED),
        "sizes": {each.name: len(each.content) for each in (board, programs)},
    }
    late = (kits_pack(), stand_ins_pack())
    archives = {f"browser/{each.name}": each.content for each in (board, programs, *late) if each is not None}
    return archives | {"browser/parts.json": json.dumps(parts).encode()}


def _python() -> str:
    """Which interpreter: a picture of another one's memory is worth nothing."""
    found = hashlib.sha256()
    for file in sorted(FOLDERS["pyodide"].iterdir()):
        found.update(file.read_bytes())
    return found.hexdigest()[:12]
