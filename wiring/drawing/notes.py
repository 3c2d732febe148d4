"""Beside the wires: what the small labels mean, and the patterns of the rails."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from devices import Message
from wiring.drawing import words as w
from wiring.drawing.layout import OUTER_X, TOP, Columns
from wiring.drawing.loads import diode
from wiring.drawing.meters import gap
from wiring.drawing.pen import INK, SOFT, circle, line, moved, ohms, rect, resistor, text
from wiring.drawing.rails import rail

NOTE_W = 170
Translate = Callable[[str], str]


def _box(height: float) -> str:
    return rect(0, 0, NOTE_W, height, "#f6f7f6", 8, "#c5cccb", 1)


def notes(placed: Columns, translate: Translate) -> str:
    """One note for each kind of small label on the sheet, below the analog sensors."""
    y = max((module.y + module.h for module in placed.outer), default=float(TOP)) + 28
    out = ""
    parts = [*placed.outer, *placed.left]
    found: list[tuple[float, str]] = []
    dividers = dict.fromkeys(tuple(m.part.build["divider_ohm"]) for m in parts if "divider_ohm" in m.part.build)
    found += [_divider(pair[0], pair[1], translate) for pair in dividers]
    if any("pull_up_ohm" in m.part.build or m.part.driver == "ntc" for m in (*parts, *placed.right)):
        found.append(_pull_up(translate))
    if any("in_wire_of" in m.part.build for m in parts):
        note = moved(32, 26, gap(0, 0, "A", "B"))
        found.append((96, _box(96) + note + _lines(62, 22, w.METER_NOTE, translate, 23)))
    if any(m.part.build.get("diode") for m in placed.right):
        found.append((80, _box(80) + moved(20, 20, diode(8, 0, 38)) + _lines(44, 28, w.DIODE_NOTE, translate, 22)))
    for height, drawing in found:
        out += moved(OUTER_X - 8, y, drawing)
        y += height + 12
    return out


def _lines(x: float, y: float, message: Message, translate: Translate, letters: int = 24) -> str:
    """A sentence on several lines."""
    lines: list[str] = [""]
    letters -= int(x / 8)
    for word in message.render(translate).split():
        if lines[-1] and len(lines[-1]) + len(word) > letters:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "".join(text(x, y + 14 * number, each, 11.5, SOFT) for number, each in enumerate(lines))


def _divider(upper: float, lower: float, translate: Translate) -> tuple[float, str]:
    name = text(12, 22, f"{upper / 1000:g}k/{lower / 1000:g}k", 13, INK, bold=True)
    name += text(82, 22, w.DIVIDER.render(translate), 11, SOFT)
    wires = line("M12 62H158M104 62V124") + circle(104, 62, 3.6, INK)
    parts = resistor(58, 62, ohms(upper)) + resistor(104, 94, ohms(lower), upright=True)
    ends = text(12, 80, w.FROM_SENSOR.render(translate), 11, SOFT) + text(
        158, 56, w.TO_BOARD.render(translate), 11, SOFT, "end"
    )
    return 146, _box(146) + name + wires + parts + ends + text(104, 138, "GND", 11.5, INK, "middle", bold=True)


def _pull_up(translate: Translate) -> tuple[float, str]:
    name = text(12, 22, "↑10k", 13, INK, bold=True) + text(56, 22, w.PULL_UP.render(translate), 11, SOFT)
    wires = line("M75 36V92M12 92H158") + resistor(75, 62, ohms(10_000), upright=True) + circle(75, 92, 3.6, INK)
    return 106, _box(106) + name + wires + text(84, 44, "3V3", 11.5, INK, bold=True)


def legend(y: float, right: Sequence[str], translate: Translate) -> str:
    """The patterns of the rails, in words."""
    said = {
        "3V3": "3V3", "5V": "5V", "GND": w.GROUND.render(translate), "12V": "12V",
        "12V*": w.BEHIND_HEARTBEAT.render(translate),
    }  # fmt: skip
    out, x = "", 60.0
    for name in ("3V3", "5V", "GND", *(each for each in ("12V", "12V*") if each in right)):
        sample = f'<g transform="translate({x:g} {y:g}) rotate(-90)">{rail(0, 0, 34, name, label=False)}</g>'
        out += sample + text(x + 44, y + 5, said[name], 12.5)
        x += 84 + 7.4 * len(said[name])
    return out
