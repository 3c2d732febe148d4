"""Show a wiring list to people: as rows of a table, and as an SVG picture of the 40-pin header."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape

from devices import Message, Wiring
from devices.header import PINS, HeaderPin, physical_pin
from wiring.links import I2C_PINS, SPI_PINS, Link, links

TITLE = Message("svg.title", "Wiring of {project}")
CONVERTER = Message("svg.converter", "{adc} input {channel}: {part}")
TO_ADC = Message("wire.adc", "{adc} A{channel}")
TO_BUS = Message("wire.bus", "{bus} (pins {pins})")
TO_PIN = Message("wire.pin", "GPIO{gpio} (pin {pin})")
NO_PIN = Message("wire.no_pin", "GPIO{gpio}")
NOWHERE = Message("wire.nowhere", "-")
ALSO = Message("svg.also", "Every part also needs its supply and GND. All GND are one: join them.")
HALF = Message("svg.half", "The top of the picture is the end of the header with the SD card.")

ROW = 27
TOP = 92
LEFT_X, RIGHT_X = 530, 562
WIDTH = 1090
COLORS = {"power": "#d1495b", "3V3": "#e98a15", "ground": "#30343f", "gpio": "#3a7d44", "id": "#9aa0a6"}
WIRE = {"i2c": "#1f6feb", "spi": "#8250df", "output": "#bc4c00", "input": "#0f766e", "pulse": "#0f766e"}
FONT = "font-family='DejaVu Sans, Arial, sans-serif'"


@dataclass(frozen=True, slots=True)
class Row:
    """One part: its name, what it is, where it goes, its supply in volts."""

    part: str
    title: Message
    goes_to: Message
    supply_v: float


def rows(wiring: Wiring) -> list[Row]:
    """One row a wire, in the order of the list. Raises WiringError for an unknown driver."""
    return [Row(wire.part.name, wire.kind.title, goes_to(wire), wire.kind.supply_v) for wire in links(wiring)]


def goes_to(wire: Link) -> Message:
    """Where a wire goes, with GPIO number and physical pin."""
    role, value = wire.terminal.role, wire.value
    if role == "analog":
        return TO_ADC(adc=wire.part.options.get("on", "?"), channel=value or 0)
    if role == "i2c":
        return TO_BUS(bus=f"I2C 0x{value or 0:02X}", pins=_pins(I2C_PINS))
    if role == "spi":
        return TO_BUS(bus=f"SPI CE{value or 0}", pins=_pins(SPI_PINS[1:]))
    if value is None:
        return NOWHERE
    try:
        return TO_PIN(gpio=value, pin=physical_pin(value))
    except KeyError:
        return NO_PIN(gpio=value)


def _pins(gpios: Iterable[int]) -> str:
    return ", ".join(str(physical_pin(gpio)) for gpio in gpios)


def draw(project: str, wiring: Wiring, translate: Callable[[str], str] = str) -> str:
    """The header with every part at its pin, as SVG text. Raises WiringError for an unknown driver."""
    wires = links(wiring)
    labels = _labels(wires)
    notes = [*_converters(wires, translate), ALSO.render(translate), HALF.render(translate)]
    height = TOP + 20 * ROW + 30 + 24 * len(notes)
    body = [
        f"<svg xmlns='http://www.w3.org/2000/svg' width='{WIDTH}' height='{height}' viewBox='0 0 {WIDTH} {height}'>",
        "<rect width='100%' height='100%' fill='#fbfaf7'/>",
        f"<text x='40' y='48' font-size='24' font-weight='bold' {FONT} fill='#1b1f24'>"
        f"{escape(TITLE(project=project).render(translate))}</text>",
        f"<rect x='{LEFT_X - 20}' y='{TOP - 20}' width='{RIGHT_X - LEFT_X + 40}' height='{20 * ROW + 12}' "
        "rx='8' fill='#1b1f24'/>",
    ]
    for pin in PINS:
        body += _pin(pin, labels.get(pin.physical, []))
    for number, note in enumerate(notes):
        y = TOP + 20 * ROW + 28 + 24 * number
        body.append(f"<text x='40' y='{y}' font-size='14' {FONT} fill='#30343f'>{escape(note)}</text>")
    return "\n".join([*body, "</svg>", ""])


def _labels(wires: list[Link]) -> dict[int, list[tuple[str, str]]]:
    """For each physical pin, what hangs on it: (text, role)."""
    physical = {pin.gpio: pin.physical for pin in PINS if pin.gpio is not None}
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for wire in wires:
        role, name = wire.terminal.role, wire.part.name
        if role == "i2c" and wire.value is not None:
            for gpio in I2C_PINS:
                found[physical[gpio]].append((f"{name} 0x{wire.value:02X}", role))
        elif role == "spi":
            for gpio in SPI_PINS[1:]:
                found[physical[gpio]].append((name, role))
        elif role in ("input", "output", "pulse") and wire.value in physical:
            found[physical[wire.value]].append((name, role))
    return found


def _converters(wires: list[Link], translate: Callable[[str], str]) -> Iterator[str]:
    for wire in wires:
        if wire.terminal.role == "analog" and "on" in wire.part.options:
            said = CONVERTER(adc=wire.part.options["on"], channel=wire.value or 0, part=wire.part.name)
            yield said.render(translate)


def _pin(pin: HeaderPin, labels: list[tuple[str, str]]) -> Iterator[str]:
    odd = pin.physical % 2 == 1
    x = LEFT_X if odd else RIGHT_X
    y = TOP + (pin.physical - 1) // 2 * ROW
    color = COLORS["3V3"] if pin.name == "3V3" else COLORS[pin.kind]
    yield f"<circle cx='{x}' cy='{y}' r='9' fill='{color}' stroke='#f4d58d' stroke-width='2'/>"
    yield f"<text x='{x}' y='{y + 3.5}' font-size='9' text-anchor='middle' {FONT} fill='#ffffff'>{pin.physical}</text>"
    side = -1 if odd else 1
    anchor = "end" if odd else "start"
    yield (
        f"<text x='{x + side * 30}' y='{y + 4.5}' font-size='13' text-anchor='{anchor}' {FONT} "
        f"fill='{'#1b1f24' if labels else '#8b949e'}'>{escape(pin.name)}</text>"
    )
    if labels:
        text = ", ".join(name for name, _ in labels)
        stroke = WIRE[labels[0][1]]
        near, far = x + side * 130, x + side * 170
        yield f"<line x1='{near}' y1='{y}' x2='{far}' y2='{y}' stroke='{stroke}' stroke-width='3'/>"
        yield (
            f"<text x='{far + side * 8}' y='{y + 4.5}' font-size='14' font-weight='bold' "
            f"text-anchor='{anchor}' {FONT} fill='{stroke}'>{escape(text)}</text>"
        )
