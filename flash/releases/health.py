"""Has a release proven itself? systemd started it, it said READY, and good turns fed the watchdog several times."""

from __future__ import annotations

from devices import Clock, Message
from flash.releases.system import Run

FEEDS = 3  # keep-alives, which good turns alone send: 10 to 15 s with the unit's WatchdogSec=20
LOOK_EVERY_S = 1.0
AT_MOST_S = 60.0
START_S = 120.0  # longer than the unit's own TimeoutStartSec
SHOWN = ("ActiveState", "NRestarts", "WatchdogTimestampMonotonic", "MainPID")

NOT_READY = Message("health.not_ready", "it did not start")
FELL = Message("health.fell", "it started, then ended")
SILENT = Message("health.silent", "it started, but made no good turns for {seconds:span}")


def unit_of(project: str) -> str:
    """The name of a project's service."""
    return f"highland@{project}.service"


def state_of(unit: str, run: Run) -> dict[str, str]:
    """What systemd says about a service: ActiveState, NRestarts and so on; nothing when it does not answer."""
    said = run(["systemctl", "show", unit, *(f"--property={name}" for name in SHOWN)], START_S).said
    return {name: value for name, equals, value in (line.partition("=") for line in said.splitlines()) if equals}


def started(unit: str, run: Run) -> bool:
    """Start it, and wait until it is ready or has failed."""
    run(["systemctl", "reset-failed", unit], START_S)
    return run(["systemctl", "start", unit], START_S).ok


def trouble_of(unit: str, run: Run, clock: Clock) -> Message | None:
    """Why a service that said READY has not proven itself; None when it has. Takes a minute at most."""
    begin_s = clock.monotonic()
    first = state_of(unit, run)
    feeds: set[str] = set()
    while clock.monotonic() - begin_s < AT_MOST_S:
        now = state_of(unit, run)
        if now.get("ActiveState") != "active" or any(now.get(k) != first.get(k) for k in ("NRestarts", "MainPID")):
            return FELL
        feeds.add(now.get("WatchdogTimestampMonotonic", "0"))
        if len(feeds - {"0", ""}) >= FEEDS:
            return None
        clock.sleep(LOOK_EVERY_S)
    return SILENT(seconds=AT_MOST_S)


def last_words(unit: str, run: Run, since_s: float, count: int = 5) -> list[str]:
    """The end of what a service wrote into the journal since a moment of this computer's date, in seconds.

    Where its program could not even be started, what systemd says about it.
    """
    for which in (f"_SYSTEMD_UNIT={unit}", f"--unit={unit}"):
        words = ["journalctl", which, f"--since=@{since_s:.0f}", "--output=cat", "--no-pager", "--quiet", "--lines=40"]
        ended = run(words, START_S)
        lines = ended.last_lines(count) if ended.ok else []
        if lines:
            return lines
    return []
