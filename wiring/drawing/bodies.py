"""What a part looks like on the table, as a child sees it. Each body fills a box of WIDTH x the module's height."""

from __future__ import annotations

from collections.abc import Callable

from look.tokens import color
from wiring.build import LED, MOSFET, RELAY
from wiring.drawing.module import WIDTH, Module
from wiring.drawing.pen import GRAY, INK, circle, line, rect, resistor, text

MID = WIDTH / 2
BOARD_BLUE, BOARD_GREEN, BOARD_DARK, BOARD_VIOLET, BOARD_RED = "#2b6cb0", "#245c36", "#16324a", "#4a3a86", "#7a2030"


def body(module: Module, relay_word: str) -> str:
    """The part itself, without its terminals."""
    if module.heats:
        return _mosfet(module.h)
    if module.role == "output":
        return _output(module, relay_word)
    return BODIES.get(module.part.driver, BY_ROLE.get(module.role, _plain))(module)


def _board(h: float, fill: str) -> str:
    return rect(0, 0, WIDTH, h, fill, 6)


def _chip(y: float, words: str, width: float = 54) -> str:
    x = MID - 6
    return rect(x - width / 2, y - 12, width, 24, "#222b33", 2) + text(x, y + 4, words, 10.5, "#fff", "middle")


def _dht(module: Module) -> str:
    cy = module.h / 2
    holes = "".join(
        rect(MID - 20 + 11 * i, cy - 20 + 11 * j, 7, 7, "#b9c8d2", 1, "#7b8b97", 1) for i in range(4) for j in range(4)
    )
    return _board(module.h, BOARD_BLUE) + rect(MID - 25, cy - 25, 50, 50, "#f4f7f9", 5) + holes


def _mq(module: Module) -> str:
    x, cy = 40, module.h / 2
    mesh = "".join(line(f"M{x - 18} {cy + k}h36M{x + k} {cy - 18}v36", "#6d7880", 1) for k in range(-12, 13, 6))
    model = str(module.part.options.get("model", "MQ-7"))
    can = circle(x, cy, 24, "#8f9aa3") + circle(x, cy, 19, "#c6ced4") + mesh
    return _board(module.h, BOARD_BLUE) + can + text(x, module.h - 4, model, 11, "#fff", "middle", bold=True)


def _converter(module: Module) -> str:
    return _board(module.h, "#1d4f7d") + _chip(module.h / 2, module.part.driver.upper())


def _meter(module: Module) -> str:
    h = module.h
    screws = rect(WIDTH - 42, h / 2, 42, 33, "#2f9e63", 3)
    return _board(h, BOARD_VIOLET) + screws + _chip(h / 2 - 14, "INA219")


def _sht(module: Module) -> str:
    cy = module.h / 2
    return _board(module.h, "#6a2c70") + rect(MID - 13, cy - 13, 26, 26, "#222b33", 2) + circle(MID, cy, 6, "#fff")


def _button(module: Module) -> str:
    cy = module.h / 2
    cap = color("red") if module.part.name == "reset" else "#f3c13a"
    legs = line(f"M0 {cy}h{MID - 22}M{MID + 22} {cy}H{WIDTH}", GRAY, 3)
    return legs + rect(MID - 22, cy - 22, 44, 44, "#3b444c", 5) + circle(MID, cy, 15, cap)


def _contact(module: Module) -> str:
    cy = module.h / 2
    lever = line(f"M0 {cy}H{MID - 18}L{MID + 14} {cy - 12}M{MID + 16} {cy}H{WIDTH}", INK, 2.6)
    ends = circle(MID - 18, cy, 3.5, INK) + circle(MID + 16, cy, 3.5, INK)
    return rect(MID - 34, cy - 17, 68, 34, "#f4f7f9", 6) + lever + ends


def _float(module: Module) -> str:
    cy = module.h / 2
    water = f"M{MID - 40} {cy + 11}q10-8 20 0t20 0 20 0 20 0v14h-80z"
    legs = line(f"M0 {cy}H{MID - 17}M{MID + 17} {cy}H{WIDTH}", GRAY)
    stem = rect(MID - 4, cy - 26, 8, 50, "#d8dde0", 2) + rect(MID - 17, cy - 6, 34, 19, "#fff", 8)
    return line(water, INK, 1, "#a9d3ee") + legs + stem


