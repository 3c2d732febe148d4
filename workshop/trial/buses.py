"""Try what has no value of its own: a converter that answers, and a heartbeat relay that holds and drops."""

from __future__ import annotations

from devices import Message, ReadError
from workshop.table import Table
from workshop.trial.outcome import Outcome, fails, not_tried, refused, works
from workshop.trial.outputs import ALWAYS, ALWAYS_LABEL, DEAD_HINT, LEFT_OUT, NOTHING, NOTHING_LABEL
from workshop.trial.person import AGAIN, GO, ONCE_MORE, SKIP, SKIP_IT, YES, YES_OR_NO, Choice, Person, Question

ADC_ANSWERS = Message("try.adc.answers", "It answers.")
UNUSED_INPUT = Message("try.adc.unused", "Nothing in wiring.toml is on it.")

BEATS_S = 3.0  # chosen: long enough to hear it
DROPS_S = 6.0  # it drops 4.5 s after the last beat
HEART_READY = Message(
    "try.heartbeat.ready",
    "Look at its red lamp: it goes out for {seconds:.0f} s, then comes back within {drops:.0f} s.",
)
HEART_MOVED = Message("try.heartbeat.moved", "Did it go out at ON and come back after OFF?")
HEART_WORKS = Message("try.heartbeat.works", "It holds while it is fed and drops by itself.")
HEART_DEAD = Message("try.heartbeat.dead", "It does not hold: everything behind it stays without supply.")
HEART_HOLDS = Message("try.heartbeat.holds", "It does not drop: a program that hangs would leave everything on.")
HEART_HOLDS_HINT = Message(
    "try.heartbeat.holds.hint", "Check the capacitor and resistor of its one-shot, and the signal wire to {wire}."
)


def try_converter(table: Table, name: str) -> Outcome:
    """Whether the converter answers: one of its inputs is read. A full input is the matter of the part on it."""
    used = [each.adc[1] for each in table.plan.parts if each.adc is not None and each.adc[0] == name]
    if not used:
        return not_tried(name, UNUSED_INPUT)
    with table.opened(name) as parts:
        try:
            parts.converters[name].channel(used[0]).voltage_v()
        except ReadError as error:
            if not error.message.key.endswith(".over"):
                return refused(name, error)
    return works(name, ADC_ANSWERS)


def try_heartbeat(table: Table, person: Person, name: str) -> Outcome:
    """Whether the heartbeat relay holds while it is fed, and drops."""
    if name in table.unopened:
        return refused(name, table.unopened[name])
    while True:
        ready = Question(name, "ready", HEART_READY(seconds=BEATS_S, drops=DROPS_S), (GO, SKIP_IT))
        if person.ask(ready) == SKIP:
            return not_tried(name, LEFT_OUT)
        _seconds(table, person, name, DROPS_S, False)
        with table.heartbeat():
            _seconds(table, person, name, BEATS_S, True)
        _seconds(table, person, name, DROPS_S, False)
        answer = person.ask(Question(name, "moved", HEART_MOVED, (*YES_OR_NO, ONCE_MORE, SKIP_IT)))
        if answer != AGAIN:
            break
    if answer == SKIP:
        return not_tried(name, LEFT_OUT)
    return works(name, HEART_WORKS) if answer == YES else _failed(table, person, name)


def _seconds(table: Table, person: Person, name: str, seconds: float, on: bool) -> None:
    person.commanded(name, on)
    table.wait(seconds)
    person.looks(name, on)


def _failed(table: Table, person: Person, name: str) -> Outcome:
    choices = (Choice("1", NOTHING, NOTHING_LABEL), Choice("2", ALWAYS, ALWAYS_LABEL))
    answer = person.ask(Question(name, "instead", HEART_MOVED, choices))
    wire = table.wire_of(name)
    if answer == ALWAYS:
        return fails(name, HEART_HOLDS, HEART_HOLDS_HINT(wire=wire))
    return fails(name, HEART_DEAD, DEAD_HINT(wire=wire))
