"""The live picture of a run: one pure function from a `View` to the drawing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from rich.box import Box
from rich.console import Group
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from devices import Message, Quality, Reading, duration
from firmware.names import Names, plain_name
from look.tokens import MEANINGS
from sim.live.console import NEXT, Console

BADGE = Message("live.badge", "SIM - SIMULATION")
PAUSED = Message("live.paused", "PAUSED")
STATE = Message("live.state", "State")
WHY = Message("live.why", "Why")
SENSOR = Message("live.sensor", "Sensor")
VALUE = Message("live.value", "Value")
AGE = Message("live.age", "Age")
QUALITY = Message("live.quality", "Quality")
ACTUATOR = Message("live.actuator", "Actuator")
COMMANDED = Message("live.told", "Commanded")
ACTUAL = Message("live.really", "Actual")
ON = Message("live.on", "on")
OFF = Message("live.off", "off")
YES = Message("live.yes", "yes")
NO = Message("live.no", "no")
BROKEN = Message("live.broken", "Injected faults: {faults}")
MORE = Message("live.more", "{key}: more   any other key: back")
BACK = Message("live.back", "any other key: back")
KEYS = Message(
    "live.keys", "space: pause   + -: speed   b: break   m: mend   p: press a button   q: quit   (now {speed:g}x)"
)
QUALITIES = {
    Quality.GOOD: Message("live.good", "good"),
    Quality.WARMING: Message("live.warming", "warming up"),
    Quality.STALE: Message("live.stale", "too old"),
    Quality.UNKNOWN: Message("live.unknown", "unknown"),
}
TRUST = {Quality.GOOD: "", Quality.WARMING: "caution", Quality.STALE: "fault", Quality.UNKNOWN: "fault"}
WIDE = 80  # from this many columns on, sensors and actuators are side by side
HEAD_LINES = 9  # borders, date, state, a reason of up to two lines, empty lines, the tables' headings
MIN_LINES = 3
TALL = 36  # from this many lines on, a menu and the tables both fit
UNITS = {"C": "°C"}
DASHES = Box(
    "┏╍╍┓\n╏  ╏\n┣╍╍┫\n╏  ╏\n┣╍╍┫\n┣╍╍┫\n╏  ╏\n┗╍╍┛\n"
)  # what is computed has a dashed frame, as on every page


@dataclass(frozen=True, slots=True)
class View:
    """All that one frame shows. `driven` is the power, 0 to 1, that arrives at each actuator."""

    project: str
    date: datetime
    t_s: float
    state: str
    why: Message
    readings: Mapping[str, Reading]
    commanded: Mapping[str, bool]
    driven: Mapping[str, float]
    faults: Sequence[str]
    console: Console
    names: Names = field(default_factory=lambda: Names(plain_name("")))


def frame(view: View, translate: Callable[[str], str] = str, width: int = 80, height: int = 50) -> Panel:
    """The picture, cut to the height of the terminal. The badge SIM is in every frame: this is no real device."""
    foot = _foot(view.console, translate)
    broken = Text()
    if view.faults:
        broken.append(_marked("fault", BROKEN(faults=", ".join(view.faults)).render(translate)), style="fault")
    taken = len(foot.plain.splitlines()) + len(broken.plain) // width + HEAD_LINES
    lines = max(height - taken, MIN_LINES)
    rows: list[Text | Table] = [_head(view, translate)]
    if view.console.menu is not None and height < TALL:
        pass  # a small terminal has room for the menu only
    elif width >= WIDE:
        both = Table.grid(padding=(0, 2))
        both.add_row(_sensors(view, translate, lines), _actuators(view, translate))
        rows.append(both)
    else:
        rows += [_sensors(view, translate, lines - len(view.commanded) - 1), _actuators(view, translate)]
    badge = Text(f" {BADGE.render(translate)} ", style="sim")
    body = Group(*rows, broken, foot)
    return Panel(body, title=badge, subtitle=badge, box=DASHES, border_style="frame", width=width, padding=0)


def _head(view: View, translate: Callable[[str], str]) -> Text:
    head = Text()
    head.append(view.project, style="bold")
    head.append(f"   {view.date:%Y-%m-%d %H:%M:%S}   +{duration(view.t_s).render(translate)}")
    if view.console.paused:
        head.append("   ")
        head.append(f" {PAUSED.render(translate)} ", style="reverse bold")
    head.append(f"\n{STATE.render(translate)}: ")
    meaning = view.names.meaning(view.state)
    head.append(_marked(meaning, view.state), style=meaning)
    head.append(f"\n{WHY.render(translate)}: {view.why.render(translate)}\n")
    return head


def _sensors(view: View, translate: Callable[[str], str], lines: int) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    words = {quality: word.render(translate) for quality, word in QUALITIES.items()}
    widest = max((len(words[each.quality]) for each in view.readings.values()), default=1)
    table.add_column(SENSOR.render(translate), no_wrap=True)
    table.add_column(VALUE.render(translate), justify="right", min_width=10, no_wrap=True)
    table.add_column(AGE.render(translate), justify="right", min_width=5, no_wrap=True)
    table.add_column(QUALITY.render(translate), min_width=widest, no_wrap=True)
    shown = max(lines, MIN_LINES)
    cut = len(view.readings) - shown if len(view.readings) > shown else -1
    for number, (name, reading) in enumerate(view.readings.items()):
        if cut >= 0 and number == shown - 1:
            table.add_row(f"... +{cut + 1}")
            break
        quality = Text(words[reading.quality], style=TRUST[reading.quality])
        age = "-" if reading.age_s == float("inf") else duration(reading.age_s, 1).render(translate)
        table.add_row(name, value_text(reading, translate), age, quality)
    return table


def value_text(reading: Reading, translate: Callable[[str], str] = str) -> str:
    """The last good value with its unit; a dash when there never was one."""
    if reading.value is None:
        return "-"
    if isinstance(reading.value, bool):
        return (YES if reading.value else NO).render(translate)
    digits = max(0, 3 - len(f"{abs(reading.value):.0f}"))
    value = round(reading.value, digits) + 0.0  # + 0.0 turns -0.0 into 0
    return f"{value:.{digits}f} {UNITS.get(reading.unit, reading.unit)}".strip()


def _actuators(view: View, translate: Callable[[str], str]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for title in (ACTUATOR, COMMANDED, ACTUAL):
        table.add_column(title.render(translate))
    for name, on in view.commanded.items():
        power = view.driven.get(name, 0.0)
        style = "fault" if on != (power > 0) else ""
        table.add_row(_light(view, name, on), _switched(on, translate), Text(_power(power, translate), style=style))
    return table


def _light(view: View, name: str, on: bool) -> Text:
    """The actuator's name behind a dot of the color that it has in the world when it is on."""
    return Text("● " if on else "○ ", style=view.names.output(name).color if on else "dim").append(
        name, style="default"
    )


def _marked(meaning: str, text: str) -> str:
    """Color, sign and word together say what something means."""
    return f" {MEANINGS[meaning].mark} {text} "


def _switched(on: bool, translate: Callable[[str], str]) -> str:
    return (ON if on else OFF).render(translate)


def _power(power: float, translate: Callable[[str], str]) -> str:
    return f"{100 * power:.0f} %" if 0 < power < 1 else _switched(power > 0, translate)


def _foot(console: Console, translate: Callable[[str], str]) -> Text:
    foot = Text("\n")
    menu = console.menu
    if menu is None:
        if console.note is not None:
            foot.append(console.note.render(translate) + "\n", style="bold")
        return foot.append(KEYS(speed=console.speed).render(translate), style="dim")
    foot.append(menu.title.render(translate) + "\n", style="bold")
    for number, (label, _) in enumerate(menu.shown, start=1):
        foot.append(f"  {number}  {label}\n")
    return foot.append((MORE(key=NEXT) if menu.has_more else BACK).render(translate), style="dim")
