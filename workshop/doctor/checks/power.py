"""The power supply as the firmware sees it: under-voltage and throttling, now and since the board started.

Bits of get_throttled: Raspberry Pi documentation, "vcgencmd".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from devices import Message
from workshop.doctor.finding import STRANGE_ANSWER, WORTH_KNOWING, WRONG, Finding, Kind, NotLookedAt
from workshop.doctor.machine import Machine

FLAGS = "sys/devices/platform/soc*/soc*firmware/get_throttled"  # hexadecimal, without 0x
UNDER_VOLTAGE, SLOWED = 0x1, 0x2 | 0x4 | 0x8  # capped, throttled, soft temperature limit
SINCE = 16  # the same flags since the board started, so many bits higher

UNDER_VOLTAGE_NOW = Kind(
    "under_voltage_now",
    WRONG,
    Message("doctor.under_voltage_now", "The board gets less than 4.63 V now."),
    Message("doctor.under_voltage_now.why", "Readings go wrong, the card may be damaged, and the board may restart."),
    offline=Message(
        "doctor.under_voltage_now.offline",
        "Use the board's own power supply and a short, thick cable. Give pumps and relays a supply of their own.",
    ),
)
UNDER_VOLTAGE_SINCE = Kind(
    "under_voltage_since",
    WORTH_KNOWING,
    Message("doctor.under_voltage_since", "Since it started, the board had less than 4.63 V for a while."),
    Message("doctor.under_voltage_since.why", "It may happen whenever a pump or relay starts; readings go wrong then."),
    offline=Message(
        "doctor.under_voltage_since.offline",
        "Switch each load by hand and look which one it is. Give that load a supply of its own.",
    ),
)
SLOWED_NOW = Kind(
    "slowed_now",
    WRONG,
    Message("doctor.slowed_now", "The processor is slowed down now."),
    Message("doctor.slowed_now.why", "It is too hot or its supply is too weak; turns come late."),
    offline=Message("doctor.slowed_now.offline", "Give the board air and shade; look at its power supply too."),
)
SLOWED_SINCE = Kind(
    "slowed_since",
    WORTH_KNOWING,
    Message("doctor.slowed_since", "Since it started, the processor was slowed down for a while."),
    Message("doctor.slowed_since.why", "It was too hot. In a closed box this comes back on a hot day."),
    offline=Message("doctor.slowed_since.offline", "Give the board air and shade, or a heat sink."),
)


def supply(machine: Machine) -> Iterator[Finding]:
    """What the firmware has noticed; one finding for a cause, not one for each flag."""
    flags = _flags(machine)
    since = flags >> SINCE
    if flags & UNDER_VOLTAGE:
        yield UNDER_VOLTAGE_NOW()
    elif since & UNDER_VOLTAGE:
        yield UNDER_VOLTAGE_SINCE()
    if flags & SLOWED and not flags & UNDER_VOLTAGE:
        yield SLOWED_NOW()
    elif since & SLOWED and not since & UNDER_VOLTAGE:
        yield SLOWED_SINCE()


def _flags(machine: Machine) -> int:
    """From the kernel's file, else from vcgencmd."""
    for name in machine.glob(FLAGS):
        found = machine.number(name, 16)
        if found is not None:
            return found
    answer = machine.run("vcgencmd", "get_throttled").out
    said = re.fullmatch(r"throttled=0x([0-9a-f]+)\s*", answer)
    if said is None:
        raise NotLookedAt(STRANGE_ANSWER(name="vcgencmd"))
    return int(said[1], 16)
