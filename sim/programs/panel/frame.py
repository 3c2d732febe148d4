"""The panel as a drawing: one pure function from a `PanelView`, cut to the size of the terminal."""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size
from rich.console import Group
from rich.panel import Panel
from rich.text import Text

from devices import Message, duration
from sim.live.frame import BADGE, BETWEEN, EDGES, FULL, PAUSED, SPEED, WIDE, Drawn
from sim.live.tables import side_by_side
from sim.live.words import OFF, ON, Tongue, balanced, flow
from sim.programs.panel.desk import Knob
from sim.programs.panel.view import Light, PanelView, Screen

AFTER = Message("live.after", "after {span}")
NO_PART = Message("panel.no_part", "Nothing yet. A part appears when the program uses it.")
LET_GO = Message("panel.let_go", "let go")
PRINTS = Message("panel.prints", "The program prints:")
ASKS = Message("panel.asks", "The program waits for an answer. Type it, then Enter: {line}")
KEYS = (  # the words in front of the colon are what is printed on the key
    Message("panel.key.choose", "arrows up/down, 1-9: choose"),
    Message("panel.key.press", "Enter: press"),
    Message("panel.key.hold", "h: hold, let go"),
    Message("panel.key.move", "+ -: move"),
    Message("panel.key.fine", "arrows left/right: a little"),
    Message("live.key.pause", "space: pause"),
    Message("panel.key.stop", "q: Ctrl-C"),
)
BAR = 10  # columns of a slider, and of a light
FEWEST = 3  # printed lines that are always seen
HALF = 0.5


def panel_frame(view: PanelView, tongue: Tongue, width: int = 80, height: int = 24, drawn: Drawn = FULL) -> Panel:
    """The picture. The badge SIM is in every frame: this is no real board."""
    inner = width - EDGES
    top = _head(view, tongue, inner)
    below = _foot(view, tongue, inner)
    room = height - 2 - len(top) - len(below) - 1
    middle = _parts(view, tongue, inner, max(room - FEWEST - 1, FEWEST))
    pane = _pane(view, tongue, inner, max(room - len(middle) - 1, FEWEST))
    body = Group(*top, Text(), *middle, Text(tongue.says(PRINTS), style="dim"), *pane, *below)
    badge = Text(f" {tongue.says(BADGE)} ", style="sim")
    return Panel(body, title=badge, box=drawn.box, border_style="frame", width=width, padding=(0, 1))


def _head(view: PanelView, tongue: Tongue, width: int) -> list[Text]:
    pieces = [view.file, tongue.says(AFTER(span=duration(view.t_s)))]
    if not view.desk.paused:
        pieces.append(tongue.says(SPEED(speed=f"{view.speed:g}")))
    lines = [Text(line, style="bold") for line in flow(pieces, width)]
    return [*lines, Text(f" {tongue.says(PAUSED)} ", style="reverse bold")] if view.desk.paused else lines


def _parts(view: PanelView, tongue: Tongue, width: int, most: int) -> list[Text]:
    """Outputs and displays, and beside them, or under them on a narrow terminal, what can be pressed and moved."""
    if not (view.lights or view.screens or view.knobs):
        return [Text(tongue.says(NO_PART), style="dim")]
    outputs = [
        *(_light(each, tongue) for each in view.lights),
        *(line for each in view.screens for line in _screen(each)),
    ]
    if width + EDGES >= WIDE and outputs:
        left = [_cut(each, (width - BETWEEN) // 2) for each in outputs[:most]]
        at = max((each.cell_len for each in left), default=0) + BETWEEN
        knobs = _knobs(view, width - at, most)
        return side_by_side(left, knobs, at)
    knobs = _knobs(view, width, max(most - len(outputs), (most + 1) // 2))
    return [*[_cut(each, width) for each in outputs[: most - len(knobs)]], *knobs]


def _light(light: Light, tongue: Tongue) -> Text:
    if light.share is None:
        return Text.assemble(("○ ", "dim"), f"{light.name} ", (tongue.says(LET_GO), "dim"))
    dot = ("● ", "amber") if light.share >= HALF else ("◐ ", "amber") if light.share > 0.0 else ("○ ", "dim")
    part = 0.0 < light.share < 1.0
    word = f"{100 * light.share:.0f} %" if part else tongue.says(ON if light.share else OFF)
    return Text.assemble(dot, f"{light.name} {word}", f" {light.more}" if light.more else "")


def _screen(screen: Screen) -> list[Text]:
    return [Text(screen.name, style="dim"), *(Text(f"  {line}") for line in screen.lines)]


def _knobs(view: PanelView, width: int, most: int) -> list[Text]:
    """Those around the chosen one, when there are more than fit."""
    if not view.knobs:
        return []
    chosen = min(view.desk.chosen, len(view.knobs) - 1)
    wide = max(cell_len(each.words) for each in view.knobs)
    first = min(max(chosen - most + 1, 0), max(len(view.knobs) - most, 0))
    shown = view.knobs[first : first + most]
    return [_cut(_knob(each, first + n, first + n == chosen, wide), width) for n, each in enumerate(shown)]


def _knob(knob: Knob, number: int, is_chosen: bool, wide: int) -> Text:
    digit = str(number + 1) if number < 9 else " "
    mark = Text(f"{'>' if is_chosen else ' '}{digit} ", style="bold" if is_chosen else "dim")
    line = mark.append(set_cell_size(knob.words, wide), style="bold" if is_chosen else "not bold")
    if knob.is_button:
        return line.append(f" [{'#' if knob.value else ' '}] {knob.shown}")
    share = (float(knob.value) - knob.low) / (knob.high - knob.low) if knob.high > knob.low else 0.0
    at = min(max(round(share * (BAR - 1)), 0), BAR - 1)
    return line.append(f" {'-' * at}o{'-' * (BAR - 1 - at)} {knob.shown}")


def _pane(view: PanelView, tongue: Tongue, width: int, most: int) -> list[Text]:
    """The last lines that fit; a long one is cut."""
    return [_cut(Text(line), width) for line in view.printed[-most:]]


def _foot(view: PanelView, tongue: Tongue, width: int) -> list[Text]:
    if view.desk.line is not None:
        return [_cut(Text(tongue.says(ASKS(line=f"{view.desk.line}_")), style="bold"), width)]
    return [Text(line, style="dim") for line in balanced([tongue.says(each) for each in KEYS], width)]


def _cut(text: Text, width: int) -> Text:
    text.truncate(max(width, 1), overflow="ellipsis")
    return text
