"""Where 12 V come from, at the top of the sheet: sources left and right of the rail, and what is in their wires."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from devices import Message, PassivePart, Wiring
from look.tokens import color
from wiring.build import (
    BATTERY,
    BIMETAL,
    CONTROLLER,
    DIODE,
    FLOAT,
    FUSE,
    MAINS_RELAY,
    PANEL,
    POWER_SUPPLY,
    SOURCES,
)
from wiring.drawing import words as w
from wiring.drawing.layout import RAIL_TOP, RIGHT_RAILS
from wiring.drawing.loads import in_wire
from wiring.drawing.meters import Meter, gap, is_backwards, meters, source_of
from wiring.drawing.pen import INK, SOFT, circle, joint, line, moved, rect, text, wire
from wiring.drawing.rails import RAILS

KINDS: dict[str, Message] = {
    BATTERY: w.BATTERY, POWER_SUPPLY: w.POWER_SUPPLY, CONTROLLER: w.CONTROLLER, PANEL: w.PANEL, FUSE: w.FUSE,
    BIMETAL: w.BIMETAL, FLOAT: w.FLOAT, MAINS_RELAY: w.MAINS_RELAY, DIODE: w.BACK_DIODE,
}  # fmt: skip
SIZES = {"rating_a": "A", "volts": "V", "opens_c": "°C"}
FILLS = {BATTERY: "#efe7f6", POWER_SUPPLY: "#e6eef6", CONTROLLER: "#e6eef6"}
PLUS, MINUS = 34.0, 58.0  # heights of the two wires
GROUND_Y = 124.0
X12, GROUND_X = float(RIGHT_RAILS["12V"]), float(RIGHT_RAILS["GND"])
RIGHT_BOX, LEFT_BOX, FAR_BOX = (1566.0, 110.0), (1246.0, 160.0), (1072.0, 126.0)  # x and width
Translate = Callable[[str], str]


def word_of(part: PassivePart, translate: Translate) -> str:
    """What a part without a pin is called, with its size."""
    called = KINDS[part.kind].render(translate)
    for key, unit in SIZES.items():
        if key in part.options:
            return w.SIZED(part=called, size=float(part.options[key]), unit=unit).render(translate)
    return called


def in_the_wire_of(source: PassivePart, wiring: Wiring) -> list[PassivePart]:
    """Fuses and diodes in the plus of a source, in the order of the list."""
    return [each for each in wiring.passive if each.options.get("in_wire_of") in (source.name, source.kind)]


def source(wiring: Wiring, names: Mapping[str, str], translate: Translate) -> str:
    """Battery, power supply, panel and controller, with their wires to the rails; empty when the list has none."""
    by_kind = {each.kind: each for each in reversed(wiring.passive)}
    found = [by_kind[kind] for kind in (BATTERY, POWER_SUPPLY, CONTROLLER) if kind in by_kind]
    if not any(each.kind in SOURCES for each in found):
        return ""
    stroke = RAILS["12V"].color
    out = wire([(X12, PLUS), (X12, RAIL_TOP)], stroke, 4, ("12V", "rail 12V"))
    out += _one(found[0], wiring, translate, right=True)
    for each in found[1:2]:
        out += _one(each, wiring, translate, right=False)
        out += _behind(each, by_kind, names, translate)
    return out + joint(X12, PLUS, stroke) + joint(GROUND_X, GROUND_Y, INK)


def _one(source: PassivePart, wiring: Wiring, translate: Translate, right: bool) -> str:
    """A source beside the rail: its plus through fuse, diode and meter to 12 V, its minus to GND."""
    x, width = RIGHT_BOX if right else LEFT_BOX
    edge, beside = (x, X12 + 62) if right else (x + width, X12 - 14)
    stroke = RAILS["12V"].color
    down = [(edge, MINUS), (beside, MINUS), (beside, GROUND_Y), (GROUND_X, GROUND_Y)]
    out = wire(down, INK, 4, (f"{source.name}.−", "rail GND"))
    meter = next((each for each in meters(wiring).values() if source_of(each, wiring) is source), None)
    ends = (f"{source.name}.+", "12V")
    out += wire([(edge, PLUS), (X12, PLUS)], stroke, 4, ends)
    items = in_the_wire_of(source, wiring)
    places = [edge - 20, edge - 62] if right else [edge + 18, edge + 46]
    for each, at in zip(items, places, strict=False):
        out += in_wire(each.kind, at, PLUS)
        if each.kind != DIODE:
            out += text(edge - 6, PLUS - 13, word_of(each, translate), 11, INK, "end")
    if meter is not None:
        out += _gap(meter, source, X12 + 28 if right else X12 - 36, right)
    return out + _box(source, x, width, translate, plus_on_left=right)


def _gap(meter: Meter, source: PassivePart, x: float, right: bool) -> str:
    """The meter's two letters: the one nearer to the source is Vin−, when what flows in counts as positive."""
    near, far = (meter.minus, meter.plus) if is_backwards(source) else (meter.plus, meter.minus)
    return gap(x, PLUS, far, near) if right else gap(x, PLUS, near, far)


