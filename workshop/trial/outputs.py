"""Try an output: it is switched twice while the person looks, and asked about only when it is off again.

A sensor that sees the output moving (feedback.py) is asked too, and a contradiction is told.
"""

from __future__ import annotations

from contextlib import ExitStack

from devices import Message
from workshop.table import Table
from workshop.trial.feedback import FOLLOWS, OPPOSITE, compared, is_on, sensors_of
from workshop.trial.outcome import Outcome, fails, not_tried, refused, works
from workshop.trial.person import (
    AGAIN,
    GO,
    NO,
    ONCE_MORE,
    SKIP,
    SKIP_IT,
    YES,
    YES_OR_NO,
    Choice,
    Person,
    Question,
    which,
)

WATCHED = (False, True, False, True, False)  # what is commanded, one after the other
PHASE_S = 2.0  # chosen: a valve and its switch have moved long before
INVERTED, NOTHING, ANOTHER, ALWAYS = "inverted", "nothing", "another", "always"

READY = Message("try.output.ready", "Look at it: it goes on and off twice, {seconds:.0f} s each.")
MOVED = Message("try.output.moved", "Was it on each time ON stood here, and off each time OFF stood here?")
INSTEAD = Message("try.output.instead", "What did you see?")
NOTHING_LABEL = Message("try.output.nothing_label", "nothing moved")
INVERTED_LABEL = Message("try.output.inverted_label", "the other way round: on at OFF")
ANOTHER_LABEL = Message("try.output.another_label", "another part moved")
ALWAYS_LABEL = Message("try.output.always_label", "it was on all the time")
WHICH = Message("try.output.which", "Which part moved?")

SAFE_GAS = Message("try.safe.gas", "First shut the tap of the gas bottle.")
SAFE_UV = Message(
    "try.safe.uv", "Close the lamp's housing first and never look into UV light: look at the relay's LED."
)
SAFE_HEATER = Message("try.safe.relay", "Keep your hands off what it heats.")
SAFE_PUMP = Message("try.safe.pump", "The pump runs for some seconds: put its hose into water.")
SAFETY = {"uv_lamp": SAFE_UV, "relay": SAFE_HEATER, "pump": SAFE_PUMP}

WORKS = Message("try.output.works", "It goes on and off as commanded.")
MEASURED = Message("try.output.measured", "It goes on and off as commanded; {parts} shows it too.")
LEFT_OUT = Message("try.left_out", "Left out.")
DEAD = Message("try.output.dead", "It was commanded, and nothing moved.")
DEAD_HINT = Message(
    "try.output.dead.hint",
    "Check the signal wire to {wire}, the module's supply and ground, and the load's own supply.",
)
DEAD_GUARDED_HINT = Message(
    "try.output.dead_guarded.hint",
    "Check the signal wire to {wire}, the module's supply and ground, and whether {part} lets its supply through.",
)
INVERTED_SEEN = Message("try.output.inverted", "It is inverted: on when it should be off.")
INVERTED_HINT = Message(
    "try.output.inverted.hint",
    "Write active_high = {value} for it in wiring.toml. Until then keep its load without power.",
)
SWAPPED = Message("try.swapped", "It is mixed up with {other}: that one moved.")
SWAPPED_HINT = Message("try.swapped.hint", "Exchange their signal wires: {wire} belongs to {part}, {wire2} to {other}.")
ALWAYS_SEEN = Message("try.output.always", "It is on all the time, whatever is commanded.")
ALWAYS_HINT = Message(
    "try.output.always.hint",
    "Take the power from its load now. Its contacts may be welded, or its signal wire touches a supply.",
)
UNCLEAR = Message("try.output.unclear", "Something moved, but it is not clear what.")
UNCLEAR_HINT = Message("try.output.unclear.hint", "Check the signal wire to {wire}, then try it again.")
BUT_MEASURED = Message("try.output.but_measured", "You saw nothing move, but {part} shows that it was switched.")
BUT_MEASURED_HINT = Message("try.output.but_measured.hint", "Try it again and look at the load, not only at the relay.")
BUT_STILL = Message("try.feedback.still", "{other} moved before your eyes, but here nothing changed.")
BUT_STILL_HINT = Message(
    "try.feedback.still.hint", "Check the wires of this sensor ({wire}), and whether {other} really moves its load."
)
BUT_OPPOSITE = Message("try.feedback.opposite", "It shows the opposite of what {other} does.")
BUT_OPPOSITE_HINT = Message(
    "try.feedback.opposite.hint",
    "Its contact must be closed while {other} is off or shut: use its other pair of wires.",
)
BUT_UNSTEADY = Message("try.feedback.unsteady", "It changes, but not together with {other}.")
SEES = Message("try.feedback.follows", "It changes together with {other}.")


