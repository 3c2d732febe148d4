"""The workbench of one program: which parts are plugged in where."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from devices import Message, WiredPart
from sim.chips import Chip
from sim.chips._bus_chips import ConverterChip
from sim.chips._switched import SwitchedChip
from sim.programs.parts.catalog import KINDS, QUANTITIES
from sim.programs.parts.display import DisplayChip
from sim.programs.parts.doing import DoingChip
from sim.programs.parts.driven.driven_chip import DrivenChip
from sim.programs.parts.header.digital_sensor import (
    BUTTON,
    SENSOR,
    SENSOR_HIGH,
    DigitalSensorChip,
    PushButtonChip,
)
from sim.programs.parts.header.hc_sr04 import DISTANCE
from sim.programs.parts.i2c.ranging.readdressed import ReaddressedChip
from sim.programs.parts.kind import GPIO, I2C, PartKind, Place
from sim.programs.parts.picture import Picture
from sim.programs.parts.registers import TellingChip
from sim.programs.parts.spi.pn532 import Pn532OnSpi
from sim.programs.parts.uart._line import SerialPart
from sim.programs.parts.wires import FindsWiresChip, WiresChip, WireWatcher
from sim.programs.plugging.clues.pin_names import PinNames
from sim.programs.plugging.clues.program_text import ProgramText
from sim.programs.plugging.shown import DisplaysWatch
from sim.programs.plugging.wire_ends import WireEnds, take_off
from sim.programs.plugging.worlds import Felt, with_unit
from sim.python.program import world_news
from sim.virtual_pi import VirtualPi

Notify = Callable[[Message], None]

PLUGGED = Message("script.plugged", "{where}: {what}.")
PLUGGED_SET = Message("script.plugged.set", "{where}: {what}. Now {values}; change it with --set {key}={value}")
PLUGGED_SET_OR_PRESS = Message("script.plugged.set_or_press", "{sentence}, or with --press {press}@5s")
PLUGGED_PRESS = Message("script.plugged.press", "{where}: {what}. Press it with --press {gpio}@5s")
PLUGGED_NOTICE = Message("script.plugged.notice", "{where}: {what}. Let it notice something with --press {gpio}@5s")

RESETS = frozenset(("rst", "reset"))
SAID_AFTER_S = 1.1  # chosen: so long an output is watched before it is called one; nobody waits for the line
PRESSED = ("button", "keypad")
GUESSED = Message("script.guessed", "Guessed: {guesses}.")
GUESS = Message("script.guess", "{where} is a guess. If it is wrong: {remedy}")
GUESS_BY_WORD = Message("script.guess.word", "{where} is a guess, by the name {word}. If it is wrong: {remedy}")


@dataclass(frozen=True, slots=True)
class Plugged:
    """One part that is plugged in. `values` are those at the moment when it was plugged in."""

    name: str
    kind: str
    place: str
    values: Mapping[str, float | bool]
    role: str = ""  # of an output, by its name in the program: relay, motor

    def as_json(self) -> dict[str, Any]:
        """For `--json`."""
        return {"name": self.name, "kind": self.kind, "where": self.place, "values": dict(self.values)}


class Workbench:
    """Everything that is plugged into one virtual board."""

    def __init__(self, pi: VirtualPi, felt: Felt, notify: Notify, text: ProgramText | None = None) -> None:
        self.pi = pi
        self.text = text or ProgramText()  # of the program, for its words
        self.felt = felt
        self.notify = self.on_remark = notify
        self.at_low: set[int] = set()  # the outputs that are on at low
        self.switched: set[str] = set()  # the parts of a wiring list that one output switches
        self._resting: set[Place] = set()  # the outputs of which somebody can say at which level they are off
        self.changes = 0  # how often something was plugged in or taken off
        self.chips: dict[str, Chip] = {}
        self.plugged: list[Plugged] = []
        self.on_plug: Callable[[], None] | None = None  # called when something new is plugged in
        self.says: Mapping[Place | str, Sequence[str]] = {}  # what a board says, and what stands on a card
        self.displays_watch = DisplaysWatch(pi.clock, notify)
        self.on_moved: Callable[[Place], None] = lambda place: None  # called when what was there has another address
        self.wire_watchers: list[WireWatcher] = []  # they see what chips drive on wires of their own
        self.on_value: Callable[[float, str, float | str], None] | None = None  # moment on the clock, wire, value
        self.before_look: Callable[[], None] = lambda: None  # called before somebody looks at the driven parts
        self._at: dict[Place, str] = {}  # the name of the part at each place
        # Spoken to as to another chip than the one there: its name, and which ones perhaps.
        self.unlike: dict[Place, tuple[str, Sequence[str]]] = {}
        # GPIOs read without a resistor that may have a button, and by which library.
        self.bare: dict[int, str | None] = {}
        self.guesses = self.displays_watch.guesses  # what was only guessed, with the option that changes it
        self._ends: dict[str, WireEnds] = {}  # of each part that was plugged in by a guess
        self._unread: dict[str, Callable[[str], Message]] = {}  # what to say of converters that nobody has asked yet
        self._guessed_outputs: dict[str, tuple[Place, str]] = {}  # where, and the option that changes it
        self._unsaid: dict[str, Message] = {}  # about outputs of which more may be known soon

    def name_at(self, place: Place) -> str | None:
        """The name of what is plugged in at a place, or None."""
        return self._at.get(place)

    def taken(self, place: Place) -> bool:
        """Whether something is plugged in there."""
        return place in self._at

    def has_chip(self, place: Place) -> bool:
        """Whether what is there can answer."""
        return self._at.get(place) in self.chips

    def guesses_dht(self, place: Place) -> bool:
        """Whether a DHT is there only as a guess: a low of some milliseconds wakes it, and empties a capacitor, too."""
        chip = self.chips.get(self._at.get(place, ""))
        return place in self.guesses and chip is not None and chip.part.driver in ("dht11", "dht22")

    def rests(self, place: Place) -> bool:
        """Whether what is there has a level at rest that somebody can set."""
        chip = self.chips.get(self._at.get(place, ""))
        return isinstance(chip, PushButtonChip | DigitalSensorChip) or (chip is None and place in self._resting)

    def plug(self, kind: PartKind, place: Place, options: Mapping[str, Any] | None = None) -> Chip:
        """Plug a part in and say so."""
        name = f"{kind.name}_{place}"
        said = {word: True for word in kind.words if word in self.text.words} | dict(kind.told(self.text.trees))
        if place in self.says:
            said["says"] = self.says[place]
        said |= {f"says_{each}": self.says[each] for each in kind.chip.feels if each in self.says}
        part = WiredPart(name, kind.name, {**place.options(), **said, **(options or {})})
        ends = self._ends[name] = WireEnds(self.pi)
        chip = kind.chip(self.pi, part, self.felt, {})
        ends.fasten()
        if isinstance(chip, ConverterChip):
            for number, quantity in enumerate(kind.quantities):
                chip.inputs[number] = partial(self._volts, name, quantity)
        self._listen(chip)
        self.chips[name] = chip
        self._at[place] = name
        for gpio in place.wires(part.options):
            self._at[Place(GPIO, gpio)] = name
        if isinstance(chip, DisplayChip):
            self.displays_watch.listen(name, place, chip)
        values = {quantity: self.felt[f"{name}_{quantity}"] for quantity in kind.quantities}
        if isinstance(chip, DoingChip):
            chip.on_value = partial(self._write_down, name)
        self.plugged.append(Plugged(name, kind.name, _where(place, kind, part.options), values))
        self.changes += 1
        if isinstance(chip, ConverterChip):  # its first conversion shows which input is in use
            self._unread[name] = partial(_sentence, kind, place, name, values, part.options)
        else:
            self.notify(_sentence(kind, place, name, values, part.options))
        if self.on_plug is not None:
            self.on_plug()
        return chip

    def unplug(self, place: Place) -> None:
        """Take a part off as if it had never been there: it was a wrong guess."""
        name = self._at.get(place)
        for each in [each for each, at in self._at.items() if at == name]:
            del self._at[each]
            self.guesses.pop(each, None)
            self.unlike.pop(each, None)
            if each.where == GPIO:
                self.bare.pop(each.number, None)
        self.plugged = [part for part in self.plugged if part.name != name]
        self._unsaid.pop(name or "", None)
        self._unread.pop(name or "", None)
        self.changes += 1
        chip = self.chips.pop(name or "", None)
        if chip is None or name is None:
            return
        if isinstance(chip, DisplayChip):
            chip.on_text = None
        if isinstance(chip, WiresChip):
            chip.on_drive = None
        for watcher in self.wire_watchers:
            watcher.forget(name)
        chip.powered = False
        take_off(self.pi, chip)
        self._ends.pop(name).loosen()

    def _listen(self, chip: Chip) -> None:
        """Pass on what a chip says and what its own wires do."""
        if isinstance(chip, TellingChip | SerialPart | Pn532OnSpi):
            chip.on_remark = lambda said: self.on_remark(said)
        if isinstance(chip, WiresChip):
            chip.on_drive = self._drive
        if isinstance(chip, ReaddressedChip):
            chip.on_move = partial(self._move, chip)
        if isinstance(chip, FindsWiresChip):
            chip.on_found = partial(self._add_wires, chip.part.name)
            chip.called = PinNames(self.text).called

    def _move(self, chip: ReaddressedChip, address: int) -> None:
        """A sensor gets another address: whoever is asked at its first one from now on is another sensor."""
        place, kind = Place(I2C, address), KINDS[chip.part.driver]
        before = next(at for at, name in self._at.items() if name == chip.part.name)
        self.unplug(before)
        if not self.taken(place):
            self.plug(kind, place)
        moved = self.chips.get(self._at[place])
        if isinstance(moved, ReaddressedChip):
            moved.go_on(chip)
        self.on_moved(before)

    def _add_wires(self, name: str, gpios: Iterable[int]) -> None:
        """A part has more wires than was known: what was noted on them is its own, and what is called reset, too."""
        for gpio in (own := (*gpios,)) + (*PinNames(self.text).called(RESETS),):
            if (noted := self._at.get(Place(GPIO, gpio), "")).startswith(("button_", "sensor_")) and gpio in own:
                self.unplug(Place(GPIO, gpio))
            if noted not in self.chips:
                self.plugged = [part for part in self.plugged if part.name != noted]
                self._unsaid.pop(noted, None)
                self._at[Place(GPIO, gpio)] = name
        self.changes += 1

    def _drive(self, wire: str, level: float | None) -> None:
        for watcher in self.wire_watchers:
            watcher.wire(wire, level)

    def guess(self, place: Place, remedy: str, word: str = "") -> None:
        """Say that what is there was only guessed, from a word of the program if there is one, and how to change it."""
        self.guesses[place] = remedy
        self.changes += 1
        self._say_read(self._at.get(place, ""))
        if word:
            self.notify(GUESS_BY_WORD(where=place.shown, word=word, remedy=remedy))
        else:
            self.notify(GUESS(where=place.shown, remedy=remedy))

    def note_output(
        self, gpio: int, name: str, what: Message | str, role: str = "", remedy: str = "", rests: bool = False
    ) -> None:
        """Say that something hangs on an output; it needs no chip, because nobody can ask it anything.

        `remedy` changes what was guessed of it; `rests`: somebody can say at which level it is off.
        """
        place = Place(GPIO, gpio)
        if rests:
            self._resting.add(place)
        if remedy:
            self._guessed_outputs[f"{name}_{place}"] = (place, remedy)
        self._at.setdefault(place, f"{name}_{place}")
        self.plugged.append(Plugged(f"{name}_{place}", name, place.shown, {}, role))
        self.changes += 1
        self._unsaid[f"{name}_{place}"] = PLUGGED(where=place.shown, what=what)
        self.pi.clock.at(self.pi.clock.monotonic() + SAID_AFTER_S, partial(self._say, f"{name}_{place}"))

    def _say(self, name: str) -> None:
        message = self._unsaid.pop(name, None)
        if message is not None:
            self.notify(message)
            if name in self._guessed_outputs:
                self.guess(*self._guessed_outputs[name])

    def _volts(self, name: str, quantity: str) -> float:
        """What is on an input of a converter."""
        if name in self._unread:
            self._say_read(name, quantity)
        return float(self.felt[f"{name}_{quantity}"])

    def _say_read(self, name: str, quantity: str = "") -> None:
        sentence = self._unread.pop(name, None)
        if sentence is not None:
            self.notify(sentence(quantity))

    def say_all(self) -> None:
        """The program is over: say what was kept back."""
        for name in list(self._unread):
            self._say_read(name)
        for name in list(self._unsaid):
            self._say(name)

    def _write_down(self, name: str, t_s: float, what: str, value: float | str) -> None:
        if self.on_value is not None:
            self.on_value(t_s, f"{name}_{what}", value)

    def take_wired(self, parts: Sequence[WiredPart], chips: Mapping[str, Chip]) -> None:
        """Take over the parts of a wiring list."""
        for part in parts:
            chip = self.chips[part.name] = chips[part.name]
            if isinstance(chip, SwitchedChip):
                self.switched.add(part.name)
                if not chip.option("active_high", True):
                    self.at_low.add(part.options["pin"])
            place = _place_in_list(part)
            if place is not None:
                self._at[place] = part.name
            shown = place.shown if place is not None else part.name
            values = {quantity: chips[part.name].feel(quantity) for quantity in chips[part.name].feels}
            self.plugged.append(Plugged(part.name, part.driver, shown, values))
            self.notify(PLUGGED(where=shown, what=f"{part.name} ({part.driver})"))

    def press_key(self, place: Place) -> str | None:
        """The key in what is felt that a finger, or somebody who walks past, changes at this place."""
        name = self._at.get(place)
        return None if name is None or name not in self.chips else self.press_key_of(name)

    def press_key_of(self, name: str) -> str | None:
        """The same for the part with that name."""
        yes_or_no = [each for each in self.chips[name].feels if isinstance(self.felt[f"{name}_{each}"], bool)]
        return f"{name}_{yes_or_no[0]}" if len(yes_or_no) == 1 else None

    def press_key_at_wire(self, wire: str) -> str | None:
        """The same for a wire of a chip, such as mcp23017_0x20_gpa0, and for one chip's apds9960_0x39_gesture_up."""
        for name, chip in self.chips.items():
            own = wire.removeprefix(f"{name}_")
            for quantity in (f"{own}_pressed", own) if own != wire else ():
                if quantity in chip.feels and isinstance(self.felt[f"{name}_{quantity}"], bool):
                    return f"{name}_{quantity}"
        return None

    def press_key_called(self, quantity: str) -> str | None:
        """The same for whatever feels a yes or no with that name, such as `card` or `keypad_5`."""
        felt = (f"{name}_{quantity}" for name, chip in self.chips.items() if quantity in chip.feels)
        return next((key for key in felt if isinstance(self.felt[key], bool)), None)

    def displays(self) -> dict[str, tuple[str, ...]]:
        """What stands on every display now."""
        self.before_look()
        return {name: chip.lines for name, chip in self.chips.items() if isinstance(chip, DisplayChip) and chip.is_used}

    def pictures(self) -> dict[str, Picture]:
        """The pixels of every display that has some."""
        found = {name: chip.picture for name, chip in self.chips.items() if isinstance(chip, DisplayChip)}
        return {name: picture for name, picture in found.items() if picture is not None}

    def before_dark(self) -> dict[str, tuple[str, ...]]:
        """What stood on the displays that the program has switched off since."""
        found = {name: chip.before_dark for name, chip in self.chips.items() if isinstance(chip, DisplayChip)}
        return {name: lines for name, lines in found.items() if lines}

    def driven(self) -> dict[str, DoingChip]:
        """The parts that are only driven, as they are now."""
        self.before_look()
        return {name: chip for name, chip in self.chips.items() if isinstance(chip, DoingChip)}

    def moved(self) -> None:
        """Something in the world has changed: the parts that notice it by themselves do so."""
        world_news()
        for chip in list(self.chips.values()):
            if type(chip).world_moved is not Chip.world_moved:
                chip.world_moved()


