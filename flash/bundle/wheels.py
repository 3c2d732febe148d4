"""The wheels of a bundle: chosen by their hash and their tags for the board, whatever computer makes the bundle."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from devices import HighlandError, Message
from flash.bundle.lock import Locked, packages_for
from flash.bundle.target import Target

NOT_FETCHED = Message(
    "bundle.not_fetched", "{count} packages for Python {python} on {machine} are missing: {names}. No bundle was made."
)
NOT_FETCHED_HINT = Message(
    "bundle.not_fetched.hint",
    "Connect this computer to the internet once, or give the folder of a computer that was: --wheels FOLDER.",
)
SAID_LINES = 3


def digest(file: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def hashes_in(folder: Path) -> dict[str, Path]:
    """SHA-256 -> file, for every wheel in a folder; empty for a folder that is not there."""
    return {digest(file): file for file in sorted(folder.glob("*.whl"))}


def chosen(wanted: Iterable[Locked], target: Target, there: Mapping[str, Path]) -> dict[str, str]:
    """For each package that is there, the hash of its best wheel: {'sysv-ipc': '0b1c...'}."""
    from packaging.utils import parse_wheel_filename

    rank = {tag: number for number, tag in reversed(list(enumerate(target.tags())))}
    found: dict[str, str] = {}
    for package in wanted:
        fitting = []
        for sha256 in sorted(package.hashes & there.keys()):
            tags = parse_wheel_filename(there[sha256].name)[3] & rank.keys()
            if tags:
                fitting.append((min(rank[tag] for tag in tags), sha256))
        if fitting:
            found[package.name] = min(fitting)[1]
    return found


def gather(
    targets: Iterable[Target], lock: list[Locked], folder: Path, fetching: Callable[[Target, int], None]
) -> tuple[dict[Target, dict[str, str]], dict[str, Path]]:
    """For each target the hashes of its wheels by package, and the file of each hash; what is missing is fetched.

    `folder` keeps what was fetched. Raises HighlandError with what could not be fetched, OSError.
    """
    there = hashes_in(folder)
    found = {}
    for target in targets:
        wanted = packages_for(target, lock)
        missing = _missing(wanted, chosen(wanted, target, there))
        if missing:
            fetching(target, len(missing))
            said = fetch(missing, target, folder)
            there = hashes_in(folder)
            missing = _missing(missing, chosen(missing, target, there))
            if missing:
                names = ", ".join(each.name for each in missing)
                seen = NOT_FETCHED(count=len(missing), python=target.python, machine=target.machine, names=names)
                raise HighlandError(seen, NOT_FETCHED_HINT) from (OSError(said) if said else None)
        found[target] = chosen(wanted, target, there)
    return found, there


def _missing(wanted: Iterable[Locked], found: Mapping[str, str]) -> list[Locked]:
    return [each for each in wanted if each.name not in found]


def requirements(packages: Iterable[Locked], hashes: Callable[[Locked], Iterable[str]]) -> str:
    """A requirements file for pip, without markers."""
    lines = []
    for each in packages:
        lines.append(f"{each.name}=={each.version} " + " ".join(f"--hash=sha256:{one}" for one in sorted(hashes(each))))
    return "\n".join(lines) + "\n"


def fetch(packages: list[Locked], target: Target, folder: Path) -> str:
    """Let pip download wheels, checked against the lock, into a folder. Returns the end of what pip said, if it failed.

    pip evaluates markers for the computer it runs on, so it gets a list without any.
    """
    folder.mkdir(parents=True, exist_ok=True)
    short = target.python.replace(".", "")
    with tempfile.TemporaryDirectory() as scratch:
        listed = Path(scratch) / "requirements.txt"
        listed.write_text(requirements(packages, lambda each: each.hashes), encoding="utf-8")
        command = [
            *(sys.executable, "-m", "pip", "download", "--disable-pip-version-check", "--no-input", "--quiet"),
            *("--no-deps", "--require-hashes", "--only-binary", ":all:", "--dest", str(folder)),
            *("--implementation", "cp", "--python-version", target.python),
            *(word for abi in (f"cp{short}", "abi3", "none") for word in ("--abi", abi)),
            *(word for platform in target.platforms for word in ("--platform", platform)),
            *("-r", str(listed)),
        ]
        ended = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False)
    return "" if ended.returncode == 0 else "\n".join(ended.stderr.splitlines()[-SAID_LINES:])