def try_output(table: Table, person: Person, name: str) -> list[Outcome]:
    """What became of the output, and of each sensor that sees it moving."""
    if name in table.unopened:
        return [refused(name, table.unopened[name])]
    sensors = sensors_of(table.plan, name)
    if (safety := _safety(table, name)) is not None:
        person.tell(safety)
    while True:
        if person.ask(Question(name, "ready", READY(seconds=PHASE_S), (GO, SKIP_IT))) == SKIP:
            return [not_tried(name, LEFT_OUT)]
        measured = _switch_twice(table, person, name, sensors)
        answer = person.ask(Question(name, "moved", MOVED, (*YES_OR_NO, ONCE_MORE, SKIP_IT)))
        if answer != AGAIN:
            break
    if answer == SKIP:
        return [not_tried(name, LEFT_OUT)]
    if answer == YES:
        agree = [sensor for sensor in sensors if measured[sensor] == FOLLOWS]
        seen = MEASURED(parts=", ".join(agree)) if agree else WORKS
        return [
            works(name, seen),
            *(_of_sensor(table, each, name, measured[each]) for each in sensors if measured[each]),
        ]
    return [_of_output(table, person, name, measured)]


def _safety(table: Table, name: str) -> Message | None:
    driver = table.planned(name).wired.driver
    if driver == "valve" and table.lets_gas_through(name):
        return SAFE_GAS
    return SAFETY.get(driver)


def _switch_twice(table: Table, person: Person, name: str, sensors: list[str]) -> dict[str, str | None]:
    """Switch it twice, and say how each sensor that sees it went with that."""
    seen: dict[str, list[bool | None]] = {sensor: [] for sensor in sensors}
    with table.heartbeat(), table.opened(*sensors) as parts:
        for on in WATCHED:
            with ExitStack() as switched:
                person.commanded(name, on)
                if on:
                    switched.enter_context(table.on(name))
                table.wait(PHASE_S)
                person.looks(name, on)
                for sensor in sensors:
                    seen[sensor].append(is_on(parts, sensor))
    return {sensor: compared(WATCHED, states) for sensor, states in seen.items()}


def _of_output(table: Table, person: Person, name: str, measured: dict[str, str | None]) -> Outcome:
    """The person was not content: ask what they saw."""
    choices = (
        Choice("1", NOTHING, NOTHING_LABEL),
        Choice("2", INVERTED, INVERTED_LABEL),
        Choice("3", ANOTHER, ANOTHER_LABEL),
        Choice("4", ALWAYS, ALWAYS_LABEL),
    )
    answer = person.ask(Question(name, "instead", INSTEAD, choices))
    wire = table.wire_of(name)
    if answer == INVERTED:
        table.invert(name)
        now = table.planned(name).arguments.get("active_high", True)
        return fails(name, INVERTED_SEEN, INVERTED_HINT(value="false" if now else "true"))
    if answer == ALWAYS:
        return fails(name, ALWAYS_SEEN, ALWAYS_HINT)
    if answer == ANOTHER:
        return _another(table, person, name)
    for sensor, how in measured.items():
        if how in (FOLLOWS, OPPOSITE):
            return fails(name, BUT_MEASURED(part=sensor), BUT_MEASURED_HINT)
    guard = table.guard_of(name)
    return fails(name, DEAD, DEAD_GUARDED_HINT(wire=wire, part=guard) if guard else DEAD_HINT(wire=wire))


def _another(table: Table, person: Person, name: str) -> Outcome:
    others = [each for each in table.outputs if each != name]
    other = person.ask(which(name, WHICH, others))
    wire = table.wire_of(name)
    if other == NO:
        return fails(name, UNCLEAR, UNCLEAR_HINT(wire=wire))
    hint = SWAPPED_HINT(wire=wire, part=name, wire2=table.wire_of(other), other=other)
    return fails(name, SWAPPED(other=other), hint, other)


def _of_sensor(table: Table, sensor: str, output: str, how: str | None) -> Outcome:
    """The person saw the output move as it should: does the sensor agree?"""
    if how == FOLLOWS:
        return works(sensor, SEES(other=output))
    if how == OPPOSITE:
        return fails(sensor, BUT_OPPOSITE(other=output), BUT_OPPOSITE_HINT(other=output))
    hint = BUT_STILL_HINT(wire=table.wire_of(sensor), other=output)
    return fails(sensor, (BUT_STILL if how == "still" else BUT_UNSTEADY)(other=output), hint)
