"""Parts that are high or low: a push button, and sensors with a digital output."""

from __future__ import annotations

from devices import Message
from sim.chips import Chip
from sim.programs.parts.kind import GPIO, PartKind


class PushButtonChip(Chip):
    """A button that feels `pressed`. The option `to_3v3` says where it leads; a resistor holds the wire otherwise."""

    feels = ("pressed",)

    def plug(self) -> None:
        self._net = self.pi.pins[self.part.options["pin"]]
        self._pressed_level = bool(self.option("to_3v3", False))
        self._pressed = False
        if self._net.pi_pull is None:
            self._net.pull(not self._pressed_level)
        self.world_moved()

    def world_moved(self) -> None:
        pressed = self._powered and bool(self.feel("pressed"))
        if pressed is self._pressed:
            return
        self._pressed = pressed
        if pressed:
            self._net.drive(self._pressed_level)
        else:
            self._net.release()

    def power_changed(self) -> None:
        self.world_moved()


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


BUTTON = Message("script.kind.button", "button to {side}, not pressed")
PIR = Message("script.kind.pir", "PIR, motion sensor")
SENSOR = Message("script.kind.sensor", "digital sensor, low")

KINDS = (
    PartKind("button", PushButtonChip, BUTTON, GPIO, (), needs_partner=True),
    PartKind("pir", PirChip, PIR, GPIO, ()),
    PartKind("sensor", DigitalSensorChip, SENSOR, GPIO, ()),
)
