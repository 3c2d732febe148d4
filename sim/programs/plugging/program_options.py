"""What somebody asks of a program's world: `--set temperature_c=31`, `--plug gpio17=pir`, `--press gpio17@5s`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from devices import HighlandError, Message
from sim.programs.parts.catalog import KINDS, QUANTITIES
from sim.programs.parts.kind import GPIO, I2C, SERIAL_PORTS, SPI, UART, PartKind, Place, place_of
from sim.programs.plugging.worlds import quantity_in, value_of
from sim.time.durations import seconds
from sim.world.presses import CLICK_S, Press, parse_press

CARDS = ("card", "card2")
LEVEL_KEY = re.compile(r"gpio\d+")
BOARD_PIN = re.compile(r"(?:pin|board)(\d+)")

BAD_SET = Message("script.set", "--set needs KEY=VALUE, such as temperature_c=31 or distance_m=0.2@10s, not {text}.")
NO_KEY = Message("script.set.key", "Nothing here is called {key}.")
KEYS_HINT = Message(
    "script.set.key.hint",
    "For all parts: {quantities}. For one part: its kind, its place and what it feels, such as {example}.",
)
BAD_VALUE = Message("script.set.value", "{key} cannot be {value}.")
BAD_VALUE_HINT = Message("script.set.value.hint", "Give a number, or true or false, such as {key}={example}.")
BAD_LEVEL = Message("script.set.level", "Write {high} or {low}, not {value}: a level at rest.")
BAD_PLUG = Message("script.plug", "--plug needs a place and a part, such as gpio17=button or 0x76=bme280, not {text}.")
NO_KIND = Message("script.plug.kind", "No part called {kind} can be plugged in at {place}.")
KINDS_HINT = Message("script.plug.kind.hint", "There: {kinds}.")
BAD_SAY = Message(
    "script.say",
    "--say needs a place and a text, such as usb0=23.5, 0x08=42 or card=Lan, not {text}. Places are {places}, and I2C "
    "addresses.",
)
EXAMPLES = "dht22_gpio4_temperature_c, ads1115_0x48_a0_v, mcp3008_ce0_ch0_v"


LEVELS = {"high": True, "low": False}


class ProgramOptionError(HighlandError):
    """A `--set` or `--plug` that cannot be understood."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A value that somebody sets, from `at_s` virtual seconds on."""

    key: str
    value: float | bool
    at_s: float = 0.0

    @property
    def gpio(self) -> int | None:
        """The pin whose level at rest it is, or None."""
        return int(self.key[4:]) if LEVEL_KEY.fullmatch(self.key) else None

    @property
    def part(self) -> tuple[PartKind, Place] | None:
        """The part that the key names, if it names one."""
        return part_in(self.key)


def settings_in(texts: Sequence[str], wired: Mapping[str, Sequence[str]] | None = None) -> list[Setting]:
    """What `--set` asks for. `wired` are the parts of a wiring list with what they feel. Raises ProgramOptionError."""
    return [_setting(text, wired or {}) for text in texts]


def plugs_in(texts: Sequence[str]) -> list[tuple[PartKind, Place]]:
    """What `--plug` asks for, such as gpio17=button, 0x76=bme280, ce0=mcp3008. Raises ProgramOptionError."""
    return [_plug(text) for text in texts]


def says_in(texts: Sequence[str]) -> dict[Place | str, tuple[str, ...]]:
    """What `--say` asks for: the lines of a board at a serial port or an I2C address, or the text on a card.

    Raises ProgramOptionError.
    """
    found: dict[Place | str, tuple[str, ...]] = {}
    for text in texts:
        where, equals, line = text.partition("=")
        where = where.strip().lower()
        place: Place | str | None = where if where in CARDS else place_of(where)
        if not equals or place is None or (isinstance(place, Place) and place.where not in (UART, I2C)):
            raise ProgramOptionError(BAD_SAY(text=text, places=", ".join((*SERIAL_PORTS, *CARDS))))
        found[place] = (*found.get(place, ()), line)
    return found


def talkers(said: Iterable[Place | str]) -> list[tuple[PartKind, Place]]:
    """The boards that say something, which are plugged in for that."""
    places = (each for each in said if isinstance(each, Place))
    return [(KINDS["arduino" if place.where == UART else "arduino_i2c"], place) for place in places]


def presses_in(texts: Sequence[str]) -> list[Press]:
    """What `--press` asks for. Raises PressError."""
    return [parse_press(text, CLICK_S) for text in texts]


