"""Stand-in for `Adafruit_GPIO.Platform`: this board is a Raspberry Pi."""

from __future__ import annotations

UNKNOWN, RASPBERRY_PI, BEAGLEBONE_BLACK, MINNOWBOARD = range(4)


def platform_detect() -> int:
    """RASPBERRY_PI."""
    return RASPBERRY_PI


def pi_revision() -> int:
    """2: of every board with 40 pins."""
    return 2


def pi_version() -> int:
    """3: this library knows none later."""
    return 3