def _flow(module: Module) -> str:
    cy = module.h / 2
    arrow = line(f"M{MID - 13} {cy}h24m-8-7 8 7-8 7", "#fff", 3)
    return rect(0, cy - 13, WIDTH, 26, "#3a434b", 3) + circle(MID, cy, 26, "#20262b", "#9aa5ad") + arrow


def _turbidity(module: Module) -> str:
    x, cy = 44, module.h / 2
    prongs = "".join(rect(x + dx, cy + 4, 15, 20, "#cfe3f1", 4) for dx in (-20, 5))
    return _board(module.h, BOARD_GREEN) + rect(x - 24, cy - 25, 48, 30, "#20262b", 4) + prongs


def _tds(module: Module) -> str:
    x, cy = 44, module.h / 2
    pins = "".join(rect(x + dx, cy - 4, 5, 28, "#d8dde0", 2) for dx in (-11, 6))
    return _board(module.h, BOARD_GREEN) + rect(x - 20, cy - 25, 40, 22, "#20262b", 4) + pins


def _ntc(module: Module) -> str:
    cy = module.h / 2
    legs = line(f"M{MID} {cy - 8}H{WIDTH - 38}M{MID} {cy + 8}H{WIDTH - 38}", INK)
    return legs + rect(14, cy - 11, 56, 22, "#c6ced4", 11) + text(42, cy + 4, "NTC", 11, INK, "middle", bold=True)


def _heartbeat(module: Module) -> str:
    cy = module.h / 2
    pulse = line(f"M{MID - 44} {cy}h20l7-16 11 30 8-20 5 6h18", "#fff", 3)
    return _board(module.h, BOARD_RED) + pulse


def _plain(module: Module) -> str:
    return _board(module.h, "#51606d") + text(
        MID, module.h / 2 + 4, module.part.driver, 11, "#fff", "middle", bold=True
    )


def _output(module: Module, relay_word: str) -> str:
    h, cy = module.h, module.h / 2
    if module.carrier == RELAY:
        coil = rect(22, cy - 18, 52, 36, "#2f86d6", 3)
        return _board(h, BOARD_DARK) + coil + text(48, cy + 4, relay_word, 11.5, "#fff", "middle", bold=True)
    if module.carrier == MOSFET:
        return _mosfet(h)
    if module.carrier == LED:
        return _led(module, cy)
    disc = circle(MID, cy, 23, "#3a434b", "#9aa5ad") + circle(MID, cy, 6, "#0d1114", "#9aa5ad")
    return _board(h, "#20262b") + disc if module.part.driver == "buzzer" else _plain(module)


PAPER_HOLE = "#ffffff"


def _mosfet(h: float) -> str:
    cy = h / 2
    sink = rect(26, cy - 22, 40, 16, GRAY, 2) + circle(46, cy - 14, 4, PAPER_HOLE)
    legs = line(f"M36 {cy + 14}v10M46 {cy + 14}v10M56 {cy + 14}v10", "#d8dde0", 3)
    chip = rect(28, cy - 8, 36, 22, "#222b33", 2) + text(46, cy + 6, "MOSFET", 8, "#fff", "middle", bold=True)
    return _board(h, "#1e4d45") + sink + legs + chip


def _led(module: Module, cy: float) -> str:
    named = next((each for each in ("green", "amber", "red") if module.part.name.startswith(each)), "red")
    said = str(module.part.build.get("color", named))
    tint = "#ffffff" if said == "white" else color(said)
    legs = line(f"M0 {cy}h{MID - 10}M{MID + 28} {cy}H{WIDTH}", GRAY)
    dome = line(f"M{MID + 2} {cy - 12}a12 12 0 0 0 0 24z", INK, 1.4, tint)
    value = module.part.build.get("resistor_ohm", module.part.electrical.get("resistor_ohm"))
    in_wire = resistor(24, cy, f"{value:g} Ω" if value else "?")
    return legs + rect(MID + 2, cy - 12, 26, 24, tint, 3) + dome + in_wire


BODIES: dict[str, Callable[[Module], str]] = {
    "dht11": _dht, "dht22": _dht, "mq": _mq, "mq7": _mq, "ina219": _meter, "sht31": _sht, "button": _button,
    "contact": _contact, "door_switch": _contact, "float_switch": _float, "flow_meter": _flow, "yf_s401": _flow,
    "turbidity": _turbidity, "tds": _tds, "ntc": _ntc,
}  # fmt: skip
BY_ROLE: dict[str, Callable[[Module], str]] = {"adc": _converter, "heartbeat": _heartbeat, "contact": _contact}
