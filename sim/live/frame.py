"""The live picture of a run: one pure function from a `View` to the drawing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from rich.box import SQUARE, Box
from rich.cells import cell_len
from rich.console import Group
from rich.panel import Panel
from rich.text import Text

from devices import Message, Reading, duration
from firmware.names import Names, plain_name, with_code
from look.tokens import MEANINGS
from sim.live.console import Console
from sim.live.foot import CHOOSE, foot
from sim.live.tables import (
    number_lines,
    number_rows,
    output_pairs,
    pair_lines,
    pair_pieces,
    side_by_side,
    switch_pairs,
)
from sim.live.trend import BARS, SHADES, History
from sim.live.words import Tongue, broken, flow
from sim.world.fault_words import in_words, labeled
from sim.world.faults import DOWN, Fault

BADGE = Message("live.badge", "SIM - SIMULATION")
PAUSED = Message("live.paused", "PAUSED")
SEEKING = Message("live.seeking", "Looking for the next change ...")
AFTER = Message("live.after", "after {span}")
SPEED = Message("live.speed", "{speed}x")
STATE = Message("live.state", "State")
WHY = Message("live.why", "Why")
BROKEN = Message("live.broken", "Injected faults: {faults}")
NO_PROGRAM = Message("live.no_program", "No program runs")
WIDE = 80  # from this many columns on, sensors and actuators are side by side
BETWEEN = 3  # columns between the two tables
EDGES = 4  # columns of the frame and its padding
MIN_LINES = 3
FEW_LINES = 8  # for numbers; what is yes or no is shown where more than these are left
TALL = 40  # from this many lines on, a menu and the tables both fit


class Drawn(NamedTuple):
    """The signs that a terminal can draw."""

    box: Box
    levels: str


DASHES = Box(
    "┏╍╍┓\n╏  ╏\n┣╍╍┫\n╏  ╏\n┣╍╍┫\n┣╍╍┫\n╏  ╏\n┗╍╍┛\n"
)  # what is computed has a dashed frame, as on every page
FULL = Drawn(DASHES, BARS)
CONSOLE = Drawn(SQUARE, SHADES)  # the console of Windows: its fonts have neither dashes nor bars


@dataclass(frozen=True, slots=True)
class View:
    """All that one frame shows. `driven` is the power, 0 to 1, that arrives at each output."""

    date: datetime
    t_s: float
    state: str
    why: Message
    readings: Mapping[str, Reading]
    commanded: Mapping[str, bool | None]
    driven: Mapping[str, float]
    faults: Sequence[Fault]
    console: Console
    names: Names = field(default_factory=lambda: Names(plain_name("")))
    history: History = field(default_factory=lambda: History(1.0))


def frame(view: View, tongue: Tongue, width: int = 80, height: int = 50, drawn: Drawn = FULL) -> Panel:
    """The picture, cut to the size of the terminal. The badge SIM is in every frame: this is no real device."""
    inner = width - EDGES
    has_room = view.console.menu is None or height >= TALL  # a small terminal has room for the menu only
    top = [*_head(view, tongue, inner), *_why(view, tongue, inner), *_broken(view, tongue, inner)]
    if not has_room:
        top = [*_pace(view.console, tongue), *_state(view, tongue, inner)]
    below = foot(view.console, tongue, inner)
    middle: list[Text] = []
    if has_room:
        lines = height - 4 - len(top) - len(below)
        middle = [*_tables(view, tongue, inner, lines, drawn), Text()]
    badge = Text(f" {tongue.says(BADGE)} ", style="sim")
    body = Group(*top, Text(), *middle, *below)
    return Panel(body, title=badge, box=drawn.box, border_style="frame", width=width, padding=(0, 1))


def _head(view: View, tongue: Tongue, width: int) -> list[Text]:
    console = view.console
    clock = [
        view.names.project.short(tongue.lang),
        f"{view.date:%d/%m/%Y %H:%M:%S}",
        tongue.says(AFTER(span=duration(view.t_s))),
    ]
    if not console.stands_still and not console.seeking:
        clock.append(tongue.says(SPEED(speed=f"{console.speed:g}")))
    lines = [Text(line, style="bold") for line in flow(clock, width)]
    return [*lines, *_pace(console, tongue), *_state(view, tongue, width)]


def _pace(console: Console, tongue: Tongue) -> list[Text]:
    """That the world stands still, or hurries."""
    if console.stands_still:
        paused = Text(f" {tongue.says(PAUSED)} ", style="reverse bold")
        return [paused.append(f" {tongue.says(CHOOSE)}", style="not reverse") if console.menu is not None else paused]
    return [Text(tongue.says(SEEKING), style="bold")] if console.seeking else []


def _state(view: View, tongue: Tongue, width: int) -> list[Text]:
    """The state with color, sign and word of its meaning, then in many words, with its code."""
    down = view.state == DOWN
    meaning = "fault" if down else view.names.meaning(view.state)
    name = view.names.state(view.state)
    short = tongue.says(NO_PROGRAM) if down else name.short(tongue.lang)
    long = name.long(tongue.lang)
    mark = Text(f" {MEANINGS[meaning].mark} {short} ", style=meaning)
    rest = "" if down else with_code("" if long == short else long, view.state).strip()
    line = Text(f"{tongue.says(STATE)}: ").append_text(mark)
    if rest and rest != short:
        for words in (rest, f"({view.state})"):
            if line.cell_len + 1 + cell_len(words) <= width:
                return [line.append(f" {words}")]
    return [line]


def _why(view: View, tongue: Tongue, width: int) -> list[Text]:
    why = tongue.says(labeled(view.why, view.names, tongue.lang))
    return [Text(line) for line in broken(f"{tongue.says(WHY)}: {why}", width)]


def _broken(view: View, tongue: Tongue, width: int) -> list[Text]:
    if not view.faults:
        return []
    faults = ", ".join(tongue.says(in_words(each, view.names, tongue.lang)) for each in view.faults)
    text = f"{MEANINGS['fault'].mark} {tongue.says(BROKEN(faults=faults))}"
    return [Text(line, style="fault") for line in broken(text, width)]


def _tables(view: View, tongue: Tongue, width: int, lines: int, drawn: Drawn) -> list[Text]:
    names = view.names
    rows = number_rows(view.readings, view.history, names, tongue)
    outputs = output_pairs(view.commanded, view.driven, names, tongue)
    switches = switch_pairs(view.readings, names, tongue)

    def numbers(columns: int, most: int) -> list[Text]:
        return number_lines(rows, view.history.cell_s, names, tongue, columns, max(most, MIN_LINES), drawn.levels)

    if width + EDGES >= WIDE:
        right = pair_lines([*outputs, *switches])[: max(lines, MIN_LINES)]
        left = width - BETWEEN - max((each.cell_len for each in right), default=0)
        return side_by_side(numbers(left, lines), right, left + BETWEEN)
    below = _packed(pair_pieces(outputs), width)
    room = lines - 1 - min(len(rows) + 1, FEW_LINES) - len(below)
    below += _packed(pair_pieces(switches), width)[: max(room, 0)]
    return [*numbers(width, lines - len(below) - 1), Text(), *below]


def _packed(pieces: Sequence[Text], width: int) -> list[Text]:
    """Pieces with colors, in as few lines as they need."""
    lines: list[Text] = []
    for piece in pieces:
        if lines and lines[-1].cell_len + 3 + piece.cell_len <= width:
            lines[-1].append("   ").append_text(piece)
        else:
            lines.append(piece)
    return lines