def _where(place: Place, kind: PartKind, options: Mapping[str, Any]) -> str:
    """Where it is: a part that is only driven is on several wires."""
    return ", ".join(f"GPIO{gpio}" for gpio in options["pins"]) if issubclass(kind.chip, DrivenChip) else place.shown


def guessed(guesses: Mapping[str, str]) -> Message:
    """What was only guessed in a run, with the option that changes each."""
    return GUESSED(guesses=", ".join(f"{where} ({remedy})" for where, remedy in guesses.items()))


def _sentence(
    kind: PartKind,
    place: Place,
    name: str,
    values: Mapping[str, float | bool],
    options: Mapping[str, Any],
    quantity: str = "",
) -> Message:
    """What is plugged in, and how to change it: the quantity that was asked for first, or the usual one."""
    title = kind.title
    if title is BUTTON:
        title = BUTTON(side="3.3 V" if options.get("to_3v3") else "GND")
    elif title is SENSOR and options.get("rests_high"):
        title = SENSOR_HIGH
    elif title is DISTANCE:
        title = DISTANCE(trigger=options["trigger"])
    if not kind.announced:
        if not _can_be_pressed(kind):
            return PLUGGED(where=_where(place, kind, options), what=title)
        form = PLUGGED_PRESS if kind.name in PRESSED else PLUGGED_NOTICE
        return form(where=place.shown, what=title, gpio=kind.press or place)
    shown = (quantity,) if quantity else kind.announced
    announced = ", ".join(with_unit(each, values[each]) for each in shown)
    first = shown[0]
    if isinstance(values[first], bool):
        return PLUGGED_PRESS(where=place.shown, what=title, gpio=f"{name}_{first.removesuffix('_pressed')}")
    another = QUANTITIES[first].another or QUANTITIES[kind.announced[0]].another
    said = PLUGGED_SET(where=place.shown, what=title, values=announced, key=f"{name}_{first}", value=another)
    return PLUGGED_SET_OR_PRESS(sentence=said, press=kind.press) if kind.press else said


def _can_be_pressed(kind: PartKind) -> bool:
    return bool(kind.press) or sum(isinstance(QUANTITIES[each].still, bool) for each in kind.chip.feels) == 1


def _place_in_list(part: WiredPart) -> Place | None:
    for where, option in (("gpio", "pin"), ("i2c", "address"), ("spi", "device")):
        if option in part.options:
            return Place(where, part.options[option])
    return None
