"""Pulses without an end on one wire: a timer such as the NE555, or a wheel that turns in front of a sensor."""

from __future__ import annotations

from typing import ClassVar

from devices import Message
from sim.chips import Chip
from sim.programs.parts.kind import GPIO, PartKind
from sim.programs.parts.quantities import number
from sim.time.clock import ClockEvent


class PulsesChip(Chip):
    """It feels `pulses_hz`: half of each pulse the wire is high; at 0 it stays as it is."""

    feels: ClassVar[tuple[str, ...]] = ("pulses_hz",)

    def plug(self) -> None:
        self._net = self.pi.pins[self.part.options["pin"]]
        self._high = False
        self._alarm: ClockEvent | None = None
        self._hertz = 0.0
        self._net.drive(False)
        self.world_moved()

    def world_moved(self) -> None:
        hertz = self.wanted_hz() if self._powered else 0.0
        if hertz == self._hertz:
            return
        self._hertz = hertz
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None
        self._wait()

    def wanted_hz(self) -> float:
        """How many pulses a second it gives now."""
        return self.feel("pulses_hz")

    def power_changed(self) -> None:
        self.world_moved()

    def _wait(self) -> None:
        if self._hertz > 0.0:
            clock = self.pi.clock
            self._alarm = clock.at(clock.monotonic() + 0.5 / self._hertz, self._turn)

    def _turn(self) -> None:
        self._high = not self._high
        self._net.drive(self._high)
        self._wait()


KINDS = (
    PartKind(
        "pulses", PulsesChip, Message("script.kind.pulses", "pulses, of a timer or of a wheel"), GPIO, ("pulses_hz",)
    ),
)
QUANTITIES = (
    number("pulses_hz", 10.0, Message("program.quantity.pulses", "pulses in a second"), 0.0, 100.0, 1.0, "Hz", "40"),
)
