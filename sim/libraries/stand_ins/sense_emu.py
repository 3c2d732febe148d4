"""Stand-in for `sense_emu`, the emulator of the Sense HAT on a Raspberry Pi: the same names."""

from __future__ import annotations

from sim.libraries.stand_ins.sense_hat import *  # noqa: F403
from sim.libraries.stand_ins.sense_hat import __all__ as __all__
