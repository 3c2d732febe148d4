"""A part whose signal is a voltage: its output, what ails it, and the divider in front of the converter."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from sim.chips import Chip

Distortion = Callable[[float, float], float]  # (what is true, time in s) -> what comes of it


class AnalogChip(Chip):
    """A part on the input of a converter. `volt_faults` are the faults that its output can have."""

    volt_faults: ClassVar[tuple[str, ...]] = ("wrong", "drift")
    ailing: tuple[tuple[str, Distortion], ...] = ()  # the faults of its output that are active: kind and effect

    def plug(self) -> None:
        self._divider = float(self.option("divider", 1.0))

    def output_v(self) -> float:
        """Volts that a healthy part puts out now, before the divider."""
        raise NotImplementedError

    def volts(self) -> float:
        """Volts at the converter's input. A part without power has no output that could be wrong."""
        volts = self.output_v()
        if self.ailing and self._powered:
            now_s = self.pi.clock.monotonic()
            for kind, distort in self.ailing:
                if kind in AnalogChip.volt_faults:
                    volts = max(distort(volts, now_s), 0.0)
        return volts / self._divider
