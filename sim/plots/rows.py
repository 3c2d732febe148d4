"""Rows of a picture: a bar for each time on, exactly from edge to edge; what is too dense for bars becomes a hatch."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from devices import Message
from firmware.plan import TOLD
from sim.plots.about import About
from sim.plots.picture import Beeps, Row
from sim.plots.words import Tongue
from sim.results.curve import Switch
from sim.results.record import Recording

BEEPS = Message("plot.beeps", "beeps every {span}")
BLINKS = Message("plot.blinks", "on every {span}")
TIMES = Message("plot.times", "on and off {count} times")

PRESSED = "_pressed"
NO_ROW = ("_warming", *TOLD)  # what the loop and its sensors say about themselves
DENSE = 4.0  # columns of a picture from one time on to the next, below which bars would run together
FEWEST = 4  # times on that make a hatch
REGULAR = 2.1  # times the usual distance
SHORT_S = 10.0  # what is longer is no beep

Spans = Sequence[tuple[float, float]]


def moved_rows(
    recording: Recording, about: About, tongue: Tongue, columns: float, from_s: float, to_s: float
) -> list[Row]:
    """A row for each output and contact that moved; buttons are marked, not drawn."""
    pitch_s = DENSE * (to_s - from_s) / columns
    found = []
    for output, switch in recording.outputs.items():
        if switch.moved:
            name = about.names.output(output)
            color = name.color or about.names.part(output).color or "gray"
            found.append(_row(output, tongue.while_on(name), color, switch, recording.end_s, pitch_s, about, tongue))
    for contact, switch in recording.contacts.items():
        if switch.moved and not contact.endswith((PRESSED, *NO_ROW)):
            words = tongue.while_on(about.names.channel(contact))
            found.append(_row(contact, words, "gray", switch, recording.end_s, pitch_s, about, tongue))
    return found


def _row(
    name: str, words: str, color: str, switch: Switch, end_s: float, pitch_s: float, about: About, tongue: Tongue
) -> Row:
    on = list(switch.spans(True, end_s))
    groups, single = dense_groups(on, pitch_s)
    beeps = tuple(_beeps(group, name in about.sounds, tongue) for group in groups)
    return Row(name, words, color, tuple(single), beeps, tuple(switch.spans(None, end_s)))


def dense_groups(on: Spans, pitch_s: float) -> tuple[list[Spans], Spans]:
    """Short times on that follow each other within `pitch_s`, as groups, and all others: a longer one is a bar."""
    groups: list[Spans] = []
    single: list[tuple[float, float]] = []
    begin = 0
    is_bar = [to_s - from_s > pitch_s for from_s, to_s in on]
    for index in range(1, len(on) + 1):
        if index == len(on) or on[index][0] - on[index - 1][0] > pitch_s or is_bar[index] or is_bar[index - 1]:
            if index - begin >= FEWEST:
                groups.append(on[begin:index])
            else:
                single += on[begin:index]
            begin = index
    return groups, single


def _beeps(group: Spans, sounds: bool, tongue: Tongue) -> Beeps:
    apart_s = [later[0] - each[0] for each, later in pairwise(group)]
    usual_s = sum(apart_s) / len(apart_s)
    regular = sum(usual_s / REGULAR <= each <= usual_s * REGULAR for each in apart_s) >= 0.8 * len(apart_s)
    short = median(to_s - from_s for from_s, to_s in group) <= SHORT_S
    if regular and short:
        words = (BEEPS if sounds else BLINKS)(span=tongue.duration(usual_s))
    else:
        words = TIMES(count=len(group))
    return Beeps(group[0][0], group[-1][1], usual_s, tongue.says(words))
