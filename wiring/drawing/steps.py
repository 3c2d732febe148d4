"""The same wiring one part a step: what goes where, in lines to tick. The rails come first, the battery last."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from typing import NamedTuple

from devices import Message, Wiring
from devices.header import physical_pin
from wiring.build import FUSE, LED, MOSFET
from wiring.drawing import words as w
from wiring.drawing.bodies import body
from wiring.drawing.header import Header
from wiring.drawing.layout import RAIL_TOP, RIGHT_RAILS
from wiring.drawing.loads import diode, in_wire, load
from wiring.drawing.meters import Meter, gap, letter, meter_in, meters
from wiring.drawing.module import Module, Stage, modules, rail_of
from wiring.drawing.pen import (
    GRAY,
    INK,
    SOFT,
    joint,
    moved,
    ohms,
    pin_number,
    resistor,
    svg,
    tag,
    terminal,
    text,
    two_texts,
    wire,
)
from wiring.drawing.rails import RAILS, rail
from wiring.drawing.sheet import LOAD_WIRE, SIGNALS, kind_of, mark_of
from wiring.drawing.step_lines import Lines
from wiring.drawing.supply import source, source_lines

STEP_W, STEP_H = 1200, 656
RAIL_X = {"3V3": 392, "5V": 424, "GND": 456, "12V": 488, "12V*": 520}
TOP, BOTTOM = 116, 600
PART_X, PART_Y, SCALE = 640.0, 190.0, 2.0
HEADER = Header(138, 92, 26)
MOST_LINES, LONG_TITLE = 6, 28
MOST_SMALL, SMALL_Y, SMALL_PITCH, SMALL_SCALE, SMALL_W = 3, 116.0, 166.0, 1.4, 960.0
SOURCE_SCALE = 1.7
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
    writer = Writer(wiring, names, translate)
    made = [writer.rails(count)]
    made += [writer.part(module, number, count) for number, module in enumerate(found, 2)]
    return [*made, writer.source(count)]


class Writer:
    """Draws steps in one language. Without a `count` no step says its number: then the page around it does."""

    def __init__(self, wiring: Wiring, names: Mapping[str, str], translate: Translate) -> None:
        self.wiring, self.names, self.translate = wiring, names, translate
        self.relay = w.RELAY.render(translate)
        self.text = Lines(wiring, names, translate)
        found = self.text.modules
        self.used = {"3V3", "5V", "GND"} | {rail_of(each, name) for each in found for name in each.right}

    def say(self, message: Message) -> str:
        """A sentence in the reader's language."""
        return message.render(self.translate)

    def rails(self, count: int = 0) -> Step:
        """Step 1: three wires make the rails. A Pi has two 3V3 and two 5V pins, so parts never go to them directly."""
        inside, lines = "", []
        for name, pin, y in (("3V3", 1, 150), ("5V", 2, 128), ("GND", 39, 572)):
            stroke, turn, out_y = RAILS[name].color, 352.0 if pin == 2 else 330.0, HEADER.exit(pin, "right")
            way = [*HEADER.way_out(pin, "right")[::-1], (turn, out_y), (turn, y), (RAIL_X[name], y)]
            inside += wire(way, stroke, 4.5, (f"pin {pin}", f"rail {name}")) + joint(RAIL_X[name], y, stroke)
            lines.append(self.say(w.PIN_TO_RAIL(pin=pin, rail=name)))
        lines.append(self.say(w.JOIN_RAILS))
        title = self.say(w.RAILS)
        return self._step(1, count, title, frozenset(), inside, lines)

    def source(self, count: int = 0) -> Step:
        """The last step: 12 V, when every wire was looked at once more."""
        wiring, names = self.wiring, self.names
        lines = source_lines(wiring, names, self.translate)
        lines += [self.say(w.FUSE_LAST if any(each.kind == FUSE for each in wiring.passive) else w.TICK_ALL)]
        title = self.say(w.SOURCE)
        ends = "".join(rail(float(RIGHT_RAILS[name]), RAIL_TOP, RAIL_TOP + 130, name) for name in ("GND", "12V"))
        inside = moved(40 - 1072 * SOURCE_SCALE, 160, source(wiring, names, self.translate), ends, scale=SOURCE_SCALE)
        heading = text(40, 52, self._numbered(count, count), 18, SOFT, bold=True)
        heading += two_texts(40, 92, title, "", "start", 28)
        return Step(title, svg(STEP_W, STEP_H, heading + inside, title), tuple(lines))

    def part(
        self,
        module: Module,
        number: int = 0,
        count: int = 0,
        stage: Stage = Stage.WHOLE,
        taken: Set[int] = frozenset(),
    ) -> Step:
        """One part: large, with its wires to the rails and to the board; the pins of earlier steps are `taken`."""
        placed = _Large(module, stage)
        meter = None if module.has_load or module.heats else meter_in(self.wiring, module.part.name)
        inside = placed.supply(meter) + placed.signals() + self._load(module, placed) + _to_input(module, placed)
        inside += self._meter_ends(module, placed) + _to_heater(module, placed)
        inside += moved(PART_X, PART_Y, body(module, self.relay), scale=SCALE) + placed.terminals()
        kind = kind_of(module)
        lines = self.text.of(module, stage)
        return self._step(number, count, module.name, placed.used(), inside, lines, kind, taken)

    def small_parts(self, found: Sequence[Module], taken: Set[int] = frozenset()) -> Step:
        """Up to three contacts or LEDs in one picture: each has one wire to a pin and one to GND."""
        inside, lines, used = "", [], frozenset[int]()
        for number, module in enumerate(found[:MOST_SMALL]):
            placed = _Large(module, Stage.WHOLE, SMALL_Y + SMALL_PITCH * number, SMALL_SCALE, number)
            inside += placed.supply(None) + placed.signals()
            inside += moved(PART_X, placed.y, body(module, self.relay), scale=SMALL_SCALE) + placed.terminals()
            inside += two_texts(PART_X, placed.y - 12, module.name, kind_of(module), "start", 24)
            lines += [f"{module.name}: {each}" for each in self.text.of(module)]
            used |= placed.used()
        return self._step(0, 0, "", used, inside, lines, "", taken, SMALL_W)

    def _load(self, module: Module, placed: _Large) -> str:
        if not module.has_load or placed.stage is Stage.SIGNAL:
            return ""
        mosfet = module.carrier == MOSFET
        (x, plus) = placed.at("OUT+" if mosfet else "NO")
        minus = placed.at("OUT−")[1] if mosfet else plus + 40
        end = x + 96
        back = [(x, minus), (end, minus)] if mosfet else [(RAIL_X["GND"], minus + 26), (end, minus + 26), (end, minus)]
        out = wire([(x, plus), (end, plus)], LOAD_WIRE, 5) + wire(back, GRAY if mosfet else INK, 5)
        if not mosfet:
            out += joint(RAIL_X["GND"], minus + 26, INK)
        meter = meter_in(self.wiring, module.part.name)
        if meter is not None:
            out += gap(x + 46, plus, meter.plus, meter.minus, 1.5)
        for each in self.wiring.passive:
            if each.options.get("in_wire_of") == module.part.name:
                out += in_wire(each.kind, x + 48, plus if meter is None else minus)
        if module.part.build.get("diode"):
            out += diode(end - 18, plus, minus - plus)
        return out + moved(end - 4, (plus + minus) / 2 - 46, load(module.part.driver), scale=1.4)

    def _meter_ends(self, module: Module, placed: _Large) -> str:
        """The two ends of a meter in the wire that it measures, each with its letter and where it goes."""
        meter = meters(self.wiring).get(module.part.name)
        if meter is None or "Vin+" not in module.right:
            return ""
        out = ""
        for name, word, goes_to in zip(
            ("Vin+", "Vin−"), (meter.plus, meter.minus), self.text.ends_of(meter), strict=True
        ):
            x, y = placed.at(name)
            out += wire([(x, y), (x + 92, y)], LOAD_WIRE, 5) + letter(x + 92, y, word, 24)
            out += text(x + 112, y + 6, goes_to, 15)
        return out

    def _step(
        self,
        number: int,
        count: int,
        title: str,
        used: frozenset[int],
        inside: str,
        lines: list[str],
        kind: str = "",
        taken: Set[int] = frozenset(),
        width: float = STEP_W,
    ) -> Step:
        """Header and rails under what is new in this step."""
        heading = text(640, 52, self._numbered(number, count), 18, SOFT, bold=True)
        heading += two_texts(640, 92, title, kind, "start", 28 if len(title) < LONG_TITLE else 22)
        rails = "".join(rail(x, TOP, BOTTOM, name) for name, x in RAIL_X.items() if name in self.used)
        picture = HEADER.board(self.say(w.SD_END)) + rails + inside + HEADER.pins(used, taken) + heading
        return Step(title, svg(width, STEP_H, picture, title), tuple(lines))

    def _numbered(self, number: int, count: int) -> str:
        return self.say(w.STEP(number=number, count=count)) if count else ""


