"""What a person at the hub must hear about a node: once, and again after an hour while it lasts."""

from __future__ import annotations

from devices import Message
from devices.dates.source import HUB, UNSURE
from hub.store.interface import DATED, GONE, REUSED, TWINS, NodeRow

AGAIN_S = 3600.0
MAX_KEPT = 5000  # chosen: nodes times kinds; over it all are heard once more

TAKES_TURNS = Message(
    "hub.alert.twins",
    "Two computers send as {node} (a copied card?). Both are kept, but they cut each other's connection. Give one of "
    "them another name.",
)
COMES_AGAIN = Message(
    "hub.alert.reused",
    "{node} sent {times} records under numbers that it had used before: its card was copied, or an older copy was "
    "written back. All are kept.",
)
CARD_LOST = Message(
    "hub.alert.gone", "The card of {node} lost {times} records before they were sent: of numbers {first} to {last}."
)
AHEAD = Message(
    "hub.alert.clock",
    "The clock of {node} is {hours} hours ahead of this hub's. Check the date and time of both. Its readings wait on "
    "the node until then.",
)
CLOCKS_DIFFER = Message(
    "hub.alert.clocks_differ",
    "The clocks of {node} and of this hub differ by {hours} hours. Check the date and time of both.",
)
NOT_SET = Message(
    "hub.alert.hub_clock",
    "The clock of this computer is not set: readings cannot be dated. They wait on the nodes until it is.",
)
DISGUISED = Message(
    "hub.alert.provenance",
    "{node} has the name of a simulated node, or a date of a simulated world, and says that its readings are real. "
    "They are not taken and wait on the node. Give it another name.",
)
BAD_DATES = Message(
    "hub.alert.dated", "Records of {node} had an impossible date: they are kept with the time of their arrival."
)

CARD_FAILS = Message(
    "hub.alert.card",
    "The card of {node} cannot be written: is it full or broken? Its newest readings wait in memory only.",
)

NOTED = {
    REUSED: Message("note.reused", "{times} records under numbers that were used before: a copied or older card?"),
    TWINS: Message("note.twins", "two computers send under this name, seen {times} times: give one another name"),
    GONE: Message("note.gone", "{times} records were lost on the device's card"),
    DATED: Message("note.dated", "{times} records had an impossible date and are dated by their arrival"),
}
CLOCK_NOTED = Message("note.clock", "its clock and the hub's differ by {times} hours")


BY_CLOCK = {
    UNSURE: Message(
        "note.clock_unsure", "its clock is not set: it sends how old its readings are, and the hub dates them"
    ),
    HUB: Message("note.clock_learned", "its clock is not set: it has its date from this hub"),
}
CARD_NOTED = Message("note.card", "its card cannot be written: full or broken?")


def notes_of(row: NodeRow) -> list[Message]:
    """What people should know of a node besides its readings, for `hub nodes` and the page."""
    found = [message(times=row.notes[what]) for what, message in NOTED.items() if row.notes.get(what)]
    if row.snapshot.get("card_fails"):
        found.append(CARD_NOTED)
    if row.snapshot.get("clock_source") in BY_CLOCK:
        found.append(BY_CLOCK[row.snapshot["clock_source"]])
    off_s = float(row.snapshot.get("clock_off_s", 0.0))
    return [*found, CLOCK_NOTED(times=abs(round(off_s / 3600.0)))] if off_s else found


class Alerts:
    """Collects messages; `taken` hands them over."""

    def __init__(self) -> None:
        self._said: dict[tuple[str, str], float] = {}
        self._new: list[Message] = []

    def add(self, message: Message, node: str, now: float) -> None:
        """Say it, unless it was said of this node within the last hour."""
        if len(self._said) >= MAX_KEPT:
            self._said.clear()
        key = (message.key, node)
        if abs(now - self._said.get(key, -AGAIN_S)) >= AGAIN_S:
            self._said[key] = now
            self._new.append(message)

    def taken(self) -> list[Message]:
        """What is to be said now."""
        found, self._new = self._new, []
        return found
