"""What a class reads when a run is over: one screen of sentences, the newest events, and that it is simulated."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

from devices import Event, Message, duration
from devices.language import Language
from firmware.names import Names, with_code
from sim.world.fault_words import labeled
from sim.world.faults import DOWN
from sim.world.simulation import ENDED_DOWN, SimulationResult

NEWEST = 12  # events on the screen

HEADING = Message("report.heading", "SIM (simulation): {project}, {span} of virtual time, seed {seed}")
EVENTS = Message("report.events", "What happened, newest last ({shown} of {count}):")
WHOLE_LIST = Message("report.whole_list", "All of them: the same command with --events.")
BECAUSE = Message("report.because", "{output}: {word} after {at_s:span}, because: {why}")
ON = Message("report.on", "on")
OFF = Message("report.off", "off")
STATE_NOW = Message("report.state", "At the end the state is {state}.")
PROVENANCE_LINE = Message(
    "report.provenance", "Provenance: SIM. These values were computed; nothing was measured on a real device."
)
ENDED_BADLY = Message("report.ended_badly", "The run did not end well. {why}")
BROKEN_OFF = Message("report.broken_off", "The run does not count: an error broke it off. {why}")
KINDS = {
    "start": Message("report.kind.start", "start"),
    "state": Message("report.kind.state", "state"),
    "fault": Message("report.kind.fault", "fault"),
    "press": Message("report.kind.press", "press"),
    "end": Message("report.kind.end", "end"),
}


LEAST_WIDTH = 30  # columns
REASONS = 3  # of one output, each told once


@dataclass(frozen=True, slots=True)
class Reader(Language):
    """Who reads: the language, and the columns of the terminal."""

    width: int = 1000


def report(result: SimulationResult, summary: Any, names: Names, reader: Reader, *, all_events: bool) -> list[str]:
    """The lines to print. `summary` is the project's summary.py: LINES has metric and sentence, in this order.

    WHY_SWITCHED, where there is one, has for a metric the output, on or off, whose reasons stand behind it.
    """
    asked: Mapping[str, tuple[str, bool]] = getattr(summary, "WHY_SWITCHED", {})
    says, project = reader.translate, with_code(names.project.short(reader.lang), result.project)
    found = [HEADING(project=project, span=duration(result.simulated_s), seed=result.seed).render(says), ""]
    for name, sentence in summary.LINES:
        if name in result.metrics:
            found.append(f"  {sentence(value=result.metrics[name]).render(says)}")
        if name in asked:
            found += _reasons(result, *asked[name], names, reader)
    newest = result.events if all_events else result.events[-NEWEST:]
    found += ["", EVENTS(shown=len(newest), count=len(result.events)).render(says)]
    found += _events(newest, names, reader)
    if len(newest) < len(result.events):
        found.append(f"  {WHOLE_LIST.render(says)}")
    return [*found, ""]


def state_now(result: SimulationResult, names: Names, lang: str) -> Message:
    """In which state the run ended."""
    state = str(result.final["state"])
    if state == DOWN:
        return ENDED_DOWN
    return STATE_NOW(state=with_code(names.state(state).short(lang), state))


def _reasons(result: SimulationResult, output: str, on: bool, names: Names, reader: Reader) -> Iterable[str]:
    name, says = names.output(output), reader.translate
    word = (name.on_and_off(reader.lang) or (ON.render(says), OFF.render(says)))[not on]
    switched = [each for each in result.switched if (each.output, each.on) == (output, on)]
    for each in switched[:REASONS]:
        why = labeled(each.why, names, reader.lang)
        told = BECAUSE(output=name.short(reader.lang), word=word, at_s=each.t_s, why=why).render(says)
        yield from wrap(told, max(reader.width, LEAST_WIDTH), initial_indent="    ", subsequent_indent="    ")


def _events(events: Sequence[Event], names: Names, reader: Reader) -> Iterable[str]:
    says = reader.translate
    states = [names.state(each.state).short(reader.lang) if each.state != DOWN else DOWN for each in events]
    spans = [duration(each.t_s, units=3).render(says) for each in events]
    words = {kind: word.render(says) for kind, word in KINDS.items()}
    widths = [max(map(len, column), default=0) for column in (spans, words.values(), states)]
    for event, span, state in zip(events, spans, states, strict=True):
        kind = words.get(event.kind, event.kind)
        left = f"  {span:>{widths[0]}}  {kind:<{widths[1]}}  {state:<{widths[2]}}  "
        why = labeled(event.why, names, reader.lang).render(says)
        yield from wrap(
            why, max(reader.width, len(left) + LEAST_WIDTH), initial_indent=left, subsequent_indent=" " * len(left)
        )
