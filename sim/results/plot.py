"""Remember a run and draw it: values as lines, actuators as bands, states as colors behind them, SIM across."""

from __future__ import annotations

import importlib.util
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from devices import HighlandError, Message, Sink, Tick, duration
from firmware.whole_file import whole_file

NO_MATPLOTLIB = Message("plot.no_matplotlib", "Drawing needs the library matplotlib, which is not installed.")
NO_MATPLOTLIB_HINT = Message("plot.no_matplotlib.hint", "Install it with: {python} -m pip install matplotlib")
NOT_A_PICTURE = Message("plot.not_a_picture", "{file} is not a picture that can be drawn.")
NOT_A_PICTURE_HINT = Message("plot.not_a_picture.hint", "Give a name that ends in {endings}.")
TITLE = Message("plot.title", "{project}, simulated for {span} (seed {seed})")
HOURS = Message("plot.hours", "time in hours")
DAYS = Message("plot.days", "time in days")
MINUTES = Message("plot.minutes", "time in minutes")
ACTUATORS = Message("plot.actuators", "actuators")
MARK = Message("plot.mark", "SIM - SIMULATION")

ENDINGS = (".png", ".svg", ".pdf")
UNITS = {
    "temperature_c": "°C", "humidity_pct": "%", "_ppm": "ppm", "_ntu": "NTU", "_lpm": "L/min", "_l": "L",
    "_v": "V", "_a": "A", "_w": "W", "_pct": "%", "_c": "°C",
}  # fmt: skip
# Least height of a panel in its unit: the last digit's noise must not look like weather.
MIN_SPAN = {"°C": 2.0, "%": 5.0, "ppm": 50.0, "NTU": 5.0, "V": 1.0, "A": 0.1, "L/min": 0.5}
# By order of appearance, so no green and no red: a color must not call an alarm good.
STATE_COLORS = ("#dbe9f6", "#eeeeee", "#f2efc4", "#e6dcf2", "#fde0c5", "#d7efef", "#ead9cc", "#cfd8ea")
LINE_COLORS = ("#1b5e9b", "#b3541e", "#3c7a3c", "#7a3c77")
PANEL_INCH = 1.7
WIDTH_INCH = 11.0
FILE_ONLY = (  # what only a file of its own needs, and addresses that only name a standard
    r"<\?xml.*?\?>",
    r"<!DOCTYPE.*?>",
    r"<metadata>.*?</metadata>",
    r'\sxmlns(:\w+)?="[^"]*"',
)
MAX_POINTS = 3000  # points kept: more than a picture has columns


@dataclass(frozen=True, slots=True)
class Sample:
    """The run at one moment."""

    t_s: float
    state: str
    sensed: tuple[float | bool | None, ...]
    commanded: tuple[bool, ...]


class Samples(Sink):
    """Keeps a sample now and then, and one at every change of state or actuator; thins itself out when it is full."""

    def __init__(self, limit: int = MAX_POINTS) -> None:
        self.limit = limit
        self.kept: list[Sample] = []
        self.sensed_names: tuple[str, ...] = ()
        self.actuator_names: tuple[str, ...] = ()
        self.due_s = 0.0
        self._every_s = 0.0

    def tick(self, tick: Tick) -> None:
        """Keep it: the loop calls only when a sample is due or something changed."""
        if not self.kept:
            self.sensed_names = tick.sensed._fields
            self.actuator_names = tuple(tick.commanded)
        values = tuple(getattr(tick.sensed, name) for name in self.sensed_names)
        self.kept.append(Sample(tick.t_s, tick.state, values, tuple(tick.commanded.values())))
        if len(self.kept) > self.limit:
            self._thin_out()
        self.due_s = tick.t_s + self._every_s

    def _thin_out(self) -> None:
        """Keep half: every second sample, but each change of state or actuator before a sample that changes nothing."""
        kept = self.kept
        steady = [
            index
            for index in range(1, len(kept))
            if kept[index].state == kept[index - 1].state and kept[index].commanded == kept[index - 1].commanded
        ]
        gone = set(steady[::2])
        if len(kept) - len(gone) > 0.75 * self.limit:
            gone = set(range(1, len(kept), 2))
        self.kept = [sample for index, sample in enumerate(kept) if index not in gone]
        self._every_s = 2 * self._every_s or 2 * kept[-1].t_s / self.limit


def can_draw() -> bool:
    """Whether matplotlib is there; it is an extra."""
    return importlib.util.find_spec("matplotlib") is not None


def sentences() -> list[str]:
    """The English sentences in a drawing, for those who must bring a translation along."""
    return [each.text for each in globals().values() if isinstance(each, Message)]


def check_plot(file: Path) -> None:
    """Raises HighlandError when a picture of this name cannot be drawn here: no matplotlib, or no picture's ending."""
    if file.suffix.lower() not in ENDINGS:
        raise HighlandError(NOT_A_PICTURE(file=file.name), NOT_A_PICTURE_HINT(endings=", ".join(ENDINGS)))
    if not can_draw():
        raise HighlandError(NO_MATPLOTLIB, NO_MATPLOTLIB_HINT(python=sys.executable))


