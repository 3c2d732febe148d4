"""The parts of a test: plugged in by name, and changed while it runs."""

from __future__ import annotations

import inspect
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from typing import Any

from devices import HighlandError, Message, Part, WiredPart
from sim.chips import Chip
from sim.chips import find as find_chip
from sim.chips import names as chip_names
from sim.chips._bus_chips import ConverterChip
from sim.programs.parts.catalog import KINDS, QUANTITIES
from sim.programs.parts.kind import I2C
from sim.programs.plugging.worlds import Felt, Still
from sim.virtual_pi import VirtualPi

OTHER_NAMES = {"led": "lamp", "hc_sr04": "sonar", "hc_sr501": "pir", "photoresistor": "light"}
PINS_OF_KINDS = {"sonar": ("trigger", "echo"), "button": ("pin", "to_3v3"), "pir": ("pin",), "sensor": ("pin",)}
PINS_OF_KINDS["light"] = PINS_OF_KINDS["ds18b20"] = ("pin",)
PINS_OF_KINDS |= {
    kind.name: ("address",) for kind in KINDS.values() if kind.where == I2C and kind.name not in chip_names()
}

NO_PART = Message("testing.no_part", "There is no part called {name} that can be plugged in.")
NO_PART_HINT = Message("testing.no_part.hint", "There are: {names}.")
NOT_PLUGGED = Message("testing.not_plugged", "No {name} is plugged in.")
NOT_PLUGGED_HINT = Message("testing.not_plugged.hint", "Plugged in are: {names}. Write virtual_pi.plug(...) first.")
TWICE = Message("testing.twice", "A part called {name} is plugged in already.")
TWICE_HINT = Message("testing.twice.hint", 'Give the second one a name of its own: plug("{name}", name="second", ...).')
NOT_FELT = Message("testing.not_felt", "A {part} has no {name}.")
NOT_FELT_HINT = Message("testing.not_felt.hint", "It has: {names}.")
MISSING = Message("testing.missing", "A {part} needs {name}=...")
NO_ADC = Message("testing.no_adc", "{name} is no converter with analog inputs.")
NO_ADC_HINT = Message("testing.no_adc.hint", 'Plug in an "ads1115" or an "mcp3008" and give its name as on=...')
TAKEN = Message("testing.taken", "The {part} cannot be plugged in there: {reason}.")
NOT_A_VALUE = Message("testing.not_a_value", "{name} of a {part} cannot be {value}.")
NOT_A_VALUE_HINT = Message("testing.not_a_value.hint", "Give a number, or True or False.")
NO_FINGER = Message("testing.no_finger", "Nobody can press a {part}.")


class CannotTest(HighlandError):
    """A test asks for something that cannot be; it says what can."""


