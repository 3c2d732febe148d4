"""What hangs on the pins that a program opens: guessed from what the program does to the wires, not from its text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property, partial
from typing import Any

from devices import Message
from sim.chips import Chip
from sim.programs.parts.catalog import DECODERS, KINDS
from sim.programs.parts.header.hc_sr04 import TRIGGER_S, HcSr04Chip
from sim.programs.parts.kind import GPIO, LED, PartKind, Place
from sim.programs.plugging.pin_names import PinNames
from sim.programs.plugging.workbench import Workbench
from sim.time.clock import ClockEvent
from sim.virtual_pi import VirtualPi
from sim.wires.pins import Net

LED_S = 0.3  # chosen: an output that is high for so long is no trigger of a distance sensor and wakes no DHT
BLINKS = 2  # chosen: so many times is no call to a DHT
UNSURE_S = 5.0  # chosen: what is still not clear after this time counts as what it most likely is
PING_LONGEST_S = 1e-3  # chosen: a trigger of 10 us, slowly written
RISES = 50  # chosen: a wire that has gone up so often and asked for nothing is an output
HASTY = 3  # chosen: who moves on so often after a short pulse does not ping with it
PATIENT_S = 200e-6  # chosen: who pings listens at least so long; who shifts bits out moves on to the next wire
EMPTYING_S = 0.05  # chosen: whoever holds a wire low for so long and then listens has emptied a capacitor
SERVO_HZ = range(40, 61)  # the usual servo gets a pulse every 20 ms
BUSES = (2, 3, 7, 8, 9, 10, 11)

# Classes of gpiozero that hold a pin, and the kind of part that each is made for.
SENSORS = ("DigitalInputDevice", "InputDevice", "LineSensor", "SmoothedInputDevice")
INPUT_KINDS = {
    "Button": "button",
    "MotionSensor": "pir",
    "LightSensor": "light",
    **dict.fromkeys(SENSORS, "sensor"),
}
NO_OUTPUT_NAMES = ("", "GPIODevice", "LightSensor")  # they drive a pin for other ends, or only for a moment
PLAIN_OUTPUT_NAMES = ("", "GPIODevice", "OutputDevice")  # they say nothing about what hangs on the pin

WRONG = Message("script.wrong", "{where}: that was a guess. The program shows now what is there.")


class PinHistory:
    """What the program has done to one pin."""

    __slots__ = (
        "blinks",
        "duty",
        "fixed",
        "hasty",
        "high_since_s",
        "low_since_s",
        "net",
        "order",
        "quiet",
        "rises",
        "sure",
    )

    def __init__(self, net: Net, order: int) -> None:
        self.net = net
        self.order = order  # in which the program opened its pins
        self.sure = False
        self.fixed = False  # it is known: a decoder has recognized it, or somebody named it
        self.quiet = False  # something that is still to be guessed holds the wire low
        self.duty: float | None = None
        self.blinks = 0  # how often it was high for too long to be a trigger
        self.hasty = 0  # how often the program moved on at once after a short pulse
        self.rises = 0
        self.high_since_s: float | None = None
        self.low_since_s: float | None = None

    @property
    def gave_up(self) -> bool:
        """Whether it was an output, and nobody has the pin any more."""
        return self.net.owner is None and not (self.low_since_s is None and self.high_since_s is None)


class PinDetector:
    """Watches every pin of a board and plugs in what the program seems to have there."""

    def __init__(self, bench: Workbench, wanted: dict[int, str]) -> None:
        self._bench = bench
        self._clock = bench.pi.clock
        self._wanted = wanted  # GPIO to the kind that somebody named in --set
        self._pins: dict[int, PinHistory] = {}
        self._listening: ClockEvent | None = None  # somebody gave a short pulse and has done nothing since
        self._pulsed: PinHistory | None = None  # on this pin
        self._decoders = [make(self) for make in DECODERS]  # first: what they recognize is not guessed
        for net in bench.pi.pins.values():
            net.on_claim(partial(self._claimed, net))
            net.on_change(partial(self._changed, net))

    @property
    def pi(self) -> VirtualPi:
        """The board."""
        return self._bench.pi

    @property
    def words(self) -> frozenset[str]:
        """The words of the program's text."""
        return self._bench.text.words

    @cached_property
    def _names(self) -> PinNames:
        return PinNames(self._bench.text)

    def names(self, gpio: int) -> frozenset[str]:
        """The words of the names that the program gives to a pin."""
        return self._names.words(gpio)

    def called(self, words: frozenset[str]) -> Sequence[int]:
        """The GPIOs with one of these words in their names, in the order of the text, opened or not."""
        return self._names.called(words)

    def opened(self) -> Sequence[int]:
        """The GPIOs that the program has opened, the first one first."""
        return tuple(self._pins)

    def named(self, gpio: int) -> str | None:
        """The kind that somebody put there with an option, or None."""
        return self._wanted.get(gpio)

    def claim(
        self, kind: PartKind, gpio: int, pins: Sequence[int] = (), options: Mapping[str, Any] | None = None
    ) -> Chip | None:
        """Plug in what a decoder has recognized, instead of what was guessed on these pins."""
        wires = tuple(dict.fromkeys((gpio, *pins)))
        for each in wires:
            history, taken = self._pins.get(each), self._bench.taken(Place(GPIO, each))
            if taken and (history is None or history.fixed):
                return None
        for each in wires:
            self._withdraw(each)
        return self._bench.plug(kind, Place(GPIO, gpio), {**(options or {}), "pins": wires})

    def _withdraw(self, gpio: int) -> None:
        """Whatever was guessed on a pin is taken off: it is known now."""
        pin = self._pins.setdefault(gpio, PinHistory(self._bench.pi.pins[gpio], len(self._pins)))
        place = Place(GPIO, gpio)
        if self._bench.taken(place):
            if self._bench.has_chip(place):
                self._bench.notify(WRONG(where=place.shown))
            self._bench.unplug(place)
        if pin.quiet:
            pin.quiet = False
            pin.net.release()
        pin.sure = pin.fixed = True

    def settle(self) -> None:
        """Decide about every pin that is not clear yet: the program is over."""
        for decoder in self._decoders:
            settle = getattr(decoder, "settle", None)
            if settle is not None:
                settle()
        for pin in list(self._pins.values()):
            self._decide(pin, at_last=True)

    def settle_one(self, gpio: int) -> None:
        """Decide about one pin now, if the program has opened it."""
        if gpio in self._pins:
            self._decide(self._pins[gpio], at_last=True)

    def _claimed(self, net: Net) -> None:
        if net.gpio in self._pins:
            return
        self._pins[net.gpio] = pin = PinHistory(net, len(self._pins))
        if self._bench.taken(Place(GPIO, net.gpio)):
            pin.sure = pin.fixed = True
            return
        now_s = self._clock.monotonic()
        self._clock.at(now_s, partial(self._decide, pin))
        self._clock.at(now_s + UNSURE_S, partial(self._decide, pin, at_last=True))

    def _changed(self, net: Net) -> None:
        pin = self._pins.get(net.gpio)
        if pin is None:
            return
        before, pin.duty = pin.duty, net.duty
        if pin.quiet and net.duty is not None:
            pin.quiet = False
            net.release()
        self._stop_listening()
        now_s = self._clock.monotonic()
        if net.duty == 1.0 and before != 1.0:
            self._rose(pin, now_s)
        elif net.duty == 0.0 and before == 1.0:
            self._fell(pin, now_s)
        if net.duty == 0.0:
            if before != 0.0:
                pin.low_since_s = now_s
        elif net.duty is None and before == 0.0:
            self._let_go_when_low(pin, now_s)
        elif net.frequency_hz is not None and not pin.sure:
            self._decide(pin)

    def _stop_listening(self) -> None:
        """The program moves a pin while it might have listened for an echo: it did not ping."""
        if self._listening is not None:
            self._listening.cancel()
            self._listening = None
            if self._pulsed is not None:
                self._pulsed.hasty += 1

    def _rose(self, pin: PinHistory, now_s: float) -> None:
        pin.high_since_s = now_s
        pin.rises += 1
        if pin.rises == RISES:
            self._decide(pin, at_last=True)
        if not pin.sure:
            self._clock.at(now_s + LED_S, partial(self._was_high, pin, now_s))

    def _fell(self, pin: PinHistory, now_s: float) -> None:
        assert pin.high_since_s is not None
        high_s = now_s - pin.high_since_s
        if high_s > PING_LONGEST_S:
            pin.blinks += 1
            self._decide(pin, at_last=pin.blinks >= BLINKS)
        elif high_s >= TRIGGER_S and pin.hasty < HASTY and not pin.sure:
            self._pulsed = pin
            self._listening = self._clock.at(now_s + PATIENT_S, partial(self._pinged, pin, now_s))

    def _let_go_when_low(self, pin: PinHistory, now_s: float) -> None:
        """A capacitor is emptied by a long low, and then the program listens to it."""
        assert pin.low_since_s is not None
        emptied = now_s - pin.low_since_s >= EMPTYING_S and pin.net.pi_pull is not True
        if emptied and not pin.gave_up and not pin.sure:
            self._plug(pin, "light")

    def _was_high(self, pin: PinHistory, since_s: float) -> None:
        if pin.duty == 1.0 and pin.high_since_s == since_s:
            self._decide(pin, at_last=True)

    def _decide(self, pin: PinHistory, at_last: bool = False) -> None:
        if pin.sure:
            return
        net = pin.net
        if self._bench.taken(Place(GPIO, net.gpio)):
            pin.sure = True
            return
        device = device_on(net.gpio)
        name = "" if device is None else type(device).__name__
        wanted = self._wanted.get(net.gpio)
        if net.duty is not None:
            self._decide_output(pin, name, at_last)
        elif pin.gave_up:
            if at_last:
                self._note(pin, "output", LED)
        elif wanted is None:
            self._decide_input(pin, name, at_last)
        elif wanted == "button" or (KINDS[wanted].where == GPIO and not KINDS[wanted].needs_partner):
            self._plug(pin, wanted)

    def _decide_output(self, pin: PinHistory, name: str, at_last: bool) -> None:
        hertz = pin.net.frequency_hz
        if hertz is not None and round(hertz) in SERVO_HZ and not at_last:
            return  # the length of its pulses shows whether it is a servo
        if hertz is not None or at_last or name not in NO_OUTPUT_NAMES:
            self._note(pin, "output", LED if name in PLAIN_OUTPUT_NAMES else name)

    def _decide_input(self, pin: PinHistory, name: str, at_last: bool) -> None:
        net = pin.net
        plain = not name and net.gpio not in BUSES  # no device of gpiozero says what it is for
        if (plain and net.pi_pull is not None) or (name in SENSORS and net.pi_pull):
            self._plug(pin, "button")
        elif name in INPUT_KINDS:
            self._plug(pin, INPUT_KINDS[name])
        elif plain and at_last:
            self._plug(pin, "pir")
        elif plain:  # a module with an output of its own: which one, the program will show
            pin.quiet = True
            net.drive(False)

    def _plug(self, pin: PinHistory, kind: str) -> None:
        pin.sure = True
        options = {"to_3v3": closes_to_3v3(pin.net)} if kind == "button" else {}
        self._bench.plug(KINDS[kind], Place(GPIO, pin.net.gpio), options)

    def _note(self, pin: PinHistory, name: str, what: Message | str) -> None:
        pin.sure = True
        self._bench.note_output(pin.net.gpio, name, what)

    def _pinged(self, trigger: PinHistory, since_s: float) -> None:
        """A short pulse: whoever sends it waits for an echo on the pin that was opened beside this one."""
        self._listening = None
        echo = self._echo_of(trigger)
        if echo is None:
            return
        trigger.sure = echo.sure = True
        place = Place(GPIO, echo.net.gpio)
        chip = self._bench.plug(KINDS["sonar"], place, {"trigger": trigger.net.gpio, "echo": echo.net.gpio})
        assert isinstance(chip, HcSr04Chip)
        chip.ping(since_s)

    def _echo_of(self, trigger: PinHistory) -> PinHistory | None:
        free = [each for each in self._pins.values() if each.net.duty is None and not each.sure]
        for each in free:
            other = getattr(device_on(each.net.gpio), "trigger", None)  # gpiozero's DistanceSensor knows its trigger
            if other is not None and other.info.name == f"GPIO{trigger.net.gpio}":
                return each
        return min(free, key=lambda each: (abs(each.order - trigger.order), -each.order), default=None)


def device_on(gpio: int) -> Any:
    """The gpiozero device that holds a pin, or None."""
    from gpiozero import Device

    for device in Device.pin_factory.devices():
        pin = getattr(device, "pin", None)
        if pin is not None and pin.info.name == f"GPIO{gpio}":
            return device
    return None


def closes_to_3v3(net: Net) -> bool:
    """Whether a button on this pin leads to 3.3 V: the Pi, or a resistor, holds the wire low."""
    if net.pi_pull is None:
        return bool(getattr(device_on(net.gpio), "_active_state", True))
    return not net.pi_pull
