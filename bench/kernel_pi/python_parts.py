"""The two Python modules that a Pi's system brings and our lock does not: lgpio and gpiod.

lgpio is the wheel 0.2.2.0 from the package index, checked against the hash below; gpiod is Debian's python3-libgpiod
with its library libgpiod2, unpacked from the packages that apt has checked. Raspberry Pi OS brings both as Debian
packages. python3-libgpiod of Debian 12 is for Python 3.11, so that is the Python the board runs with.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from bench.kernel_pi.build import CannotBuild, checked, fetch, locked

PYTHON = (3, 11)
LGPIO = "lgpio==0.2.2.0 --hash=sha256:e9f4f3915abe5ae0ffdb4b96f485076d80a663876d839e2d3fd9218a71b9873e\n"
DEBIAN = ("python3-libgpiod", "libgpiod2")


def python_parts(cache: Path) -> Path:
    """The folder with `lgpio/`, `gpiod/` and `lib/`, for PYTHONPATH and LD_LIBRARY_PATH. Raises CannotBuild."""
    if sys.version_info[:2] != PYTHON:
        here = ".".join(map(str, sys.version_info[:2]))
        raise CannotBuild(f"Debian's python3-libgpiod is for Python 3.11, and this is Python {here}")
    folder = cache / "python-3.11"
    with locked(cache):
        if not folder.is_dir():
            with tempfile.TemporaryDirectory(dir=cache) as work:
                _gather(Path(work)).rename(folder)
    return folder


def _gather(work: Path) -> Path:
    parts, debian = work / "parts", work / "debian"
    wanted = work / "lgpio.txt"
    wanted.write_text(LGPIO, encoding="ascii")
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
    hashed = ["--only-binary", ":all:", "--require-hashes"]
    checked([*pip, *hashed, "--target", str(parts / "lgpio"), "-r", str(wanted)])
    fetch(DEBIAN, work)
    for package in work.glob("*.deb"):
        checked(["dpkg-deb", "-x", str(package), str(debian)])
    shutil.copytree(debian / "usr" / "lib" / "python3" / "dist-packages", parts / "gpiod")
    (parts / "lib").mkdir()
    for library in (debian / "usr" / "lib" / "x86_64-linux-gnu").glob("libgpiod.so*"):
        shutil.copy(library, parts / "lib", follow_symlinks=False)
    return parts
