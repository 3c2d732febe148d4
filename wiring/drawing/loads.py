"""What hangs on 12 V: loads, and the parts without a pin that stand in their wires. Each in a box of 92 x 64."""

from __future__ import annotations

from collections.abc import Callable

from look.tokens import color
from wiring.build import DIODE, FUSE
from wiring.drawing.pen import GRAY, INK, circle, line, rect, text

LOAD_WIDTH, LOAD_HEIGHT = 92, 64


def load(driver: str) -> str:
    """The thing behind a relay or MOSFET; a heater where nothing else is known."""
    return LOADS.get(driver, _heater)()


def _valve() -> str:
    pipe = line("M10 38h24l12 12 12-12h24v20H58L46 48 34 58H10z", INK, 1.4, "#d9a441")
    return rect(30, 4, 32, 26, "#2f86d6", 3) + pipe + rect(43, 30, 6, 16, GRAY, 0)


def _pump() -> str:
    arrow = line("M18 36h18m-7-7 7 7-7 7", "#fff", 3)
    return rect(34, 18, 48, 32, "#3b444c", 6) + circle(28, 36, 20, "#2f86d6") + arrow


def _fan() -> str:
    blades = "".join(
        f'<path d="M46 32c2-14 14-18 18-10s-8 12-18 10z" fill="#6d7880" stroke="{INK}" '
        f'transform="rotate({turn} 46 32)"/>'
        for turn in range(0, 360, 90)
    )
    return rect(17, 3, 58, 58, "#f4f7f9", 8) + circle(46, 32, 25, "#e3e9ec") + blades + circle(46, 32, 6, INK)


def _uv_lamp() -> str:
    ends = rect(4, 22, 12, 20, GRAY, 2) + rect(76, 22, 12, 20, GRAY, 2)
    return rect(10, 20, 72, 24, "#d7c6f5", 12) + ends + text(46, 37, "UV", 12, INK, "middle", bold=True)


def _lamp() -> str:
    bulb = line("M30 30a16 16 0 1 1 32 0q0 8-8 14v6H38v-6q-8-6-8-14z", INK, 1.4, "#ffe08a")
    return bulb + rect(38, 50, 16, 10, GRAY, 2)


def _heater() -> str:
    coil = line("M20 32h8l4-10 7 20 7-20 7 20 4-10h14", color("orange"), 2.6)
    return rect(12, 14, 68, 36, "#f1e3c2", 4) + coil


LOADS: dict[str, Callable[[], str]] = {
    "valve": _valve, "pump": _pump, "fan": _fan, "uv_lamp": _uv_lamp, "lamp": _lamp
}  # fmt: skip


def in_wire(kind: str, x: float, y: float) -> str:
    """A passive part in a wire that runs from left to right through (x, y)."""
    if kind == FUSE:
        return rect(x - 17, y - 8, 34, 16, "#fff", 8) + line(f"M{x - 17} {y}h34", INK, 1.6)
    if kind == DIODE:
        return line(f"M{x - 8} {y - 8}v16l14-8z", INK, 1, INK) + line(f"M{x + 7} {y - 8}v16", INK, 2.6)
    box = rect(x - 17, y - 11, 34, 20, "#fff", 4)
    switch = line(f"M{x - 17} {y}h8L{x + 9} {y - 7}M{x + 9} {y}h8", INK, 2)
    return box + switch


def diode(x: float, y: float, height: float) -> str:
    """A diode across a load: from minus (y + height) up to plus (y), its ring at plus."""
    mid = y + height / 2
    return (
        line(f"M{x} {y}v{height}", INK, 1.6)
        + line(f"M{x - 6} {mid + 5}h12l-6-10z", INK, 1, INK)
        + line(f"M{x - 6} {mid - 5}h12", INK, 2.2)
    )
