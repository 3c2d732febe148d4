"""Where the words of faults and presses stand: each in a lane in which nothing else is in the way."""

from __future__ import annotations

from typing import NamedTuple

from sim.plots.picture import Picture

LETTER = 0.0072  # width of a letter of 11 points, of the time axis
BESIDE = 0.006  # of the time axis, between a bar and its words
MOST_LANES = 4
MOST_EVENTS = 40  # more cannot be read


class Event(NamedTuple):
    """A fault or a press, its lane from above, and where its words stand."""

    words: str
    from_s: float
    to_s: float
    lane: int
    words_s: float
    align: str  # of the words: center (inside), left or right
    is_press: bool


class Lanes(NamedTuple):
    """All of them, and how many lanes they need."""

    events: tuple[Event, ...]
    height: int


def lanes_of(picture: Picture) -> Lanes:
    """The lanes of a picture; none without faults and presses."""
    span_s = picture.to_s - picture.from_s
    both = [(each.from_s, min(each.to_s, picture.to_s), each.words, False) for each in picture.faults]
    both += [(each.t_s, each.t_s, each.words, True) for each in picture.presses]
    shown = [each for each in sorted(both) if each[1] >= picture.from_s and each[0] <= picture.to_s]
    ends: list[float] = []  # of each lane
    events = []
    for from_s, to_s, words, is_press in shown[:MOST_EVENTS]:
        from_s = max(from_s, picture.from_s)
        begin_s, end_s, words_s, align = _place(from_s, to_s, words, picture.from_s, span_s)
        lane = next((index for index, each in enumerate(ends) if each <= begin_s), len(ends))
        if lane == MOST_LANES:
            continue
        ends[lane : lane + 1] = [end_s]
        events.append(Event(words, from_s, to_s, lane, words_s, align, is_press))
    return Lanes(tuple(events), len(ends))


def _place(from_s: float, to_s: float, words: str, start_s: float, span_s: float) -> tuple[float, float, float, str]:
    """Begin and end of bar and words together, where the words stand, and how they are aligned."""
    wide_s, beside_s = LETTER * len(words) * span_s, BESIDE * span_s
    if to_s - from_s > wide_s + beside_s:
        return from_s, to_s, (from_s + to_s) / 2.0, "center"
    if to_s + beside_s + wide_s < start_s + span_s:
        return from_s, to_s + 2 * beside_s + wide_s, to_s + beside_s, "left"
    return from_s - beside_s - wide_s, to_s, from_s - beside_s, "right"
