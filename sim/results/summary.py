"""What a class reads when a run is over: one screen of sentences, the newest events, and that it is simulated."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from textwrap import wrap

from devices import Event, Message, duration
from sim.world.simulation import SimulationResult

NEWEST = 12  # events on the screen

HEADING = Message("report.heading", "SIM (simulation): {project}, {span} of virtual time, seed {seed}")
EVENTS = Message("report.events", "What happened, newest last ({shown} of {count}):")
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


def report(
    result: SimulationResult,
    lines: Iterable[tuple[str, Message]],
    translate: Callable[[str], str] = str,
    width: int = 1000,
) -> list[str]:
    """The lines to print. `lines` are those of the project's summary.py: metric name and sentence."""
    heading = HEADING(project=result.project, span=duration(result.simulated_s), seed=result.seed)
    found = [heading.render(translate), ""]
    for name, sentence in lines:
        if name in result.metrics:
            found.append(f"  {sentence(value=result.metrics[name]).render(translate)}")
    newest: Sequence[Event] = result.events[-NEWEST:]
    found += ["", EVENTS(shown=len(newest), count=len(result.events)).render(translate)]
    state_width = max([len(event.state) for event in newest], default=0)
    words = {kind: word.render(translate) for kind, word in KINDS.items()}
    kind_width = max(map(len, words.values()))
    spans = [duration(event.t_s).render(translate) for event in newest]
    span_width = max(map(len, spans), default=0)
    for event, span in zip(newest, spans, strict=True):
        kind = words.get(event.kind, event.kind)
        why = event.why.render(translate)
        left = f"  {span:>{span_width}}  {kind:<{kind_width}}  {event.state:<{state_width}}  "
        found += wrap(why, max(width, len(left) + 30), initial_indent=left, subsequent_indent=" " * len(left))
    return [*found, ""]
