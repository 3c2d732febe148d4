"""What the keys of the panel do, as pure steps: (desk, key, knobs) in, (desk, order) out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

UP, DOWN, LEFT, RIGHT = "up", "down", "left", "right"  # as the keyboard names the arrows
ENTER = ("\r", "\n")
ERASE = ("\x7f", "\b")
WIDE_STEPS = 20  # chosen: + and - go from one end to the other in so many steps; the arrows go by the smallest


@dataclass(frozen=True, slots=True)
class Knob:
    """Something that a person can press or move: its key in what is felt, its words, and its value now."""

    key: str
    words: str
    value: float | bool
    shown: str
    low: float = 0.0
    high: float = 1.0
    step: float = 0.01

    @property
    def is_button(self) -> bool:
        """Whether it is pressed; otherwise it is moved."""
        return isinstance(self.value, bool)


@dataclass(frozen=True, slots=True)
class Push:
    """Order: press for a moment."""

    key: str


@dataclass(frozen=True, slots=True)
class Hold:
    """Order: press and hold, or let go."""

    key: str
    down: bool


@dataclass(frozen=True, slots=True)
class Move:
    """Order: let this be the value."""

    key: str
    value: float


@dataclass(frozen=True, slots=True)
class Stop:
    """Order: press Ctrl-C."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Order: somebody has typed this line."""

    line: str


Order = Push | Hold | Move | Stop | Answer


@dataclass(frozen=True, slots=True)
class Desk:
    """What the keys have set so far. `line` is what is being typed while the program asks; None when it does not."""

    chosen: int = 0
    paused: bool = False
    line: str | None = None


def on_key(desk: Desk, key: str, knobs: Sequence[Knob]) -> tuple[Desk, Order | None]:
    """The desk after a key, and an order for the run. Keys without a meaning change nothing."""
    if desk.line is not None:
        return _typed(desk, desk.line, key)
    if key in ("q", "Q"):
        return desk, Stop()
    if key == " ":
        return replace(desk, paused=not desk.paused), None
    if not knobs:
        return desk, None
    chosen = min(desk.chosen, len(knobs) - 1)
    if key in (UP, DOWN):
        return replace(desk, chosen=(chosen + (1 if key == DOWN else -1)) % len(knobs)), None
    if key.isascii() and key.isdigit() and 1 <= int(key) <= len(knobs):
        return replace(desk, chosen=int(key) - 1), None
    return desk, _done_to(knobs[chosen], key)


def _typed(desk: Desk, line: str, key: str) -> tuple[Desk, Order | None]:
    if key in ENTER:
        return replace(desk, line=None), Answer(line)
    if key in ERASE:
        return replace(desk, line=line[:-1]), None
    return (replace(desk, line=line + key), None) if len(key) == 1 and key.isprintable() else (desk, None)


def _done_to(knob: Knob, key: str) -> Order | None:
    if knob.is_button:
        if key in ENTER or key in ("p", "P"):
            return Push(knob.key)
        return Hold(knob.key, not knob.value) if key in ("h", "H") else None
    steps = {"+": 1, "=": 1, "-": -1, RIGHT: 1, LEFT: -1}.get(key)
    if steps is None:
        return None
    wide = knob.step if key in (LEFT, RIGHT) else max((knob.high - knob.low) / WIDE_STEPS, knob.step)
    value = min(max(float(knob.value) + steps * wide, knob.low), knob.high)
    return Move(knob.key, round(value, 6))
