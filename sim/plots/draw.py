"""Draw the picture of a run on paper: PNG, SVG or PDF, 1280 points wide, in one frame that says SIM or REAL."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import Any

from devices import HighlandError, Message
from firmware.whole_file import whole_file
from look.tokens import FONT, FONT_FILES, color
from sim.plots.lanes import Lanes, lanes_of
from sim.plots.paper import (
    draw_events,
    draw_panel,
    draw_rows,
    draw_states,
    frame_of,
    mark_events,
)
from sim.plots.picture import Picture
from sim.results.record import SIM

NO_MATPLOTLIB = Message("plot.no_matplotlib", "Drawing needs the library matplotlib, which is not installed.")
NO_MATPLOTLIB_HINT = Message("plot.no_matplotlib.hint", "Install it with: {python} -m pip install matplotlib")
NOT_A_PICTURE = Message("plot.not_a_picture", "{file} is not a picture that can be drawn.")
NOT_A_PICTURE_HINT = Message("plot.not_a_picture.hint", "Give a name that ends in {endings}.")

ENDINGS = (".png", ".svg", ".pdf")
WIDTH, DPI = 12.8, 100  # inches
TOP, BAND, LANE, FIRST, OTHER, GAP, ROW, AXIS, LINE = (
    1.08,
    0.36,
    0.25,
    2.95,
    1.5,
    0.14,
    0.27,
    0.58,
    0.24,
)  # inches, from above
HEAD = 0.28  # inches above a panel, for its name
RIGHT, LETTER = 0.42, 0.098  # inches at the right, and of a letter of a row's name
LEFT_MARGIN = (1.25, 2.9)  # inches, the least and the most
STILL_LETTERS = 150  # of a line under the picture


def can_draw() -> bool:
    """Whether matplotlib is there; it is an extra."""
    return importlib.util.find_spec("matplotlib") is not None


def check_plot(file: Path) -> None:
    """Raises HighlandError when a picture of this name cannot be drawn here: no matplotlib, or no picture's ending."""
    if file.suffix.lower() not in ENDINGS:
        raise HighlandError(NOT_A_PICTURE(file=file.name), NOT_A_PICTURE_HINT(endings=", ".join(ENDINGS)))
    if not can_draw():
        raise HighlandError(NO_MATPLOTLIB, NO_MATPLOTLIB_HINT(python=sys.executable))


def draw(picture: Picture, file: Path) -> None:
    """Draw it into `file`, whole or not at all. Raises OSError when it cannot be written."""
    kind = file.suffix.lower().removeprefix(".")
    figure = figure_of(picture)
    with whole_file(file) as part:
        figure.savefig(part, format=kind, dpi=DPI, metadata=_metadata(picture, kind))


def figure_of(picture: Picture) -> Any:
    """The picture as a figure of matplotlib."""
    import matplotlib
    from matplotlib import font_manager

    matplotlib.use("Agg")
    for font in FONT_FILES:
        font_manager.fontManager.addfont(font)
    # The same run gives the same SVG; letters are drawn as shapes, from a font that knows Vietnamese.
    matplotlib.rcParams.update(
        {
            "svg.hashsalt": "highland", "svg.fonttype": "path", "pdf.fonttype": 42, "hatch.linewidth": 0.8,
            "font.family": [FONT, "DejaVu Sans"], "font.size": 11.5, "text.parse_math": False,
            "text.color": color("ink"), "axes.labelcolor": color("ink"),
            "xtick.color": color("ink"), "ytick.color": color("ink"),
        }
    )  # fmt: skip
    from matplotlib.figure import Figure

    below, lanes = _lines_below(picture), lanes_of(picture)
    heights = _heights(picture, lanes)
    height = TOP + sum(heights) + GAP * (len(heights) - 1) + AXIS + LINE * len(below) + 0.16
    figure = Figure(figsize=(WIDTH, height), facecolor=color("card"))
    axes = _axes(figure, picture, heights, height)
    for axis in axes:
        frame_of(axis)
    draw_states(axes[0], picture)
    if lanes.height:
        draw_events(axes[1], picture, lanes)
    _draw_parts(axes[2:] if lanes.height else axes[1:], picture)
    _draw_time(axes, picture)
    _draw_texts(figure, picture, below, height)
    return figure


