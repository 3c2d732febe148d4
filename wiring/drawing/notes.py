"""Beside the wires: what the small labels mean, where 12 V come from, and the patterns of the rails."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from devices import Message, PassivePart, Wiring
from wiring.build import BATTERY, BIMETAL, CONTROLLER, FLOAT, FUSE, MAINS_RELAY, PANEL, POWER_SUPPLY, SOURCES
from wiring.drawing import words as w
from wiring.drawing.layout import OUTER_X, RAIL_TOP, RIGHT_RAILS, TOP, Columns
from wiring.drawing.loads import diode, in_wire
from wiring.drawing.pen import INK, SOFT, circle, joint, line, moved, ohms, rect, resistor, text, wire
from wiring.drawing.rails import RAILS, rail

NOTE_W = 170
KINDS: dict[str, Message] = {
    BATTERY: w.BATTERY, POWER_SUPPLY: w.POWER_SUPPLY, CONTROLLER: w.CONTROLLER, PANEL: w.PANEL, FUSE: w.FUSE,
    BIMETAL: w.BIMETAL, FLOAT: w.FLOAT, MAINS_RELAY: w.MAINS_RELAY,
}  # fmt: skip
SIZES = {"rating_a": "A", "volts": "V", "opens_c": "°C"}
Translate = Callable[[str], str]


def _box(height: float) -> str:
    return rect(0, 0, NOTE_W, height, "#f6f7f6", 8, "#c5cccb", 1)


def notes(placed: Columns, wiring: Wiring, names: Mapping[str, str], translate: Translate) -> str:
    """One note for each kind of small label on the sheet, below the analog sensors."""
    y = max((module.y + module.h for module in placed.outer), default=float(TOP)) + 28
    out = ""
    parts = [*placed.outer, *placed.left]
    found: list[tuple[float, str]] = []
    dividers = dict.fromkeys(tuple(m.part.build["divider_ohm"]) for m in parts if "divider_ohm" in m.part.build)
    found += [_divider(pair[0], pair[1], translate) for pair in dividers]
    if any("pull_up_ohm" in m.part.build or m.part.driver == "ntc" for m in parts):
        found.append(_pull_up(translate))
    meters = {m.name: str(m.part.build["in_wire_of"]) for m in parts if "in_wire_of" in m.part.build}
    if meters:
        found.append(_meters(meters, names, wiring, translate))
    if any(m.part.build.get("diode") for m in placed.right):
        found.append((66, _box(66) + moved(20, 14, diode(8, 0, 38)) + _lines(44, 28, w.DIODE_NOTE, translate)))
    if any("heater_carrier" in m.part.build for m in parts):
        found.append((62, _box(62) + _lines(12, 22, w.HEATER, translate)))
    for each in wiring.passive:
        if each.kind == MAINS_RELAY:
            found.append((74, _box(74) + _lines(12, 22, w.MAINS_RELAY, translate)))
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
    return "".join(text(x, y + 14 * number, each, 10.5, SOFT) for number, each in enumerate(lines))


def _divider(upper: float, lower: float, translate: Translate) -> tuple[float, str]:
    name = text(12, 22, f"{upper / 1000:g}k/{lower / 1000:g}k", 13, INK, bold=True)
    name += text(82, 22, w.DIVIDER.render(translate), 11, SOFT)
    wires = line("M12 62H158M104 62V124") + circle(104, 62, 3.6, INK)
    parts = resistor(58, 62, ohms(upper)) + resistor(104, 94, ohms(lower), upright=True)
    ends = text(12, 80, w.FROM_SENSOR.render(translate), 10, SOFT) + text(
        158, 56, w.TO_BOARD.render(translate), 10, SOFT, "end"
    )
    return 146, _box(146) + name + wires + parts + ends + text(104, 138, "GND", 10, INK, "middle", bold=True)


def _pull_up(translate: Translate) -> tuple[float, str]:
    name = text(12, 22, "↑10k", 13, INK, bold=True) + text(56, 22, w.PULL_UP.render(translate), 11, SOFT)
    wires = line("M75 36V92M12 92H158") + resistor(75, 62, ohms(10_000), upright=True) + circle(75, 92, 3.6, INK)
    return 106, _box(106) + name + wires + text(84, 44, "3V3", 10, INK, bold=True)


def _meters(
    meters: Mapping[str, str], names: Mapping[str, str], wiring: Wiring, translate: Translate
) -> tuple[float, str]:
    """Which wire each current meter sits in."""
    height = 84 + 16 * len(meters)
    passive = {each.name: each for each in wiring.passive}
    out = _box(height) + text(12, 22, w.IN_THE_WIRE.render(translate), 12, INK, bold=True)
    for number, (meter, wire_) in enumerate(meters.items()):
        target = names.get(wire_) or word_of(passive[wire_], translate) if wire_ in passive else names.get(wire_, wire_)
        out += text(12, 42 + 16 * number, f"{meter}: {target}", 11)
    return height, out + _lines(12, 46 + 16 * len(meters), w.METER_NOTE, translate)


def word_of(part: PassivePart, translate: Translate) -> str:
    """What a part without a pin is called, with its size."""
    size = next((f" {part.options[key]:g} {unit}" for key, unit in SIZES.items() if key in part.options), "")
    return KINDS[part.kind].render(translate) + size


def source(wiring: Wiring, translate: Translate) -> str:
    """Where 12 V come from: panel, charge controller, battery, and the fuse in its plus."""
    by_kind = {each.kind: each for each in reversed(wiring.passive) if each.kind not in (FUSE,)}
    battery = next((by_kind[kind] for kind in SOURCES if kind in by_kind), None)
    if battery is None:
        return ""
    x12, ground = float(RIGHT_RAILS["12V"]), float(RIGHT_RAILS["GND"])
    plus, minus, x = 34.0, 56.0, 1560.0
    stroke = RAILS["12V"].color
    out = wire([(x, plus), (x12, plus), (x12, RAIL_TOP)], stroke, 4, (f"{battery.name} +", "rail 12V"))
    out += wire([(x, minus), (1536, minus), (1536, 124), (ground, 124)], INK, 4, (f"{battery.name} −", "rail GND"))
    out += joint(ground, 124, INK)
    for each in wiring.passive:
        if each.kind == FUSE and each.options.get("in_wire_of") in SOURCES:
            out += in_wire(FUSE, x12 + 42, plus)
            out += text(x12 + 42, plus - 12, word_of(each, translate), 10, INK, "middle")
    out += rect(x, 18, 112, 56, "#efe7f6", 6)
    out += text(x + 62, 50, word_of(battery, translate), 12, INK, "middle", bold=True)
    out += text(x + 10, plus + 5, "+", 15, INK, "middle", bold=True) + text(x + 10, minus + 5, "−", 15, INK, "middle")
    return out + _sun(by_kind, translate)


def _sun(by_kind: Mapping[str, PassivePart], translate: Translate) -> str:
    """Panel and charge controller, left of the battery."""
    if CONTROLLER not in by_kind:
        return ""
    out = rect(1250, 18, 160, 44, "#e6eef6", 6) + text(
        1330, 45, word_of(by_kind[CONTROLLER], translate), 11.5, INK, "middle", bold=True
    )
    if PANEL in by_kind:
        out = wire([(1190, 40), (1250, 40)], "#5d6b74", 4) + out
        out += rect(1090, 18, 104, 44, "#2457a6", 3) + text(
            1142, 45, word_of(by_kind[PANEL], translate), 11, "#fff", "middle", bold=True
        )
    x12 = float(RIGHT_RAILS["12V"])
    return wire([(1410, 34), (x12, 34)], RAILS["12V"].color, 4) + joint(x12, 34, RAILS["12V"].color) + out


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
