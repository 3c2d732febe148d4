"""The same wiring one part a step: what goes where, in lines to tick. The rails come first, the battery last."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from devices import Message, Wiring
from devices.header import physical_pin
from wiring.build import FUSE, LED, MOSFET, SOURCES
from wiring.drawing import words as w
from wiring.drawing.bodies import body
from wiring.drawing.header import Header
from wiring.drawing.loads import diode, in_wire, load
from wiring.drawing.module import Module, modules, rail_of
from wiring.drawing.notes import word_of
from wiring.drawing.pen import (
    GRAY,
    INK,
    SOFT,
    joint,
    moved,
    ohms,
    pin_number,
    rect,
    resistor,
    svg,
    tag,
    terminal,
    text,
    two_texts,
    wire,
)
from wiring.drawing.rails import RAILS, rail
from wiring.drawing.sheet import SIGNALS, kind_of, mark_of

STEP_W, STEP_H = 1120, 640
RAIL_X = {"3V3": 392, "5V": 424, "GND": 456, "12V": 488, "12V*": 520}
TOP, BOTTOM = 116, 600
PART_X, PART_Y, SCALE = 640.0, 190.0, 2.0
HEADER = Header(138, 92, 26)
MOST_LINES = 6
Translate = Callable[[str], str]


class Step(NamedTuple):
    """One step: its title, its picture as SVG text, and what to do, line by line."""

    title: str
    picture: str
    lines: tuple[str, ...]


def steps(wiring: Wiring, names: Mapping[str, str], translate: Translate = str) -> list[Step]:
    """All steps in the order of the list. Raises WiringError for an unknown driver."""
    found = modules(wiring, dict(names))
    count = len(found) + 2
    writer = _Writer(wiring, names, translate)
    made = [writer.rails(count)]
    made += [writer.part(module, number, count) for number, module in enumerate(found, 2)]
    return [*made, writer.source(count)]


class _Writer:
    """Draws steps in one language."""

    def __init__(self, wiring: Wiring, names: Mapping[str, str], translate: Translate) -> None:
        self.wiring, self.names, self.translate = wiring, names, translate
        self.relay = w.RELAY.render(translate)

    def say(self, message: Message) -> str:
        """A sentence in the reader's language."""
        return message.render(self.translate)

    def rails(self, count: int) -> Step:
        """Step 1: three wires make the rails. A Pi has two 3V3 and two 5V pins, so parts never go to them directly."""
        inside, lines = "", []
        for name, pin, y in (("3V3", 1, 150), ("5V", 2, 128), ("GND", 39, 572)):
            (x, py), stroke = HEADER.pin(pin), RAILS[name].color
            turn = 330.0 if pin == 1 else 352.0
            way = [(x, py), (x, 74), (turn, 74), (turn, y), (RAIL_X[name], y)] if pin == 2 else []
            way = way or [(x, py), (turn, py), (turn, y), (RAIL_X[name], y)]
            inside += wire(way, stroke, 4.5, (f"pin {pin}", f"rail {name}")) + joint(RAIL_X[name], y, stroke)
            lines.append(self.say(w.PIN_TO_RAIL(pin=pin, rail=name)))
        title = self.say(w.RAILS)
        return self._step(1, count, title, frozenset(), inside, lines)

    def source(self, count: int) -> Step:
        """The last step: 12 V, when every wire was looked at once more."""
        chain = [each for each in self.wiring.passive if each.kind in SOURCES]
        fuses = [
            each for each in self.wiring.passive if each.kind == FUSE and each.options.get("in_wire_of") in SOURCES
        ]
        lines, inside = [self.say(w.TICK_ALL)], ""
        if chain:
            words = " → ".join(word_of(each, self.translate) for each in (*chain, *fuses))
            lines.append(self.say(w.SOURCE(chain=words)))
            stroke = RAILS["12V"].color
            inside = wire([(RAIL_X["12V"], 200), (720, 200)], stroke, 5) + joint(RAIL_X["12V"], 200, stroke)
            inside += wire([(RAIL_X["GND"], 250), (720, 250)], INK, 5) + joint(RAIL_X["GND"], 250, INK)
            inside += "".join(in_wire(each.kind, 620, 200) for each in fuses)
            inside += moved(720, 170, _source_box(word_of(chain[0], self.translate)))
        title = word_of(chain[0], self.translate) if chain else self.say(w.BATTERY)
        return self._step(count, count, title, frozenset(), inside, lines)

    def part(self, module: Module, number: int, count: int) -> Step:
        """One part: large, with its wires to the rails and to the board."""
        placed = _Large(module)
        inside = placed.supply() + placed.signals() + self._load(module, placed) + _to_input(module, placed)
        inside += moved(PART_X, PART_Y, body(module, self.relay), scale=SCALE) + placed.terminals()
        kind = kind_of(module)
        used = frozenset(physical_pin(gpio) for gpio in module.gpios.values())
        return self._step(number, count, module.name, used, inside, self.lines(module), kind)

    def _load(self, module: Module, placed: _Large) -> str:
        if not module.has_load:
            return ""
        mosfet = module.carrier == MOSFET
        (x, plus) = placed.at("OUT+" if mosfet else "NO")
        minus = placed.at("OUT−")[1] if mosfet else plus + 40
        end = x + 96
        back = [(x, minus), (end, minus)] if mosfet else [(RAIL_X["GND"], minus + 26), (end, minus + 26), (end, minus)]
        out = wire([(x, plus), (end, plus)], "#5d6b74", 5) + wire(back, GRAY if mosfet else INK, 5)
        if not mosfet:
            out += joint(RAIL_X["GND"], minus + 26, INK)
        for each in self.wiring.passive:
            if each.options.get("in_wire_of") == module.part.name:
                out += in_wire(each.kind, x + 48, plus)
        if module.part.build.get("diode"):
            out += diode(end - 18, plus, minus - plus)
        return out + moved(end - 4, (plus + minus) / 2 - 46, load(module.part.driver), scale=1.4)

    def lines(self, module: Module) -> list[str]:
        """What to do for a part, at most six lines."""
        lines = self._to_the_rails(module)
        for name, gpio in module.gpios.items():
            if name == "S" and module.carrier == LED:
                value = ohms(float(module.part.build.get("resistor_ohm", 0)))
                lines = [self.say(w.LED_RESISTOR(pin=physical_pin(gpio), gpio=f"GPIO{gpio}", ohms=value))]
            else:
                lines.append(self.say(self._to_pin(module, name, gpio)))
        lines += [self.say(each) for each in self._in_between(module)]
        return lines[:MOST_LINES]

    def _to_the_rails(self, module: Module) -> list[str]:
        """One line a rail, however many terminals go there."""
        by_rail: dict[str, list[str]] = {}
        for name in (*module.left, *module.right):
            if rail_of(module, name):
                by_rail.setdefault(rail_of(module, name), []).append(name)
        return [self.say(w.TO_RAIL(terminal=", ".join(ends), rail=name)) for name, ends in by_rail.items()]

    def _to_pin(self, module: Module, name: str, gpio: int) -> Message:
        pin, gpio_name = physical_pin(gpio), f"GPIO{gpio}"
        if name == "H":
            name = self.say(w.HEATER)
        if name == "S" and "divider_ohm" in module.part.build:
            upper, lower = module.part.build["divider_ohm"]
            return w.PIN_DIVIDER(terminal=name, upper=ohms(upper), lower=ohms(lower), pin=pin, gpio=gpio_name)
        return w.TO_PIN(terminal=name, pin=pin, gpio=gpio_name)

    def _in_between(self, module: Module) -> list[Message]:
        """Resistors, the converter's input, the load and what stands in its wire."""
        build, options = module.part.build, module.part.options
        lines: list[Message] = []
        if module.role == "analog":
            adc = str(options.get("on", "?"))
            ends = {"terminal": "AO", "input": f"A{options.get('channel', 0)}", "adc": self.names.get(adc, adc)}
            pair = build.get("divider_ohm")
            lines.append(
                w.THROUGH_DIVIDER(**ends, upper=ohms(pair[0]), lower=ohms(pair[1])) if pair else w.TO_INPUT(**ends)
            )
        if mark_of(module).startswith("↑"):
            value = build.get("pull_up_ohm", options.get("series_ohm", 10_000))
            lines.append(w.PULLED_UP(ohms=ohms(float(value)), terminal="AO" if module.role == "analog" else "S"))
        if "in_wire_of" in build:
            target = str(build["in_wire_of"])
            passive = next((each for each in self.wiring.passive if each.name == target), None)
            said = word_of(passive, self.translate) if passive else self.names.get(target, target)
            lines.append(w.METER(wire=said))
        if module.has_load:
            lines.append(self._load_line(module))
        if build.get("diode"):
            lines.append(w.DIODE(load=module.name))
        return lines

    def _load_line(self, module: Module) -> Message:
        mosfet = module.carrier == MOSFET
        ends = {"terminal": "OUT+" if mosfet else "NO", "load": module.name, "minus": "OUT−" if mosfet else "GND"}
        between = [
            word_of(each, self.translate)
            for each in self.wiring.passive
            if each.options.get("in_wire_of") == module.part.name
        ]
        return w.LOAD_THROUGH(**ends, switch=" → ".join(between)) if between else w.LOAD(**ends)

    def _step(
        self, number: int, count: int, title: str, used: frozenset[int], inside: str, lines: list[str], kind: str = ""
    ) -> Step:
        heading = text(640, 52, self.say(w.STEP(number=number, count=count)), 18, SOFT, bold=True)
        heading += two_texts(640, 92, title, kind, "start", 28)
        rails = "".join(rail(x, TOP, BOTTOM, name) for name, x in RAIL_X.items())
        picture = HEADER.board(self.say(w.SD_END)) + rails + inside + HEADER.pins(used) + heading
        return Step(title, svg(STEP_W, STEP_H, picture, title), tuple(lines))


