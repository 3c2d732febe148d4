"""Where a current meter sits: in whose wire, with a letter at each of its two ends and the same letter at the meter."""

from __future__ import annotations

from typing import NamedTuple

from devices import PassivePart, Wiring
from wiring.build import BATTERY, CONTROLLER, MOSFET, PANEL, RELAY
from wiring.drawing.pen import INK, PAPER, line, rect, text

LETTERS = "ABCEFGJKLMNPQRTUVWXYZ"  # D, H and S are terminals
NOTE, HALF = "#fff3c4", 11.0


class Meter(NamedTuple):
    """A meter, the wire it sits in, and the letters at Vin+ and Vin−."""

    name: str
    wire: str
    plus: str
    minus: str


def meters(wiring: Wiring) -> dict[str, Meter]:
    """The meters of a list, each under its own name, with letters in the order of the list."""
    found = [part for part in wiring.parts if "in_wire_of" in part.build]
    return {
        part.name: Meter(part.name, str(part.build["in_wire_of"]), *_letters(number))
        for number, part in enumerate(found)
    }


def meter_in(wiring: Wiring, wire: str) -> Meter | None:
    """The meter in the wire of a part, or None."""
    return next((meter for meter in meters(wiring).values() if meter.wire == wire), None)


def is_in_a_load(meter: Meter, wiring: Wiring) -> bool:
    """Whether it sits between a relay or MOSFET and its load."""
    part = next((each for each in wiring.parts if each.name == meter.wire), None)
    return part is not None and part.build.get("carrier") in (RELAY, MOSFET)


def source_of(meter: Meter, wiring: Wiring) -> PassivePart | None:
    """The battery, panel or controller whose current it measures, or None."""
    kinds = {each.kind: each for each in reversed(wiring.passive)}
    by_name = {each.name: each for each in wiring.passive}
    found = by_name.get(meter.wire) or kinds.get(meter.wire)
    if found is not None and found.kind == PANEL:
        return kinds.get(CONTROLLER, found)
    return found


def is_backwards(source: PassivePart) -> bool:
    """A battery's meter counts what flows in as positive: its Vin− is at the battery."""
    return source.kind == BATTERY


def letter(x: float, y: float, word: str, size: float = 16) -> str:
    """The letter of one end, in a square: a circle would be the number of a pin."""
    half = size / 2
    return rect(x - half, y - half, size, size, NOTE, 3, INK, 1.4) + text(
        x, y + size * 0.26, word, size * 0.72, INK, "middle", bold=True
    )


def gap(x: float, y: float, first: str, second: str, scale: float = 1.0) -> str:
    """The place in a wire where the meter sits, at (x, y): from the left `first`, then `second`."""
    half = HALF * scale
    size = 16 * scale
    cut = rect(x - half, y - size / 2, 2 * half, size, PAPER, 0, PAPER, 0)
    dots = line(f"M{x - half} {y}h{2 * half}", INK, 1.4)
    return cut + dots + letter(x - half, y, first, size) + letter(x + half, y, second, size)


def _letters(number: int) -> tuple[str, str]:
    def of(place: int) -> str:
        return LETTERS[place % len(LETTERS)] + (str(place // len(LETTERS)) if place >= len(LETTERS) else "")

    return of(2 * number), of(2 * number + 1)
