"""What a program says about the levels of its outputs: by remarks, prints, names, colors, levels at rest."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise, takewhile
from typing import NamedTuple

from sim.programs.plugging.clues.calm_words import is_calm, name_of, printed_in
from sim.programs.plugging.clues.color_words import are_turned_round, channels_of, colors_said
from sim.programs.plugging.clues.pin_names import PinNames
from sim.programs.plugging.clues.program_text import ProgramText, pieces
from sim.programs.plugging.clues.remarks import remarks_in

ON = re.compile(  # `LED on pin 11` says where, `low on exit` when
    r"^\W*on\W*$|\b(?:turn\w*|switch\w*|is|are|light|buzzer|beep\w*|\w*leds?\d*|\w*lamps?\d*)\s(?:\w+\s)?on\b"
    r"(?!\s+(?:\w*pin|gpio|\w*\d|the\s+\w*pin|channel|start\w*|exit))",
    re.IGNORECASE,
)
OFF = re.compile(r"\boff\b", re.IGNORECASE)
PRINTED = re.compile(
    r"\b(?:\w*leds?\d*|\w*lamps?\d*|light|buzzer|beep\w*|relay|pump|fan|motor)\b\W*(?:is\s|turned\s)?\W*\b(?:on|off)\b",
    re.IGNORECASE,
)
TURNED = re.compile(
    r"\b(?:turn|switch)\w*\s(?:on|off)\W+(?:the\s|may\s)?(?:\w*leds?\d*|\w*lamps?\d*|light|buzzer|relay|pump|fan|motor)\b",
    re.IGNORECASE,
)
OTHERS = re.compile("relay|motor|pump|fan", re.IGNORECASE)  # what they say is not about lamps
RELAY = re.compile("relay", re.IGNORECASE)
WRITES = ("output", "write", "digitalWrite", "digital_write", "gpio_write")
ON_NAMES = frozenset(("on", "ledon", "turnon", "bat", "batled", "batden"))
OFF_NAMES = frozenset(("off", "ledoff", "turnoff", "tat", "tatled", "tatden"))
VIETNAMESE = tuple(
    (re.compile(rf"\b(?:{words})\b", re.IGNORECASE), english)
    for words, english in (
        ("bật|bat", "turned on"), ("tắt|tat", "turned off"), ("sáng|sang", "on"), ("đèn|den", "lamp"),
        ("còi|coi", "buzzer"), ("bơm|bom", "pump"), ("quạt|quat", "fan"), ("động cơ|dong co", "motor"),
        ("rơ ?le", "relay"),
    )
)  # fmt: skip
LAMPS = frozenset(  # what may stand beside `on` in the name of a function that switches a lamp
    ("turn", "switch", "set", "the", "led", "leds", "light", "lights", "lamp", "lamps", "buzzer", "buzz", "beep",
     "alarm", "relay", "relays", "den", "coi", "quat", "bom", "may", "red", "green", "blue", "yellow", "white", "pin",
     "all")
)  # fmt: skip
ALARMS = frozenset(("alarm", "buzz", "buzzer", "beep", "beeping", "ring", "blink", "flash"))
RED = frozenset(("red", "r", "rpin", "redpin", "rled", "redled"))
BEGIN_NAMES = ("setup", "init", "initialize", "__init__", "begin")
END_NAMES = ("destroy", "cleanup", "clean_up", "stop", "end", "endprogram", "close", "shutdown", "exit", "quit", "off")


class Word(NamedTuple):
    """One thing that it says: how, about which GPIOs (none: about all), and whether the low level is on."""

    how: str
    gpios: frozenset[int]
    at_low: bool


class Write(NamedTuple):
    """A call that sets an output."""

    node: ast.Call
    gpios: frozenset[int]
    level: bool | None
    name: str  # of the variable that has the level


def words_on_levels(text: ProgramText, names: PinNames) -> Iterator[Word]:
    """Everything that the program says."""
    for source, tree in zip(text.sources, text.trees, strict=True):
        writes = {id(write.node): write for write in _writes(tree, names)}
        leaving = {id(each) for end in _ends(tree) for each in ast.walk(end)}  # a remark there was often copied along
        meant = {key: write for key, write in writes.items() if key not in leaving}
        yield from _by_remarks(source, tree, meant, names)
        yield from _by_constants(tree)
        yield from _by_prints(tree, writes)
        yield from _by_functions(tree, writes)
        yield from _by_picking(tree, writes, names)
        yield from _by_alarm(tree, writes, names)
        yield from _by_calm(tree, writes)
        yield from _by_colors(source, tree, writes, names)
        yield from _by_rest(tree, writes, names)
        if are_turned_round(tree) and (channels := channels_of(names)) is not None:
            yield Word("turned", frozenset(channels), True)


def _writes(tree: ast.AST, names: PinNames) -> Iterator[Write]:
    lists: dict[tuple[int, str], frozenset[int]] = {}  # what a loop goes through, for each node in it
    for node in ast.walk(tree):
        if isinstance(node, ast.For) and isinstance(node.target, ast.Name):
            gpios = frozenset(names.pins_in(node.iter))
            lists.update({(id(each), node.target.id): gpios for line in node.body for each in ast.walk(line)})
        if isinstance(node, ast.Call) and len(node.args) > 1 and name_of(node.func) in WRITES:
            pin, level = node.args[-2:]
            gpios = lists.get((id(node), name_of(pin))) or gpios_of(pin, names)
            yield Write(node, gpios, level_of(level), name_of(level))


def gpios_of(pin: ast.expr, names: PinNames) -> frozenset[int]:
    """The GPIO of an argument; of `pins[number]` all that it may be."""
    if not isinstance(pin, ast.Subscript):
        return frozenset(names.pins_in(pin))
    gpios, place = names.pins_in(pin.value), pin.slice
    if isinstance(place, ast.Constant) and isinstance(place.value, str):
        return frozenset(names.called(frozenset((place.value.lower(),)))) & frozenset(gpios) or frozenset(gpios)
    if isinstance(place, ast.Constant) and isinstance(place.value, int) and -len(gpios) <= place.value < len(gpios):
        return frozenset((gpios[place.value],))
    return frozenset(gpios)


def level_of(value: ast.expr) -> bool | None:
    """The level that an expression is, when it stands there."""
    if isinstance(value, ast.Attribute | ast.Name):
        return {"HIGH": True, "LOW": False}.get(name_of(value))
    return bool(value.value) if isinstance(value, ast.Constant) and value.value in (0, 1) else None


def _by_remarks(source: str, tree: ast.AST, writes: Mapping[int, Write], names: PinNames) -> Iterator[Word]:
    """`GPIO.output(17, GPIO.HIGH)  # off`, or the remark on the line above; the same at `setup(17, OUT, initial=1)`."""
    remarks = remarks_in(source)
    levels = [(write.node, write.gpios, write.level) for write in writes.values()]
    levels += [(node, gpios, level) for node, gpios, level in _initials(tree, names)]
    levels += [(node, gpios, level) for node, gpios, level in _handed_on(tree, writes)]
    for node, gpios, level in levels:
        beside, above = remarks.get(node.end_lineno or node.lineno), remarks.get(node.lineno - 1)
        remark = beside or (above if above is not None and above.is_alone else None)
        if level is None or remark is None:
            continue
        text = _in_english(remark.text)
        others = OTHERS.search(text + ast.unparse(node))
        is_on, is_off = ON.search(text) is not None, OFF.search(text) is not None
        if is_on != is_off and (others is None or (RELAY.search(others[0]) and gpios)):
            yield Word("remark" if others is None else "relay", gpios, is_on != level)


def _by_constants(tree: ast.AST) -> Iterator[Word]:
    """`LED_OFF = GPIO.HIGH`: about all lamps."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Attribute) and len(node.targets) == 1:
            level, is_on = level_of(node.value), _switches(name_of(node.targets[0]))
            if level is not None and is_on is not None:
                yield Word("function", frozenset(), is_on != level)


