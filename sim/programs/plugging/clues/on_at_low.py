"""Which outputs are on at low: as gpiozero was told, or by names of functions and remarks beside the line."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import Any

from devices import Message
from sim.programs.plugging.clues.program_text import ProgramText

OUTPUT = re.compile(r"\boutput\([^#\n]*?,\s*(?:\w+\.)?(HIGH|LOW|True|False|1|0)\s*\)[^#\n]*#(.*)")
ABOVE = re.compile(
    r"^[ \t]*#(.*)\n[ \t]*(?:\w+\.)?output\([^#\n]*?,\s*(?:\w+\.)?(HIGH|LOW|True|False|1|0)\s*\)[ \t]*$", re.MULTILINE
)
HIGHS = ("HIGH", "True", "1")
ON = re.compile(  # `LED on pin 11` says where, `low on exit` when
    r"^\s*on\W*$|\b(?:turn\w*|switch\w*|is|are|led|leds|lamp|light|buzzer|beep\w*)\s(?:\w+\s)?on\b"
    r"(?!\s+(?:\w*pin|gpio|\w*\d|the\s+\w*pin|channel|start\w*|exit))",
    re.IGNORECASE,
)
OTHERS = re.compile("relay|motor|pump|fan", re.IGNORECASE)  # what they say is not about lamps
OFF = re.compile(r"\boff\b", re.IGNORECASE)
ON_NAMES, OFF_NAMES = (
    ("on", "turn_on", "led_on", "turnon", "ledon"),
    ("off", "turn_off", "led_off", "turnoff", "ledoff"),
)


AT_LOW = Message("script.at_low", "{what}, on at low")
BY_WORDS = Message("script.at_low.words", "{what}, on at low by the program's words")
LAMPS = (None, "led", "buzzer")  # roles whose wires kits lead to 3.3 V now and then; the others have a board between


def on_at_low(device: Any, role: str | None, text: ProgramText) -> Message | None:
    """How to call an output that is on at low, or None; `device` is the gpiozero device, if there is one."""
    if device is not None:
        return None if getattr(device, "active_high", True) else AT_LOW
    return BY_WORDS if role in LAMPS and says_on_at_low(text) else None


def says_on_at_low(text: ProgramText) -> bool:
    """Whether everything that it says of the levels of its outputs is that low is on and high is off."""
    said = {*_by_remarks(text), *_by_functions(text)}
    return said == {True}


def _by_remarks(text: ProgramText) -> Iterator[bool]:
    """`GPIO.output(17, GPIO.HIGH)  # off`, or the remark on the line above."""
    for source in text.sources:
        beside = [(found[0], *found.groups()) for found in OUTPUT.finditer(source)]
        above = [(found[0], found[2], found[1]) for found in ABOVE.finditer(source)]
        for whole, level, remark in (*beside, *above):
            if OTHERS.search(whole):
                continue
            is_on, is_off = ON.search(remark) is not None, OFF.search(remark) is not None
            if is_on != is_off:
                yield is_on != (level in HIGHS)


def _by_functions(text: ProgramText) -> Iterator[bool]:
    """`def on(self): GPIO.output(self.pin, GPIO.LOW)`, when that is all it does with outputs."""
    for tree in text.trees:
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef) and node.name.lower() in (*ON_NAMES, *OFF_NAMES):
                levels = {level for each in ast.walk(node) if (level := _level(each)) is not None}
                if len(levels) == 1:
                    yield (node.name.lower() in ON_NAMES) != levels.pop()


def _level(node: ast.AST) -> bool | None:
    """The level that a call of `GPIO.output` writes, when it stands there."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "output"):
        return None
    if len(node.args) != 2:
        return None
    level = node.args[1]
    if isinstance(level, ast.Attribute | ast.Name):
        return {"HIGH": True, "LOW": False}.get(level.attr if isinstance(level, ast.Attribute) else level.id)
    return bool(level.value) if isinstance(level, ast.Constant) and level.value in (0, 1) else None
