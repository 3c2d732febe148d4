"""Clang and its linker, as emcc 4.0.9 calls them for a module that Pyodide loads."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

VERSION = 22  # of clang and lld
JUMPS = (
    "-mllvm",
    "-wasm-enable-sjlj",
    "-mllvm",
    "-wasm-use-legacy-eh",
)  # setjmp as in Pyodide; Chrome knows it from 95 on
TARGET = ("--target=wasm32-unknown-emscripten", "-fPIC", "-mexception-handling", *JUMPS)
EMSCRIPTEN = ("-D__EMSCRIPTEN__", "-D_GNU_SOURCE", "-D__LONG_MAX=0x7fffffffL")  # the last: which locks fcntl has
SMALL = (
    "-Os",
    "-w",
    "-DNDEBUG",
    "-fvisibility=hidden",
    "-ffunction-sections",
    "-fdata-sections",
    "-fno-strict-aliasing",
)
SHARED = ("-shared", "-Bsymbolic", "--experimental-pic", "--unresolved-symbols=import-dynamic", "--import-memory")
SUFFIX = ".cpython-313-wasm32-emscripten.so"


def compiled(sources: Iterable[Path], flags: Iterable[str], headers: Path, into: Path) -> list[Path]:
    """The objects of these C files. Raises CalledProcessError where one is not C."""
    into.mkdir(parents=True, exist_ok=True)
    own = subprocess.check_output([f"clang-{VERSION}", "-print-resource-dir"], text=True).strip()
    system = ("-nostdinc", "-isystem", f"{own}/include", *(f"-isystem{each}" for each in (headers / "compat", headers)))
    nowhere = f"-ffile-prefix-map={into.parents[1]}=."  # where it was built is nobody's matter
    common = (f"clang-{VERSION}", *TARGET, *EMSCRIPTEN, *SMALL, *system, nowhere, *flags)
    tasks = {into / f"{source.stem}.o": source for source in sources}
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda task: subprocess.run([*common, "-c", task[1], "-o", task[0]], check=True), tasks.items()))
    return sorted(tasks)


def linked(name: str, objects: Iterable[Path], into: Path) -> bytes:
    """A module that Python imports as `name`."""
    made = into / f"{name}{SUFFIX}"
    how = (*SHARED, "--gc-sections", "-O2", "--strip-all", *JUMPS, f"--export=PyInit_{name}")
    subprocess.run([f"wasm-ld-{VERSION}", *how, *sorted(objects), "-o", made], check=True)
    return made.read_bytes()
