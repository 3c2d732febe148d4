"""Modules with one digital output, such as the motion sensor HC-SR501: high while they notice something."""

from __future__ import annotations

from sim.chips import Chip


class PirChip(Chip):
    """A passive infrared sensor (HC-SR501) that feels `motion`. Its own holding time is left to the world."""

    feels = ("motion",)

    def plug(self) -> None:
        self._net = self.pi.pins[self.part.options["pin"]]
        self.world_moved()

    def world_moved(self) -> None:
        if self._powered:
            self._net.drive(bool(self.feel(self.feels[0])))
        else:
            self._net.release()

    def power_changed(self) -> None:
        self.world_moved()


class DigitalSensorChip(PirChip):
    """Any other module with a digital output, such as a line, sound or flame sensor: it feels `active`."""

    feels = ("active",)
