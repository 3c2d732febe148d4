"""The sources that are compiled: unpacked from archives whose hashes are written down, and from no others."""

from __future__ import annotations

import hashlib
import subprocess
import tarfile
import tomllib
from pathlib import Path

PINNED = tomllib.loads(Path(__file__).with_name("sources.toml").read_text(encoding="utf-8"))


def unpacked(name: str, downloads: Path, work: Path) -> Path:
    """The folder of that source. Raises SystemExit where its archive is missing or another one."""
    pin = PINNED[name]
    file = downloads / pin["file"]
    if not file.is_file():
        raise SystemExit(f"{file.name} is not in {downloads}; it comes by: {pin['brought_by']}")
    if hashlib.sha256(file.read_bytes()).hexdigest() != pin["sha256"]:
        raise SystemExit(f"{file.name} is not the file whose hash is in sources.toml")
    into = work / name
    folder: Path = into / pin["folder"]
    if folder.is_dir():
        return folder
    if file.suffix == ".deb":
        subprocess.run(["dpkg", "-x", file, into], check=True)
    else:
        with tarfile.open(file) as archive:
            inside = [each for each in archive if each.name.startswith(f"{pin['folder']}/")]
            archive.extractall(into, inside, filter="data")
    return folder
