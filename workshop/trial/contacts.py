"""Try a button, a door, a float or another contact: the person works it, and every contact of the board is watched.

The contact's own words for at rest and worked, such as a float that hangs and one that is lifted, are those of its
driver. Which contact changes instead of it names a pair of wires that are mixed up.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from devices import HighlandError, Message
from drivers._contact import ContactPart
from firmware.parts import Parts
from workshop.table import Table
from workshop.trial.feedback import output_of
from workshop.trial.outcome import Outcome, fails, not_tried, works
from workshop.trial.outputs import LEFT_OUT, SWAPPED, SWAPPED_HINT
from workshop.trial.person import AGAIN, GO, ONCE_MORE, SKIP, SKIP_IT, Choice, Person, Question
from workshop.trial.shown import shown

WAIT_S = 10.0  # chosen: as long as a person needs
LOOK_S = 0.1  # chosen: quicker than a hand
SETTLE_S = 0.3  # chosen: longer than any contact bounces


class Doing(NamedTuple):
    """What a person does with a contact: first nothing, then work it; and which values its channel then has."""

    channel: str
    leave: Message
    work: Message
    at_rest: bool  # the value when nobody touches it


BUTTON = Doing(
    "pressed",
    Message("try.button.leave", "Take your finger off {part}."),
    Message("try.button.work", "Press {part} now, within {seconds:.0f} s."),
    at_rest=False,
)
DOOR = Doing(
    "open",
    Message("try.door.leave", "Close the door of {part}."),
    Message("try.door.work", "Open the door of {part} now, within {seconds:.0f} s."),
    at_rest=False,
)
FLOAT = Doing(
    "wet",
    Message("try.float.leave", "Let {part} hang down, as without water."),
    Message("try.float.work", "Lift {part} now as water would, within {seconds:.0f} s."),
    at_rest=False,
)
CONTACT = Doing(
    "closed",
    Message("try.contact.leave", "Let the contact of {part} be closed: for the mains, plug the supply in."),
    Message(
        "try.contact.work", "Let the contact of {part} open now, within {seconds:.0f} s: for the mains, unplug it."
    ),
    at_rest=True,
)
DOINGS = {each.channel: each for each in (BUTTON, DOOR, FLOAT, CONTACT)}

LIVE = Message("try.contact.live", "{channel}: {value}")
READY = Message("try.contact.ready", "{leave} Ready?")
AND_BACK = Message("try.contact.back", "And back: {leave}")
NOTHING_CAME = Message("try.contact.nothing_came", "Nothing changed.")
GO_ON_LABEL = Message("try.contact.go_on", "go on")

WORKS = Message("try.contact.works", "It shows both: touched and left alone.")
DEAD_OPEN = Message("try.contact.dead_open", "Nothing changes: its contact always looks open.")
DEAD_OPEN_HINT = Message(
    "try.contact.dead_open.hint", "Check its two wires, one to {wire} and one to ground, and that the contact closes."
)
DEAD_CLOSED = Message("try.contact.dead_closed", "Nothing changes: its contact always looks closed.")
DEAD_CLOSED_HINT = Message(
    "try.contact.dead_closed.hint", "Look for a short between {wire} and ground. A button may be turned by a quarter."
)
INVERTED = Message("try.contact.inverted", "It is inverted: it shows the opposite of what was done.")
INVERTED_HINT = Message(
    "try.contact.inverted.hint",
    "Use the other pair of its contacts: a button closes when pressed, a door's contact is closed with the door shut. "
    "Turn a float upside down, or change closed_when_wet in wiring.toml.",
)
STUCK_AFTER = Message("try.contact.stuck_after", "It changed once and did not come back.")
RESTS = Message("try.position.rests", "It says that {other} is off or shut, as it is. Try {other} as well.")
NOT_SHUT = Message("try.position.not_shut", "It says that {other} is on or open, but {other} is off.")
NOT_SHUT_HINT = Message(
    "try.position.not_shut.hint",
    "Check its two wires, one to {wire} and one to ground. Its contact must be closed while {other} is off or shut.",
)


def try_contact(table: Table, person: Person, name: str) -> Outcome:
    """What became of the contact."""
    output = output_of(table.plan, name)
    return _on_the_valve(table, name, output) if output else _by_hand(table, person, name)


def _on_the_valve(table: Table, name: str, output: str) -> Outcome:
    """A switch that another part moves: here only whether it says what is true now."""
    with table.opened(name) as parts:
        table.wait(SETTLE_S, parts)
        closed = parts.sensors[name].values["closed"]
    if closed:
        return works(name, RESTS(other=output))
    return fails(name, NOT_SHUT(other=output), NOT_SHUT_HINT(wire=table.wire_of(name), other=output))


def _by_hand(table: Table, person: Person, name: str) -> Outcome:
    contacts = [each.wired.name for each in table.plan.parts if issubclass(each.kind, ContactPart)]
    everyone = [each for each in contacts if each == name or _opens(table, each)]
    with table.opened(*everyone, plainly=True) as parts:
        while True:
            outcome = _Hand(table, person, parts, name).work()
            if outcome is not None:
                return outcome


def _opens(table: Table, name: str) -> bool:
    """Whether it can be opened: one that cannot must not hide the others."""
    try:
        with table.opened(name):
            return True
    except HighlandError:
        return False


class _Hand:
    """One round with a contact: left alone, worked, left alone."""

    def __init__(self, table: Table, person: Person, parts: Parts, name: str) -> None:
        self._table = table
        self._person = person
        self._parts = parts
        self._name = name
        (channel,) = parts.sensors[name].values
        self._doing = DOINGS[channel]
        self._felt = f"{name}_{channel}"
        self._leave = self._doing.leave(part=name)

    def work(self) -> Outcome | None:
        """The outcome, or None for once more."""
        self._put(self._doing.at_rest)
        question = Question(self._name, "ready", READY(leave=self._leave), (GO, SKIP_IT))
        if self._person.ask(question) == SKIP:
            self._let_go()
            return not_tried(self._name, LEFT_OUT)
        before = self._settled()
        self._person.tell(self._doing.work(part=self._name, seconds=WAIT_S))
        self._put(not self._doing.at_rest)
        worked = self._changed(before)
        self._person.tell(AND_BACK(leave=self._leave))
        self._put(self._doing.at_rest)
        after = self._changed(worked) if worked != before else worked
        self._let_go()
        return self._judged(before, worked, after)

    def _judged(
        self, before: Mapping[str, bool], worked: Mapping[str, bool], after: Mapping[str, bool]
    ) -> Outcome | None:
        name, rest = self._name, self._doing.at_rest
        if before[name] != worked[name]:
            if worked[name] != after[name]:
                return works(name, WORKS) if before[name] is rest else fails(name, INVERTED, INVERTED_HINT)
            return fails(name, STUCK_AFTER, self._dead().hint)
        others = [each for each in before if before[each] != worked[each]]
        if not others:
            again = (Choice("", "yes", GO_ON_LABEL), ONCE_MORE)
            if self._person.ask(Question(name, "nothing_came", NOTHING_CAME, again)) == AGAIN:
                return None
            return self._dead()
        wires = {"wire": self._table.wire_of(name), "wire2": self._table.wire_of(others[0])}
        return fails(name, SWAPPED(other=others[0]), SWAPPED_HINT(part=name, other=others[0], **wires), others[0])

    def _dead(self) -> Outcome:
        part = self._parts.sensors[self._name].part
        wire = self._table.wire_of(self._name)
        if isinstance(part, ContactPart) and part.is_closed():
            return fails(self._name, DEAD_CLOSED, DEAD_CLOSED_HINT(wire=wire))
        return fails(self._name, DEAD_OPEN, DEAD_OPEN_HINT(wire=wire))

    # What all contacts show

    def _settled(self) -> dict[str, bool]:
        self._table.wait(SETTLE_S, self._parts)
        return self._values()

    def _changed(self, before: Mapping[str, bool]) -> dict[str, bool]:
        """All contacts, once one of them has changed, or after a while."""
        clock = self._table.clock
        until_s = clock.monotonic() + WAIT_S
        while (now := self._values()) == before and clock.monotonic() < until_s and not self._person.wants_on():
            value = shown(now[self._name], "")
            self._person.live(LIVE(channel=self._felt, value=value))
            self._table.wait(LOOK_S, self._parts)
        return self._settled() if now != before else now

    def _values(self) -> dict[str, bool]:
        return {name: bool(value) for name, sensor in self._parts.sensors.items() for value in sensor.values.values()}

    # A hand on a virtual board

    def _put(self, value: bool) -> None:
        if self._table.world is not None:
            self._table.world.hold(self._felt, value)

    def _let_go(self) -> None:
        if self._table.world is not None:
            self._table.world.let_go(self._felt)