def pulled_up(x: float, y: float, value: float, stroke: str) -> str:
    """A resistor from a wire at (x, y) up to 3V3."""
    out = wire([(x, y), (x, y - 64)], RAILS["3V3"].color, 3) + joint(x, y, stroke)
    out += resistor(x, y - 34, ohms(value), upright=True)
    return out + text(x, y - 70, "3V3", 13, INK, "middle", bold=True)


def divider(x: float, branch_x: float, y: float, pair: Sequence[float], stroke: str) -> str:
    """The first resistor in the wire at (x, y), the second from branch_x down to GND."""
    out = resistor(x, y, ohms(pair[0])) + wire([(branch_x, y), (branch_x, y + 64)], INK, 3)
    out += joint(branch_x, y, stroke) + resistor(branch_x, y + 34, ohms(pair[1]), upright=True)
    return out + text(branch_x, y + 80, "GND", 13, INK, "middle", bold=True)


def _to_input(module: Module, placed: _Large) -> str:
    """An analog sensor's signal, with its divider or pull-up, on its way to the converter."""
    if module.role != "analog":
        return ""
    (x, y), stroke = placed.at("AO"), SIGNALS[4]
    goes_to = f"A{module.part.options.get('channel', 0)}"
    ends = (f"{module.part.name}.AO", f"{module.part.options.get('on', '?')}.{goes_to}")
    out = wire([(x, y), (x + 196, y)], stroke, 5, ends) + tag(x + 216, y, goes_to, stroke, 40)
    pair = module.part.build.get("divider_ohm")
    if pair:
        out += divider(x + 92, x + 150, y, pair, stroke)
    elif mark_of(module):
        out += pulled_up(x + 120, y, float(module.part.options.get("series_ohm", 10_000)), stroke)
    return out


