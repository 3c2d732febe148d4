"""The headers that modules for Pyodide are compiled with: emscripten's and CPython's, as emscripten 4.0.9 has them."""

from __future__ import annotations

import re
import shutil
import sysconfig
import zipfile
from pathlib import Path
from typing import Any

# `doStat` in pyodide.asm.js writes it so; in the headers of emscripten 3.1.6 there is padding in it.
STAT = """struct stat {
    dev_t st_dev; mode_t st_mode; nlink_t st_nlink; uid_t st_uid; gid_t st_gid; dev_t st_rdev; off_t st_size;
    blksize_t st_blksize; blkcnt_t st_blocks; struct timespec st_atim, st_mtim, st_ctim; ino_t st_ino;
};
"""
SETTINGS = "_sysconfigdata__emscripten_wasm32-emscripten.py"  # of Pyodide's own CPython, in its library
SIZES = ("SIZEOF_", "ALIGNOF_")  # 0 too says something


def c_headers(emscripten: Path, work: Path) -> Path:
    """Those of the C library: time_t has 64 bits since emscripten 3.1.26."""
    folder = work / "c_headers"
    shutil.copytree(emscripten, folder, dirs_exist_ok=True)
    types = folder / "bits/alltypes.h"
    types.write_text(types.read_text().replace("typedef long time_t;", "typedef long long time_t;"))
    (folder / "bits/stat.h").write_text(STAT)
    return folder


def python_headers(pyodide: Path, work: Path) -> Path:
    """Those of the CPython 3.13 that runs this, with the settings that Pyodide's was compiled with."""
    folder, own = work / "python_headers", Path(sysconfig.get_path("include"))
    shutil.copytree(own, folder, dirs_exist_ok=True)
    settings = _settings(pyodide)
    names = re.findall(r"^(?:/\* )?#\s*(?:define|undef) (\w+)", (own / "pyconfig.h").read_text(), re.M)
    said = {name: settings[name] for name in dict.fromkeys(names) if name in settings}
    defines = [f"#define {name} {value}\n" for name, value in said.items() if value or name.startswith(SIZES)]
    (folder / "pyconfig.h").write_text(f"#ifndef Py_PYCONFIG_H\n#define Py_PYCONFIG_H\n{''.join(defines)}#endif\n")
    return folder


def _settings(pyodide: Path) -> dict[str, Any]:
    with zipfile.ZipFile(pyodide / "python_stdlib.zip") as library:
        text = library.read(SETTINGS).decode()
    found: dict[str, Any] = {"__file__": SETTINGS}
    exec(compile(f"import os\nos.environ.setdefault('PYODIDE_ROOT', '/')\n{text}", SETTINGS, "exec"), found)
    settings: dict[str, Any] = found["build_time_vars"]
    return settings