def _box(source: PassivePart, x: float, width: float, translate: Translate, plus_on_left: bool) -> str:
    signs = x + 9 if plus_on_left else x + width - 9
    middle = x + width / 2 + (6 if plus_on_left else -6)
    out = rect(x, 16, width, 58, FILLS[source.kind], 6)
    out += text(middle, 50, word_of(source, translate), 12, INK, "middle", bold=True)
    return out + "".join(
        text(signs, y + 5, sign, 15, INK, "middle", bold=True) for sign, y in (("+", PLUS), ("−", MINUS))
    )


def _behind(
    source: PassivePart, by_kind: Mapping[str, PassivePart], names: Mapping[str, str], translate: Translate
) -> str:
    """What hangs on a source's other side: the panel of a controller, the relay of a power supply."""
    kind = PANEL if source.kind == CONTROLLER else MAINS_RELAY
    part = by_kind.get(kind)
    if part is None:
        return ""
    x, width = FAR_BOX
    out = wire([(x + width, PLUS), (LEFT_BOX[0], PLUS)], color("gray"), 4, (f"{part.name}.+", f"{source.name}.in +"))
    out += wire([(x + width, MINUS), (LEFT_BOX[0], MINUS)], INK, 4, (f"{part.name}.−", f"{source.name}.in −"))
    if kind == PANEL:
        cells = "".join(line(f"M{x + 12 + 17 * each} 16v58", "#5f8ad0", 1) for each in range(1, 6))
        words = text(x + width / 2, 50, word_of(part, translate), 11.5, "#fff", "middle", bold=True)
        return out + rect(x, 16, width, 58, "#2457a6", 3) + cells + words
    return out + _mains_relay(part, names, translate)


def _mains_relay(part: PassivePart, names: Mapping[str, str], translate: Translate) -> str:
    """A relay whose coil hangs on the power supply; its contact is drawn among the senses."""
    x, width = FAR_BOX
    coil = rect(x + width - 34, 24, 22, 44, "#2f86d6", 3) + line(f"M{x + width - 23} 24v-0", INK, 1)
    leads = line(f"M{x + width - 12} {PLUS}H{x + width}M{x + width - 12} {MINUS}H{x + width}", INK, 2)
    contact = str(part.options.get("contact_of", ""))
    called = names.get(contact, contact)
    lever = moved(x + 8, 30, circle(6, 8, 3, INK), line("M6 8L34 -1M38 8h6", INK, 2), circle(38, 8, 3, INK))
    words = text(x + 8, 56, w.MAINS_RELAY.render(translate), 11, INK, bold=True)
    words += text(x + 8, 69, f"→ {called}", 11, SOFT)
    return rect(x, 16, width, 58, "#fff", 6) + coil + leads + lever + words


def source_lines(wiring: Wiring, names: Mapping[str, str], translate: Translate) -> list[str]:
    """What to do for the 12 V, line by line: empty when the list has no source."""
    by_kind = {each.kind: each for each in reversed(wiring.passive)}
    lines: list[Message] = []
    for kind in (CONTROLLER, POWER_SUPPLY, BATTERY):
        source = by_kind.get(kind)
        if source is None:
            continue
        called = word_of(source, translate)
        if kind == CONTROLLER and PANEL in by_kind:
            lines.append(w.PANEL_LINE(panel=word_of(by_kind[PANEL], translate), controller=called))
        if kind == POWER_SUPPLY and MAINS_RELAY in by_kind:
            contact = str(by_kind[MAINS_RELAY].options.get("contact_of", ""))
            lines.append(w.COIL_LINE(source=called, part=names.get(contact, contact)))
        lines.append(w.MINUS_TO_RAIL(source=called))
        chain = _chain(source, wiring, names, translate)
        lines.append(w.PLUS_TO_RAIL(source=called, chain=chain) if chain else w.PLUS_STRAIGHT(source=called))
    return [each.render(translate) for each in lines]


def _chain(source: PassivePart, wiring: Wiring, names: Mapping[str, str], translate: Translate) -> str:
    words = [word_of(each, translate) for each in in_the_wire_of(source, wiring)]
    for meter in meters(wiring).values():
        if source_of(meter, wiring) is source:
            first, second = ("Vin−", "Vin+") if is_backwards(source) else ("Vin+", "Vin−")
            said = w.THROUGH_METER(first=first, second=second, meter=names.get(meter.name, meter.name))
            words.append(said.render(translate))
    return " → ".join(words)
