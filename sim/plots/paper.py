"""The pieces of a picture on paper: state band, panels and rows, as matplotlib draws them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import nan
from statistics import fmean
from typing import Any

from look.tokens import MEANINGS, color, pale
from sim.plots.lanes import LETTER, Lanes
from sim.plots.picture import Line, Panel, Picture, Row, Span

# The dash of a limit says what it means, also in print without colors.
DASHES = {"danger": (2, 1.5), "caution": (6, 3), "fault": (1, 1.5), "work": (9, 2, 2, 2), "idle": (9, 2, 2, 2)}
BAR = 0.62  # height of a bar in its row
LETTER_INCH = 0.2  # height of a line of words
FAULT_ALPHA = 0.75
NOISY = 250  # turns up and down of a line: so close that a thick line would be a band
HAIR = 0.03
A_BLOCK, BUCKETS = 800, 250  # turns of a line that would be nothing but a block; of its band from lowest to highest
LEAST_BAR = 2.0 / 1100.0  # of the time axis: the thinnest bar
PLACES = (0.004, 0.125, 0.25, 0.375, 0.5, 0.625, 0.75)  # of the time axis, where the name of a limit may begin


def frame_of(axes: Any) -> None:
    """No box, no tick marks, a faint grid behind everything."""
    axes.tick_params(length=0)
    for side in axes.spines.values():
        side.set_visible(False)
    axes.set_axisbelow(True)


def draw_states(axes: Any, picture: Picture) -> None:
    """The band of states: a pale ground, a hatch, and the word where there is room."""
    from matplotlib.patches import Rectangle

    span_s = picture.to_s - picture.from_s
    for each in picture.states:
        strong, ground = color(each.meaning), pale(each.meaning)
        width_s = each.to_s - each.from_s
        axes.add_patch(
            Rectangle(
                (each.from_s, 0.0), width_s, 1.0, facecolor=ground, edgecolor=strong,
                hatch=MEANINGS[each.meaning].hatch, lw=1.2 if width_s > 0.004 * span_s else 0.4,
            )
        )  # fmt: skip
        if _fits(each.words, _shown(each, picture), span_s, 1.15):
            axes.text(
                _middle(each, picture), 0.47, each.words, ha="center", va="center", fontsize=12, weight="bold",
                color=strong, bbox={"fc": ground, "ec": "none", "pad": 2}, clip_on=True,
            )  # fmt: skip
    axes.set(ylim=(0, 1), yticks=[0.5], yticklabels=[picture.state_words])


def draw_panel(axes: Any, panel: Panel, picture: Picture, inches: float) -> None:
    """Curves with their gaps, dotted where an old value is held; limits with their names."""
    for line in panel.lines:
        _draw_line(axes, line)
    axes.set(ylim=(panel.low, panel.high), xlim=(picture.from_s, picture.to_s))
    axes.set_yticks([value for value, _ in panel.ticks], [words for _, words in panel.ticks])
    axes.text(
        0.0, 1.0 + 0.06 / inches, f"{panel.words} ({panel.unit})", transform=axes.transAxes, va="bottom", ha="left",
        fontsize=11.5, weight="bold", color=color("ink"),
    )  # fmt: skip
    _draw_limits(axes, panel, picture, inches)
    believed = [line for line in panel.lines if not line.is_world]
    if len(believed) > 1:
        _draw_names(axes, believed)


def _draw_line(axes: Any, line: Line) -> None:
    values = [nan if value is None else value for value in line.values]
    turns = _turns(line)
    shade, width = color(line.color), 1.2 if line.is_world else 1.4 if turns > NOISY else 2.4
    if turns > A_BLOCK and not any(line.held):
        _draw_band(axes, line)
        return
    if not any(line.held):
        axes.plot(line.t_s, values, color=shade, lw=width, solid_capstyle="butt", zorder=2 if line.is_world else 3)
        return
    old = [held or (index > 0 and line.held[index - 1]) for index, held in enumerate(line.held)]
    fresh = [nan if is_old and held else value for value, is_old, held in zip(values, old, line.held, strict=True)]
    axes.plot(line.t_s, fresh, color=shade, lw=width, solid_capstyle="butt", zorder=3)
    dotted = [
        value if is_old or (index + 1 < len(old) and line.held[index + 1]) else nan
        for index, (value, is_old) in enumerate(zip(values, old, strict=True))
    ]
    axes.plot(line.t_s, dotted, color=shade, lw=width, ls=(0, (0.9, 1.1)), zorder=3)


def _draw_band(axes: Any, line: Line) -> None:
    """A curve that is all noise: a pale band from its lowest to its highest, and the mean."""
    width_s = (line.t_s[-1] - line.t_s[0]) / BUCKETS
    buckets: dict[int, list[float]] = {}
    gaps = set()
    for t_s, value in zip(line.t_s, line.values, strict=True):
        number = int((t_s - line.t_s[0]) / width_s)
        if value is None:
            gaps.add(number)
        else:
            buckets.setdefault(number, []).append(value)
    whole = sorted({*buckets, *gaps})
    times = [line.t_s[0] + (number + 0.5) * width_s for number in whole]
    low, mean, high = (
        [nan if number in gaps else each(buckets[number]) for number in whole] for each in (min, fmean, max)
    )
    axes.fill_between(times, low, high, color=color(line.color), alpha=0.25, lw=0, zorder=2.2)
    axes.plot(times, mean, color=color(line.color), lw=1.6, zorder=3)


def _turns(line: Line) -> int:
    """How often a curve turns from up to down or back by more than a hair's breadth of its height."""
    known = [value for value in line.values if value is not None]
    hair = HAIR * (max(known, default=0.0) - min(known, default=0.0))
    rises = [later > value for value, later in pairwise(known) if abs(later - value) > hair]
    return sum(rise is not later for rise, later in pairwise(rises))


