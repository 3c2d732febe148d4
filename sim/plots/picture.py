"""The picture of a run as pure data: what to draw and in which words, nothing about how.

`draw.py` draws it on paper with matplotlib, `web/static/shared/run_plot.js` in a page with uPlot. All texts are in the
reader's language, all times in seconds since the run began, and a color is the name of one in look/tokens.css.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time with its words: a state (with what it means) or a fault."""

    from_s: float
    to_s: float
    words: str
    meaning: str = "fault"  # idle, work, caution, danger or fault
    name: str = ""  # of the state, or the fault as one types it


@dataclass(frozen=True, slots=True)
class Mark:
    """One moment: a button was pressed."""

    t_s: float
    words: str


@dataclass(frozen=True, slots=True)
class Limit:
    """A named level of a panel: `Warning from 700 ppm`."""

    value: float
    words: str
    meaning: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One curve of a panel.

    Where `values` has None nothing is known: a gap. Where `held` is true, the value is an old one that is held: dotted
    up to there. `is_world`: the true value, which only a simulation knows; drawn thin.
    """

    name: str
    words: str
    color: str
    t_s: tuple[float, ...]
    values: tuple[float | None, ...]
    held: tuple[bool, ...]
    is_world: bool = False


@dataclass(frozen=True, slots=True)
class Panel:
    """Curves on one axis from `low` to `high`; `ticks` are its values with their words."""

    words: str
    unit: str
    low: float
    high: float
    ticks: tuple[tuple[float, str], ...]
    lines: tuple[Line, ...]
    limits: tuple[Limit, ...] = ()


@dataclass(frozen=True, slots=True)
class Beeps:
    """Many short times on, one `every_s`, too dense for bars: a hatch and the words."""

    from_s: float
    to_s: float
    every_s: float
    words: str


@dataclass(frozen=True, slots=True)
class Row:
    """Something that is on or off: one bar for each time on, exactly from edge to edge; `unknown`: nobody knows."""

    name: str
    words: str
    color: str
    on: tuple[tuple[float, float], ...]
    beeps: tuple[Beeps, ...] = ()
    unknown: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A whole picture. `frame` is the word of its tab: SIMULATION or REAL; `provenance` is `sim` or `real`."""

    title: str
    subtitle: str
    provenance: str
    frame: str
    lang: str
    from_s: float
    to_s: float
    time_words: str  # under the time axis
    time_ticks: tuple[tuple[float, str], ...]
    state_words: str  # before the band of states
    states: tuple[Span, ...]
    event_words: str  # before faults and presses
    panels: tuple[Panel, ...]
    rows: tuple[Row, ...]
    faults: tuple[Span, ...] = ()
    presses: tuple[Mark, ...] = ()
    still: str = ""  # what did not change, in one line
    key: str = ""  # what dotted and thin lines mean, where there are any

    def as_json(self) -> dict[str, Any]:
        """The same as one JSON-able object, with the names of the fields above."""
        return asdict(self)
