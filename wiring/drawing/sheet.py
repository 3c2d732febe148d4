"""The whole wiring of a project on one sheet of A4, landscape."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from devices import Message, Wiring
from devices.header import PINS
from look.tokens import color
from wiring.build import LED, MOSFET
from wiring.drawing import words as w
from wiring.drawing.bodies import body
from wiring.drawing.layout import (
    HEADER,
    LEFT_RAILS,
    LEFT_X,
    LOAD_X,
    RAIL_BOTTOM,
    RAIL_TOP,
    RIGHT_RAILS,
    RIGHT_X,
    SHEET_H,
    SHEET_W,
    Columns,
    bus_x,
    columns,
    nets,
    on_bus,
)
from wiring.drawing.loads import diode, in_wire, load
from wiring.drawing.meters import Meter, gap, letter, meter_in, meters
from wiring.drawing.module import METER, WIDTH, Module, modules, rail_of
from wiring.drawing.notes import legend, notes
from wiring.drawing.pen import GRAY, INK, SOFT, joint, moved, pin_number, svg, tag, terminal, text, two_texts, wire
from wiring.drawing.rails import RAILS, rail
from wiring.drawing.supply import source, word_of

SIGNALS = tuple(map(color, ("blue", "green", "orange", "link", "work", "idle")))
LOAD_WIRE = color("gray")
IN_WIRE_X = 1544  # where a fuse or switch stands in the wire of a load
LONG_LABEL = 24  # letters over a part; more would meet the bus
GPIO_OF = {pin.physical: pin.gpio for pin in PINS if pin.gpio is not None}
Translate = Callable[[str], str]


def sheet(title: str, wiring: Wiring, names: Mapping[str, str], translate: Translate = str) -> str:
    """The sheet as SVG text: `names` says what people call each part. Raises WiringError and TooFull."""
    found = modules(wiring, dict(names))
    placed = columns(found)
    say = _sayer(translate)
    parts = [
        HEADER.board(say(w.SD_END)),
        _feeds(_rails(placed, "left"), _rails(placed, "right")),
        *(rail(LEFT_RAILS[name], RAIL_TOP, RAIL_BOTTOM, name) for name in _rails(placed, "left")),
        *(rail(RIGHT_RAILS[name], RAIL_TOP, RAIL_BOTTOM, name) for name in _rails(placed, "right")),
        *(_supply(module, placed, wiring) for module in found),
        *(_to_heater(module, found) for module in placed.outer if module.heats),
        *(_load(module, wiring, translate) for module in placed.right if module.has_load),
        _analog(placed),
        _signals(placed),
        _bus(placed),
        *(draw(module, say(w.RELAY), label=True) for module in found),
        *(_letters(module, meters(wiring)) for module in placed.left),
        HEADER.pins(_used(placed)),
        notes(placed, translate),
        source(wiring, names, translate),
        text(40, 50, say(w.TITLE(project=title)), 28, bold=True),
        text(40, 76, say(w.RULES), 13, SOFT),
        legend(SHEET_H - 40, _rails(placed, "right"), translate),
        text(SHEET_W - 30, SHEET_H - 36, say(w.NOT_CHECKED), 11.5, SOFT, "end"),
    ]
    return svg(SHEET_W, SHEET_H, "".join(parts), say(w.TITLE(project=title)))


def draw(module: Module, relay_word: str, label: bool) -> str:
    """One part with its terminals and, with `label`, its name and type above it."""
    out = moved(module.x, module.y, body(module, relay_word))
    is_dark = not (module.role == "contact" or module.carrier == LED or module.part.driver == "ntc")
    for names, dx, anchor in ((module.left, 9, "start"), (module.right, -9, "end")):
        for name in names:
            x, y = module.at(name)
            out += terminal(x, y)
            if len(module.left) + len(module.right) > 2 or module.part.driver == "ntc":
                out += text(x + dx, y + 4, name, 11, "#fff" if is_dark else INK, anchor, bold=True)
    if not label:
        return out
    kind = kind_of(module)
    if module.part.driver == METER:  # its body says INA219
        kind = kind.rpartition(" ")[2]
    is_long = len(module.name) + len(kind) > LONG_LABEL
    x, anchor = (module.x + WIDTH + 6, "end") if is_long else (module.x + WIDTH / 2, "middle")
    return out + two_texts(x, module.y - 6, module.name, kind, anchor)


def kind_of(module: Module) -> str:
    """What is printed on the part, as far as a list tells: DHT22, INA219 0x41."""
    driver, options = module.part.driver, module.part.options
    if module.heats:
        return "MOSFET"
    printed = {
        "mq": str(options.get("model", "MQ")), "mq7": "MQ-7", "turbidity": "SEN0189", "tds": "SEN0244",
        "flow_meter": "YF-S201", "yf_s401": "YF-S401", "ntc": "NTC",
    }.get(driver, driver.upper() if any(each.isdigit() for each in driver) else "")  # fmt: skip
    for wire_ in module.wires:
        if wire_.terminal.role == "i2c" and wire_.value is not None:
            return f"{printed} 0x{wire_.value:02X}"
    return printed


def _sayer(translate: Translate) -> Callable[[Message], str]:
    return lambda message: message.render(translate)


def _rails(placed: Columns, side: str) -> list[str]:
    all_rails, column = (LEFT_RAILS, [*placed.left, *placed.outer]) if side == "left" else (RIGHT_RAILS, placed.right)
    needed = {rail_of(module, name) for module in column for name in (*module.left, *module.right)} | {"GND"}
    if side == "right" and "12V*" in needed:
        needed.add("12V")
    return [name for name in all_rails if name in needed]


def _used(placed: Columns) -> frozenset[int]:
    return frozenset(net.pin for net in nets(placed))


def _feeds(on_left: Sequence[str], right: Sequence[str]) -> str:
    """From the board's supply pins to the rails: each of these pins carries one wire, the rails are joined."""
    (x1, y1), (x2, y2), (x39, y39) = HEADER.pin(1), HEADER.pin(2), HEADER.pin(39)
    edge, bottom = HEADER.left - 10, RAIL_BOTTOM + 20
    ways = {
        "3V3": [(edge, 116.0), (edge, y1), (x1, y1)],
        "5V": [(x2, 102.0), (x2, y2)],
        "GND": [(edge, bottom), (edge, y39), (x39, y39)],
    }
    out, bridges = "", ""
    for (name, way), pin, across_y in zip(ways.items(), (1, 2, 39), (90.0, 102.0, bottom), strict=True):
        end = RAIL_BOTTOM if name == "GND" else RAIL_TOP
        stroke, ends = RAILS[name].color, (f"rail {name}", f"pin {pin}")
        x_left, x_right = float(LEFT_RAILS[name]), float(RIGHT_RAILS[name])
        x, beyond = (x_left, x_right) if name in on_left else (x_right, x_left)
        if name in on_left or name in right:
            out += wire([(x, end), (x, way[0][1]), *way], stroke, 4, ends)
        if name in on_left and name in right:
            across = [(x, end), (x, across_y), (beyond, across_y), (beyond, end)]
            bridges += wire(across, stroke, 4, (f"rail {name}", f"rail {name}"))
            if name != "3V3":  # its two wires meet at the rail
                out += joint(*way[0], stroke)
    return bridges + out


