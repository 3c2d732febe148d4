"""Latches that survive a power cut: one small file, written whole or not at all, and without a turn that waits for it.

`LatchKeeper` tells the loop whether the newest latches are on the card. A law that has the field `latch_saved` in its
Sensed is told so: what must never come back by itself waits for it, what makes safe never does.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from math import inf
from pathlib import Path
from typing import Any, Protocol

from devices import Message
from devices.os_errors import cause
from firmware.whole_file import try_to_write
from firmware.worker import Worker

CHECKSUM = "checksum"  # in the file, beside the latches
STATE_LOST = "state_lost"  # the latch that every law has which has latches
SAVE_AGAIN_S = 10.0  # a dying card makes every try slow: wait, each time twice as long
MAX_SAVE_WAIT_S = 600.0
LATE_S = 10.0  # a healthy card takes a fraction of a second

UNSAVED = Message(
    "loop.latches_unsaved",
    "What must outlive a power cut could not be saved ({error}); it is tried again. Check the card: is it full?",
)
LATE = Message(
    "loop.latches_late",
    "What must outlive a power cut has not been saved for {seconds:span}; the control goes on. Check the card.",
)


class Latches(Protocol):
    """Where the loop keeps what must survive a reboot."""

    def load(self) -> dict[str, Any] | None:
        """What was saved last, or None at the first start. Raises ValueError for a file that cannot be trusted."""
        ...

    def save(self, latched: dict[str, Any]) -> None:
        """Store it durably before returning. Raises OSError when that cannot be."""
        ...


def opened(text: str) -> dict[str, Any]:
    """The latches in the text of a state file. Raises ValueError when it is not as it was written.

    A file without a checksum is of an older version: its word that nothing was lost is left out, so the law keeps what
    it finds and begins as after an alarm.
    """
    found = json.loads(text)
    if not isinstance(found, dict):
        raise ValueError("no table of latches")
    checksum = found.pop(CHECKSUM, None)
    if checksum is None:
        found.pop(STATE_LOST, None)
    elif checksum != _checksum(found):
        raise ValueError("the checksum does not fit")
    return found


def _checksum(latched: dict[str, Any]) -> str:
    return f"{zlib.crc32(json.dumps(latched, sort_keys=True).encode()):08x}"


class StateFile:
    """Latches in a JSON file: a new file is written and synced beside the old one, then takes its name.

    A checksum beside them finds what a card has changed: a damaged digit is still a number.
    """

    def __init__(self, file: Path) -> None:
        self.file = file

    def load(self) -> dict[str, Any] | None:
        try:
            return opened(self.file.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None

    def trouble(self) -> OSError | None:
        """Why nothing could be saved there now, found by trying; None when it could."""
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            try_to_write(self.file)
        except OSError as error:
            return error
        return None

    def save(self, latched: dict[str, Any]) -> None:
        self.file.parent.mkdir(parents=True, exist_ok=True)
        beside = self.file.with_name(self.file.name + ".new")
        with beside.open("w", encoding="utf-8") as new:
            json.dump({**latched, CHECKSUM: _checksum(latched)}, new)
            new.flush()
            os.fsync(new.fileno())
        beside.replace(self.file)
        _sync_folder(self.file.parent)


class InMemory:
    """Latches of a simulated board: they outlive a virtual reboot, not the process."""

    def __init__(self, latched: dict[str, Any] | None = None) -> None:
        self.latched = latched

    def load(self) -> dict[str, Any] | None:
        return self.latched

    def save(self, latched: dict[str, Any]) -> None:
        self.latched = latched


@dataclass(slots=True)
class _Try:
    """One attempt. The worker writes `error` first and `over` last."""

    latched: Any
    began_s: float
    error: Exception | None = None
    over: bool = False


class LatchKeeper:
    """Gets the newest latches onto the card: one try at a time, again after a failure, and never waiting for it.

    `saved` says whether a restart at this moment would find them. `as_saved` makes plain values of latches, `tell` is
    called with what people should know: a failure once, and a card that takes long once.
    """

    def __init__(
        self,
        latches: Latches,
        worker: Worker,
        as_saved: Callable[[Any], dict[str, Any]],
        monotonic: Callable[[], float],
        tell: Callable[[Message], None],
    ) -> None:
        self.newest: Any = None
        self.saved = True
        self._latches, self._worker = latches, worker
        self._as_saved, self._monotonic, self._tell = as_saved, monotonic, tell
        self._on_card: Any = None  # None: not known
        self._try: _Try | None = None
        self._told_late = False
        self._wait_s = 0.0
        self._again_s = -inf

    def booted(self, latched: Any) -> None:
        """The program begins with these. They are saved once more: so people hear of a full card before it matters."""
        self._on_card = None
        if latched:  # a law may have none
            self.keep(latched)

    def keep(self, latched: Any) -> None:
        """These are the newest: begin to save them, unless they are on the card."""
        self.newest = latched
        self.saved = self._try is None and latched == self._on_card
        self.look()

    def look(self) -> None:
        """See what became of the last try, and begin the next one when it is time."""
        while not self.saved:
            if self._try is not None and not self._settled(self._try):
                return
            if self.newest == self._on_card:
                self.saved = True
            elif self._monotonic() < self._again_s:
                return
            else:
                self._begin()

    def finish(self) -> None:
        """The run ends while the worker still saves older ones: hand it the newest too."""
        if self._try is not None and self._try.latched != self.newest:
            self._begin()

    def _begin(self) -> None:
        this, plain = _Try(self.newest, self._monotonic()), self._as_saved(self.newest)

        def save() -> None:
            try:
                self._latches.save(plain)
            except Exception as error:  # whatever it is, the control goes on, and people are told
                this.error = error
            this.over = True

        self._try, self._told_late = this, False
        self._worker.put(save)

    def _settled(self, this: _Try) -> bool:
        """Whether it is over; what follows from it is then known."""
        if not this.over:
            seconds = self._monotonic() - this.began_s
            if seconds >= LATE_S and not self._told_late:
                self._told_late = True
                self._tell(LATE(seconds=seconds))
            return False
        self._try = None
        if this.error is None:
            self._on_card, self._wait_s = this.latched, 0.0
            return True
        self._on_card = None
        if not self._wait_s:
            self._tell(UNSAVED(error=named(this.error)))
        self._wait_s = min(max(SAVE_AGAIN_S, 2.0 * self._wait_s), MAX_SAVE_WAIT_S)
        self._again_s = self._monotonic() + self._wait_s
        return True


def named(error: BaseException) -> Message | str:
    """An error for people: why the system refused; else its kind, and its text if it has one."""
    if isinstance(error, OSError):
        return cause(error)
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