def _heights(picture: Picture, lanes: Lanes) -> list[float]:
    """Inches of the band, the lanes of events, each panel and the rows."""
    events = [LANE * lanes.height] if lanes.height else []
    panels = [(OTHER if index else FIRST) for index in range(len(picture.panels))]
    rows = [ROW * len(picture.rows) + 0.1] if picture.rows else []
    return [BAND, *events, *panels, *rows]


def _axes(figure: Any, picture: Picture, heights: list[float], height: float) -> list[Any]:
    longest = max([len(row.words) for row in picture.rows] + [len(picture.state_words), len(picture.event_words)])
    left = min(max(LETTER * longest + 0.3, LEFT_MARGIN[0]), LEFT_MARGIN[1])
    found: list[Any] = []
    y = height - TOP
    for each in heights:
        head = HEAD if each in (FIRST, OTHER) else 0.0
        box = (left / WIDTH, (y - each) / height, (WIDTH - left - RIGHT) / WIDTH, (each - head) / height)
        found.append(figure.add_axes(box, sharex=found[0] if found else None, facecolor="none"))
        y -= each + GAP
    return found


def _draw_parts(axes: list[Any], picture: Picture) -> None:
    """Panels, then rows."""
    grid = {"color": color("line"), "lw": 0.8}
    for index, panel in enumerate(picture.panels):
        draw_panel(axes[index], panel, picture, (OTHER if index else FIRST) - HEAD)
        axes[index].grid(**grid)
    if picture.rows:
        draw_rows(axes[-1], picture)
        axes[-1].grid(axis="x", **grid)
    for axis in axes:
        mark_events(axis, picture)


def _draw_time(axes: list[Any], picture: Picture) -> None:
    for axis in axes[:-1]:
        axis.tick_params(labelbottom=False)
    axes[-1].set_xlim(picture.from_s, picture.to_s)
    axes[-1].set_xticks([t_s for t_s, _ in picture.time_ticks], [words for _, words in picture.time_ticks])
    axes[-1].set_xlabel(picture.time_words)


def _lines_below(picture: Picture) -> list[str]:
    from textwrap import wrap

    return [*wrap(picture.still, STILL_LETTERS), *([picture.key] if picture.key else [])]


def _draw_texts(figure: Any, picture: Picture, below: list[str], height: float) -> None:
    from matplotlib.patches import Rectangle

    size = 19 if len(picture.title) <= 78 else 16 if len(picture.title) <= 95 else 13.5
    x = 0.26 / WIDTH
    figure.text(x, 1 - 0.52 / height, picture.title, fontsize=size, weight="bold", color=color("ink"), va="center")
    figure.text(x, 1 - 0.86 / height, picture.subtitle, fontsize=11, color=color("soft"), va="center")
    for index, line in enumerate(reversed(below)):
        figure.text(x, (0.2 + LINE * index) / height, line, fontsize=10.5, color=color("soft"), va="center")
    shade = color("sim" if picture.provenance == SIM else "real")
    dash = (0, (5, 3)) if picture.provenance == SIM else "solid"
    frame = Rectangle(
        (0.05 / WIDTH, 0.05 / height), 1 - 0.1 / WIDTH, 1 - 0.1 / height, transform=figure.transFigure, fill=False,
        edgecolor=shade, lw=2.4, ls=dash,
    )  # fmt: skip
    figure.add_artist(frame)
    figure.text(
        1 - 0.1 / WIDTH, 1 - 0.1 / height, f"◆ {picture.frame}", fontsize=10.5, weight="bold", color=color("card"),
        ha="right", va="top", bbox={"fc": shade, "ec": shade, "pad": 3.5},
    )  # fmt: skip


def _metadata(picture: Picture, kind: str) -> dict[str, Any]:
    """Title and provenance inside the file, so that a renamed one still says what it is."""
    title = f"{picture.frame}: {picture.title}"
    if kind == "svg":
        return {"Date": None, "Title": title, "Description": picture.subtitle}
    if kind == "pdf":
        return {"CreationDate": None, "Title": title, "Subject": picture.subtitle}
    return {"Title": title, "Description": picture.subtitle}
