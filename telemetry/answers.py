"""What the hub answers besides its mark: what time it is there, and why it does not take what is sent to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from devices import Message
from devices.dates.source import HUB, NTP, PHONE, RTC, SYSTEM, UNSURE
from devices.dates.wall_clock import WallClock, is_plausible
from telemetry.card.damage import Gone
from telemetry.envelope import Times
from telemetry.record import Ack

APART_S = 3600.0  # chosen: a wrong time zone is noticed
TEACH = (NTP, RTC, SYSTEM, PHONE)  # sources of a hub's date from which a node takes it
AGREE_S = 10.0  # chosen: two answers this close are one date, and a later one may move it on by as much
SMALL_S = 0.5  # chosen: a smaller step is not worth a writing to the card
CONTRADICT = 3  # chosen: so many answers in a row that differ by more end what was learned

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
LEARNED = Message(
    "mqtt.clock.learned",
    "This computer's clock is not set. The date comes from the hub now: {date}. The computer's clock is left as it is.",
)
CONTRADICTED = Message(
    "mqtt.clock.contradicted",
    "The hub's date has changed by {seconds:span}. This computer does not believe it any more, and sends how old its "
    "readings are. Check the date of the hub.",
)
TAKEN_AGAIN = Message("mqtt.taken_again", "The hub takes the readings of {node} again.")
CLOCKS_DIFFER = Message(
    "mqtt.clocks_differ",
    "The clocks of this computer and of the hub differ by {hours} hours. Check the date and time of both.",
)
CARD_LOST = Message(
    "mqtt.card_lost", "The card lost {count} records that may not have been sent: {numbers}. The hub is informed."
)


class HubTime:
    """Learns the date from a hub whose own clock is sure, for a computer whose clock is not.

    `never_before`: the date of the newest record that was sure, before which no date is taken.
    """

    def __init__(self, clock: WallClock, never_before: float) -> None:
        self._clock, self._never_before = clock, never_before
        self._first: float | None = None  # what the steady clock's zero is by the first of two answers
        self._contradicted = 0

    def hear(self, ts: float, source: str) -> Message | None:
        """Take the date of a live answer in; what people should know."""
        own = self._clock.state().source
        if own not in (UNSURE, HUB) or source not in TEACH or not is_plausible(ts):
            return None
        zero = ts - self._clock.monotonic()
        return self._learn(zero) if own == UNSURE else self._follow(zero)

    def _learn(self, zero: float) -> Message | None:
        first, self._first = self._first, zero
        if first is None or abs(zero - first) > AGREE_S:
            return None
        return LEARNED(date=f"{self._clock.now():%d/%m/%Y %H:%M}") if self._take(max(zero, first)) else None

    def _follow(self, zero: float) -> Message | None:
        """An answer that was on its way for long is late, so only a later date is a better one."""
        ahead_s = zero - (self._clock.wall() - self._clock.monotonic())
        if abs(ahead_s) <= AGREE_S:
            self._contradicted = 0
            if ahead_s >= SMALL_S:
                self._take(zero)
            return None
        self._contradicted += 1
        if self._contradicted < CONTRADICT:
            return None
        self._never_before = max(self._never_before, self._clock.wall())
        self._clock.take_back()
        self._first, self._contradicted = None, 0
        return CONTRADICTED(seconds=abs(ahead_s))

    def _take(self, zero: float) -> bool:
        date = zero + self._clock.monotonic()
        return date >= self._never_before and self._clock.give(date, HUB)


class Answers:
    """Hears the hub's live answers. `off_s` is how far our clock is ahead of its, when that is an hour or more.

    `held` is why it does not take what we send, "" when it does. `hub_time` learns the date from it.
    """

    def __init__(
        self, node: str, times: Times, notify: Callable[[Message], None], hub_time: HubTime | None = None
    ) -> None:
        self.off_s, self.held = 0.0, ""
        self._node, self._times, self._notify, self._hub_time = node, times, notify, hub_time

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

    def learn(self, ack: Ack) -> None:
        """Take the date of a live answer about our own records in."""
        said = None if self._hub_time is None or ack.ts is None else self._hub_time.hear(ack.ts, ack.clock)
        if said is not None:
            self._notify(said)

    def _compare_clocks(self, ack: Ack) -> None:
        is_learning = self._hub_time is not None and ack.clock in TEACH and not self._times.sure(self._times.wall())
        if ack.ts is None or is_learning:  # of an older hub
            return
        was_off, off_s = self.off_s, self._times.wall() - ack.ts
        self.off_s = 0.0 if abs(off_s) <= APART_S else off_s
        if self.off_s and not was_off and ack.held != CLOCK:
            self._notify(CLOCKS_DIFFER(hours=abs(round(off_s / 3600.0))))


def lost_on_card(lost: Sequence[Gone]) -> Message:
    """How many records the card lost, and which numbers."""
    count = sum(each.last - each.first + 1 for each in lost)
    return CARD_LOST(count=count, numbers=", ".join(f"{each.first}-{each.last} ({each.epoch})" for each in lost))