class Breadboard:
    """Everything that a test has plugged into its virtual board."""

    def __init__(self, pi: VirtualPi) -> None:
        self.chips: dict[str, Chip] = {}
        self.driven: dict[str, float] = {}
        self._pi = pi
        self._felt = Felt(Still())

    def plug(self, driver: str, given: Mapping[str, Any]) -> str:
        """Plug a part in and return its name. Raises CannotTest."""
        kind = OTHER_NAMES.get(driver, driver)
        chip_class = _chip_class(kind, driver)
        name = str(given.get("name", driver))
        if name in self.chips:
            raise CannotTest(TWICE(name=name), TWICE_HINT(name=driver))
        feels = quantities_of(kind, chip_class)
        options = self._take(name, driver, given, feels, options_of(kind))
        try:
            chip = chip_class(self._pi, WiredPart(name, kind, options), self._felt, self.driven)
            self._link(chip, options)
        except KeyError as error:
            missing = error.args[0]
            said = (
                MISSING(part=driver, name=missing)
                if missing in options_of(kind)
                else TAKEN(part=driver, reason=missing)
            )
            raise CannotTest(said) from None
        except ValueError as error:
            raise CannotTest(TAKEN(part=driver, reason=error)) from None
        if isinstance(chip, ConverterChip):
            for number, quantity in enumerate(feels):
                chip.inputs[number] = self._volts(f"{name}_{quantity}")
        self.chips[name] = chip
        return name

    def _take(
        self, name: str, driver: str, given: Mapping[str, Any], feels: Sequence[str], known: frozenset[str]
    ) -> dict[str, Any]:
        """Set what the part feels, and return how it is connected."""
        options = {}
        for key, value in given.items():
            if key in feels:
                self._felt[f"{name}_{key}"] = _checked(driver, key, value)
            elif key in known:
                options[key] = value
            elif key != "name":
                names = ", ".join((*feels, *sorted(known), "name"))
                raise CannotTest(NOT_FELT(part=driver, name=key), NOT_FELT_HINT(names=names))
        return options

    def set(self, part: str | None, quantities: Mapping[str, Any]) -> None:
        """Change what one part feels, or every part that feels it. Raises CannotTest."""
        for quantity, value in quantities.items():
            names = [self.name_of(part)] if part is not None else list(self.chips)
            feeling = [name for name in names if quantity in self._feels(name)]
            if not feeling:
                shown = part if part is not None else ", ".join(self.chips) or "part"
                raise CannotTest(
                    NOT_FELT(part=shown, name=quantity),
                    NOT_FELT_HINT(names=", ".join(dict.fromkeys(each for name in names for each in self._feels(name)))),
                )
            for name in feeling:
                self._felt[f"{name}_{quantity}"] = _checked(name, quantity, value)
        for chip in self.chips.values():
            chip.world_moved()

    def name_of(self, part: str, pin: int | None = None) -> str:
        """The name of the one part that is meant: by its own name, by what it is, or by its pin. Raises CannotTest."""
        kind = OTHER_NAMES.get(part, part)
        fitting = [part] if part in self.chips else [n for n, chip in self.chips.items() if chip.part.driver == kind]
        if pin is not None:
            fitting = [
                name
                for name, chip in self.chips.items()
                if chip.part.options.get("pin") == pin and (name == part or chip.part.driver == kind)
            ]
        if len(fitting) != 1:
            shown = part if pin is None else f"{part} (GPIO{pin})"
            names = ", ".join(self.chips) or "-"
            raise CannotTest(NOT_PLUGGED(name=shown), NOT_PLUGGED_HINT(names=names))
        return fitting[0]

    def has(self, part: str, pin: int) -> bool:
        """Whether such a part is on that pin."""
        kind = OTHER_NAMES.get(part, part)
        return any(
            chip.part.options.get("pin") == pin and (name == part or chip.part.driver == kind)
            for name, chip in self.chips.items()
        )

    def touch(self, name: str) -> str:
        """The yes-or-no quantity that a finger, a person or the water changes. Raises CannotTest."""
        for quantity in self._feels(name):
            if isinstance(QUANTITIES[quantity].still, bool):
                return quantity
        raise CannotTest(NO_FINGER(part=name))

    def on_pin(self, gpio: int) -> WiredPart | None:
        """The part that a wiring list would name for this pin, or None."""
        for chip in self.chips.values():
            if chip.part.options.get("pin") == gpio:
                return chip.part
        return None

    def _feels(self, name: str) -> tuple[str, ...]:
        return quantities_of(self.chips[name].part.driver, type(self.chips[name]), self.chips[name])

    def _link(self, chip: Chip, options: Mapping[str, Any]) -> None:
        if "on" not in options:
            return
        adc = self.chips.get(str(options["on"]))
        if not isinstance(adc, ConverterChip):
            raise CannotTest(NO_ADC(name=options["on"]), NO_ADC_HINT)
        adc.inputs[int(options.get("channel", 0))] = chip.volts  # type: ignore[attr-defined]  # analog chips have it

    def _volts(self, key: str) -> Any:
        return lambda: self._felt[key]


def quantities_of(kind: str, chip_class: type[Chip], chip: Chip | None = None) -> tuple[str, ...]:
    """What a test can change about a part."""
    if kind in KINDS:
        return KINDS[kind].quantities
    return chip_class.feels if chip is None else chip.feels


@cache
def options_of(kind: str) -> frozenset[str]:
    """What can be said about how a part is connected: the arguments of its driver."""
    if kind in PINS_OF_KINDS:
        return frozenset(PINS_OF_KINDS[kind])
    found: set[str] = set()
    module = import_module(f"drivers.{kind}")
    for thing in vars(module).values():
        if isinstance(thing, type) and issubclass(thing, Part) and thing.__module__ == module.__name__:
            found.update(inspect.signature(thing).parameters)
    if "adc" in found:
        found |= {"on", "channel"}
    return frozenset(found - {"clock", "adc"})


def part_names() -> list[str]:
    """Everything that can be plugged in."""
    return sorted({*KINDS, *chip_names(), *OTHER_NAMES})


def _chip_class(kind: str, asked: str) -> type[Chip]:
    if kind in KINDS:
        return KINDS[kind].chip
    if kind not in chip_names():
        raise CannotTest(NO_PART(name=asked), NO_PART_HINT(names=", ".join(part_names())))
    return find_chip(kind)


def _checked(part: str, name: str, value: Any) -> float | bool:
    if isinstance(value, bool | int | float) and value == value:
        return value
    raise CannotTest(NOT_A_VALUE(part=part, name=name, value=repr(value)), NOT_A_VALUE_HINT)
