"""What the date of this computer is worth: who set its clock, and when. The system's files tell; nothing is changed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

MADE_TS = 1767225600.0  # 2026-01-01: an earlier clock is wrong
NTP, RTC, SYSTEM, HUB, PHONE, UNSURE = "ntp", "rtc", "system", "hub", "phone", "unsure"
SOURCES = (NTP, RTC, SYSTEM, HUB, PHONE, UNSURE)

TIMESYNC = "run/systemd/timesync"  # systemd's time service; it touches `synchronized` there when it sets the clock
CLOCK_CHIPS = "sys/class/rtc"
BOARD = "proc/device-tree/model"
UPTIME = "proc/uptime"
BOOT_ID = "proc/sys/kernel/random/boot_id"
RTC_AGREES_S = 5.0  # chosen: a chip shows whole seconds, and is read after the system's clock was set from it


@dataclass(frozen=True, slots=True)
class ClockState:
    """Who the date comes from, and since when: when it was last set, in seconds since 1970 UTC; None if not known."""

    source: str = UNSURE
    since: float | None = None

    @property
    def is_sure(self) -> bool:
        """Whether the date can be believed."""
        return self.source != UNSURE


def own_clock(ts: float, root: Path = Path("/"), look_at_chip: bool = True) -> ClockState:
    """What the system's clock is worth that shows `ts`. A clock chip may take a second to answer: look at it once.

    A Pi 5 always has a chip; without a battery that begins in 1970 when the power comes, and so does not agree.
    """
    if ts < MADE_TS:
        return ClockState()
    try:
        return ClockState(NTP, (root / TIMESYNC / "synchronized").stat().st_mtime)
    except OSError:
        pass
    if look_at_chip and any(_agrees(chip, ts) for chip in (root / CLOCK_CHIPS).glob("rtc*")):
        return ClockState(RTC, _booted(ts, root))
    if (root / TIMESYNC).is_dir() or (root / BOARD).exists():
        return ClockState()
    return ClockState(SYSTEM)


def boot_id(root: Path = Path("/")) -> str:
    """What names this start of the computer; empty where nothing does."""
    try:
        return (root / BOOT_ID).read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return ""


def _agrees(chip: Path, ts: float) -> bool:
    try:
        return abs(float((chip / "since_epoch").read_text(encoding="ascii")) - ts) <= RTC_AGREES_S
    except (OSError, ValueError):  # the kernel refuses to read a chip whose battery was empty
        return False


def _booted(ts: float, root: Path) -> float | None:
    try:
        return ts - float((root / UPTIME).read_text(encoding="ascii").split()[0])
    except (OSError, ValueError, IndexError):
        return None
