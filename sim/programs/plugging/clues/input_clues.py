"""What hangs on an input, and at which level it rests: by the names in the program, and by what it asks for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from sim.programs.plugging.clues.pin_names import PinNames
from sim.programs.plugging.clues.program_text import ProgramText, pieces
from sim.programs.plugging.clues.tested_levels import TestedLevels
from sim.wires.pins import BOARD_PULL_UPS, Net


@dataclass(frozen=True, slots=True)
class InputClue:
    """A kind of part, its level at rest, and the word that says so. `sure`: all modules of that name rest there."""

    kind: str
    rests_high: bool
    word: str = ""
    sure: bool = True


# Modules with an LM393 comparator pull their output low when they notice something (LM393, SLCS005, figure 1: an open
# collector; the kits' boards put the threshold on the other input): gas, flame, rain, soil, sound, obstacle.
COMPARATORS = (
    *("gas", "smoke", "mq", "alcohol", "flame", "fire", "rain", "raindrop", "raindrops", "soil", "moisture"),
    *("obstacle", "avoid", "avoidance"),
    *("khoi", "lua", "mua", "vatcan"),  # Vietnamese without signs: smoke, fire, rain, obstacle
    *("khói", "lửa", "cháy", "mưa"),  # as it is printed: smoke, fire, burning, rain
)
# Switches to ground with a resistor to the supply on the board: A3144 (open collector), reed, limit and knock switches.
OPEN_SWITCHES = (*("hall", "magnet", "magnetic", "reed", "endstop", "crash", "collision", "bumper", "knock", "shock"),)
# These names are of modules of both kinds (an infrared sensor is a PIR, too), or a magnet holds the contact closed.
EITHER = (*("infrared", "ir", "proximity", "limit", "door", "cua", "speed", "interrupter", "photointerrupter", "slot"),)
# TTP223 (data sheet, "AHLB open: active high"), HC-SR501 and RCWL-0516: high when they notice somebody.
TOUCH = ("touch", "ttp", "ttp223", "touchpad", "cham", "chạm")
MOTION = ("pir", "motion", "rcwl", "microwave", "radar", "movement", "hcsr501", "chuyendong")
# SW-420 and SW-520D: a switch that is closed at rest. Boards differ, so what the program asks for comes first.
CLOSED_SWITCHES = ("tilt", "vibration", "vibrate", "sw420", "sw520", "sw520d", "rung")
DIFFER = ("sound", "mic", "microphone", "clap", "noise", "line", "track", "tracking", "tracker")
BUTTONS = ("button", "buttons", "btn", "btns", "key", "keys", "sw", "switch", "push", "pushbutton", "nut", "nutnhan")
GROVE_BUTTONS = ("grovebutton",)  # of Seeed's kits: high while pressed
# They are counted: a timer, and the wheel in front of a speed sensor.
TIMERS = ("ne555", "lm555", "tlc555")
COUNTED = (
    *(*TIMERS, "rps", "rpm", "revolution", "revolutions", "tach", "tacho", "tachometer", "anemometer", "geiger"),
    *("flow", "flowmeter", "waterflow", "yfs201", "turbine", "wind", "windspeed"),
)

TURNS = frozenset(COUNTED) - frozenset(("flow", "turbine", "wind"))
WHEELS = ("speed", "interrupter", "photointerrupter", "slot", "hall", "magnet", "magnetic", "reed")  # may stand at one

# Their first reads belong to something else: an echo, pulses, or a clocked chip.
WAITS = (
    *("echo", "trig", "trigger", "dht", "dht11", "dht22", "miso", "dout", "dat", "data", "dio", "clk", "dt", "rotary"),
    "busy",
    *("encoder", "ldr", "photocell", "rx", "sda", "scl"),
)
KEYS = (
    "row",
    "rows",
    "col",
    "cols",
    "column",
    "columns",
    "keypad",
)  # of a keypad: with no key pressed, the pull counts
RESETS = ("rst", "reset")
SONARS = ("ultrasonic", "hcsr04", "sr04", "sonar")
# They stand in many a program that speaks of something else.
WEAK = (
    *(
        "ir",
        "key",
        "keys",
        "sw",
        "switch",
        "push",
        "limit",
        "door",
        "cua",
        "line",
        "track",
        "lua",
        "mua",
        "cham",
        "nut",
        "speed",
        "slot",
        "flow",
        "turbine",
        "wind",
    ),
)
WEAK_NAMES = (*WEAK, "fire")  # a method, too

PULSES, PULSES_HZ = "pulses", "pulses_hz"
TABLES: tuple[tuple[tuple[str, ...], str, bool, bool], ...] = (
    (COUNTED, PULSES, False, True),
    (TOUCH, "sensor", False, True),
    (MOTION, "pir", False, True),
    (COMPARATORS, "sensor", True, True),
    (OPEN_SWITCHES, "sensor", True, True),
    (GROVE_BUTTONS, "sensor", False, True),
    (EITHER, "sensor", True, False),
    (CLOSED_SWITCHES, "sensor", False, False),
    (BUTTONS, "button", True, False),
    (DIFFER, "sensor", False, False),
)
CLUES = {word: InputClue(kind, high, word, sure) for words, kind, high, sure in reversed(TABLES) for word in words}
ORDER = {word: number for number, word in enumerate(word for words, *_ in TABLES for word in words)}


class InputClues:
    """The clues in one program's text."""

    def __init__(self, text: ProgramText, names: PinNames) -> None:
        self._text = text
        self._names = names

    @cached_property
    def _levels(self) -> TestedLevels:
        return TestedLevels(self._names, self._text.sources)

    @cached_property
    def _everywhere(self) -> frozenset[str]:
        """All names and texts of the program: they speak of its only input."""
        said = (piece.strip(".,:;!?~*()") for text in self._text.texts for piece in text.split())
        words = frozenset(word for each in said for word in pieces(each))
        return (self._text.words - {*WEAK_NAMES}) | (words - {*WEAK})

    def waits(self, gpio: int) -> bool:
        """Whether its name says that the program will show what it is."""
        return not self._names.words(gpio).isdisjoint((*WAITS, *KEYS))

    @property
    def of_sonar(self) -> bool:
        """Whether the program speaks of a distance sensor, whose echo a library may pull down."""
        return not self._text.words.isdisjoint(SONARS)

    def is_reset(self, gpio: int) -> bool:
        """Whether its name is of the wire that starts a display anew, and of no button."""
        words = self._names.words(gpio)
        return not words.isdisjoint(RESETS) and words.isdisjoint(BUTTONS)

    def is_of_keys(self, gpio: int) -> bool:
        """Whether its name is of a wire of a keypad, which leaves the wire alone while no key is pressed."""
        return not self._names.words(gpio).isdisjoint(KEYS)

    def of(self, gpio: int, alone: bool, pull: bool | None = None) -> InputClue | None:
        """What the names say about an input. `alone`: it is the only one, and all words may speak of it.

        `pull` is the level to which the program pulls it: a bare switch leaves it there.
        """
        found = _best(self._names.words(gpio))
        if found is None and alone:  # who pulls it has a button, or counts the pulses of a timer
            found = _best(self._everywhere if pull is None else self._everywhere & frozenset(TIMERS))
        if found is not None and found.kind == "button" and alone and pull is not False and self._is_touched(gpio):
            found = CLUES["touch"]
        if self._is_counted(found, alone):
            found = InputClue(PULSES, False, "" if found is None else found.word)
        said = None if found is None or found.kind == PULSES else self._levels.said(gpio)
        if said is None and found is not None and found.kind not in ("button", PULSES):
            said = self._levels.switched(gpio)
            said = self._levels.noticed(gpio) if said is None else said
        if found is not None and said is not None:  # whoever wrote it has seen what happens
            return InputClue(found.kind, not said, found.word)
        if found is None or found.sure:
            return found
        return InputClue(found.kind, self.rests_high(gpio, found.rests_high, pull), found.word, False)

    def _is_touched(self, gpio: int) -> bool:
        """Whether what is called a button is a pad: the program speaks of touching, and something happens at high."""
        return self._levels.level(gpio) is True and not self._text.words.isdisjoint(TOUCH)

    def _is_counted(self, found: InputClue | None, alone: bool) -> bool:
        """Whether pulses come there: somebody sets them, or the program speaks of revolutions at a wheel's sensor."""
        is_wheel = found is not None and found.word in WHEELS
        if PULSES_HZ in self._text.words:
            return alone or is_wheel
        return alone and is_wheel and not self._everywhere.isdisjoint(TURNS)

    def waited_first(self, gpio: int) -> bool | None:
        """The level while which the first loop that waits for it goes on."""
        return self._levels.waited_first(gpio)

    @property
    def timed(self) -> frozenset[int]:
        """The inputs that loops time."""
        return self._levels.timed

    def may_be_a_bare_button(self, net: Net, alone: bool = False) -> bool:
        """Whether no resistor holds it, and its name says so, or no name does and the program waits for a low level.

        `alone`: it is the only input, and all words of the program may say that it is a module.
        """
        if net.pi_pull is not None or net.gpio in BOARD_PULL_UPS or net.owner == "gpiozero":
            return False
        found = _best(self._names.words(net.gpio))
        if found is not None:
            return found.kind == "button"
        found = _best(self._everywhere) if alone else None
        is_module = found is not None and found.kind != "button"
        return not is_module and not self.waits(net.gpio) and self._levels.waits_for_low(net.gpio)

    def usual(self, gpio: int) -> bool:
        """The level at which a sensor rests that somebody has named, and whose level nobody said."""
        clue = self.of(gpio, alone=False)
        return self.rests_high(gpio) if clue is None else clue.rests_high

    def noticed_at(self, gpio: int, pull: bool | None, clue: InputClue | None = None) -> bool:
        """Whether it says that something happens at the level to which it pulls the input: no button is like that.

        Of a wire that is pulled down it must say, too, that nothing happens at the other: a button may be asked for 0.
        Or it asks for 0 first, and switches something on then: then a resistor on the board holds the wire high.
        """
        if pull is None or (clue is not None and (pull or clue.kind != "button")):
            return False
        if pull and self._levels.switched(gpio) and self._everywhere.isdisjoint(BUTTONS):
            return True
        if pull:
            return self._levels.printed(gpio) is True
        said = self._levels.said(gpio)
        return said is False or (said is None and self._levels.begins_at(gpio) is False)

    def rests_high(self, gpio: int, usual: bool = False, pull: bool | None = None) -> bool:
        """The level at rest, when no name tells: the one that the program does not ask for first."""
        asked = self._levels.level(gpio)
        if asked is not None:
            return not asked
        if pull is not None:
            return pull
        words = self._text.words
        if "falling" in words and "rising" not in words:
            return True
        return usual and not ("rising" in words and "falling" not in words)


def _best(words: frozenset[str]) -> InputClue | None:
    known = [word for word in words if word in CLUES]
    return CLUES[min(known, key=ORDER.__getitem__)] if known else None