def _draw_names(axes: Any, lines: Sequence[Line]) -> None:
    from matplotlib.lines import Line2D

    handles = [Line2D([], [], color=color(line.color), lw=2.4) for line in lines]
    axes.legend(
        handles, [line.words for line in lines], loc="lower right", bbox_to_anchor=(1.0, 1.0), ncols=len(lines),
        frameon=False, fontsize=10.5, borderaxespad=0.0, handlelength=1.2, columnspacing=1.2,
    )  # fmt: skip


def _draw_limits(axes: Any, panel: Panel, picture: Picture, inches: float) -> None:
    span_s, height = picture.to_s - picture.from_s, panel.high - panel.low
    letters = height * LETTER_INCH / inches
    taken: list[tuple[float, float, float]] = []  # value, begin and end of the words that stand already
    for limit in sorted(panel.limits, key=lambda each: each.value):
        shade = color(limit.meaning)
        axes.axhline(limit.value, color=shade, lw=1.6, dashes=DASHES[limit.meaning], zorder=2.5)
        width = LETTER * len(limit.words)
        places = [at for at in PLACES if at + width < 1.0 and not _is_taken(taken, limit.value, at, width, letters)]
        at = min(places or PLACES[:1], key=lambda at: _covered(panel, picture, limit.value, letters, at, width))
        axes.text(
            picture.from_s + at * span_s, limit.value + 0.1 * letters, limit.words, color=shade, fontsize=10.5,
            weight="bold", va="bottom", zorder=4, bbox={"fc": color("card"), "ec": "none", "pad": 0.5, "alpha": 0.7},
        )  # fmt: skip
        taken.append((limit.value, at, at + width))


def _is_taken(taken: Sequence[tuple[float, float, float]], value: float, at: float, width: float, high: float) -> bool:
    return any(abs(value - other) < 1.15 * high and at < end and begin < at + width for other, begin, end in taken)


def _covered(panel: Panel, picture: Picture, value: float, high: float, at: float, width: float) -> int:
    """How many points of the curves words at that place would cover."""
    span_s = picture.to_s - picture.from_s
    from_s, to_s = picture.from_s + at * span_s, picture.from_s + (at + width) * span_s
    count = 0
    for line in panel.lines:
        known = [(t_s, each) for t_s, each in zip(line.t_s, line.values, strict=True) if each is not None]
        for (t_s, one), (later_s, other) in pairwise(known):
            low, top = min(one, other), max(one, other)
            if later_s >= from_s and t_s <= to_s and top >= value and low <= value + high:
                count += 1
    return count