def draw(
    samples: Samples, file: Path, *, project: str, seed: int, for_s: float, translate: Callable[[str], str] = str
) -> None:
    """Draw the samples into `file`, whole or not at all. Raises OSError when it cannot be written."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib.figure import Figure

    # The same run gives the same SVG; letters are drawn as shapes, from a font that knows Vietnamese.
    matplotlib.rcParams.update({"svg.hashsalt": "highland", "svg.fonttype": "path", "font.family": "DejaVu Sans"})
    scale_s, label = time_scale(for_s)
    groups = panels(samples)
    figure = Figure(figsize=(WIDTH_INCH, PANEL_INCH * (len(groups) + 1) + 1.2), layout="constrained")
    axes: Any = figure.subplots(len(groups) + 1, 1, sharex=True, squeeze=False)[:, 0]
    times = [sample.t_s / scale_s for sample in samples.kept]
    for axis, (unit, columns) in zip(axes, groups.items(), strict=False):
        _values(axis, samples, times, unit, columns)
    _bands(axes[-1], samples, times, ACTUATORS.render(translate))
    colors = _states(axes, samples, times)
    axes[-1].set_xlabel(label.render(translate))
    title = TITLE(project=project, span=duration(for_s), seed=seed)
    axes[0].set_title(title.render(translate), loc="left", fontsize=12)
    _state_legend(figure, colors)
    figure.text(
        0.5, 0.5, MARK.render(translate), fontsize=54, color="#c00000", alpha=0.2, rotation=24,
        ha="center", va="center", fontweight="bold",
    )  # fmt: skip
    kind = file.suffix.lower().removeprefix(".")
    with whole_file(file) as part:
        figure.savefig(part, format=kind, dpi=110, metadata={"Date": None} if kind == "svg" else None)


def inline_svg(
    samples: Samples, prefix: str, *, project: str, seed: int, for_s: float, translate: Callable[[str], str] = str
) -> str:
    """The drawing as SVG text for a page, see `inline`; nothing when there is nothing to draw."""
    if len(samples.kept) < 2:
        return ""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "run.svg"
        draw(samples, file, project=project, seed=seed, for_s=for_s, translate=translate)
        return inline(file.read_text(encoding="utf-8"), prefix)


def inline(svg: str, prefix: str) -> str:
    """A whole SVG file as an element of a page; every name in it begins with `prefix`, so that two never meet."""
    prefix = plain_name(prefix)
    for pattern in FILE_ONLY:
        svg = re.sub(pattern, "", svg, flags=re.DOTALL)
    svg = re.sub(r'\bid="([^"]+)"', rf'id="{prefix}-\1"', svg)
    svg = re.sub(r'href="#([^"]+)"', rf'href="#{prefix}-\1"', svg)
    svg = re.sub(r"url\(#([^)]+)\)", rf"url(#{prefix}-\1)", svg)
    return svg.strip()


def plain_name(name: str) -> str:
    """The name in letters, digits, `_` and `-`, as the addresses inside a page take it."""
    return re.sub(r"[^\w-]", "_", name)


def time_scale(for_s: float) -> tuple[float, Message]:
    """Seconds of one unit on the time axis, and that unit's name."""
    if for_s > 3 * 86_400:
        return 86_400.0, DAYS
    return (3600.0, HOURS) if for_s > 2 * 3600 else (60.0, MINUTES)


def panels(samples: Samples) -> dict[str, list[int]]:
    """One panel a unit: the columns of the samples that are numbers, in the order of the law's Sensed."""
    groups: dict[str, list[int]] = {}
    for column, name in enumerate(samples.sensed_names):
        unit = next((unit for ending, unit in UNITS.items() if name.endswith(ending)), None)
        if unit is not None:
            groups.setdefault(unit, []).append(column)
    return groups


def runs(values: Sequence[Any], times: Sequence[float]) -> Iterator[tuple[float, float, Any]]:
    """Begin, end and value of every stretch over which a value stays the same."""
    begin = 0
    for index in range(1, len(values) + 1):
        if index == len(values) or values[index] != values[begin]:
            yield times[begin], times[min(index, len(values) - 1)], values[begin]
            begin = index


def _values(axis: Any, samples: Samples, times: Sequence[float], unit: str, columns: Sequence[int]) -> None:
    for number, column in enumerate(columns):
        values = [float("nan") if sample.sensed[column] is None else sample.sensed[column] for sample in samples.kept]
        color = LINE_COLORS[number % len(LINE_COLORS)]
        axis.plot(times, values, lw=1.2, color=color, label=samples.sensed_names[column])
    low, high = axis.get_ylim()
    short = MIN_SPAN.get(unit, 0.0) - (high - low)
    if short > 0:
        axis.set_ylim(low - short / 2, high + short / 2)
    axis.ticklabel_format(axis="y", useOffset=False)
    axis.set_ylabel(unit)
    axis.legend(loc="upper right", fontsize=7, framealpha=0.8)
    axis.margins(x=0)


def _bands(axis: Any, samples: Samples, times: Sequence[float], label: str) -> None:
    names = samples.actuator_names
    for row, _ in enumerate(names):
        on = [sample.commanded[row] for sample in samples.kept]
        stretches = [(begin, end - begin) for begin, end, value in runs(on, times) if value]
        axis.broken_barh(stretches, (row - 0.35, 0.7), color=LINE_COLORS[row % len(LINE_COLORS)])
    axis.set_yticks(range(len(names)), names, fontsize=8)
    axis.set_ylim(-0.6, max(len(names), 1) - 0.4)
    axis.set_ylabel(label)


def _states(axes: Sequence[Any], samples: Samples, times: Sequence[float]) -> dict[str, str]:
    colors: dict[str, str] = {}
    for begin, end, state in runs([sample.state for sample in samples.kept], times):
        color = colors.setdefault(state, STATE_COLORS[len(colors) % len(STATE_COLORS)])
        for axis in axes:
            axis.axvspan(begin, end, color=color, lw=0, zorder=0)
    return colors


def _state_legend(figure: Any, colors: dict[str, str]) -> None:
    from matplotlib.patches import Patch

    patches = [Patch(facecolor=color, label=state) for state, color in colors.items()]
    figure.legend(handles=patches, loc="outside lower center", ncols=min(len(patches), 6) or 1, fontsize=8)