def _to_heater(module: Module, placed: _Large) -> str:
    """The drain of a heater's MOSFET, and the sensor's terminal that it goes to."""
    if not module.heats:
        return ""
    x, y = placed.at("D")
    ends = (f"{module.part.name}.D", f"{module.part.name}.H−")
    return wire([(x, y), (x + 92, y)], GRAY, 5, ends) + text(x + 100, y + 6, f"H−: {module.name}", 15)


class _Large:
    """A part drawn large beside the rails; `lane` keeps the wires of several apart."""

    def __init__(self, module: Module, stage: Stage, y: float = PART_Y, scale: float = SCALE, lane: int = 0) -> None:
        self.module = module
        self.stage = stage
        self.y = y
        self.scale = scale
        self.lane = lane

    def used(self) -> frozenset[int]:
        """The pins that this step joins."""
        if self.stage is Stage.LOAD:
            return frozenset()
        return frozenset(physical_pin(gpio) for gpio in self.module.gpios.values())

    def at(self, name: str) -> tuple[float, float]:
        """Where a terminal is."""
        x, y = self.module.at(name)
        return PART_X + (x - self.module.x) * self.scale, self.y + (y - self.module.y) * self.scale

    def _way(self, name: str, to_x: float, lane: int) -> list[tuple[float, float]]:
        """From a terminal to the left; from the right side round the part."""
        x, y = self.at(name)
        if name in self.module.left:
            return [(x, y), (to_x, y)]
        below = self.y + self.module.h * self.scale + 22 + 16 * lane
        beyond = x + 22 + 12 * lane
        return [(x, y), (beyond, y), (beyond, below), (to_x, below)]

    def supply(self, meter: Meter | None) -> str:
        """The wires to the rails; a supply that is measured has its meter's letters in it."""
        out = ""
        all_names = (*self.module.right[::-1], *self.module.left)
        names = [name for name in all_names if rail_of(self.module, name) and self.stage.has(name)]
        for lane, name in enumerate(names):
            kind = rail_of(self.module, name)
            way = self._way(name, RAIL_X[kind], lane)
            out += wire(way, RAILS[kind].color, 5, (f"{self.module.part.name}.{name}", f"rail {kind}"))
            out += joint(RAIL_X[kind], way[-1][1], RAILS[kind].color)
            if meter is not None and name in ("3V3", "5V"):
                out += gap((RAIL_X["12V*"] + PART_X) / 2, way[-1][1], meter.plus, meter.minus, 1.5)
        return out

    def signals(self) -> str:
        """The wires to the board, each with the number of its pin and with its resistors."""
        out = ""
        lanes = sum(1 for name in (*self.module.left, *self.module.right) if rail_of(self.module, name))
        joined = {} if self.stage is Stage.LOAD else self.module.gpios
        for number, (name, gpio) in enumerate(joined.items(), self.lane):
            pin, stroke = physical_pin(gpio), SIGNALS[number]
            way = self._way(name, 366 - 14 * number, lanes + number - self.lane)
            y = HEADER.exit(pin, "right")
            path = [*way, (366 - 14 * number, y), *HEADER.way_out(pin, "right")]
            out += wire(path, stroke, 5, (f"{self.module.part.name}.{name}", f"pin {pin}"))
            out += pin_number(300, y, pin, stroke, 11)
            if name == "S" and not self.module.heats:
                out += self._resistors(way, stroke)
        return out

    def _resistors(self, way: list[tuple[float, float]], stroke: str) -> str:
        """A pull-up beside the part, or a divider in the wire's way below it."""
        build, mark = self.module.part.build, mark_of(self.module)
        (x, y), is_left = way[0], "S" in self.module.left
        if mark.startswith("↑"):
            value = float(build.get("pull_up_ohm", self.module.part.electrical.get("pull_up_ohm", 0)))
            return pulled_up(x + (-44 if is_left else 24), y, value, stroke)
        if "divider_ohm" in build and not is_left:
            return divider(PART_X + 110, PART_X + 50, way[-1][1], build["divider_ohm"], stroke)
        return ""

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