def mark_events(axes: Any, picture: Picture) -> None:
    """Faults as pale stretches with two edges, presses as lines, through a panel or the rows."""
    for each in picture.faults:
        from_s, to_s = max(each.from_s, picture.from_s), min(each.to_s, picture.to_s)
        axes.axvspan(from_s, to_s, facecolor=pale("fault"), alpha=FAULT_ALPHA, lw=0, zorder=0.5)
        for moment_s in (each.from_s, each.to_s):
            if picture.from_s < moment_s < picture.to_s:
                axes.axvline(moment_s, color=color("fault"), lw=1.4, zorder=1.5)
    for press in picture.presses:
        axes.axvline(press.t_s, color=color("ink"), lw=1.1, zorder=1.5)


def draw_events(axes: Any, picture: Picture, lanes: Lanes) -> None:
    """Faults and presses in words, in lanes so that no word covers another."""
    from matplotlib.patches import Rectangle

    for event in lanes.events:
        y = lanes.height - 1 - event.lane
        if event.is_press:
            axes.text(event.from_s, y, "▼", ha="center", va="center", fontsize=9, color=color("ink"), zorder=3)
        else:
            axes.add_patch(
                Rectangle(
                    (event.from_s, y - 0.4), event.to_s - event.from_s, 0.8, facecolor=pale("fault"),
                    edgecolor=color("fault"), hatch="" if event.align == "center" else MEANINGS["fault"].hatch, lw=1.2,
                )
            )  # fmt: skip
        axes.text(
            event.words_s, y, event.words, ha=event.align, va="center_baseline", fontsize=11, weight="bold",
            color=color("ink" if event.is_press else "fault"), zorder=4,
        )  # fmt: skip
    axes.set(ylim=(-0.5, lanes.height - 0.5), xlim=(picture.from_s, picture.to_s))
    axes.set_yticks([lanes.height - 1], [picture.event_words])


def draw_rows(axes: Any, picture: Picture) -> None:
    """Outputs and contacts: a bar for each time on, a hatch for many, violet where nobody knows."""
    count = len(picture.rows)
    for index, row in enumerate(picture.rows):
        _draw_row(axes, row, count - 1 - index, picture)
    axes.set(ylim=(-0.6, count - 0.4), xlim=(picture.from_s, picture.to_s))
    axes.set_yticks(range(count), [row.words for row in reversed(picture.rows)])


def _draw_row(axes: Any, row: Row, y: int, picture: Picture) -> None:
    from matplotlib.collections import PatchCollection
    from matplotlib.patches import Rectangle

    shade, span_s = color(row.color), picture.to_s - picture.from_s
    axes.add_patch(Rectangle((picture.from_s, y - 0.05), span_s, 0.1, color=color("line"), lw=0))
    for from_s, to_s in row.unknown:
        axes.add_patch(
            Rectangle(
                (from_s, y - BAR / 2), to_s - from_s, BAR, facecolor=pale("fault"), edgecolor=color("fault"),
                hatch=MEANINGS["fault"].hatch, lw=0.8,
            )
        )  # fmt: skip
    least_s = LEAST_BAR * span_s
    bars = [Rectangle((from_s, y - BAR / 2), max(to_s - from_s, least_s), BAR) for from_s, to_s in row.on]
    axes.add_collection(PatchCollection(bars, color=shade, lw=0, zorder=2))
    for each in row.beeps:
        axes.add_patch(
            Rectangle(
                (each.from_s, y - BAR / 2), each.to_s - each.from_s, BAR, facecolor=color("card"), edgecolor=shade,
                hatch="||||", lw=1.2, zorder=2,
            )
        )  # fmt: skip
        from_s, to_s = max(each.from_s, picture.from_s), min(each.to_s, picture.to_s)
        if _fits(each.words, to_s - from_s, span_s, 1.0):
            axes.text(
                (from_s + to_s) / 2, y, f" {each.words} ", ha="center", va="center", fontsize=10, weight="bold",
                color=color("ink"), zorder=3, bbox={"fc": color("card"), "ec": "none", "pad": 1.2},
            )  # fmt: skip


def _fits(words: str, width_s: float, span_s: float, scale: float) -> bool:
    return width_s > (LETTER * scale * len(words) + 0.008) * span_s


def _shown(each: Span, picture: Picture) -> float:
    return min(each.to_s, picture.to_s) - max(each.from_s, picture.from_s)


def _middle(each: Span, picture: Picture) -> float:
    return (max(each.from_s, picture.from_s) + min(each.to_s, picture.to_s)) / 2.0