def _letters(module: Module, found: Mapping[str, Meter]) -> str:
    """The letters at a meter's own terminals; the wire that it sits in has them as well."""
    meter = found.get(module.part.name)
    if meter is None or "Vin+" not in module.right:
        return ""
    ends = (("Vin+", meter.plus), ("Vin−", meter.minus))
    return "".join(letter(module.at(name)[0] + 14, module.at(name)[1], word) for name, word in ends)


def _to_heater(heater: Module, found: Sequence[Module]) -> str:
    """From the sensor's heater to the MOSFET below it."""
    sensor = next(each for each in found if each.part is heater.part and not each.heats)
    (x, y), (_, to_y) = sensor.at("H−"), heater.at("D")
    way = [(x, y), (x + 24, y), (x + 24, to_y), (x, to_y)]
    return wire(way, GRAY, ends=(f"{heater.part.name}.H−", f"{heater.part.name}.D"))


def _supply(module: Module, placed: Columns, wiring: Wiring) -> str:
    rails = RIGHT_RAILS if module in placed.right else LEFT_RAILS
    out = ""
    meter = None if module.has_load else meter_in(wiring, module.part.name)
    for name in dict.fromkeys((*module.left, *module.right)):
        kind = rail_of(module, name)
        if kind in rails:
            x, y = module.at(name)
            stroke, own, to_rail = RAILS[kind].color, f"{module.part.name}.{name}", f"rail {kind}"
            if meter is not None and name in ("5V", "3V3"):
                middle = x + 30
                out += wire([(x, y), (middle, y)], stroke, ends=(own, f"{meter.name}.Vin−"))
                out += wire([(middle, y), (rails[kind], y)], stroke, ends=(f"{meter.name}.Vin+", to_rail))
                out += gap(middle, y, meter.minus, meter.plus)
            else:
                out += wire([(x, y), (rails[kind], y)], stroke, ends=(own, to_rail))
            out += joint(rails[kind], y, stroke)
    return out


