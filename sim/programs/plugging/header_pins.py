"""What hangs on the pins that a program opens: guessed from what it does to the wires, and from what it calls them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property, partial
from typing import Any

from devices import Message
from sim.chips import Chip
from sim.programs.parts.catalog import DECODERS, KINDS
from sim.programs.parts.header.hc_sr04 import TRIGGER_S, HcSr04Chip
from sim.programs.parts.kind import GPIO, PartKind, Place
from sim.programs.plugging.clues.input_clues import InputClues
from sim.programs.plugging.clues.output_roles import role_of
from sim.programs.plugging.clues.pin_names import PinNames
from sim.programs.plugging.devices_on_pins import (
    INPUT_KINDS,
    NO_OUTPUT_NAMES,
    PLAIN_OUTPUT_NAMES,
    SENSORS,
    class_on,
    closes_to_3v3,
    device_on,
    is_of_bus,
)
from sim.programs.plugging.echo_waits import PING_LONGEST_S, SONAR_LOW, TRIGGERS, EchoWaits
from sim.programs.plugging.output_notes import OutputNotes
from sim.programs.plugging.pin_history import PinHistory, without_edges
from sim.programs.plugging.workbench import Workbench
from sim.virtual_pi import VirtualPi
from sim.wires.pins import BOARD_PULL_UPS, Net

LED_S = 0.3  # chosen: an output that is high for so long is no trigger of a distance sensor and wakes no DHT
BLINKS = 2  # chosen: so many times is no call to a DHT
UNSURE_S = 5.0  # chosen: what is still not clear after this time counts as what it most likely is
AGAIN_S = 0.05  # chosen: a pin that is opened again may be asked in pulses first
RISES = 50  # chosen: a wire that has gone up so often and asked for nothing is an output
EMPTYING_S = 0.05  # chosen: whoever holds a wire low for so long and then listens has emptied a capacitor
READS = 3  # chosen: who waits for a capacitor asks again and again
SERVO_HZ = range(40, 61)  # the usual servo gets a pulse every 20 ms
PULSE_LIBRARY = "pulseio"  # the library whose pins are asked in pulses

PULSES = "pulses"  # a part
NOT_USED = Message(
    "script.not_used", "GPIO{gpio}: no {kind} was plugged in, because the program does not use the pin as one is used."
)

WRONG = Message("script.wrong", "{where}: that was a guess. The program shows now what is there.")


class PinDetector:
    """Watches every pin of a board and plugs in what the program seems to have there."""

    def __init__(self, bench: Workbench, wanted: dict[int, str]) -> None:
        self._bench = bench
        self.own_words = bench.text.own_words
        self._clock = bench.pi.clock
        self._wanted = wanted  # GPIO to the kind that somebody named in an option
        self._pins: dict[int, PinHistory] = {}
        self.loose: set[int] = set()  # where something is plugged in that an earlier run has only guessed
        self._echoes = EchoWaits(bench.pi, self._pins, self.names, lambda: self._clues, self._pinged)
        self._ears = {gpio: partial(self._heard, net) for gpio, net in bench.pi.pins.items()}
        self._eyes = {gpio: partial(self._looked, net) for gpio, net in bench.pi.pins.items()}
        self._decoders = [make(self) for make in DECODERS]  # first: what they recognize is not guessed
        for net in bench.pi.pins.values():
            net.on_claim(partial(self._claimed, net))
            net.on_change(self._ears[net.gpio])

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

    @cached_property
    def _notes(self) -> OutputNotes:
        return OutputNotes(self._bench, self._names)

    @cached_property
    def _clues(self) -> InputClues:
        return InputClues(self._bench.text, self._names)

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
        if not all(map(self._may_go, wires)):
            return None
        for each in wires:
            self._withdraw(each)
        with without_edges([self.pi.pins[each] for each in wires]):
            return self._bench.plug(kind, Place(GPIO, gpio), {**(options or {}), "pins": wires})

    def change(self, kind: PartKind, gpio: int) -> Chip:
        """Plug another kind in where a decoder has one, on the same wires."""
        place = Place(GPIO, gpio)
        options = self._bench.chips[self._bench.name_at(place) or ""].part.options
        self._bench.notify(WRONG(where=place.shown))
        self._bench.unplug(place)
        return self._bench.plug(kind, place, dict(options))

    def guess(self, gpio: int, other: str, word: str) -> None:
        """Say that what a decoder has claimed there is a guess."""
        self._bench.guess(Place(GPIO, gpio), f"--plug gpio{gpio}={other}", word)

    def give_way(self, gpio: int) -> bool:
        """Take off what was guessed on a pin, for somebody who knows what is there; False: it is known already."""
        may_go = self._may_go(gpio)
        if may_go:
            self._withdraw(gpio)
        return may_go

    def settle(self) -> None:
        """Decide about every pin that is not clear yet: the program is over."""
        for decoder in self._decoders:
            settle = getattr(decoder, "settle", None)
            if settle is not None:
                settle()
        for pin in [each for each in self._pins.values() if not each.was_unused]:
            self._decide(pin, at_last=True, pressed=pin.reads > 0)  # what was read has to be named
        for gpio, kind in self._wanted.items():
            if not self._bench.taken(Place(GPIO, gpio)):
                self._bench.notify(NOT_USED(gpio=gpio, kind=kind))

    def settle_one(self, gpio: int) -> None:
        """Decide about one pin now, if the program has opened it: somebody presses there."""
        if gpio in self._pins:
            self._decide(self._pins[gpio], at_last=True, pressed=True)

    def _may_go(self, gpio: int) -> bool:
        pin, place = self._pins.get(gpio), Place(GPIO, gpio)
        return not self._bench.taken(place) or (pin is not None and not pin.fixed) or self._bench.guesses_dht(place)

    def _withdraw(self, gpio: int) -> None:
        """Whatever was guessed on a pin is taken off: it is known now."""
        pin = self._pins.setdefault(gpio, PinHistory(self._bench.pi.pins[gpio], len(self._pins)))
        self._take_off(pin)
        pin.sure = pin.fixed = True

    def _take_off(self, pin: PinHistory) -> None:
        place = Place(GPIO, pin.net.gpio)
        if self._bench.taken(place):
            if self._bench.has_chip(place):
                self._bench.notify(WRONG(where=place.shown))
            self._bench.unplug(place)
        self._let_go(pin)

    def _let_go(self, pin: PinHistory) -> None:
        if pin.quiet:
            pin.quiet = False
            pin.net.release()

    # what the program does
    def _claimed(self, net: Net) -> None:
        pin, now_s = self._pins.get(net.gpio), self._clock.monotonic()
        if pin is not None:
            if not pin.fixed and not self._bench.has_chip(Place(GPIO, net.gpio)):
                self._clock.at(now_s + AGAIN_S, partial(self._opened_again, pin))
            return
        self._pins[net.gpio] = pin = PinHistory(net, len(self._pins))
        if self._bench.taken(Place(GPIO, net.gpio)):
            pin.sure, pin.fixed = True, net.gpio not in self.loose
            return
        if pin.pull_s:
            pin.watch(self._eyes[net.gpio])  # whoever reads before has no pull
        self._clock.at(now_s + pin.pull_s, partial(self._decide, pin))
        self._clock.at(now_s + UNSURE_S, partial(self._decide, pin, at_last=True))

    def _opened_again(self, pin: PinHistory) -> None:
        """Something else may be on a pin that was an output: a program for two lessons, or a part that is exchanged."""
        if pin.fixed or pin.net.owner is None or pin.net.duty is not None or pin.emptied:
            return
        if not self._bench.has_chip(Place(GPIO, pin.net.gpio)):
            self._take_off(pin)
            pin.sure = pin.calm = False
            pin.rises = 0
            pin.low_since_s = pin.high_since_s = None
            self._decide(pin)

    def _heard(self, net: Net) -> None:
        """A wire changes. Of an output that has been one for long it is only heard when it is one no more."""
        pin, ear = self._pins.get(net.gpio), self._ears[net.gpio]
        if pin is None:
            return
        if net.duty is None and pin.calm and pin.duty is not None:
            pin.duty, pin.low_since_s = net.drove, net.fell_s
            net.forget(ear)
            net.on_change(ear)
        self._changed(net, pin)
        if net.duty is not None and pin.calm:
            net.forget(ear)
            net.on_let_go(ear)

    def _changed(self, net: Net, pin: PinHistory) -> None:
        before, pin.duty = pin.duty, net.duty
        if net.duty is not None:
            self._let_go(pin)
        if net.duty is not None or before is not None:
            pin.turned()
        self._echoes.moved(pin)
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

    def _looked(self, net: Net) -> None:
        pin = self._pins[net.gpio]
        if net.duty is not None:
            return
        if not (pin.sure or pin.quiet or pin.emptied):
            self._decide(pin)
        if pin.emptied and pin.reads == (1 if net.gpio in BOARD_PULL_UPS else READS):
            self._light(pin)
        elif pin.quiet:
            if pin.is_read_now_and_then(self._clock.monotonic()):
                self._decide(pin, at_last=True)
        elif not pin.emptied:
            net.forget(self._eyes[net.gpio])

    def _rose(self, pin: PinHistory, now_s: float) -> None:
        self._echoes.rose(pin, now_s)
        pin.high_since_s = now_s
        pin.rises += 1
        if pin.rises == RISES:
            self._decide(pin, at_last=True)
            pin.calm = pin.sure
        if not pin.sure:
            self._clock.at(now_s + LED_S, partial(self._was_high, pin, now_s))

    def _fell(self, pin: PinHistory, now_s: float) -> None:
        assert pin.high_since_s is not None
        high_s = now_s - pin.high_since_s
        if high_s > PING_LONGEST_S:
            self._echoes.fell(pin, high_s, now_s)
            pin.blinks += 1
            self._decide(pin, at_last=pin.blinks >= BLINKS)
        elif high_s >= TRIGGER_S:
            self._echoes.pulsed(pin, now_s)

    def _let_go_when_low(self, pin: PinHistory, now_s: float) -> None:
        """A capacitor is emptied by a long low, and then the program waits for it; who lets a relay go does not."""
        assert pin.low_since_s is not None
        pin.emptied = now_s - pin.low_since_s >= EMPTYING_S and pin.net.pi_pull is not True
        if pin.emptied:
            pin.watch(self._eyes[pin.net.gpio])
            self._clock.at(now_s, partial(self._waits_for_edge, pin))

    def _waits_for_edge(self, pin: PinHistory) -> None:
        if pin.emptied and pin.net.duty is None and pin.net.on_edge is not None:
            self._light(pin)

    def _light(self, pin: PinHistory) -> None:
        pin.emptied = False
        if not pin.fixed and role_of(self.names(pin.net.gpio)) is None:
            self._take_off(pin)
            self._plug(pin, "light")
            pin.fixed = True

    def _was_high(self, pin: PinHistory, since_s: float) -> None:
        if pin.duty == 1.0 and pin.high_since_s == since_s:
            self._decide(pin, at_last=True)

    # what hangs there

    def _decide(self, pin: PinHistory, at_last: bool = False, pressed: bool = False) -> None:
        if pin.sure:
            return
        net = pin.net
        if self._bench.taken(Place(GPIO, net.gpio)):
            pin.sure = pin.fixed = True
            return
        name, wanted = class_on(net.gpio), self._wanted.get(net.gpio)
        if net.duty is not None:
            self._decide_output(pin, name, at_last)
        elif pin.gave_up:
            if at_last:
                self._note(pin, "output", "")
        elif wanted is None and pin.pull_s and not pin.reads and self._clues.is_reset(net.gpio):
            pass  # a display that was given the wire has not used it
        elif wanted is None:
            self._decide_input(pin, name, at_last, pressed)
        elif wanted == "button" or (KINDS[wanted].where == GPIO and not KINDS[wanted].needs_partner):
            self._plug(pin, wanted, self._clues.usual(net.gpio) if wanted == "sensor" else None)
            pin.fixed = True

    def _decide_output(self, pin: PinHistory, name: str, at_last: bool) -> None:
        hertz = pin.net.frequency_hz
        if hertz is not None and round(hertz) in SERVO_HZ and not at_last:
            return  # the length of its pulses shows whether it is a servo
        if name in PLAIN_OUTPUT_NAMES and not at_last and not self.names(pin.net.gpio).isdisjoint(TRIGGERS):
            return  # whether it waits for an echo, the program shows
        if hertz is not None or at_last or name not in NO_OUTPUT_NAMES:
            self._note(pin, "output", name)

    def _decide_input(self, pin: PinHistory, name: str, at_last: bool, pressed: bool) -> None:
        net, gpio = pin.net, pin.net.gpio
        if name in INPUT_KINDS:
            self._plug(pin, kind := INPUT_KINDS[name], self._clues.usual(gpio) if kind == "sensor" else None)
            return
        if (name and name not in SENSORS) or is_of_bus(self._bench.pi, gpio):
            return
        told = self._bench.felt.get(f"gpio{gpio}")
        if (self._clues.waits(gpio) or net.owner == PULSE_LIBRARY) and not pressed:
            self._hold(pin, self._clues.is_of_keys(gpio) and net.pi_pull is True)
            return
        pulled = net.pi_pull is not None or gpio in BOARD_PULL_UPS
        by_program = None if name else net.pi_pull  # gpiozero pulls an input down that nobody speaks of
        clue = self._clues.of(gpio, self._alone(pin), by_program)
        if clue is not None and not (clue.kind == "button" and pulled and not name):
            rests_high = clue.rests_high if told is None else bool(told)
            self._plug(pin, clue.kind, rests_high, clue.word)
        elif pulled and not name and told is None and self._clues.noticed_at(gpio, net.pi_pull, clue):
            self._plug(pin, "sensor", not net.pi_pull)
        elif pulled and (not name or net.pi_pull) and told in (None, not closes_to_3v3(net)):
            self._plug(pin, "button")
        elif at_last or told is not None or (name and pulled):
            self._plug(pin, "sensor", self._clues.rests_high(gpio) if told is None else bool(told))
        else:  # a module with its own output: which one, the program will show
            self._hold(pin, self._clues.rests_high(gpio))

    def _alone(self, pin: PinHistory) -> bool:
        return not any(
            each.net.duty is None and each.net.owner is not None for each in self._pins.values() if each is not pin
        )

    def _hold(self, pin: PinHistory, level: bool) -> None:
        pin.quiet = True
        pin.watch(self._eyes[pin.net.gpio])
        if not (level and pin.net.pi_pull):  # the pull does it
            pin.net.drive(level)

    def _plug(self, pin: PinHistory, kind: str, rests_high: bool | None = None, word: str = "") -> None:
        net, place = pin.net, Place(GPIO, pin.net.gpio)
        self._let_go(pin)
        pin.sure = True
        options: dict[str, Any] = {}
        if kind == "button":
            options = {"to_3v3": closes_to_3v3(net) if rests_high is None else not rests_high}
        elif rests_high is not None and kind != PULSES:
            options = {"rests_high": rests_high}
        with without_edges([net]):
            self._bench.plug(KINDS[kind], place, options)
        may_be_bare = kind in ("button", "sensor") and net.gpio not in self._wanted
        if may_be_bare and self._clues.may_be_a_bare_button(net, self._alone(pin)):
            self._bench.bare[net.gpio] = net.owner
        if kind == PULSES:
            self._bench.guess(place, f"--plug {place}=sensor", word)
        elif rests_high is not None and f"gpio{net.gpio}" not in self._bench.felt:
            self._bench.guess(place, f"--set {place}={'low' if rests_high else 'high'}", word)
        elif kind == "button" and device_on(net.gpio) is None:
            self._bench.guess(place, f"--plug {place}=sensor", word)

    def _note(self, pin: PinHistory, kind: str, name: str) -> None:
        pin.sure = True
        self._notes.note(pin.net.gpio, kind, name)

    def _pinged(self, trigger: PinHistory, echo: PinHistory, since_s: float) -> None:
        """A short pulse went out on the one, and the program waits on the other."""
        for each in (trigger, echo):
            self._withdraw(each.net.gpio)
        options = self._echoes.sonar_options(trigger, echo)
        chip = self._bench.plug(KINDS["sonar"], Place(GPIO, echo.net.gpio), options)
        if trigger.inverted:
            self._bench.notify(SONAR_LOW(gpio=trigger.net.gpio))
        assert isinstance(chip, HcSr04Chip)
        chip.ping(since_s)
