"""Runs programs of tests/scripts one after the other and says what came out of each: in any Python, a browser's too."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import sys
import tempfile
import tomllib
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

from sim.programs.host import Host
from sim.programs.script import FOR_S, ScriptRequest, run_script

SEED = 11
MOST_ROWS = 2_000
SQLITE = b"SQLite format 3\0"


def cases(folder: Path) -> dict[str, dict[str, Any]]:
    """What tests/test_scripts.py runs, by name."""
    return {
        name: case
        for file in sorted(folder.glob("expected_*.toml"))
        for name, case in tomllib.loads(file.read_text(encoding="utf-8")).items()
    }


def outcome(folder: Path, name: str, case: dict[str, Any], host: Host | None = None) -> dict[str, Any]:
    """Run one program in an empty folder; its prints, files, record and result, or why it could not be run."""
    before, stdin = os.getcwd(), sys.stdin
    out, errors = io.StringIO(), io.StringIO()
    with tempfile.TemporaryDirectory() as box:
        here = Path(box) / "here"
        here.mkdir()
        os.chdir(here)
        request = ScriptRequest(
            folder / f"{name.partition(':')[0]}.py",
            wiring=folder / case["wiring"] if "wiring" in case else None,
            for_s=case.get("for_s", FOR_S),
            seed=SEED,
            trace=Path(box) / "record.csv",
            sets=case.get("set", ()),
            presses=case.get("press", ()),
        )
        try:
            sys.stdin = io.StringIO(case.get("typed", ""))
            with redirect_stdout(out), redirect_stderr(errors):
                result = run_script(request, lambda _: None, host=host)
            record = b"" if result.trace is None else result.trace.read_bytes()
            files = {each.name: _digest(_without_version(each.read_bytes())) for each in sorted(here.iterdir())}
            error = None if result.error is None else [result.error.kind, result.error.line, result.error.text]
            hint = None if result.error is None else result.error.hint
            said = {
                "ended": result.ended, "exit_code": result.exit_code, "virtual_s": result.virtual_s,
                "outputs": result.outputs, "displays": {key: list(lines) for key, lines in result.displays.items()},
                "findings": [each.key for each in result.findings], "error": error, "rows": _rows(record),
                "files": files, "hint": None if hint is None else hint.key,
            }  # fmt: skip
        except BaseException as error:
            said = {"raised": f"{type(error).__name__}: {error}"}
        finally:
            os.chdir(before)
            sys.stdin = stdin
    return json.loads(json.dumps({**said, "printed": out.getvalue(), "errors": _without_folders(errors.getvalue())}))


def _rows(record: bytes) -> list[list[Any]]:
    """The rows of a record, times as numbers; of a long one the first, and a digest of all that is told there."""
    lines = [line.split(",") for line in record.decode().splitlines()[1:]]
    rows: list[list[Any]] = [[float(t_s), wire, value] for t_s, _, wire, value in lines[:MOST_ROWS]]
    return [*rows, [len(lines), _digest("".join(f"{wire}{value}" for _, _, wire, value in lines).encode())]]


def _without_folders(text: str) -> str:
    """Where a file of a warning lies differs from computer to computer."""
    return re.sub(r"\S*[/\\](\w+\.py:\d+:)", r"\1", text)


def _without_version(content: bytes) -> bytes:
    """A database without the four bytes that say which SQLite wrote it (its file format, section 1.3)."""
    return content[:96] + bytes(4) + content[100:] if content.startswith(SQLITE) else content


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:12]