def _source_box(words: str) -> str:
    box = rect(0, 0, 250, 110, "#efe7f6", 10, INK, 2)
    return box + text(136, 62, words, 20, INK, "middle", bold=True) + text(20, 38, "+", 22) + text(20, 88, "−", 22)


def _to_input(module: Module, placed: _Large) -> str:
    """An analog sensor's signal, with its divider or pull-up, on its way to the converter."""
    if module.role != "analog":
        return ""
    (x, y), stroke = placed.at("AO"), SIGNALS[4]
    goes_to = f"A{module.part.options.get('channel', 0)}"
    ends = (f"{module.part.name}.AO", f"{module.part.options.get('on', '?')}.{goes_to}")
    out = wire([(x, y), (x + 196, y)], stroke, 5, ends) + tag(x + 210, y, goes_to, stroke, 40)
    pair = module.part.build.get("divider_ohm")
    if pair:
        out += resistor(x + 92, y, ohms(pair[0])) + wire([(x + 150, y), (x + 150, y + 64)], INK, 3)
        out += joint(x + 150, y, stroke) + resistor(x + 150, y + 34, ohms(pair[1]), upright=True)
        out += text(x + 150, y + 80, "GND", 12, INK, "middle", bold=True)
    elif mark_of(module):
        value = float(module.part.options.get("series_ohm", 10_000))
        out += wire([(x + 120, y), (x + 120, y - 64)], RAILS["3V3"].color, 3) + joint(x + 120, y, stroke)
        out += resistor(x + 120, y - 34, ohms(value), upright=True)
        out += text(x + 120, y - 70, "3V3", 12, INK, "middle", bold=True)
    return out


