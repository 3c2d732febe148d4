"""The curve of a marked run as a small SVG for paper: dashed lines, limits with their names, states as a band.

Drawn from the JSON of sim/plots/picture.py. It comes out of a sandbox in which a pupil's program ran, so all of it is
checked: numbers are finite, texts are short, lists are not endless.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from math import isfinite
from typing import Any
from xml.etree.ElementTree import Element

from look.tokens import MEANINGS, color, pale
from web.html import h

WIDE, LEFT, RIGHT, BAND, HIGH, GAP, TIMES = 700.0, 64.0, 12.0, 26.0, 150.0, 26.0, 30.0  # units of the drawing
MOST_PANELS, MOST_LINES, MOST_POINTS, MOST_LIMITS, MOST_STATES, MOST_TICKS = 2, 3, 4_000, 4, 60, 12
LONGEST = 60  # letters
NARROW = 7.5  # units a letter: a band without room for its word has none
DASHES = (None, "7 4")  # of what is measured
WORLD_DASH = "2 3"  # of what is true, which only a simulation knows
SAMPLE, LETTER = 26.0, 7.0  # units of a line in the key, and of a letter behind it
INK, SOFT = color("ink"), color("soft")


def curve(picture: Mapping[str, Any] | None) -> Element | None:
    """The drawing, or None when the picture is none."""
    panels = _maps((picture or {}).get("panels"), MOST_PANELS)
    drawn = _Curve(picture or {})
    if not panels or drawn.span_s <= 0.0:
        return None
    top = BAND + GAP
    parts = [*drawn.states()]
    for panel in panels:
        parts += drawn.panel(panel, top)
        top += HIGH + GAP
    parts += drawn.times(top - GAP)
    height = top - GAP + TIMES
    return h(
        "svg", *parts, viewBox=f"0 0 {WIDE:g} {height:g}", role="img", aria_label=_text(drawn.title), class_="curve"
    )


class _Curve:
    def __init__(self, picture: Mapping[str, Any]) -> None:
        self._picture = picture
        self.title = picture.get("title")
        self._from_s = _number(picture.get("from_s")) or 0.0
        self.span_s = (_number(picture.get("to_s")) or 0.0) - self._from_s

    def x(self, t_s: float) -> float:
        share = (t_s - self._from_s) / self.span_s
        return LEFT + (WIDE - LEFT - RIGHT) * min(max(share, 0.0), 1.0)

    def states(self) -> Iterator[Element]:
        for span in _maps(self._picture.get("states"), MOST_STATES):
            from_s, to_s, meaning = _number(span.get("from_s")), _number(span.get("to_s")), span.get("meaning")
            if from_s is None or to_s is None or meaning not in MEANINGS:
                continue
            left, right, words = self.x(from_s), self.x(to_s), _text(span.get("words"))
            yield h(
                "rect", x=_n(left), y="0", width=_n(max(right - left, 0.5)), height=_n(BAND), fill=pale(str(meaning)),
                stroke=color(str(meaning)),
            )  # fmt: skip
            if NARROW * len(words) < right - left:
                yield _words(
                    words, (left + right) / 2, BAND * 0.68, fill=color(str(meaning)), anchor="middle", weight="700"
                )

    def panel(self, panel: Mapping[str, Any], top: float) -> Iterator[Element]:
        low, high = _number(panel.get("low")), _number(panel.get("high"))
        if low is None or high is None or high <= low:
            return

        def y(value: float) -> float:
            return top + HIGH * (1.0 - min(max((value - low) / (high - low), 0.0), 1.0))

        title = " ".join(
            filter(None, [_text(panel.get("words")), f"({_text(panel.get('unit'))})" if panel.get("unit") else ""])
        )
        yield _words(title, LEFT, top - 6, weight="700")
        yield h("rect", x=_n(LEFT), y=_n(top), width=_n(WIDE - LEFT - RIGHT), height=_n(HIGH), fill="none", stroke=SOFT)
        for tick in _lists(panel.get("ticks"), MOST_TICKS):
            value = _number(tick[0])
            if value is not None:
                yield _words(_text(tick[1]), LEFT - 6, y(value) + 4, anchor="end")
        right = WIDE - RIGHT
        for line, dash in _dashed(_maps(panel.get("lines"), MOST_LINES)):
            yield from self._line(line, y, dash)
            name = _text(line.get("words"))
            yield _words(name, right, top - 6, anchor="end")
            right -= LETTER * len(name) + SAMPLE
            yield _path(f"M{_n(right)} {_n(top - 10)}h{_n(SAMPLE - 6)}", dash)
            right -= 12.0
        for limit in _maps(panel.get("limits"), MOST_LIMITS):
            yield from self._limit(limit, y)

    def _limit(self, limit: Mapping[str, Any], y: Any) -> Iterator[Element]:
        value, meaning = _number(limit.get("value")), limit.get("meaning")
        if value is None or meaning not in MEANINGS:
            return
        at, ink = y(value), color(str(meaning))
        yield h("path", d=f"M{LEFT:g} {_n(at)}H{_n(WIDE - RIGHT)}", fill="none", stroke=ink, stroke_dasharray="8 4 2 4")
        yield _words(_text(limit.get("words")), WIDE - RIGHT - 4, at - 4, fill=ink, anchor="end")

    def _line(self, line: Mapping[str, Any], y: Any, dash: str | None) -> Iterator[Element]:
        times = _list(line.get("t_s"), MOST_POINTS)
        values = _list(line.get("values"), MOST_POINTS)
        points = [(_number(t_s), _number(value)) for t_s, value in zip(times, values, strict=False)]
        path = ""
        for is_known, known in groupby(points, key=lambda point: None not in point):
            if is_known:
                path += "M" + "L".join(f"{_n(self.x(t_s or 0.0))} {_n(y(value or 0.0))}" for t_s, value in known)
        if path:
            yield _path(path, dash)

    def times(self, top: float) -> Iterator[Element]:
        for tick in _lists(self._picture.get("time_ticks"), MOST_TICKS):
            t_s = _number(tick[0])
            if t_s is not None:
                yield _words(_text(tick[1]), self.x(t_s), top + 16, anchor="middle")
        yield _words(_text(self._picture.get("time_words")), (LEFT + WIDE - RIGHT) / 2, top + 28, anchor="middle")


def _dashed(lines: list[Mapping[str, Any]]) -> Iterator[tuple[Mapping[str, Any], str | None]]:
    dashes = iter(DASHES)
    for line in lines:
        yield line, WORLD_DASH if line.get("is_world") else next(dashes, DASHES[-1])


def _path(path: str, dash: str | None) -> Element:
    wide = "1.2" if dash == WORLD_DASH else "2"
    return h("path", d=path, fill="none", stroke=INK, stroke_width=wide, stroke_dasharray=dash, stroke_linejoin="round")


def _words(text: str, x: float, y: float, *, fill: str = INK, anchor: str = "start", weight: str = "400") -> Element:
    """With a white edge, so that a curve behind it does not cross it out."""
    return h(
        "text", text, x=_n(x), y=_n(y), fill=fill, text_anchor=anchor, font_weight=weight, font_size="12",
        stroke="#ffffff", stroke_width="3", stroke_linejoin="round", paint_order="stroke",
    )  # fmt: skip


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _number(value: object) -> float | None:
    """A finite number, or None."""
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return float(value) if is_number and abs(value) < 1e12 and isfinite(value) else None  # type: ignore[arg-type]


def _text(value: object) -> str:
    return value[:LONGEST] if isinstance(value, str) else ""


def _list(value: object, most: int) -> Sequence[Any]:
    return value[:most] if isinstance(value, (list, tuple)) else ()


def _maps(value: object, most: int) -> list[Mapping[str, Any]]:
    return [each for each in _list(value, most) if isinstance(each, Mapping)]


def _lists(value: object, most: int) -> list[Sequence[Any]]:
    return [each for each in _list(value, most) if isinstance(each, (list, tuple)) and len(each) == 2]
