"""A distance sensor shows itself: a short pulse goes out on one pin, and at once the program waits on another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from devices import Message
from sim.programs.parts.header.hc_sr04 import TRIGGER_S
from sim.programs.plugging.clues.input_clues import InputClues
from sim.programs.plugging.devices_on_pins import device_on
from sim.programs.plugging.pin_history import PinHistory
from sim.time.clock import ClockEvent
from sim.virtual_pi import VirtualPi

PATIENT_S = 200e-6  # chosen: who pings listens at least so long; who shifts bits out moves on to the next wire
LOOKS = 3  # chosen: who waits for an echo asks again and again; who polls a button between two pulses asks once
HASTY = 3  # chosen: who moves on so often after a short pulse does not ping with it
VAIN = 10  # chosen: who has pulsed so often without listening does not either
PING_LONGEST_S = 1e-3  # chosen: a trigger of 10 us, slowly written
SLOW_PING_S = 0.5  # chosen: one who sleeps between both levels of a trigger
NAMES = ("echo",)
TRIGGERS = ("trig", "trigger")


SONAR_LOW = Message(
    "script.sonar_low", "GPIO{gpio} rests high and is low for the ping: an HC-SR04 behind inverting transistors."
)


class EchoWaits:
    """Listens after each short pulse. `found` gets the trigger, the echo and the moment of the ping."""

    def __init__(
        self,
        pi: VirtualPi,
        pins: Mapping[int, PinHistory],
        names: Callable[[int], frozenset[str]],
        clues: Callable[[], InputClues],
        found: Callable[[PinHistory, PinHistory, float], None],
    ) -> None:
        self._clock = pi.clock
        self._wires = pi.pins
        self._pins = pins
        self._names = names
        self._clues = clues
        self._found = found
        self.listening: ClockEvent | None = None  # somebody gave a short pulse and has moved no pin since
        self._pulsed: PinHistory | None = None  # on this pin
        self._moves = 0  # of all wires, when it did so

    def pulsed(self, pin: PinHistory, now_s: float) -> None:
        """A short pulse is over."""
        if pin.fixed or pin.hasty >= HASTY or pin.vain >= VAIN:
            return
        for each in self._pins.values():
            each.pulsed()
        self._pulsed = pin
        self._moves = self._wires.changes
        self.listening = self._clock.at(now_s + PATIENT_S, partial(self._waited, pin, now_s))

    def fell(self, pin: PinHistory, high_s: float, now_s: float) -> None:
        """A long pulse is over: the sensor measures behind that too, where a loop times what comes."""
        inputs = [each for each in self._pins.values() if each.net.duty is None and each.net.owner is not None]
        if high_s <= SLOW_PING_S and any(each.net.gpio in self._clues().timed for each in inputs):
            self.pulsed(pin, now_s)

    def rose(self, pin: PinHistory, now_s: float) -> None:
        """A wire that is called a trigger and rests high was low for a moment: transistors turn it round."""
        if pin.low_since_s is None or pin.high_since_s is None or pin.fixed:
            return
        low_s, high_s = now_s - pin.low_since_s, pin.low_since_s - pin.high_since_s
        is_named = not self._names(pin.net.gpio).isdisjoint(TRIGGERS)
        if is_named and TRIGGER_S <= low_s <= PING_LONGEST_S < high_s:
            pin.inverted = True
            for each in self._pins.values():
                if each.quiet and self._is_echo(each) and self._clues().waited_first(each.net.gpio):
                    each.net.drive(True)
            self.pulsed(pin, now_s)

    def sonar_options(self, trigger: PinHistory, echo: PinHistory) -> Mapping[str, int | bool]:
        """The wires of a sensor that was found, and which of them a transistor turns round."""
        wires = {"trigger": trigger.net.gpio, "echo": echo.net.gpio}
        if not trigger.inverted:
            return wires
        return {**wires, "trigger_low": True, "echo_low": self._clues().waited_first(echo.net.gpio) is True}

    def moved(self, pin: PinHistory) -> None:
        """The program moves a pin while it might have listened: it did not ping.

        Who lets go of the wire of the pulse listens on it: a sensor with one wire for both.
        """
        if self.listening is not None and pin is self._pulsed and pin.duty is None:
            self._moves = self._wires.changes
        elif self.listening is not None:
            self.listening.cancel()
            self.listening = None
            if self._pulsed is not None:
                self._pulsed.hasty += 1

    def _waited(self, trigger: PinHistory, since_s: float) -> None:
        self.listening = None
        if self._wires.changes != self._moves:  # a wire that is not listened to any more
            trigger.hasty += 1
            return
        echo = self._echo_of(trigger)
        if echo is None:
            trigger.vain += 1
        else:
            self._found(trigger, echo, since_s)

    def _echo_of(self, trigger: PinHistory) -> PinHistory | None:
        inputs = [each for each in self._pins.values() if each.net.duty is None and not each.fixed]
        for each in inputs:
            other = getattr(device_on(each.net.gpio), "trigger", None)  # gpiozero's DistanceSensor knows its trigger
            if other is not None and other.info.name == f"GPIO{trigger.net.gpio}":
                return each
        waiting = [each for each in inputs if self._waits(each)]
        return min(waiting, key=lambda each: (abs(each.order - trigger.order), -each.order), default=None)

    def _waits(self, pin: PinHistory) -> bool:
        """Whether the program waits for this pin: it asks and asks, or sleeps until an edge comes."""
        named = self._is_echo(pin)
        if pin.net.pi_pull is not None and not named and not (pin.net.pi_pull is False and self._clues().of_sonar):
            return False
        return pin.looks >= LOOKS or (pin.net.on_edge is not None and (named or not pin.sure))

    def _is_echo(self, pin: PinHistory) -> bool:
        return not self._names(pin.net.gpio).isdisjoint(NAMES)