class _Large:
    """A part drawn large beside the rails."""

    def __init__(self, module: Module) -> None:
        self.module = module

    def at(self, name: str) -> tuple[float, float]:
        """Where a terminal is."""
        x, y = self.module.at(name)
        return PART_X + (x - self.module.x) * SCALE, PART_Y + (y - self.module.y) * SCALE

    def _way(self, name: str, to_x: float, lane: int) -> list[tuple[float, float]]:
        """From a terminal to the left; from the right side round the part."""
        x, y = self.at(name)
        if name in self.module.left:
            return [(x, y), (to_x, y)]
        below = PART_Y + self.module.h * SCALE + 22 + 16 * lane
        beyond = x + 22 + 12 * lane
        return [(x, y), (beyond, y), (beyond, below), (to_x, below)]

    def supply(self) -> str:
        """The wires to the rails."""
        out = ""
        names = [name for name in (*self.module.right[::-1], *self.module.left) if rail_of(self.module, name)]
        for lane, name in enumerate(names):
            kind = rail_of(self.module, name)
            way = self._way(name, RAIL_X[kind], lane)
            out += wire(way, RAILS[kind].color, 5, (f"{self.module.part.name}.{name}", f"rail {kind}"))
            out += joint(RAIL_X[kind], way[-1][1], RAILS[kind].color)
        return out

    def signals(self) -> str:
        """The wires to the board, each with the number of its pin."""
        out = ""
        lanes = sum(1 for name in (*self.module.left, *self.module.right) if rail_of(self.module, name))
        for number, (name, gpio) in enumerate(self.module.gpios.items()):
            pin, stroke = physical_pin(gpio), SIGNALS[number]
            way = self._way(name, 366 - 14 * number, lanes + number)
            y = HEADER.exit(pin, "right")
            path = [*way, (366 - 14 * number, y), *HEADER.way_out(pin, "right")]
            out += wire(path, stroke, 5, (f"{self.module.part.name}.{name}", f"pin {pin}"))
            out += pin_number(300, y, pin, stroke, 11)
            if mark_of(self.module) and name == "S":
                out += tag(way[0][0] + 40, way[0][1], mark_of(self.module), stroke, 54)
        return out

    def terminals(self) -> str:
        """The terminals with their names, over the part."""
        module, out = self.module, ""
        dark = not (module.role == "contact" or module.carrier == LED or module.part.driver == "ntc")
        for names, dx, anchor in ((module.left, 16, "start"), (module.right, -16, "end")):
            for name in names:
                x, y = self.at(name)
                out += terminal(x, y)
                if module.role != "contact" and module.carrier != LED:
                    out += text(x + dx, y + 5, name, 15, "#fff" if dark else INK, anchor, bold=True)
        return out
