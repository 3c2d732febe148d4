"""Where everything stands on the sheet, and a track of its own for each signal, so that none crosses another.

Senses hang left of the board, in the order of their pins, with analog sensors beside their converter; what is switched
hangs right.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from devices.header import physical_pin
from wiring.drawing.header import Header
from wiring.drawing.module import WIDTH, Module
from wiring.drawing.pen import Point

SHEET_W, SHEET_H = 1684, 1190  # A4 landscape
TOP, BOTTOM = 152, 1082
OUTER_X, LEFT_X, RIGHT_X = 26, 330, SHEET_W - 330 - WIDTH
RAIL_TOP, RAIL_BOTTOM = 132, BOTTOM + 22
LEFT_RAILS = {"GND": 214, "5V": 244, "3V3": 274}
RIGHT_RAILS = {"GND": 1386, "5V": 1416, "3V3": 1446, "12V": 1478, "12V*": 1508}
LOAD_X = 1580
HEADER = Header(829, 262, 34)
LARGEST_GAP, LEAST_GAP = 46, 16


class TooFull(Exception):
    """So many `parts` do not fit on one sheet, one above the other."""

    def __init__(self, parts: int) -> None:
        super().__init__(f"{parts} parts do not fit on one sheet")
        self.parts = parts


@dataclass(slots=True)
class Net:
    """A signal from a terminal to a pin of the board."""

    source: str  # part.terminal
    pin: int
    start: Point
    side: str
    module: Module | None = None
    track: float = 0.0
    before: list[Point] = field(default_factory=list)  # the way from the part to `start`

    @property
    def y_pin(self) -> float:
        """The height at which it reaches the board."""
        return HEADER.exit(self.pin, self.side)

    def path(self) -> list[Point]:
        """All its points."""
        x, y = self.start
        way = [(x, y), (self.track, y), (self.track, self.y_pin), *HEADER.way_out(self.pin, self.side)]
        return [*self.before, *way]


@dataclass(slots=True)
class Columns:
    """The parts by the column they stand in."""

    outer: list[Module]
    left: list[Module]
    right: list[Module]


def columns(found: Sequence[Module]) -> Columns:
    """Sort the parts into columns and place them. Raises TooFull when they do not fit."""
    outer = [m for m in found if m.role in ("analog", "heater")]
    outer.sort(key=lambda m: int(m.part.options.get("channel", 0)))
    right = [m for m in found if m.role in ("output", "heartbeat")]
    left = [m for m in found if m not in outer and m not in right]
    left.sort(key=lambda m: (m.role != "adc", m.role != "bus", _row(m, "left")))
    right.sort(key=lambda m: _row(m, "right"))
    _place(outer, OUTER_X, TOP + 122 * len(outer))
    _place(left, LEFT_X, BOTTOM)
    _place(right, RIGHT_X, BOTTOM)
    return Columns(outer, left, right)


def nets(found: Columns) -> list[Net]:
    """Every signal that ends on a pin of its own, with its track. The I2C bus is one signal each for all its parts."""
    all_nets: dict[str, list[Net]] = {"left": _bus_nets(found.left), "right": []}
    for module in (*found.left, *found.right, *found.outer):
        side = "right" if module in found.right else "left"
        for terminal, gpio in module.gpios.items():
            if terminal in ("SDA", "SCL"):
                continue
            source = f"{module.part.name}.{terminal}"
            all_nets[side].append(Net(source, physical_pin(gpio), module.at(terminal), side, module))
    _under_the_column(found, all_nets["left"])
    _tracks(all_nets["left"], LEFT_X + WIDTH + 84, HEADER.left - 16)
    _tracks(all_nets["right"], RIGHT_X - 88, HEADER.right + 30)
    return [*all_nets["left"], *all_nets["right"]]


def on_bus(found: Sequence[Module]) -> list[Module]:
    """The parts on the I2C bus, from top to bottom."""
    return sorted((m for m in found if "SDA" in m.gpios), key=lambda m: m.y)


def bus_x(number: int) -> float:
    """Where the trunk of SDA (0) and SCL (1) runs."""
    return LEFT_X + WIDTH + 32 + 13 * number


def _row(module: Module, side: str) -> float:
    pins = [physical_pin(gpio) for gpio in module.gpios.values()]
    return min((HEADER.exit(pin, side) for pin in pins), default=0.0)


def _place(column: Sequence[Module], x: float, bottom: float) -> None:
    if not column:
        return
    free = bottom - TOP - sum(module.h for module in column)
    gap = min(LARGEST_GAP, free / len(column))
    if gap < LEAST_GAP:
        raise TooFull(len(column))
    y = TOP + gap * 0.6
    for module in column:
        module.x, module.y = x, round(y)
        y += module.h + gap


def _bus_nets(left: Sequence[Module]) -> list[Net]:
    bus = on_bus(left)
    if not bus:
        return []
    return [
        Net(f"bus.{line}", physical_pin(bus[0].gpios[line]), (bus_x(number), bus[0].at(line)[1]), "left")
        for number, line in enumerate(("SDA", "SCL"))
    ]


def _under_the_column(found: Columns, all_nets: Sequence[Net]) -> None:
    """A pin's wire from the outer column passes the left one below the part that comes before it."""
    for net in all_nets:
        if net.module is None or net.module not in found.outer:
            continue
        above = [
            each.module for each in all_nets if each.module in found.left and each.module and each.y_pin < net.y_pin
        ] or on_bus(found.left)
        y = max(((module.y + module.h) for module in above), default=TOP) + 13
        x0, y0 = net.start
        net.before = [(x0, y0), (LEFT_RAILS["GND"] - 16, y0), (LEFT_RAILS["GND"] - 16, y)]
        net.start = (LEFT_RAILS["GND"] - 16, y)


def _tracks(all_nets: list[Net], x_from: float, x_to: float) -> None:
    all_nets.sort(key=lambda net: net.y_pin)
    up = [net for net in all_nets if net.start[1] > net.y_pin]
    down = [net for net in all_nets if net.start[1] <= net.y_pin]
    step = (x_to - x_from) / (len(all_nets) + 1)
    for order in (up, down[::-1]):
        for number, net in enumerate(order, 1):
            net.track = x_from + step * number