def _initials(tree: ast.AST, names: PinNames) -> Iterator[tuple[ast.Call, frozenset[int], bool]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and name_of(node.func) == "setup" and node.args:
            for keyword in node.keywords:
                level = level_of(keyword.value) if keyword.arg == "initial" else None
                if level is not None:
                    yield node, gpios_of(node.args[0], names), level


def _handed_on(tree: ast.AST, writes: Mapping[int, Write]) -> Iterator[tuple[ast.Call, frozenset[int], bool]]:
    """`all_lamps(GPIO.HIGH)` of a function that sets outputs to what it is given."""
    setters: dict[str, tuple[int, frozenset[int]]] = {}
    for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
        arguments = [each.arg for each in function.args.args]
        for write in _written([function], writes):
            if write.level is None and write.name in arguments and write.gpios:
                setters[function.name] = arguments.index(write.name), write.gpios
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and name_of(node.func) in setters:
            place, gpios = setters[name_of(node.func)]
            level = level_of(node.args[place]) if place < len(node.args) else None
            if level is not None:
                yield node, gpios, level


def _by_prints(tree: ast.AST, writes: Mapping[int, Write]) -> Iterator[Word]:
    """`print("LED on")` beside the call, or in `if level:` of a variable that is the level."""
    by_name: dict[str, set[int]] = {}
    for write in writes.values():
        if write.name and write.level is None:
            by_name.setdefault(write.name, set()).update(write.gpios)
    for node in ast.walk(tree):
        for block in _blocks(node):
            yield from _printed_beside(block, writes)
        if isinstance(node, ast.If):
            name, asked = _asked(node.test)
            for branch, level in ((node.body, asked), (node.orelse, not asked)):
                own = [each for each in branch if not OTHERS.search(_said(each))]
                said = {is_on for each in own if (is_on := _printed(each)) is not None}
                if name in by_name and len(said) == 1:
                    yield Word("print", frozenset(by_name[name]), said.pop() != level)


def _printed_beside(block: Sequence[ast.stmt], writes: Mapping[int, Write]) -> Iterator[Word]:
    """What stands right before the calls, or right after them: as the first of them does."""
    kinds = (_printed(each) is not None for each in block if _printed(each) is not None or _write_in(each, writes))
    step = 1 if next(kinds, False) else -1
    for place, line in enumerate(block):
        is_on = _printed(line)
        if is_on is None:
            continue
        beside = block[place + 1 :] if step > 0 else block[:place][::-1]
        found = takewhile(lambda call: call is not None, (_write_in(each, writes) for each in beside))
        calls = [call for call in found if call is not None]
        write = _meant([call for call in calls if call.level is not None], ast.unparse(line))
        if write is not None:
            yield Word("relay" if OTHERS.search(_said(line)) else "print", write.gpios, is_on != write.level)


def _meant(writes: Sequence[Write], line: str) -> Write | None:
    """The call that a line speaks of: the nearest, or the one with its name when they set different levels."""
    if len({write.level for write in writes}) < 2:
        return writes[0] if writes else None
    said = {word for piece in re.findall(r"\w+", line) for word in pieces(piece)}
    shared = [len(said & {*pieces(ast.unparse(write.node.args[-2]))}) for write in writes]
    return writes[shared.index(max(shared))] if shared.count(max(shared)) == 1 else None


def _blocks(node: ast.AST) -> Iterator[Sequence[ast.stmt]]:
    for name in ("body", "orelse", "finalbody"):
        block = getattr(node, name, None)
        if isinstance(block, list):
            yield block


def _write_in(node: ast.stmt, writes: Mapping[int, Write]) -> Write | None:
    return writes.get(id(node.value)) if isinstance(node, ast.Expr) else None


def _printed(node: ast.stmt) -> bool | None:
    """Whether this line prints that a lamp is on, or off; of a pump or a fan a relay is meant."""
    said = _said(node)
    if not (PRINTED.search(said) or TURNED.search(said)):
        return None
    is_on, is_off = re.search(r"\bon\b", said, re.IGNORECASE) is not None, OFF.search(said) is not None
    return is_on if is_on != is_off else None


def _said(node: ast.stmt) -> str:
    """What this line prints."""
    texts = (each.value for each in ast.walk(node) if isinstance(each, ast.Constant) and isinstance(each.value, str))
    return _in_english(" ".join(texts)) if _is_print(node) else ""


def _in_english(text: str) -> str:
    """The Vietnamese words for lamps, on and off in English; `bật đèn` is turned on lamp."""
    for words, english in VIETNAMESE:
        text = words.sub(english, text)
    return text


def _asked(test: ast.expr) -> tuple[str, bool]:
    """The variable that an `if` asks for, and its level in there."""
    if isinstance(test, ast.Compare) and len(test.ops) == 1 and isinstance(test.ops[0], ast.Eq | ast.Is):
        level = level_of(test.comparators[0])
        return ("", True) if level is None else (name_of(test.left), level)
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        return name_of(test.operand), False
    return name_of(test), True


def _functions(tree: ast.AST, names: Sequence[str]) -> Iterator[ast.FunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name.lower() in names:
            yield node


def _written(nodes: Sequence[ast.AST], writes: Mapping[int, Write]) -> list[Write]:
    return [writes[id(each)] for node in nodes for each in ast.walk(node) if id(each) in writes]


def _by_functions(tree: ast.AST, writes: Mapping[int, Write]) -> Iterator[Word]:
    """`def led_on(self): GPIO.output(self.pin, GPIO.LOW)`, when that is all it does with outputs."""
    for node in ast.walk(tree):
        is_on = _switches(node.name) if isinstance(node, ast.FunctionDef) else None
        if is_on is None:
            continue
        own = [write for write in _written([node], writes) if write.level is not None]
        levels = {write.level for write in own}
        if len(levels) == 1:
            gpios = frozenset(gpio for write in own for gpio in write.gpios)
            yield Word("function", gpios, is_on != levels.pop())


def _switches(name: str) -> bool | None:
    """Whether a function with such a name switches a lamp on, or off; None when it says neither."""
    words = {*pieces(name)} - {part.lower() for part in name.split("_") if len({*pieces(part)}) > 1}
    is_on, is_off = not words.isdisjoint(ON_NAMES), not words.isdisjoint(OFF_NAMES)
    return is_on if is_on != is_off and words <= LAMPS | ON_NAMES | OFF_NAMES else None


def _by_picking(tree: ast.AST, writes: Mapping[int, Write], names: PinNames) -> Iterator[Word]:
    """All of a list to one level, and then one of them to the other: that one is on."""
    for node in ast.walk(tree):
        for block in _blocks(node):
            for loop, then in pairwise(block):
                one = _write_in(then, writes)
                if not isinstance(loop, ast.For) or one is None or len(loop.body) != 1:
                    continue
                each = _write_in(loop.body[0], writes)
                if each is None or None in (each.level, one.level) or each.level == one.level:
                    continue
                every = each.gpios or {*names.pins_in(loop.iter)}
                if len(every) > 1 and one.gpios and one.gpios <= every:
                    yield Word("pick", frozenset(every), one.level is False)


def _by_alarm(tree: ast.AST, writes: Mapping[int, Write], names: PinNames) -> Iterator[Word]:
    """A red lamp is on beside what is printed for one level of a sensor alone: the alarm."""
    branches: dict[str, list[tuple[bool, ast.If]]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.If):
            name, level = _asked(node.test)
            if name:
                branches.setdefault(name, []).append((level, node))
    for each in branches.values():
        loud = {level for level, node in each if any(map(_is_print, node.body))}
        if len(loud) != 1 or len({level for level, _ in each}) != 2:
            continue
        own = _written([part for level, node in each if level in loud for part in node.body], writes)
        red = {write.level for write in own if not RED.isdisjoint(_words_of(write.gpios, names))}
        if len(red) == 1 and None not in red:
            yield Word("alarm", frozenset(gpio for write in own for gpio in write.gpios), red == {False})


def _is_print(node: ast.stmt) -> bool:
    return _is_call(node, "print")


def _is_call(node: ast.stmt, name: str) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) and name_of(node.value.func) == name


def _words_of(gpios: frozenset[int], names: PinNames) -> frozenset[str]:
    return names.words(next(iter(gpios))) if len(gpios) == 1 else frozenset()


def _by_calm(tree: ast.AST, writes: Mapping[int, Write]) -> Iterator[Word]:
    """What is set where the program prints that nothing happens is off; what an alarm sets first is on."""
    for node in ast.walk(tree):
        for block in (node.body, node.orelse) if isinstance(node, ast.If) else ():
            if is_calm(printed_in(block)):
                for write in _last_of_each([found for each in block if (found := _write_in(each, writes))]):
                    yield Word("calm", write.gpios, bool(write.level))
        if isinstance(node, ast.FunctionDef) and not ALARMS.isdisjoint(pieces(node.name)):
            own = _written([node], writes)
            if [write.level for write in own] in ([True, False], [False, True]) and own[0].gpios == own[1].gpios:
                yield Word("pulse", own[0].gpios, own[0].level is False)


def _by_colors(source: str, tree: ast.Module, writes: Mapping[int, Write], names: PinNames) -> Iterator[Word]:
    calls = {key: write.gpios for key, write in writes.items()}
    for gpios, at_low in colors_said(tree, names, calls, remarks_in(source)):
        yield Word("color", gpios, at_low)


def _by_rest(tree: ast.AST, writes: Mapping[int, Write], names: PinNames) -> Iterator[Word]:
    """The level before the program does something, and the one at its end: who leaves, switches off."""
    for _, gpios, level in _initials(tree, names):
        yield Word("begin", gpios, level)
    for function in _functions(tree, BEGIN_NAMES):
        for write in _last_of_each(_written([function], writes)):
            yield Word("begin", write.gpios, bool(write.level))
    for end in _ends(tree):
        for write in _last_of_each(_written([end], writes)):
            yield Word("end", write.gpios, bool(write.level))
    for block in (block for node in ast.walk(tree) for block in _blocks(node)):
        for line, then in pairwise(block):
            last = _write_in(line, writes)
            if last is not None and last.level is not None and _is_call(then, "cleanup"):
                yield Word("left", last.gpios, last.level)


def _ends(tree: ast.AST) -> Iterator[ast.AST]:
    """What runs when somebody stops the program."""
    yield from _functions(tree, END_NAMES)
    for node in ast.walk(tree):
        if isinstance(node, ast.Try):
            yield from (*node.finalbody, *node.handlers)


def _last_of_each(writes: Sequence[Write]) -> list[Write]:
    found = {write.gpios: write for write in writes if write.level is not None}
    return list(found.values())
