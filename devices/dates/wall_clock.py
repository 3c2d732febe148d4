"""The date as one program knows it: the system's while that is sure, else what was given to it, on a clock that never
jumps. The system's clock is not touched. Never for a control law: see docs/decisions/clock-source.md.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from devices.dates.source import MADE_TS, SOURCES, ClockState, boot_id, own_clock
from devices.private import private_file, private_folder

FILE = "clock.json"  # in the folder of what must survive a restart
LATEST_TS = MADE_TS + 30 * 365.25 * 86_400.0  # chosen: a later date is a mistake


class Given(NamedTuple):
    """A date that was given: by whom, when that was by that date, and what the steady clock's zero is by it."""

    source: str
    since: float
    zero: float


def _nothing() -> None:
    """Nobody wants to hear of a change."""


def is_plausible(ts: float) -> bool:
    """Whether a date, in seconds since 1970 UTC, can be meant: NaN is none."""
    return MADE_TS <= ts <= LATEST_TS


class WallClock:
    """The date for labels, from any thread. It reads a clock chip when it is made, and never again.

    `WallClock(file).state()` also tells another program of this boot, such as a doctor, whose date a node or hub has.

    What is given to it is kept in `kept`, if there is one, for the next program of the same boot. `on_change` is
    called, by any thread, when the date has changed.
    """

    def __init__(
        self,
        kept: Path | None = None,
        root: Path = Path("/"),
        monotonic: Callable[[], float] = time.monotonic,
        system: Callable[[], float] = time.time,
    ) -> None:
        self.monotonic = monotonic
        self.on_change: Callable[[], None] = _nothing
        self._system, self._root, self._kept = system, root, kept
        self._boot = boot_id(root)
        self._own = own_clock(system(), root)
        self._given = None if kept is None or self._own.is_sure else kept_date(kept, self._boot)

    def state(self) -> ClockState:
        """Whose date it is. A system's clock that has become sure wins, and stays so."""
        given = self._believed()
        return self._own if given is None else ClockState(given.source, given.since)

    def is_sure(self, ts: float = 0.0) -> bool:
        """Whether the date can be believed."""
        return self.state().is_sure

    def wall(self) -> float:
        """Seconds since 1970 UTC, as well as they are known."""
        given = self._believed()
        return self._system() if given is None else given.zero + self.monotonic()

    def now(self) -> datetime:
        """The same as a local date."""
        return datetime.fromtimestamp(self.wall(), UTC).astimezone()

    def give(self, ts: float, source: str) -> bool:
        """Take this date from somebody; False when it cannot be meant, or the system's own is sure. A card may wait."""
        self._believed()
        if self._own.is_sure or not is_plausible(ts):
            return False
        self._given = given = Given(source, ts, ts - self.monotonic())
        if self._kept is not None:
            _keep(self._kept, given, self._boot)
        self.on_change()
        return True

    def _believed(self) -> Given | None:
        """What was given, while the system's own clock is not sure."""
        if not self._own.is_sure:
            self._own = own_clock(self._system(), self._root, look_at_chip=False)
            if self._own.is_sure:
                self.on_change()
        return None if self._own.is_sure else self._given

    def take_back(self) -> None:
        """What was given is not believed any more."""
        self._given = None
        self.on_change()
        if self._kept is not None:
            with suppress(OSError):
                self._kept.unlink()


def kept_date(file: Path, boot: str) -> Given | None:
    """What a program of this boot was given and has kept; None when there is nothing, or of another boot."""
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
        given = Given(found["source"], float(found["since"]), float(found["zero"]))
        is_ours = bool(boot) and found["boot"] == boot and given.source in SOURCES
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return given if is_ours and is_plausible(given.since) else None


def _keep(file: Path, given: Given, boot: str) -> None:
    """Where nothing can be written it stays in memory only."""
    part = file.with_name(f"{file.name}.part")
    with suppress(OSError):
        private_folder(file.parent)
        private_file(part)
        part.write_text(json.dumps({"boot": boot, **given._asdict()}), encoding="utf-8")
        part.replace(file)
