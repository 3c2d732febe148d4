"""YF-S201 flow meter: a turbine with a magnet, 7.5 pulses a second at 1 L/min (data sheet). No noise, no stall.

Edges are events on the virtual clock, and only while water flows.
"""

from __future__ import annotations

from science.sensor_curves import YF_S201_PULSES_PER_L
from sim.chips import Chip

SLOWEST_HZ = 0.1  # chosen: slower than one pulse in ten seconds is still water
FASTEST_LPM = 60.0  # chosen: twice the meter's range; its turbine spins no faster


class FlowMeterChip(Chip):
    """A turbine that senses the flow."""

    feels = ("flow_lpm",)

    def plug(self) -> None:
        self._net = self.pi.pins[self.part.options["pin"]]
        self._hz_per_lpm = self.option("pulses_per_litre", YF_S201_PULSES_PER_L) / 60.0
        self._flow = self._keys["flow_lpm"]
        self._clock = self.pi.clock
        self._level = True
        self._turning = False
        self._net.drive(True)
        self.world_moved()

    def world_moved(self) -> None:
        """Start turning when water starts to flow."""
        if not self._turning:
            self._go_on()

    def _go_on(self) -> None:
        hz = min(self.felt[self._flow], FASTEST_LPM) * self._hz_per_lpm if self._powered else 0.0
        self._turning = hz >= SLOWEST_HZ
        if self._turning:
            self._clock.at(self._clock.monotonic() + 0.5 / hz, self._edge)

    def _edge(self) -> None:
        self._level = not self._level
        self._net.drive(self._level)
        self._go_on()

    def power_changed(self) -> None:
        self.world_moved()
