"""Which release runs: links, the trial of a new one, and what a power cut left of it. Standard library only.

A copy lies at /opt/highland/confirm.py, outside every release, so that it works when a release does not:

    python3 -I /opt/highland/confirm.py boot              before any project: settle a trial that was broken off
    python3 -I /opt/highland/confirm.py failed PROJECT    systemd has given it up: settle a trial, or begin again

A trial is a file that is there from before the switch until the new release has proven itself. Whoever finds it with
nobody at work on it takes the old release back. It holds `new`, `old`, `previous` (the link before it) and `project`.
"""

from __future__ import annotations

import json
import os
import re
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

HOME = "opt/highland"
CURRENT, PREVIOUS = "current", "previous"  # links: the release in use, and the last one that was healthy
TRIAL = "trial.json"
LOCK = "update.lock"
RECORDS = "var/lib/highland/updates.jsonl"
RELEASE = re.compile(r"[0-9a-f]{16}")
AGAIN_AFTER_S = 60.0  # a project that systemd has given up begins again after this; its outputs are off meanwhile

UPDATED, TAKEN_BACK, BROKEN_OFF, MENDED = "updated", "taken_back", "broken_off", "mended"
POWER_CUT, CRASHED = "power_cut", "crashed"


def releases(root: Path) -> Path:
    """The folder of all releases."""
    return root / HOME / "releases"


def is_whole(root: Path, release: str | None) -> bool:
    """Whether a release of that name can be started."""
    if release is None or RELEASE.fullmatch(release) is None:
        return False
    folder = releases(root) / release
    return (folder / "manifest.json").is_file() and (folder / "bin" / "highland").is_file()


def pointed(root: Path, name: str) -> str | None:
    """The release that a link names; None for none, or for one that is not whole."""
    try:
        release = os.path.basename(os.readlink(root / HOME / name))
    except OSError:
        return None
    return release if is_whole(root, release) else None


def point(root: Path, name: str, release: str | None) -> None:
    """Let a link name a release, by a rename: it is the old or the new one at any moment. None takes it away."""
    link = root / HOME / name
    if release is None:
        with suppress(FileNotFoundError):
            link.unlink()
    else:
        part = link.with_name(f".{name}-new")
        with suppress(FileNotFoundError):
            part.unlink()
        part.symlink_to(f"releases/{release}")
        part.replace(link)
    to_the_disk(link.parent)


def to_the_disk(path: Path) -> None:
    """Wait until a file, or what a folder lists, is on the card. Windows cannot do that for a folder."""
    with suppress(OSError):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def begin_trial(root: Path, trial: dict[str, Any]) -> None:
    """Write the trial down, whole, before anything is switched. Raises OSError."""
    file = root / HOME / TRIAL
    part = file.with_name(TRIAL + ".part")
    part.write_text(json.dumps(trial) + "\n", encoding="utf-8")
    to_the_disk(part)
    part.replace(file)
    to_the_disk(file.parent)


def end_trial(root: Path) -> None:
    """The release in use is the right one: this is the moment that decides."""
    with suppress(FileNotFoundError):
        (root / HOME / TRIAL).unlink()
    to_the_disk(root / HOME)


def trial_of(root: Path) -> dict[str, Any] | None:
    """The trial that goes on, or was broken off; None for none. What cannot be read is an empty one."""
    try:
        found = json.loads((root / HOME / TRIAL).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def take_back(root: Path, trial: dict[str, Any]) -> None:
    """Back to the release before the trial, unless a third one was installed. It may be broken off and done again."""
    old, before = trial.get("old"), trial.get("previous")
    if is_whole(root, old) and pointed(root, CURRENT) in (None, trial.get("new"), old):
        point(root, CURRENT, old)
        point(root, PREVIOUS, before if is_whole(root, before) else None)
    end_trial(root)


def settle(root: Path, why: str) -> str | None:
    """Take back what was on trial, and mend a link that leads nowhere. What was done, None for nothing."""
    trial = trial_of(root)
    done = None
    if trial is not None:
        done = TAKEN_BACK if pointed(root, CURRENT) == trial.get("new") else BROKEN_OFF
        take_back(root, trial)
        record(root, done, why=why, **{key: trial.get(key) for key in ("project", "new", "old")})
    if pointed(root, CURRENT) is None and (other := pointed(root, PREVIOUS) or _any_release(root)):
        point(root, CURRENT, other)
        done = MENDED
        record(root, done, why=why, new=other)
    return done


def _any_release(root: Path) -> str | None:
    whole = [each for each in releases(root).glob("*") if is_whole(root, each.name)]
    return max(whole, key=lambda each: each.stat().st_mtime).name if whole else None


def record(root: Path, event: str, **values: Any) -> None:
    """Add a line to what has happened here. It must never keep a release from coming back, so it fails silently.

    The folder belongs to the user of the service: neither a symbolic nor a hard link is followed there.
    """
    at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    line = (json.dumps({"at": at, "event": event} | values) + "\n").encode()
    flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0)
    with suppress(OSError):
        handle = os.open(root / RECORDS, flags, 0o640)
        try:
            found = os.fstat(handle)
            if stat.S_ISREG(found.st_mode) and found.st_nlink == 1:
                os.write(handle, line if _ends_with_a_line(handle) else b"\n" + line)
                os.fsync(handle)
        finally:
            os.close(handle)


def _ends_with_a_line(handle: int) -> bool:
    size = os.lseek(handle, 0, os.SEEK_END)
    os.lseek(handle, max(0, size - 1), os.SEEK_SET)
    return size == 0 or os.read(handle, 1) == b"\n"


@contextmanager
def only_one(root: Path, wait: bool) -> Iterator[bool]:
    """Whether nobody else is at work on the releases; with `wait`, after that one is done."""
    try:
        import fcntl
    except ImportError:  # Windows
        yield True
        return
    handle = os.open(root / HOME / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except OSError:
            yield False
        else:
            yield True
    finally:
        os.close(handle)


def boot(root: Path) -> None:
    """Before any project. Where an update is at work, the machine has not just started: leave it alone."""
    with only_one(root, wait=False) as alone:
        if alone:
            settle(root, POWER_CUT)


def failed(root: Path, project: str, systemctl: Callable[..., str], sleep: Callable[[float], None]) -> None:
    """systemd has given a project up: back to the release before when one is on trial, else once more after a while.

    An update that is at work decides first.
    """
    unit = f"highland@{project}.service"
    with only_one(root, wait=True):
        done = settle(root, CRASHED)
    if done is None:
        sleep(AGAIN_AFTER_S)
    if systemctl("is-failed", unit) == "failed":  # nobody has stopped or started it meanwhile
        systemctl("reset-failed", unit)
        systemctl("start", "--no-block", unit)


def _systemctl(*words: str) -> str:
    ended = subprocess.run(["systemctl", *words], capture_output=True, text=True, timeout=60, check=False)
    return ended.stdout.strip()


def main(words: list[str], root: Path) -> int:
    """The command line of the copy on the board."""
    if words == ["boot"]:
        boot(root)
    elif len(words) == 2 and words[0] == "failed":
        failed(root, words[1], _systemctl, time.sleep)
    else:
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], Path("/")))
