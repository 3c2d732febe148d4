"""Parts that are high or low: a push button, and sensors with a digital output."""

from __future__ import annotations

from devices import Message
from sim.chips import Chip
from sim.programs.parts.kind import GPIO, PartKind


class PushButtonChip(Chip):
    """A button that feels `pressed`. The option `to_3v3` says where it leads; a resistor holds the wire otherwise.

    What somebody says about the pin (`gpio17`: its level at rest) comes first.
    """

    feels = ("pressed",)

    def plug(self) -> None:
        self._net = self.pi.pins[self.part.options["pin"]]
        self._pressed_level = bool(self.option("to_3v3", False))
        self._pressed = False
        if self._net.pi_pull is not (not self._pressed_level):
            self._net.pull(not self._pressed_level)
        self.world_moved()

    def world_moved(self) -> None:
        rests = self.felt.get(f"gpio{self._net.gpio}")
        if rests is not None and bool(rests) is self._pressed_level:
            self._pressed_level = not rests
            self._net.pull(bool(rests))
            self._net.release()
            self._pressed = False
        pressed = self._powered and bool(self.feel("pressed"))
        if pressed is self._pressed:
            return
        self._pressed = pressed
        if pressed:
            self._net.drive(self._pressed_level)
        else:
            self._net.release()

    @property
    def rests_high(self) -> bool:
        """Its level when nobody presses it."""
        return not self._pressed_level

    def power_changed(self) -> None:
        self.world_moved()


class DigitalSensorChip(Chip):
    """A module with a digital output, such as a gas, rain, touch or line sensor: it feels `active`.

    The option `rests_high` says at which level its output rests; what somebody says about the pin comes first.
    """

    feels = ("active",)

    def plug(self) -> None:
        self._net = self.pi.pins[self.part.options["pin"]]
        self.world_moved()

    def world_moved(self) -> None:
        if self._powered:
            self._net.drive(bool(self.feel(self.feels[0])) is not self.rests_high)
        else:
            self._net.release()

    @property
    def rests_high(self) -> bool:
        """Its level when it notices nothing."""
        return bool(self.felt.get(f"gpio{self._net.gpio}", self.option("rests_high", False)))

    def power_changed(self) -> None:
        self.world_moved()


class PirChip(DigitalSensorChip):
    """A passive infrared sensor (HC-SR501) that feels `motion`. Its own holding time is left to the world."""

    feels = ("motion",)


BUTTON = Message("script.kind.button", "button to {side}, not pressed")
PIR = Message("script.kind.pir", "PIR, motion sensor")
SENSOR = Message("script.kind.sensor", "digital sensor, low at rest")
SENSOR_HIGH = Message("script.kind.sensor.high", "digital sensor, high at rest")

KINDS = (
    PartKind("button", PushButtonChip, BUTTON, GPIO, (), needs_partner=True),
    PartKind("pir", PirChip, PIR, GPIO, ()),
    PartKind("sensor", DigitalSensorChip, SENSOR, GPIO, ()),
)
