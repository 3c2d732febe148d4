"""What the hub answers besides its mark: what time it is there, and why it does not take what is sent to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from devices import Message
from telemetry.damage import Gone
from telemetry.envelope import Times
from telemetry.record import Ack

APART_S = 3600.0  # chosen: a wrong time zone is noticed
CLOCK = "clock"  # the hub's reason: a record is of its future
HELD = Message("mqtt.held", "The hub does not take the readings of {node}: {reason}. They are kept here: {waiting}.")
WHY = {
    "clock": Message("mqtt.held.clock", "they seem to come from the future"),
    "hub_clock": Message("mqtt.held.hub_clock", "the hub's clock is not set"),
    "store": Message("mqtt.held.store", "the hub cannot write to its disk"),
    "version": Message("mqtt.held.version", "the hub is older than this node and must be updated"),
    "provenance": Message("mqtt.held.provenance", "the name is of a simulated node, the readings are of a real board"),
}
WHY["waiting"] = WHY["store"]
OVER_A_LIMIT = Message("mqtt.held.limit", "they are too many for the hub")
HELD_CLOCK = Message(
    "mqtt.held_clock",
    "The hub does not take the readings of {node}: its clock and this one differ by {hours} hours. Check the date and "
    "time of both. Readings are kept here until then: {waiting}.",
)
TAKEN_AGAIN = Message("mqtt.taken_again", "The hub takes the readings of {node} again.")
CLOCKS_DIFFER = Message(
    "mqtt.clocks_differ",
    "The clocks of this computer and of the hub differ by {hours} hours. Check the date and time of both.",
)
CARD_LOST = Message(
    "mqtt.card_lost", "The card lost {count} records that may not have been sent: {numbers}. The hub is informed."
)


class Answers:
    """Hears the hub's live answers. `off_s` is how far our clock is ahead of its, when that is an hour or more.

    `held` is why it does not take what we send, "" when it does.
    """

    def __init__(self, node: str, times: Times, notify: Callable[[Message], None]) -> None:
        self.off_s, self.held = 0.0, ""
        self._node, self._times, self._notify = node, times, notify

    def hear(self, ack: Ack, has_moved: bool, waiting: int) -> None:
        """Take a live answer in."""
        self._compare_clocks(ack)
        if ack.held and ack.held != self.held:
            said = HELD_CLOCK if ack.held == CLOCK and self.off_s else HELD
            hours = abs(round(self.off_s / 3600.0))
            reason = WHY.get(ack.held, OVER_A_LIMIT)
            self._notify(said(node=self._node, reason=reason, hours=hours, waiting=waiting))
        elif self.held and not ack.held and has_moved:
            self._notify(TAKEN_AGAIN(node=self._node))
        if ack.held or has_moved:
            self.held = ack.held

    def _compare_clocks(self, ack: Ack) -> None:
        if ack.ts is None:  # of an older hub
            return
        was_off, off_s = self.off_s, self._times.wall() - ack.ts
        self.off_s = 0.0 if abs(off_s) <= APART_S else off_s
        if self.off_s and not was_off and ack.held != CLOCK:
            self._notify(CLOCKS_DIFFER(hours=abs(round(off_s / 3600.0))))


def lost_on_card(lost: Sequence[Gone]) -> Message:
    """How many records the card lost, and which numbers."""
    count = sum(each.last - each.first + 1 for each in lost)
    return CARD_LOST(count=count, numbers=", ".join(f"{each.first}-{each.last} ({each.epoch})" for each in lost))
