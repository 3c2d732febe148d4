"""YF-S201 flow meter: a turbine with a magnet, 7.5 pulses a second at 1 L/min (data sheet). It adds no noise.

Below its range the turbine lags behind the water, and then friction holds it. Edges fall at their own moments on the
virtual clock, and only while the turbine turns.
"""

from __future__ import annotations

from science.sensor_curves import YF_S201_LEAST_LPM, YF_S201_PULSES_PER_L
from sim.chips import Chip

SLOWEST_HZ = 0.1  # chosen: slower than one pulse in ten seconds is still water
FASTEST = 60.0  # chosen: times the least flow it counts, twice the YF-S201's range; its turbine spins no faster
PULSES_WITHIN = 0.10  # YF-S201 data sheet; the YF-S401's from memory, not read
PULSES_LEFT = 0.02  # chosen: a bucket and a clock
STALLS_SHARE = 0.3  # chosen: of the least flow, below which friction holds the turbine


class FlowMeterChip(Chip):
    """A turbine that senses the flow."""

    feels = ("flow_lpm",)
    pulses_per_l = YF_S201_PULSES_PER_L
    least_lpm = YF_S201_LEAST_LPM
    fastest_lpm = FASTEST * YF_S201_LEAST_LPM

    def plug(self) -> None:
        self._net = self.pi.pins[self.part.options["pin"]]
        typical = self.option("pulses_per_litre", self.pulses_per_l)
        self._hz_per_lpm = self.unit.share("pulses_per_litre", typical, PULSES_WITHIN, PULSES_LEFT) / 60.0
        self._flow = self._keys["flow_lpm"]
        self._clock = self.pi.clock
        self._level = True
        self._turning = False
        self._net.drive(True)
        self.world_moved()

    def world_moved(self) -> None:
        """Start turning when water starts to flow."""
        if not self._turning:
            half_s = self._half_s()
            self._turning = half_s > 0.0
            if self._turning:
                self._clock.at(self._clock.monotonic() + half_s, self._edges)

    def _half_s(self) -> float:
        """Half of a pulse at this flow, s; 0 while the turbine stands."""
        lpm, least_lpm = self.felt[self._flow], self.least_lpm
        if lpm < least_lpm:
            lpm = (lpm - STALLS_SHARE * least_lpm) / (1.0 - STALLS_SHARE)
        hz = min(lpm, self.fastest_lpm) * self._hz_per_lpm if self._powered else 0.0
        return 0.5 / hz if hz >= SLOWEST_HZ else 0.0

    def _edges(self) -> None:
        """One edge, and all that follow before anything else happens: nobody can tell, and it is much quicker."""
        clock, drive = self._clock, self._net.drive
        half_s = self._half_s()
        while True:
            self._level = level = not self._level
            drive(level)
            if half_s <= 0.0:
                self._turning = False
                return
            if clock.running is not None or clock.monotonic() + half_s >= clock.next_s:
                clock.at(clock.monotonic() + half_s, self._edges)
                return
            clock.sleep(half_s)

    def power_changed(self) -> None:
        self.world_moved()
