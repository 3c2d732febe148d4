"""The outputs of a program that has just died, off at once: before `highland safe`, which needs seconds to load.

A copy lies at /opt/highland/off.py: `python3 -IS /opt/highland/off.py PROJECT`. It asks the kernel itself
(linux/gpio.h, GPIO_V2_GET_LINE_IOCTL), with the standard library alone, for what the program wrote down that it had
opened. It says nothing and never fails: whatever is missing here, `highland safe` does, and tells.
"""

from __future__ import annotations

import json
import os
import struct
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

NOTE, LOCK = "run/highland/outputs.json", "run/highland/gpio.lock"
LONGEST = 20_000  # bytes of a note that is read
GPIO_COUNT = 28
PI_CHIPS = ("pinctrl-bcm", "pinctrl-rp1")  # the labels of the chip that has the header's pins

CHIP_INFO, GET_LINE, SET_CONFIG = 0x8044B401, 0xC250B407, 0xC110B40D  # ioctl numbers of linux/gpio.h
CHIP_INFO_BYTES = 68  # name, label, count of lines
REQUEST = struct.Struct("=64I32s272sII20xi")  # gpio_v2_line_request: 592 bytes
CONFIG = struct.Struct("=QI20xIIQQ216x")  # gpio_v2_line_config with one attribute: 272 bytes
INPUT, OUTPUT, PULL_UP, PULL_DOWN = 1 << 2, 1 << 3, 1 << 8, 1 << 9
OUTPUT_VALUES = 2

Ioctl = Callable[[int, int, Any], Any]


def off_levels(note: bytes, project: str) -> dict[int, bool]:
    """GPIO -> the level at which its load is off, of a note; nothing when it is another project's or was spoiled."""
    with suppress(ValueError, TypeError, KeyError, RecursionError):
        found = json.loads(note)
        if found["project"] == project:
            return {int(pin): high is False for _, pin, high in found["outputs"] if pin in range(GPIO_COUNT)}
    return {}


def switch_off(chip: int, pin: int, level: bool, ioctl: Ioctl) -> None:
    """Drive a line to that level in one request to the kernel, then let it go with a pull to the same side.

    Raises OSError, for a line that somebody else has as well.
    """
    output = CONFIG.pack(OUTPUT, 1, OUTPUT_VALUES, 0, int(level), 1)
    request = bytearray(REQUEST.pack(pin, *[0] * 63, b"highland off", output, 1, 0, -1))
    ioctl(chip, GET_LINE, request)
    line = REQUEST.unpack(request)[-1]
    try:
        ioctl(line, SET_CONFIG, CONFIG.pack(INPUT | (PULL_UP if level else PULL_DOWN), 0, 0, 0, 0, 0))
    finally:
        os.close(line)


def chips(root: Path, ioctl: Ioctl) -> Iterator[int]:
    """The GPIO chips of a Pi's header, open."""
    for device in sorted((root / "dev").glob("gpiochip*")):
        with suppress(OSError):
            handle = os.open(device, os.O_RDWR | os.O_CLOEXEC)
            info = bytearray(CHIP_INFO_BYTES)
            ioctl(handle, CHIP_INFO, info)
            if info[32:64].startswith(tuple(label.encode() for label in PI_CHIPS)):
                yield handle
            os.close(handle)


def is_held(lock: Path) -> bool:
    """Whether a living program has the pins."""
    import fcntl

    try:
        handle = os.open(lock, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(handle)
    return False


def main(project: str, root: Path, ioctl: Ioctl) -> None:
    """All outputs of the note, each whatever the others do."""
    if is_held(root / LOCK):
        return
    with suppress(OSError):
        with (root / NOTE).open("rb") as opened:
            levels = off_levels(opened.read(LONGEST), project)
        for chip in chips(root, ioctl):
            for pin, level in levels.items():
                with suppress(OSError):
                    switch_off(chip, pin, level, ioctl)


if __name__ == "__main__":
    import fcntl

    main(sys.argv[1] if len(sys.argv) > 1 else "", Path("/"), fcntl.ioctl)