def spoken_of(settings: Iterable[Setting], presses: Iterable[Press]) -> list[str]:
    """What somebody speaks of in options: buttons and quantities, and the one kind of part that has such a one.

    Whoever sets `weight_g` has a scale, also when the program does not say how its chip is called: on pins there is one
    such chip, and one on I2C.
    """
    found = [*(press.button for press in presses), *(setting.key for setting in settings)]
    return [*found, *(kind for name in found for kind in _one_on_each_bus(name))]


def _one_on_each_bus(quantity: str) -> list[str]:
    kinds = kinds_with(quantity)
    return kinds if len({KINDS[kind].where for kind in kinds}) == len(kinds) else []


def kinds_with(quantity: str) -> list[str]:
    """The kinds of parts that feel this."""
    return [kind.name for kind in KINDS.values() if quantity in kind.quantities]


def example_of(name: str) -> str:
    """How `--plug` plugs such a part in."""
    kind = KINDS[name]
    number = {GPIO: 17, I2C: kind.addresses[0] if kind.addresses else 0x48}.get(kind.where, 0)
    return f"{Place(kind.where, number)}={name}"


def part_in(key: str) -> tuple[PartKind, Place] | None:
    """The kind and the place in a key such as `dht22_gpio4_temperature_c`."""
    words = key.split("_")
    for count in range(1, len(words) - 1):
        kind, place = KINDS.get("_".join(words[:count])), place_of(words[count])
        if kind is not None and place is not None and place.where in (kind.where, GPIO if kind.where == SPI else ""):
            return kind, place
    return None


def pin_in(name: str) -> int | None:
    """The GPIO that a name such as gpio17, 17 or pin11 means, or None."""
    from sim.libraries.stand_ins.rpi_gpio.names import BOARD_TO_GPIO

    name = name.lower()
    on_header = BOARD_PIN.fullmatch(name)
    if on_header is not None:
        return BOARD_TO_GPIO.get(int(on_header[1]))
    place = place_of(name if name.startswith("gpio") else f"gpio{name}")
    return None if place is None else place.number


def _setting(text: str, wired: Mapping[str, Sequence[str]]) -> Setting:
    key, equals, wanted = (piece.strip() for piece in text.partition("="))
    value, at, moment = wanted.partition("@")
    gpio = pin_in(key) if equals and key.lower().startswith(("gpio", "pin", "board")) else None
    if gpio is not None:
        return _level(key, gpio, value, moment if at else "0")
    quantity = quantity_in(key)
    if not equals or not key:
        raise ProgramOptionError(BAD_SET(text=text))
    if quantity is None or not (key == quantity or _named(key, quantity, wired)):
        quantities = ", ".join(name for name in QUANTITIES if not re.fullmatch(r"(a|ch)\d_v", name))
        raise ProgramOptionError(NO_KEY(key=key), KEYS_HINT(quantities=quantities, example=EXAMPLES))
    try:
        return Setting(key, value_of(quantity, value), seconds(moment) if at else 0.0)
    except ValueError:
        raise ProgramOptionError(
            BAD_VALUE(key=key, value=wanted), BAD_VALUE_HINT(key=key, example=f"{float(QUANTITIES[quantity].still):g}")
        ) from None


def _level(key: str, gpio: int, value: str, moment: str) -> Setting:
    """A level at rest; the key in what is felt is always gpio17, however the pin was called."""
    try:
        return Setting(f"gpio{gpio}", LEVELS[value.lower()], seconds(moment))
    except (KeyError, ValueError):
        raise ProgramOptionError(BAD_LEVEL(high=f"{key}=high", low=f"{key}=low", value=value)) from None


def _plug(text: str) -> tuple[PartKind, Place]:
    where, equals, name = (piece.strip().lower() for piece in text.partition("="))
    gpio = pin_in(where)
    place = place_of(where) or (None if gpio is None else Place(GPIO, gpio))
    if not equals or place is None:
        raise ProgramOptionError(BAD_PLUG(text=text))
    kind = KINDS.get(name)
    if kind is None or kind.where != place.where:
        here = (each.name for each in KINDS.values() if each.where == place.where)
        kinds = ", ".join(name for name in here if not name.startswith("unknown"))
        raise ProgramOptionError(NO_KIND(kind=name, place=place.shown), KINDS_HINT(kinds=kinds))
    return kind, place


def _named(key: str, quantity: str, wired: Mapping[str, Sequence[str]]) -> bool:
    for name, feels in wired.items():
        if quantity in feels and key == f"{name}_{quantity}":
            return True
    part = part_in(key)
    return part is not None and quantity in part[0].quantities and key == f"{part[0].name}_{part[1]}_{quantity}"
