"""What a program asks for on I2C, SPI and the pulse wires finds its usual chip there.

Which chip is meant at an I2C address is decided by the library that asks, by the bytes, and by the program's words.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence

from devices import Message
from sim.chips._bus_chips import ConverterChip
from sim.programs.children.shell import PICTURE, SILENT
from sim.programs.parts.catalog import KINDS
from sim.programs.parts.displays.led_strip import LedStripChip
from sim.programs.parts.displays.sense_hat import ADDRESS as SENSE_HAT
from sim.programs.parts.displays.sense_hat import SenseHatChip
from sim.programs.parts.kind import GPIO, I2C, SPI, UART, PartKind, Place, Talk
from sim.programs.parts.strangers import stranger
from sim.programs.plugging.at_bus import AtAddress, AtChipSelect
from sim.programs.plugging.clues.present import present_addresses
from sim.programs.plugging.guess import Guess, at, made_for
from sim.programs.plugging.workbench import Workbench
from sim.wires import one_wire
from sim.wires.i2c import on_wire
from sim.wires.strips import Color
from sim.wires.uart import DEVICES

UNDER_LIBRARIES = (
    "adafruit_bus_device",
    "adafruit_register",
    "adafruit_blinka",
    "adafruit_extended_bus",
    "adafruit_epd",
    "adafruit_max7219",
)  # they carry bytes for the others, or for several kinds of displays, which are told by their bytes
MULTIPLEXER = "adafruit_tca9548a"
SWITCHES = ("try_lock", "unlock")  # where it speaks for itself
LIBRARIES = frozenset(library for kind in KINDS.values() for library in kind.libraries)


def library_asking() -> str | None:
    """The library of a chip that is speaking now, or None when the program itself writes the bytes."""
    frame = sys._getframe(1)
    while frame is not None:
        root = str(frame.f_globals.get("__name__", "")).partition(".")[0]
        if root == MULTIPLEXER and frame.f_code.co_name not in SWITCHES:
            pass  # it carries bytes for others
        elif root in LIBRARIES or (root.startswith("adafruit_") and root not in UNDER_LIBRARIES):
            return root
        frame = frame.f_back  # type: ignore[assignment]  # None at the end
    return None


NOBODY_FOR = Message(
    "script.nobody_for",
    "I2C 0x{address:02x}: nobody answers. The virtual board has no chip for {library}. Try it on a real board.",
)
NOBODY_NAMED = Message(
    "script.nobody_named",
    "{where}: nobody answers. The program names the {chip}, and the virtual board has none. Try it on a real board; "
    "if another chip is there, say so: --plug {place}={kind}.",
)
SCAN = Message(
    "script.scan",
    "The program looks for chips on the I2C bus. Put some there with, for example, --set ads1115_0x48_a0_v=1.2",
)
ELSEWHERE = Message(
    "script.elsewhere",
    "{where}: nobody answers, because you said that the {chip} is at {place}. If another converter is here as well: "
    "--plug {address}={kind}",
)
NO_FONT = Message("script.font", "The font {name} is not on this computer: the letters are drawn with another one.")
NO_SCREEN = Message(
    "script.no_screen", "There is no screen here: nobody sees the program's window or presses its keys."
)
OLD_NAME = Message(
    "script.old_name",
    "{library} has no {name} in its version of today. Here the program goes on; on a board with that version, write "
    "{instead} instead.",
)
NO_SPI = Message(
    "script.no_spi",
    "{where}: nobody answers. The virtual board has no chip that is spoken to like that. Try it on a real board.",
)

IN_A_ROW = 3  # so many neighboring addresses one after the other are a search, not a question to one chip
DHT11_US = 17_000  # a DHT11 is woken with at least 18 ms (its data sheet); adafruit_dht wakes a DHT22 with 1 ms
DHT_LONGEST_US = 50_000  # chosen: whoever holds a wire low for longer empties a capacitor
SERIAL = re.compile(r"28-[0-9A-Fa-f]{12}(?![0-9A-Fa-f])")  # of a DS18B20, as a program may have its own in its text
WORD = re.compile(r"[A-Za-z]+[0-9]*")
CAPACITOR_WORDS = frozenset(("discharge", "charge", "capacitor", "charging"))  # it is emptied by a low of that length
DHT_WORDS = {"dht11": frozenset(("dht11",)), "dht22": frozenset(("dht22", "am2302", "dht21", "am2301"))}
DHT_ARGUMENTS = {
    "11": "dht11",
    "22": "dht22",
    "2302": "dht22",
}  # what is typed behind the program
DHT_NAMES = frozenset(("dht", *DHT_WORDS["dht11"], *DHT_WORDS["dht22"]))


class BusDetector:
    """Plugs chips into the buses of a board at the moment when they are spoken to."""

    def __init__(self, bench: Workbench) -> None:
        self._bench = bench
        self._last = -1  # the address that was asked last and did not answer
        self._row = 0  # how many neighbors were asked like that, one after the other
        self._notified: set[object] = set()
        self._converters: dict[Place, str] = {}  # those that somebody has named, with their places
        self._guesses: dict[Place, Guess] = {}
        self.give_way: Callable[[int], bool] = lambda gpio: not bench.taken(Place(GPIO, gpio))  # on a pin
        bench.on_moved = self._forget
        pi = bench.pi
        pi.i2c.on_absent = self._i2c
        pi.i2c.on_scan = self._present
        pi.spi.on_absent = self._spi
        pi.pulses.on_absent = self._pulses
        pi.serial.on_absent = self._serial
        pi.serial.on_listed = self._listed
        pi.one_wire.on_asked = self._one_wire
        pi.strips.on_shown = self._strip
        pi.hats.on_asked = self._sense_hat
        pi.camera.on_taken = lambda name: self._notify_once(PICTURE)
        pi.missing.on_font = lambda name: self._notify_once(NO_FONT(name=name))
        pi.missing.on_screen = lambda: self._notify_once(NO_SCREEN)
        pi.old_names.on_used = self._old_name
        pi.sounds.on_played = lambda name: self._notify_once(SILENT(command=name))

    def _i2c(self, address: int, sent: bytes, asked: int) -> None:
        searching = self._searches(address)
        library = library_asking()
        place = Place(I2C, address)
        if not sent and library is None and (searching or not (asked or self._is_named(place))):
            return
        if library is not None and not made_for(library, place):
            self._notify_once(NOBODY_FOR(address=place.address, library=library))
        elif library is None and (named := self._stranger(place)) is not None:
            kind = at(place, self._bench.text.words)[0].name
            self._notify_once(NOBODY_NAMED(where=place.shown, chip=named.upper(), place=str(place), kind=kind))
        elif library is None and self._other_converter(place, sent, asked):
            return
        elif library is not None or at(place, self._bench.text.words):
            self._guess(place, AtAddress, sent, asked)
            if self._bench.pi.i2c.chip(address) is not None:
                self._row = 0

    def _is_named(self, place: Place) -> bool:
        """Whether the program names a chip that can be there: then it means that one, even when it sends nothing."""
        words = self._bench.text.words
        return any(not words.isdisjoint((kind.name, *kind.aliases)) for kind in at(place))

    def _present(self) -> set[int]:
        """Who answers to a tool that looks for chips."""
        found = present_addresses(self._bench.text)
        return {address for address in found if self._stranger(Place(I2C, address)) is None and self._is_here(address)}

    def _is_here(self, address: int) -> bool:
        place = Place(I2C, address)
        return place in self._converters or not self._other_converter(place, b"", 0)

    def plug_named(self, kind: PartKind, place: Place) -> None:
        """Plug in what somebody has named, with `--plug` or `--set`."""
        self._bench.plug(kind, place)
        if place.where == I2C and issubclass(kind.chip, ConverterChip):
            self._converters[place] = kind.name

    def _other_converter(self, place: Place, sent: bytes, asked: int) -> bool:
        """Whether the program only asks which converter is there, and somebody has named one at another address."""
        kinds = [kind for kind in at(place) if issubclass(kind.chip, ConverterChip)]
        if asked or len(sent) > 1 or any(sent) or not kinds or not self._converters or place in self._guesses:
            return False
        if place.number != place.address:  # behind a multiplexer, each channel has its own
            return False
        named, chip = next(iter(self._converters.items()))
        words = self._bench.text.words
        kind = min(kinds, key=lambda each: (each.name == chip, each.name not in words))
        self._bench.pi.i2c.not_missed.add(place.address)
        self._notify_once(
            ELSEWHERE(where=place.shown, chip=chip.upper(), place=str(named), address=str(place), kind=kind.name)
        )
        return True

    def _stranger(self, place: Place) -> str | None:
        return stranger(
            self._bench.text.words, place.address, [kind.name for kind in at(place, self._bench.text.words)]
        )

    def _guess(self, place: Place, make: type[Guess], sent: bytes, asked: int) -> None:
        if place not in self._guesses:
            self._guesses[place] = make(self._bench, place, library_asking)
        self._guesses[place].listen(True)
        self._guesses[place].hear(sent, asked)

    def _forget(self, place: Place) -> None:
        if place in self._guesses:
            self._guesses[place].forget()

    def settle(self) -> None:
        """Decide what sits where it is not clear yet: the program is over."""
        for guess in self._guesses.values():
            guess.settle()

    def _searches(self, address: int) -> bool:
        if address != self._last:
            before = address - 1
            while before != self._last and self._is_taken(before):
                before -= 1
            self._row = self._row + 1 if before == self._last else 1
            self._last = address
        if self._row <= IN_A_ROW:
            return False
        self._notify_once(SCAN)
        return True

    def _is_taken(self, key: int) -> bool:
        """Whether something is there, also when the address belongs to a chip in front of a multiplexer's channel."""
        return any(self._bench.taken(Place(I2C, each)) for each in (key, on_wire(key)))

    def _spi(self, port: int, device: int, data: Sequence[int]) -> None:
        place = Place(SPI, device)
        self._guess(place, AtChipSelect, bytes(data), len(data))
        if not self._bench.taken(place):
            self._notify_once(NO_SPI(where=place.shown))

    def _pulses(self, gpio: int, trigger_us: int) -> None:
        place, words = Place(GPIO, gpio), self._bench.text.words
        if not words.isdisjoint(CAPACITOR_WORDS) and words.isdisjoint(DHT_NAMES):
            return
        if not 500 <= trigger_us <= DHT_LONGEST_US or not self.give_way(gpio):
            return
        kind = "dht11" if trigger_us >= DHT11_US else "dht22"
        other = "dht22" if kind == "dht11" else "dht11"
        named = not words.isdisjoint(DHT_WORDS[other]) and words.isdisjoint(DHT_WORDS[kind])
        typed = {DHT_ARGUMENTS[word] for word in words & DHT_ARGUMENTS.keys()}
        if len(typed) == 1:
            kind, named = typed.pop(), False
        self._bench.pi.pins[gpio].release()
        self._bench.plug(KINDS[other if named else kind], place)
        if words.isdisjoint((*DHT_WORDS[kind], *DHT_WORDS[other], *DHT_ARGUMENTS)):
            self._bench.guess(place, f"--plug {place}={other}")

    def _serial(self, number: int) -> None:
        """A program opens a serial port: what its words speak of is there, and nothing when they speak of nothing."""
        place = Place(UART, number)
        ranked = sorted(
            (
                (share, kind)
                for kind in KINDS.values()
                if kind.where == UART and (share := kind.fits(self._talk(place)))
            ),
            key=lambda each: -each[0],
        )
        if ranked and not self._bench.taken(place):
            self._bench.plug(ranked[0][1], place)
            if len(ranked) > 1:
                self._bench.guess(place, f"--plug {place}={ranked[1][1].name}")

    def _listed(self) -> None:
        """A program looks which USB ports there are: what it means by its text is there."""
        text = " ".join(self._bench.text.texts)
        for number, path in reversed(list(enumerate(DEVICES))):
            if path.endswith("0") and path[:-1] in text.replace("tty*", "ttyACM") and number:
                self._serial(number)

    def _talk(self, place: Place) -> Talk:
        """The names in the program and the words in its texts: what comes on a serial line is looked for as text."""
        text = self._bench.text
        said = {word.lower() for each in text.texts for word in WORD.findall(each)}
        return Talk(place.number, [], text.words | said)

    def _one_wire(self) -> None:
        place = Place(GPIO, one_wire.GPIO)
        if not self._bench.taken(place):
            found = (serial.lower() for text in self._bench.text.texts for serial in SERIAL.findall(text))
            serials = tuple(dict.fromkeys(found))
            self._bench.plug(KINDS["ds18b20"], place, {"serials": serials} if serials else {})

    def _sense_hat(self) -> SenseHatChip:
        place = Place(I2C, SENSE_HAT)
        if not self._bench.taken(place):
            self._bench.plug(KINDS["sense_hat"], place)
        chip = self._bench.chips[self._bench.name_at(place) or ""]
        assert isinstance(chip, SenseHatChip)
        return chip

    def _strip(self, gpio: int, colors: Sequence[Color]) -> None:
        place = Place(GPIO, gpio)
        if not self._bench.taken(place):
            self._bench.plug(KINDS["led_strip"], place)
        chip = self._bench.chips.get(self._bench.name_at(place) or "")
        if isinstance(chip, LedStripChip):
            chip.show(colors)

    def _old_name(self, library: str, name: str, instead: str) -> None:
        self._notify_once(OLD_NAME(library=library, name=name, instead=instead))

    def _notify_once(self, message: Message) -> None:
        key = (message.key, tuple(message.values.items()))
        if key not in self._notified:
            self._notified.add(key)
            self._bench.notify(message)
