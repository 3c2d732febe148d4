"""YF-S201 flow meter: a turbine with a magnet, 7.5 pulses a second at 1 L/min (data sheet). No noise, no stall.

Edges are events on the virtual clock, and only while water flows. A still turbine looks at the water once a second.
"""

from __future__ import annotations

from science.water_sensors import YF_S201_PULSES_PER_L
from sim.chips import Chip

LOOK_S = 1.0
OFFSET_S = 0.5  # between the whole seconds at which worlds move
SLOWEST_HZ = 0.1  # chosen: slower than one pulse in ten seconds is still water


class FlowMeterChip(Chip):
    """A turbine that feels the flow."""

    feels = ("flow_lpm",)

    def plug(self) -> None:
        self._net = self.pi.pins[self.part.options["pin"]]
        self._hz_per_lpm = self.option("pulses_per_litre", YF_S201_PULSES_PER_L) / 60.0
        self._flow = self._keys["flow_lpm"]
        self._clock = self.pi.clock
        self._level = True
        self._net.drive(True)
        self._wait()

    def _wait(self) -> None:
        now_s = self._clock.monotonic()
        whole_s = now_s // LOOK_S * LOOK_S
        next_s = whole_s + OFFSET_S
        self._clock.at(next_s if next_s > now_s else next_s + LOOK_S, self._look)

    def _look(self) -> None:
        hz = self._pulse_hz()
        if hz < SLOWEST_HZ:
            self._wait()
        else:
            self._clock.at(self._clock.monotonic() + 0.5 / hz, self._edge)

    def _edge(self) -> None:
        hz = self._pulse_hz()
        if hz < SLOWEST_HZ:
            self._wait()
            return
        self._level = not self._level
        self._net.drive(self._level)
        self._clock.at(self._clock.monotonic() + 0.5 / hz, self._edge)

    def _pulse_hz(self) -> float:
        return self.felt[self._flow] * self._hz_per_lpm if self._powered else 0.0
