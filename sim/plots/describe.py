"""From a recording to its picture as data: title, states, panels, rows and events, in the reader's language."""

from __future__ import annotations

from collections.abc import Callable
from math import inf

from devices import Message
from sim.plots.about import About
from sim.plots.panels import is_flat, measured, panels, values_of
from sim.plots.picture import Mark, Picture, Span
from sim.plots.rows import moved_rows
from sim.plots.time_axis import time_axis
from sim.plots.title import title
from sim.plots.words import Tongue, inside, unit_of
from sim.results.record import SIM, FaultSpan, Recording
from sim.world.faults import DOWN

SIM_FRAME = Message("plot.sim", "SIMULATION")
REAL_FRAME = Message("plot.real", "REAL")
STATE = Message("plot.state", "State")
EVENTS = Message("plot.events", "Events")
BOARD_DOWN = Message("plot.down", "Board down")
SEED = Message("plot.seed", "seed {seed}")
FAULT = Message("plot.fault", "fault: {fault}")
FAULTS = Message("plot.faults", "faults: {fault}")
MORE = Message("plot.more", "and {count} more")
STILL = Message("plot.still", "Unchanged: {what}")
UNKNOWN = Message("plot.unknown", "{name} unknown")
HELD = Message("plot.held", "dotted: an old value, held")
WORLD = Message("plot.world", "thin: the true value")

COLUMNS = 1100.0  # of pixels over which time runs
MOST_STATES = 300
MOST_FAULTS = 3  # that are listed
WORST = ("danger", "fault", "caution", "work", "idle")


def describe(
    recording: Recording,
    about: About,
    lang: str = "en",
    translate: Callable[[str], str] = str,
    *,
    heading: str = "",
    seed: int | None = None,
    from_s: float = 0.0,
    to_s: float | None = None,
    columns: float = COLUMNS,
) -> Picture:
    """The picture of a recording. `heading` is else the project's name, `columns` are pixels of the time axis."""
    tongue = Tongue(lang, translate)
    to_s = recording.end_s if to_s is None else to_s
    to_s = max(to_s, from_s + 1.0)
    time_words, ticks = time_axis(from_s, to_s)
    shown = panels(recording, about, tongue, columns, from_s, to_s)
    rows = moved_rows(recording, about, tongue, columns, from_s, to_s)
    held = any(any(line.held) for panel in shown for line in panel.lines)
    world = any(line.is_world for panel in shown for line in panel.lines)
    return Picture(
        title=title(recording, about, tongue),
        subtitle=_subtitle(recording, heading or about.names.project.short(lang), seed, tongue),
        provenance=recording.provenance,
        frame=tongue.says(SIM_FRAME if recording.provenance == SIM else REAL_FRAME),
        lang=lang,
        from_s=from_s,
        to_s=to_s,
        time_words=tongue.says(time_words),
        time_ticks=ticks,
        state_words=tongue.says(STATE),
        states=tuple(_states(recording, about, tongue, to_s - from_s)),
        event_words=tongue.says(EVENTS),
        panels=tuple(shown),
        rows=tuple(rows),
        faults=tuple(_fault(each, about, tongue, recording.end_s) for each in recording.faults),
        presses=tuple(Mark(t_s, about.names.part(button).short(lang)) for t_s, button in recording.presses),
        still=_still(recording, about, tongue),
        key=" · ".join(tongue.says(each) for each, is_there in ((HELD, held), (WORLD, world)) if is_there),
    )


def _subtitle(recording: Recording, heading: str, seed: int | None, tongue: Tongue) -> str:
    pieces = [heading, tongue.duration(recording.end_s)]
    if seed is not None:
        pieces.append(tongue.says(SEED(seed=seed)))
    typed = [_typed(each) for each in recording.faults]
    if typed:
        listed = typed[:MOST_FAULTS]
        if len(typed) > MOST_FAULTS:
            listed.append(tongue.says(MORE(count=len(typed) - MOST_FAULTS)))
        pieces.append(tongue.says((FAULTS if len(typed) > 1 else FAULT)(fault=", ".join(listed))))
    return " · ".join(pieces)


def _typed(fault: FaultSpan) -> str:
    """A fault as it is typed on the command line."""
    if fault.from_s <= 0.0 and fault.to_s == inf:
        return fault.fault
    return f"{fault.fault}@{_typed_span(fault.from_s)}" + ("" if fault.to_s == inf else f"..{_typed_span(fault.to_s)}")


def _typed_span(seconds: float) -> str:
    """A span as it is typed: 90 -> `1m30s`."""
    left, found = round(seconds), ""
    for unit, size in (("d", 86_400), ("h", 3600), ("m", 60), ("s", 1)):
        count, left = divmod(left, size)
        found += f"{count}{unit}" if count else ""
    return found or "0s"


def _fault(fault: FaultSpan, about: About, tongue: Tongue, end_s: float) -> Span:
    words = tongue.fault(fault.fault, about.names)
    return Span(fault.from_s, min(fault.to_s, end_s), words, "fault", fault.fault)


def _states(recording: Recording, about: About, tongue: Tongue, span_s: float) -> list[Span]:
    found = []
    for index, (since_s, state) in enumerate(recording.states):
        last = index + 1 == len(recording.states)
        to_s = recording.end_s if last else recording.states[index + 1][0]
        if state == DOWN:
            found.append(Span(since_s, to_s, tongue.says(BOARD_DOWN), "fault", state))
        else:
            words, meaning = about.names.state(state).short(tongue.lang), about.names.meaning(state)
            found.append(Span(since_s, to_s, words, meaning, state))
    return found if len(found) <= MOST_STATES else _merged(found, span_s / MOST_STATES)


def _merged(states: list[Span], width_s: float) -> list[Span]:
    """Of states too short to see, the worst stands for those beside it."""
    found: list[Span] = []
    for each in states:
        before = found[-1] if found else None
        if before is None or before.to_s - before.from_s >= width_s:
            found.append(each)
            continue
        worse = min((before, each), key=lambda one: (WORST.index(one.meaning), one.from_s - one.to_s))
        found[-1] = Span(before.from_s, each.to_s, worse.words, worse.meaning, worse.name)
    return found


def _still(recording: Recording, about: About, tongue: Tongue) -> str:
    """What did not move, in one line; nothing when all did."""
    found = []
    for name in measured(recording):
        if is_flat(recording, name):
            words, values = about.names.channel(name).short(tongue.lang), values_of(recording, name)
            if values:
                mean = tongue.short_number(sum(values) / len(values))
                found.append(f"{words} {mean} {tongue.unit(unit_of(name))}")
            else:
                found.append(tongue.says(UNKNOWN(name=words)))
    for output, switch in recording.outputs.items():
        if switch.values and not switch.moved:
            called = about.names.output(output)
            found.append(f"{called.short(tongue.lang)} {tongue.on_off(called)[0 if True in switch.values else 1]}")
    listed = [found[0], *map(inside, found[1:])] if found else []
    return tongue.says(STILL(what=" · ".join(listed))) if listed else ""
