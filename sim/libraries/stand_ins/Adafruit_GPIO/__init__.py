"""Stand-in for `Adafruit_GPIO`, which its authors have given up: displays and converters of older kits stand on it."""

from __future__ import annotations

from sim.libraries.stand_ins.Adafruit_GPIO.GPIO import *  # noqa: F403  as the library does
