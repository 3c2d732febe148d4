"""A node of a drill: a program that is killed and stopped, and a card that is copied and spoiled.

What was on a card when it was written back or its log was damaged is remembered: of that, and only of that, something
may be missing in the end."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
CARD_MB = 16
TWIN_NUMBERS = 1_000_000_000  # where the numbers of the next computer of the same name begin

Key = tuple[str, int]  # epoch, seq


class Node:
    """A node's program and its card. `tag` tells computers of one name apart."""

    def __init__(self, name: str, url: str, folder: Path, per_s: float, tag: str = "", first: int = 0) -> None:
        self.name, self.tag, self.folder, self.first = name, tag or name, folder, first
        self.card = folder / "cards" / self.tag
        self.overwritten: set[Key] = set()  # on a card when an older image was written over it
        self.spoiled: set[Key] = set()  # in the part of a log that was cut off or damaged
        self.url, self.per_s = url, per_s
        self.card.mkdir(parents=True, exist_ok=True)
        numbers = folder / f"{self.tag}.numbers"
        if first and not numbers.exists():
            numbers.write_text(f"{first:012d}")
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, clock_s: float = 0.0, draining: bool = False) -> None:
        """Start it; it continues counting where it was, or only sends what waits."""
        command = [sys.executable, str(HOME / "bench" / "_node.py"), self.url, str(self.folder), self.name]
        command += [str(self.per_s), *(["0"] if draining else []), "--tag", self.tag, "--clock", str(clock_s)]
        with (self.folder / f"{self.tag}.log").open("ab") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log)

    def kill(self) -> None:
        """kill -9."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    @contextmanager
    def stopped(self) -> Iterator[None]:
        """SIGSTOP inside the block."""
        assert self.process is not None
        self.process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self.process.send_signal(signal.SIGCONT)

    def drain(self, until_s: float) -> bool:
        """Let it send what is queued and end; returns whether it did so in time."""
        if self.process is None:
            self.start(draining=True)
            time.sleep(1.0)
        assert self.process is not None
        self.process.terminate()
        try:
            code = self.process.wait(max(0.1, until_s - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.kill()
            return False
        self.process = None
        return code == 0 or self.drain(until_s)  # another code: it was not ready yet to be told

    # The card

    def image(self, to: Path) -> None:
        """Copy the card as it is at this moment."""
        with self.stopped():
            shutil.copytree(self.card, to, dirs_exist_ok=True, ignore=shutil.ignore_patterns("filler"))

    def write_back(self, image: Path) -> None:
        """Write an older image over the card of the killed node."""
        before = self.on_card()
        for each in self.card.iterdir():
            each.unlink()
        shutil.copytree(image, self.card, dirs_exist_ok=True)
        self.overwritten |= before - self.on_card()

    def spoil_log(self, rng: random.Random) -> bool:
        """Cut the end of the killed node's log off, or damage a place in it; whether there was a log."""
        log = self.card / f"{self.name}.db-wal"
        if not log.exists() or log.stat().st_size < 2000:
            return False
        before, size = self.on_card(), log.stat().st_size
        at = rng.randrange(100, size)
        if rng.random() < 0.5:
            os.truncate(log, at)
        else:
            with log.open("r+b") as opened:
                opened.seek(at)
                opened.write(bytes(each ^ 0xFF for each in opened.read(1)))
                opened.seek(at)
                opened.write(rng.randbytes(50))
        self.spoiled |= before - self.on_card()
        return True

    def on_card(self) -> set[Key]:
        """What the outbox holds, read from a copy, so that nothing is changed."""
        with tempfile.TemporaryDirectory(prefix="drill-card-") as name:
            for each in self.card.glob(f"{self.name}.db*"):
                shutil.copy(each, name)
            file = Path(name) / f"{self.name}.db"
            if not file.exists():
                return set()
            with suppress(sqlite3.DatabaseError), closing(sqlite3.connect(file)) as db:
                return set(db.execute("SELECT epoch, seq FROM rows JOIN lives USING (life)"))
        return set()

    def ledger(self) -> dict[Key, int]:
        """Every number that was on the card at some time."""
        file = self.folder / f"{self.tag}.ledger"
        lines = [line.split() for line in file.read_text().splitlines()] if file.exists() else []
        return {(epoch, int(seq)): int(number) for epoch, seq, number in lines}

    def given(self) -> int:
        """How many numbers it has given so far, also those that were only in its memory."""
        return int((self.folder / f"{self.tag}.numbers").read_text()) - self.first


class SmallDisk:
    """A file system of its own for a folder, which can be filled: a tmpfs, so it needs root. `works` says whether."""

    def __init__(self, folder: Path, megabytes: int = CARD_MB) -> None:
        self.folder, self.filler = folder, folder / "filler"
        folder.mkdir(parents=True, exist_ok=True)
        command = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=0700", "drill", str(folder)]
        self.works = shutil.which("mount") is not None and subprocess.run(command, capture_output=True).returncode == 0

    def fill(self) -> None:
        """Take all the room there is."""
        with suppress(OSError), self.filler.open("wb", buffering=0) as opened:
            while opened.write(bytes(4096)):
                pass

    def clear(self) -> None:
        """Give it back."""
        self.filler.unlink(missing_ok=True)

    def close(self) -> None:
        """Unmount it; a folder of the usual disk is left for its owner."""
        if self.works:
            subprocess.run(["umount", str(self.folder)], check=False, capture_output=True)
