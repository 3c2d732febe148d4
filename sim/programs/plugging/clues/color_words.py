"""What the names of colors say about a lamp of three colors: `red()` that sets red low has its long leg at 3.3 V.

A color is said by the name of a function, by what is printed beside the calls, or by the name of three levels.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import takewhile
from typing import Any

from sim.programs.plugging.clues.calm_words import name_of
from sim.programs.plugging.clues.followed import LEVELS, Event, Follower, Unknown, arguments_of
from sim.programs.plugging.clues.pin_names import PinNames
from sim.programs.plugging.clues.program_text import nodes, pieces
from sim.programs.plugging.clues.remarks import Remark

Gpios = frozenset[int]
Levels = tuple[bool | None, ...]  # of red, green, blue, or of each lamp; None when it is not said

COLORS: dict[str, tuple[bool, bool, bool]] = {
    "red": (True, False, False), "green": (False, True, False), "blue": (False, False, True),
    "yellow": (True, True, False), "cyan": (False, True, True), "magenta": (True, False, True),
    "purple": (True, False, True), "white": (True, True, True),
}  # fmt: skip
FULL_PCT = 100  # of RPi.GPIO's duty cycles
CHANNELS = (
    frozenset(("red", "r", "redpin", "rpin", "redled", "rled", "pinr")),
    frozenset(("green", "g", "greenpin", "gpin", "greenled", "gled", "ping")),
    frozenset(("blue", "b", "bluepin", "bpin", "blueled", "bled", "pinb")),
)
LAMPS = ("red", "yellow", "green", "blue", "white")
DARK = re.compile(r"\b(?:off|tắt|tat)\b", re.IGNORECASE)
OTHER_LAMPS = frozenset(("yellow", "amber", "orange", "white"))  # a crossing has these, a lamp of three colors has not
DUTIES = ("ChangeDutyCycle", "start")
FULL = {"set_PWM_dutycycle": 255.0, "softPwmWrite": 100.0}  # of pigpio and wiringPi
DIM, BRIGHT = 0.2, 0.8  # chosen: shares of the time between which a lamp is neither dark nor lit
WORDS = re.compile(rf"\b(?:{'|'.join(COLORS)})\b", re.IGNORECASE)


def channels_of(names: PinNames) -> tuple[int, int, int] | None:
    """The GPIOs of red, green and blue, when the program has one of each and no other lamps."""
    found = [names.called(words) for words in CHANNELS]
    if names.called(OTHER_LAMPS) or any(len(gpios) != 1 for gpios in found) or len({*found}) < len(CHANNELS):
        return None
    (red,), (green,), (blue,) = found
    return red, green, blue


def are_turned_round(tree: ast.AST) -> bool:
    """Whether all duty cycles that it sets, three or more, are `100 - x`: what is bright for x is on at low."""
    duties = [
        node.args[0]
        for node in nodes(tree)
        if isinstance(node, ast.Call) and name_of(node.func) == "ChangeDutyCycle" and len(node.args) == 1
    ]
    return len(duties) >= len(CHANNELS) and all(
        isinstance(each, ast.BinOp) and isinstance(each.op, ast.Sub)
        and isinstance(each.left, ast.Constant) and each.left.value == FULL_PCT
        for each in duties
    )  # fmt: skip


def colors_said(
    tree: ast.Module, names: PinNames, writes: Mapping[int, Gpios], remarks: Mapping[int, Remark]
) -> Iterator[tuple[frozenset[int], bool]]:
    """The wires of a lamp, and whether it is on at low: each time that a color is said beside most of its levels.

    Lamps of one color each are meant, too, when most of them are dark. `writes` has by the id of a call its GPIOs.
    """
    follower = Follower(tree, Wires(tree, names, writes))
    channels = channels_of(names) or _by_arguments(follower)
    lamps = None if channels is not None else lamps_of(names)
    if channels is None and lamps is None:
        return
    gpios = channels or tuple((lamps or {}).values())
    for color, levels in (*_said(tree, follower, gpios), *_remarked(tree, follower, gpios, remarks)):
        lit_by = COLORS[color] if lamps is None else tuple(each == color for each in lamps)
        known = [(level, lit) for level, lit in zip(levels, lit_by, strict=True) if level is not None]
        if len(known) < 2 or (len(known) < len(CHANNELS) and len({level for level, _ in known}) < 2):
            continue
        if lamps is not None and {lit for _, lit in known} != {True, False}:
            continue
        if all(level == lit for level, lit in known):
            yield frozenset(gpios), False
        elif all(level != lit for level, lit in known):
            yield frozenset(gpios), True


def lamps_of(names: PinNames) -> dict[str, int] | None:
    """The GPIO of each lamp of one color, when there are at least two and each is called by its color."""
    found = {color: names.called(frozenset((color, f"{color}led", f"led{color}", f"{color}pin"))) for color in LAMPS}
    own = {color: gpios[0] for color, gpios in found.items() if len(gpios) == 1}
    return own if len({*own.values()}) == len(own) >= 2 else None


class Wires:
    """Which outputs a call sets, and to which levels: `output`, and the duty cycles of PWM."""

    def __init__(self, tree: ast.Module, names: PinNames, writes: Mapping[int, Gpios]) -> None:
        self._names = names
        self._writes = writes
        self._waves = {
            name_of(target): names.pins_in(value.args[0])
            for line in nodes(tree)
            if isinstance(line, ast.Assign)
            for target, value in _pairs(line.targets[0], line.value)
            if isinstance(value, ast.Call) and name_of(value.func) == "PWM" and value.args
        }

    def __call__(self, call: ast.Call, value: Callable[[ast.expr], Any]) -> Iterable[tuple[int, bool | None]]:
        """Each GPIO with its level; None when it is not known, or neither bright nor dark."""
        name = name_of(call.func)
        if name in DUTIES and isinstance(call.func, ast.Attribute) and len(call.args) == 1:
            gpios = self._waves.get(name_of(call.func.value), ())
            return [(gpio, _share(call.args[0], value, FULL_PCT)) for gpio in gpios]
        if name in FULL and len(call.args) == 2:
            return [(gpio, _share(call.args[1], value, FULL[name])) for gpio in self._gpios(call.args[0], value)]
        if id(call) not in self._writes:
            return ()
        pin, level = call.args[-2:]
        gpios = self._gpios(pin, value) or (*self._writes[id(call)],)
        try:
            found = value(level)
        except Unknown:
            found = None
        if isinstance(found, tuple | list) and len(found) == len(gpios):
            return [(gpio, bool(each)) for gpio, each in zip(gpios, found, strict=True)]
        return [(gpio, bool(found) if isinstance(found, int | float) else None) for gpio in gpios]

    def _gpios(self, pin: ast.expr, value: Callable[[ast.expr], Any]) -> Sequence[int]:
        try:
            found = value(pin)
        except Unknown:
            return ()
        each_one = found if isinstance(found, tuple | list) else [found]
        return [gpio for each in each_one for gpio in self._names.pins_in(ast.Constant(each))]


def _pairs(target: ast.expr, value: ast.expr) -> Iterable[tuple[ast.expr, ast.expr]]:
    """Each name with what it is set to: several may stand side by side."""
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        return zip(target.elts, value.elts, strict=False)
    return [(target, value)]


def _share(node: ast.expr, value: Callable[[ast.expr], Any], full: float) -> bool | None:
    """Whether a duty cycle is nearly all of it, or nearly nothing."""
    try:
        share = float(value(node)) / full
    except (Unknown, TypeError, ValueError):
        return None
    return None if DIM < share < BRIGHT else share >= BRIGHT


def _by_arguments(follower: Follower) -> tuple[int, int, int] | None:
    """The GPIOs of red, green and blue: those that follow the arguments of these names of one function."""
    for name, function in follower.functions.items():
        arguments = arguments_of(function)
        places = [
            [place for place, each in enumerate(arguments) if not own.isdisjoint(pieces(each))] for own in CHANNELS
        ]
        if any(len(each) != 1 for each in places):
            continue
        for full in (1, FULL_PCT, 255):
            dark = _levels(follower.of_function(name, [0] * len(arguments)))
            found = []
            for (place,) in places:
                lit = _levels(
                    follower.of_function(name, [full if each == place else 0 for each in range(len(arguments))])
                )
                found += [gpio for gpio, level in lit.items() if level is not None and level != dark.get(gpio, level)]
            if len(found) == len({*found}) == len(CHANNELS):
                red, green, blue = found
                return red, green, blue
    return None


def _levels(events: Iterable[Event]) -> dict[int, bool | None]:
    """The last level of each output."""
    return {event.gpio: event.level for event in events if event.gpio is not None}


def _said(tree: ast.Module, follower: Follower, channels: Sequence[int]) -> Iterator[tuple[str, Levels]]:
    for name in follower.functions:
        color = _one_color(" ".join(pieces(name)))
        if color is not None:
            yield color, _of(follower.of_function(name), channels)
    events = list(follower.of_program())
    for place, event in enumerate(events):
        color = None if DARK.search(event.text or "") else _one_color(event.text or "")
        before = events[:place][::-1]
        for side in (events[place + 1 :], before) if color is not None else ():
            levels = _of(_beside(side, is_before=side is before), channels)
            if any(level is not None for level in levels):
                yield color or "", levels
                break
    setters = [name for name, each in follower.functions.items() if len(arguments_of(each)) == len(CHANNELS)]
    for color, levels in _named(tree) if len(channels) == len(CHANNELS) else ():
        own = [_of(follower.of_function(name, levels), channels) for name in setters]
        yield color, next((each for each in own if None not in each), levels)


def _remarked(
    tree: ast.Module, follower: Follower, channels: Sequence[int], remarks: Mapping[int, Remark]
) -> Iterator[tuple[str, Levels]]:
    """`set_color(1, 0, 0)  # red`."""
    for node in nodes(tree):
        remark = remarks.get(node.end_lineno or 0) if isinstance(node, ast.Expr) else None
        color = None if remark is None or DARK.search(remark.text) else _one_color(remark.text)
        if color is not None and isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            yield color, _of(follower.of_call(node.value), channels)


def _beside(events: Sequence[Event], is_before: bool) -> list[Event]:
    """What comes up to the next print or pause, in the order in which it came."""
    found = list(takewhile(lambda event: event.gpio is not None, events))
    return found[::-1] if is_before else found


def _of(events: Iterable[Event], channels: Sequence[int]) -> Levels:
    levels = _levels(events)
    return tuple(levels.get(gpio) for gpio in channels)


def _named(tree: ast.Module) -> Iterator[tuple[str, Levels]]:
    """`RED = (0, 1, 1)`, or the same in a dictionary."""
    for node in nodes(tree):
        pairs: list[tuple[str, ast.expr]] = []
        if isinstance(node, ast.Assign) and len(node.targets) == 1:
            pairs = [(name_of(node.targets[0]), node.value)]
        elif isinstance(node, ast.Dict):
            keys = (each.value if isinstance(each, ast.Constant) else None for each in node.keys)
            pairs = [(key, value) for key, value in zip(keys, node.values, strict=True) if isinstance(key, str)]
        for name, value in pairs:
            color = _one_color(" ".join(pieces(name)))
            if color is not None and isinstance(value, ast.Tuple | ast.List) and len(value.elts) == len(CHANNELS):
                yield color, tuple(map(_level, value.elts))


def _level(value: ast.expr) -> bool | None:
    if isinstance(value, ast.Attribute | ast.Name):
        return LEVELS.get(name_of(value))
    return bool(value.value) if isinstance(value, ast.Constant) and value.value in (0, 1) else None


def _one_color(text: str) -> str | None:
    found = {each.lower() for each in WORDS.findall(text)}
    return found.pop() if len(found) == 1 else None
