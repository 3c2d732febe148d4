"""The clock: is it set, what sets it, and does it go on while the power is off?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from devices import Message
from devices.dates.source import HUB, MADE_TS, NTP, PHONE, RTC, SYSTEM, UNSURE
from workshop.doctor.finding import WORTH_KNOWING, WRONG, Finding, Kind
from workshop.doctor.machine import Machine

BATTERY_UV = 2_000_000  # chosen: a coin cell for a clock has 3 V; a Pi 5 without one shows next to nothing
APART_S = 3600.0  # chosen: a wrong time zone is noticed

SOURCES = {  # where the date comes from, for the middle of a sentence
    NTP: Message("doctor.date.ntp", "the network's time service"),
    RTC: Message("doctor.date.rtc", "its clock module"),
    SYSTEM: Message("doctor.date.system", "the system"),
    HUB: Message("doctor.date.hub", "the hub"),
    PHONE: Message("doctor.date.phone", "a person's phone"),
    UNSURE: Message("doctor.date.unsure", "nobody: it is not sure"),
}
CLOCK_NOT_SET = Kind(
    "clock_not_set",
    WRONG,
    Message("doctor.clock_not_set", "The clock shows {day}: it was never set."),
    Message("doctor.clock_not_set.why", "Records get wrong dates, and ages of calibrations cannot be known."),
    "sudo date --set='2026-12-31 23:59'",
    Message(
        "doctor.clock_not_set.offline",
        "Give the true date and time. A hub in the same network, or a small clock module (DS3231), sets it by itself.",
    ),
)
NOTHING_SETS_CLOCK = Kind(
    "nothing_sets_clock",
    WORTH_KNOWING,
    Message(
        "doctor.nothing_sets_clock",
        "Nothing has set this clock since the start, and no clock module is there.",
    ),
    Message("doctor.nothing_sets_clock.why", "After a power cut it goes on where it stopped: dates are too early."),
    "sudo timedatectl set-ntp true",
    Message(
        "doctor.nothing_sets_clock.offline",
        "The time comes from the hub as soon as the board reaches it. A small clock module (DS3231) helps without one.",
    ),
)
CLOCK_SETTING_OFF = Kind(
    "clock_setting_off",
    WORTH_KNOWING,
    Message("doctor.clock_setting_off", "The network may not set the clock: that is switched off."),
    Message("doctor.clock_setting_off.why", "Even with a network this clock goes wrong, some seconds a day."),
    "sudo timedatectl set-ntp true",
)
CLOCK_MODULE_WRONG = Kind(
    "clock_module_wrong",
    WORTH_KNOWING,
    Message("doctor.clock_module_wrong", "The clock module shows {module}, the system {day}."),
    Message(
        "doctor.clock_module_wrong.why",
        "After a power cut the board believes the module. Is its coin cell empty?",
    ),
    "sudo hwclock --systohc",
    Message("doctor.clock_module_wrong.offline", "Put a new coin cell into the module first; it needs no internet."),
)


def time(machine: Machine) -> Iterator[Finding]:
    """Is it set, and does the module agree?"""
    wall_s = machine.senses.wall_s()
    if wall_s < MADE_TS:
        yield CLOCK_NOT_SET(day=_day(wall_s))
        return
    module_s = machine.number("sys/class/rtc/rtc0/since_epoch")
    if module_s is not None and _keeps_time(machine) and abs(module_s - wall_s) > APART_S:
        yield CLOCK_MODULE_WRONG(module=_day(module_s), day=_day(wall_s))


def source(machine: Machine) -> Iterator[Finding]:
    """What sets it? The project believes the same."""
    if machine.clock.state().is_sure or machine.senses.wall_s() < MADE_TS:
        return
    lines = machine.run("timedatectl", "show").out.splitlines()
    said = dict(line.split("=", 1) for line in lines if "=" in line)
    yield CLOCK_SETTING_OFF() if said.get("NTP") == "no" else NOTHING_SETS_CLOCK()


def _keeps_time(machine: Machine) -> bool:
    """Whether a clock goes on without power: a module, or the one of a Pi 5 when it has its battery."""
    if not machine.has("sys/class/rtc/rtc0"):
        return False
    battery_uv = machine.number("sys/class/rtc/rtc0/battery_voltage")
    return battery_uv is None or battery_uv > BATTERY_UV


def _day(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M UTC")
