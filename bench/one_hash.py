"""One seed, one hash, on every processor and every Python: the three projects, run in ways that compute the last bit
differently.

Run it: python bench/one_hash.py [--hours 24] [--seeds 1]

The ways: this Python as it is; the same with the C library kept from using FMA and AVX2 (exp, pow and sin then differ
in the last bit); and each other Python from 3.11 to 3.13 that is found on this machine, with the same libraries, which
are pure Python. It ends with 1 when two ways differ.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
NO_FMA = "glibc.cpu.hwcaps=-FMA,-AVX2_Usable,-FMA4,-AVX2"  # both spellings: older and newer C libraries
PYTHONS = ("3.11", "3.12", "3.13")


def ways() -> dict[str, tuple[str, dict[str, str]]]:
    """Each way by its name: the Python to run, and what its environment has besides."""
    this = f"{sys.version_info[0]}.{sys.version_info[1]}"
    found = {
        f"Python {this}": (sys.executable, {}),
        f"Python {this} without FMA": (sys.executable, {"GLIBC_TUNABLES": NO_FMA}),
    }
    for version in PYTHONS:
        other = "" if version == this else python_of(version)
        if other:
            found[f"Python {version}"] = (other, {})
    return found


def python_of(version: str) -> str:
    """The Python of this version on this machine, also if a version manager manages it; empty when there is none."""
    on_path = shutil.which(f"python{version}") or ""
    if on_path and answers(on_path, "-c", "") is not None:
        return on_path
    if shutil.which("pyenv"):
        for each in (answers("pyenv", "versions", "--bare") or "").split():
            if each.startswith(f"{version}."):
                return str(Path((answers("pyenv", "prefix", each) or "").strip()) / "bin" / "python")
    return ""


def answers(*command: str) -> str | None:
    """What a command prints, or None when it fails: it may be a version manager's stub."""
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    return ended.stdout if ended.returncode == 0 else None


def lines(python: str, more: dict[str, str], words: list[str]) -> list[str]:
    """What bench/hashes.py prints there."""
    environment = {**os.environ, **more, "PYTHONPATH": sysconfig.get_path("purelib"), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [python, str(HOME / "bench" / "hashes.py"), "--no-scenarios", *words]
    ended = subprocess.run(command, cwd=HOME, env=environment, capture_output=True, text=True, check=False)
    if ended.returncode:
        raise SystemExit(f"{' '.join(command)}\n{ended.stderr}")
    return ended.stdout.splitlines()


def main() -> int:
    """Print the lines of the first way, and for every other way how many are equal."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hours", type=float, default=24.0, help="simulated hours (default 24)")
    parser.add_argument("--seeds", type=int, default=1, help="seeds a project (default 1)")
    arguments = parser.parse_args()
    words = ["--hours", f"{arguments.hours:g}", "--seeds", str(arguments.seeds)]
    wanted: list[str] = []
    differ = 0
    for name, (python, more) in ways().items():
        found = lines(python, more, words)
        if not wanted:
            wanted = found
            print("\n".join(found))
        equal = sum(each in found for each in wanted)
        differ += equal != len(wanted)
        print(f"{name}: {equal} of {len(wanted)} equal")
    return 1 if differ else 0


if __name__ == "__main__":
    raise SystemExit(main())