def _load(module: Module, wiring: Wiring, translate: Translate) -> str:
    """The load behind a relay or MOSFET, with what stands in its wire."""
    name = module.part.name
    if module.carrier == MOSFET:
        (x, plus), (_, minus) = module.at("OUT+"), module.at("OUT−")
        back = wire([(x, minus), (LOAD_X, minus)], GRAY, ends=(f"{name}.OUT−", f"{name}.load −"))
        source_ = f"{name}.OUT+"
    else:
        x, plus = module.at("NO")
        minus, ground = plus + 20, RIGHT_RAILS["GND"]
        back = wire([(ground, minus), (LOAD_X, minus)], INK, ends=("rail GND", f"{name}.load −")) + joint(
            ground, minus, INK
        )
        source_ = f"{name}.NO"
    meter = meter_in(wiring, name)
    if meter is None:
        out = wire([(x, plus), (LOAD_X, plus)], LOAD_WIRE, ends=(source_, f"{name}.load +")) + back
    else:
        out = wire([(x, plus), (IN_WIRE_X, plus)], LOAD_WIRE, ends=(source_, f"{meter.name}.Vin+")) + back
        out += wire([(IN_WIRE_X, plus), (LOAD_X, plus)], LOAD_WIRE, ends=(f"{meter.name}.Vin−", f"{name}.load +"))
        out += gap(IN_WIRE_X, plus, meter.plus, meter.minus)
    for each in wiring.passive:
        if each.options.get("in_wire_of") == name:  # in series, so on either side of the load
            out += in_wire(each.kind, IN_WIRE_X, plus if meter is None else minus)
            out += text(SHEET_W - 8, plus - 27, word_of(each, translate), 11, SOFT, "end")
    if module.part.build.get("diode"):
        out += diode(LOAD_X - 14, plus, minus - plus)
    ends = terminal(LOAD_X, plus) + terminal(LOAD_X, minus)
    return out + ends + moved(LOAD_X + 8, (plus + minus) / 2 - 32, load(module.part.driver))


def _analog(placed: Columns) -> str:
    """From each analog sensor to its input of the converter, with its divider or pull-up."""
    out = ""
    adcs = {module.part.name: module for module in placed.left if module.role == "adc"}
    for number, module in enumerate(each for each in placed.outer if not each.heats):
        adc = adcs.get(str(module.part.options.get("on")))
        if adc is None:
            continue
        goes_to = f"A{module.part.options.get('channel', 0)}"
        (x, y), (to_x, to_y) = module.at("AO"), adc.at(goes_to)
        track = 288 + 9 * number if to_y < y else 312 - 9 * number
        stroke = SIGNALS[(number + 4) % len(SIGNALS)]
        ends = (f"{module.part.name}.AO", f"{adc.part.name}.{goes_to}")
        out += wire([(x, y), (track, y), (track, to_y), (to_x, to_y)], stroke, ends=ends)
        mark = mark_of(module)
        if mark:
            out += tag(x + 31, y, mark, stroke, 50)
    return out


def mark_of(module: Module) -> str:
    """What stands in a sensor's signal wire: `12k/20k` for a divider, `↑10k` for a pull-up, or nothing."""
    build, electrical = module.part.build, module.part.electrical
    if "divider_ohm" in build:
        upper, lower = build["divider_ohm"]
        return f"{upper / 1000:g}k/{lower / 1000:g}k"
    pull_up = build.get("pull_up_ohm", electrical.get("pull_up_ohm"))
    if module.part.driver == "ntc":
        pull_up = module.part.options.get("series_ohm", 10_000)
    return f"↑{float(pull_up) / 1000:g}k" if pull_up else ""


def _signals(placed: Columns) -> str:
    out = ""
    for number, net in enumerate(nets(placed)):
        stroke = SIGNALS[number % len(SIGNALS)]
        left = net.side == "left"
        out += wire(net.path(), stroke, ends=(net.source, f"pin {net.pin}"))
        x, y = net.start
        marked = net.module is not None and net.module.role in ("pin", "output") and mark_of(net.module) != ""
        if net.module is not None and marked:
            out += tag(x + (31 if left else -31), y, mark_of(net.module), stroke, 50)
        at_part = LEFT_X + WIDTH + 70 if left else RIGHT_X - (70 if marked else 26)
        out += pin_number(at_part, y, net.pin, stroke)
        edge = HEADER.left + 42 if left else HEADER.right - 42
        out += tag(edge, net.y_pin, f"GPIO{GPIO_OF[net.pin]}", stroke, 66)
    return out


def _bus(placed: Columns) -> str:
    bus = on_bus(placed.left)
    out = ""
    for number, name in enumerate(("SDA", "SCL")):
        stroke, x = SIGNALS[number], bus_x(number)
        heights = [module.at(name)[1] for module in bus]
        if len(heights) > 1:
            out += wire([(x, heights[0]), (x, heights[-1])], stroke, ends=(f"bus.{name}", f"bus.{name}"))
        for module, y in zip(bus, heights, strict=True):
            stub = [(module.at(name)[0], y), (x, y)]
            out += wire(stub, stroke, ends=(f"{module.part.name}.{name}", f"bus.{name}")) + joint(x, y, stroke)
    return out
