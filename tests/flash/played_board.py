"""A board for tests of updates: a folder stands for its card, and its system is played; the power can be cut.

Played are systemctl, journalctl, runuser and install.sh, with what an update notices of them. The power is cut by
Python's audit hook at any operation that changes a file below the folder, so no way to the card is missed.
"""

import hashlib
import json
import os
import sys
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from flash.bundle.manifest import Manifest
from flash.bundle.pack import Bundle
from flash.releases import confirm
from flash.releases.board import this_machine, this_python
from flash.releases.system import Ended
from flash.releases.update import Update

WELL, NEVER_READY, FALLS, SILENT = "well", "never ready", "falls", "silent"
PROJECT = "gas_alarm"


def small_bundle(text, project=PROJECT, machine=None, pythons=None, **more):
    files = {"install.sh": b"exit 1\n", "code/firmware/loop.py": text.encode(), **more}
    hashes = {path: hashlib.sha256(found).hexdigest() for path, found in files.items()}
    pythons = pythons or (this_python(),)
    return Bundle(Manifest("0.2.0", project, False, machine or this_machine(), pythons, {}, hashes), files)


class PowerCut(BaseException):
    """Nothing of the program runs after this."""


class Power:
    """Counts the operations that change a file below `root`, and fails from the one that is asked for on."""

    CHANGES = ("os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.symlink", "os.link", "os.truncate", "os.chmod")

    def __init__(self):
        self.root, self.count, self.cut_at = None, 0, None
        self._listens = False

    @contextmanager
    def watching(self, root, cut_at=None):
        if not self._listens:  # only now: Python has no way to take it away, and all that comes later is slower for it
            sys.addaudithook(self._hear)
            self._listens = True
        self.root, self.count, self.cut_at = str(root), 0, cut_at
        try:
            yield self
        finally:
            self.root = None

    def command(self):
        """A command of the system is a moment, too."""
        if self.root is not None:
            self._moment()

    def _hear(self, event, values):
        if self.root is None or not (event in self.CHANGES or self._writes(event, values)):
            return
        if isinstance(values[0], str | os.PathLike):
            path = os.fspath(values[0])
            if not os.path.isabs(path) or path.startswith(self.root):
                self._moment(path if event == "open" else None)

    @staticmethod
    def _writes(event, values):
        return event == "open" and bool((values[2] or 0) & (os.O_WRONLY | os.O_RDWR))

    def _moment(self, half_written=None):
        self.count += 1
        if self.cut_at is not None and self.count >= self.cut_at:
            if self.count == self.cut_at and half_written is not None:
                root, self.root = self.root, None
                with open(half_written, "ab") as opened:
                    opened.write(b'{"ha')
                self.root = root
            raise PowerCut


POWER = Power()


class PlayedClock:
    def __init__(self):
        self.now_s = 0.0

    def monotonic(self):
        return self.now_s

    def now(self):
        return datetime(2026, 11, 29, tzinfo=UTC)

    def sleep(self, seconds):
        self.now_s += seconds


class PlayedBoard:
    """`behaves` says how a release does once it is started; `running` is the one whose program runs now."""

    def __init__(self, root, behaves):
        self.root, self.behaves = root, behaves
        self.clock, self.told, self.commands = PlayedClock(), [], []
        self.running, self.state, self.restarts = None, "inactive", 0
        self.fits = True

    def update(self):
        return Update(self.root, self._run, self.clock, self.told.append)

    def has(self, bundle):
        """A release is there, as install.sh would have made it."""
        self._install(bundle.manifest.as_json())
        return bundle.manifest.release

    def boot(self):
        """The board starts: first the service that settles a trial, then the project."""
        confirm.boot(self.root)
        self._start()

    def systemctl(self, *words):
        return self._run(["systemctl", *words], 60.0).said

    @property
    def runs_well(self):
        return self.state == "active" and self.behaves.get(self.running) == WELL

    def _run(self, words, at_most_s):
        POWER.command()
        self.commands.append(" ".join(words))
        if words[0] == "systemctl":
            return self._systemctl(words[1])
        if words[0] == "sh":
            self._install((Path(words[1]).parent / "manifest.json").read_bytes())
        if words[0] == "runuser":
            return Ended(0) if self.fits else Ended(2, "There is no driver vlave.\n")
        if words[0] == "journalctl":
            return Ended(0, "All is well.\n\x1b[2JZeroDivisionError in control.py\n\n")
        return Ended(0)

    def _systemctl(self, verb):
        if verb == "stop":
            self.running, self.state = None, "inactive"
        if verb in ("start", "restart"):
            return self._start()
        if verb == "is-failed":
            return Ended(0, self.state)
        if verb == "show":
            return Ended(0, "".join(f"{key}={value}\n" for key, value in self._shown().items()))
        return Ended(0)

    def _start(self):
        self.running = confirm.pointed(self.root, "current")
        does = self.behaves.get(self.running, NEVER_READY)
        self.state = "failed" if does == NEVER_READY else "active"
        return Ended(1 if does == NEVER_READY else 0)

    def _shown(self):
        does = self.behaves.get(self.running)
        if does == FALLS and self.clock.now_s > 2:
            self.restarts += 1
        fed = 0 if does == SILENT else int(self.clock.now_s // 5) * 5
        return {"ActiveState": self.state, "NRestarts": self.restarts, "WatchdogTimestampMonotonic": fed, "MainPID": 7}

    def _install(self, manifest):
        release = json.loads(manifest)["release"]
        made = confirm.releases(self.root) / release
        if made.exists():
            return
        part = made.with_name(f".part-{release}")
        (part / "bin").mkdir(parents=True, exist_ok=True)
        (part / "manifest.json").write_bytes(manifest)
        (part / "bin" / "highland").write_text("#!/bin/sh\n", encoding="utf-8")
        part.rename(made)
