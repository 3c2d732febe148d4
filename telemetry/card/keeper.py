"""Keeps what the courier is to send: in memory until it is written, then in the outbox, and both while the card breaks.

Readings are written many at a time, events at once. A card that takes nothing is tried again; an outbox that breaks
while it is open is rescued into a new one, and goes on in memory when the card takes no new one either.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from contextlib import suppress
from math import inf
from pathlib import Path

from devices import Message
from devices.os_errors import cause
from telemetry.answers import lost_on_card
from telemetry.card.mending import mended, open_outbox
from telemetry.card.outbox import Outbox, OutboxError, PendingRecord, is_damage
from telemetry.envelope import Times

BATCH_ROWS = 60  # readings are written when this many wait,
BATCH_S = 60.0  # or when the first has waited this long: the most that a power cut can lose
CARD_AGAIN_S = 60.0  # an outbox in memory looks for its card
SAVE_AGAIN_S = 10.0  # after a failed write to the card
MAX_UNSAVED = 5000  # readings kept in memory while writes fail; then the oldest are dropped, and counted
MOST_MENDS = 3  # chosen: a card that spoils more files in one run would only be filled with damaged ones
EVENTS_AT_ONCE = 30  # in ten minutes; a law that oscillates must not wear out the card
EVENTS_WINDOW_S = 600.0

LOST_CARD = Message("mqtt.lost_card", "Readings cannot be written to {file} ({error}); trying again.")
CARD_BACK = Message("mqtt.card_back", "Readings can be written again; {lost} were lost.")
SET_ASIDE = Message(
    "outbox.set_aside",
    "The outbox was damaged and is kept as {file}. What can still be read of it is sent.",
)
BROKEN_CARD = Message(
    "outbox.broken_card",
    "The outbox {file} is damaged, and the card takes no new one ({error}). What can still be read of it is sent; new "
    "readings wait in memory only, and are lost when this program stops. Check the card.",
)


class Keeper:
    """Not for several threads, but for `waiting` and `lost`. `notify` gets what a person should know.

    `outbox` is another one after its file broke. `refused`: the card did not take the last writing.
    """

    def __init__(
        self, outbox: Outbox, times: Times, notify: Callable[[Message], None], batch_s: float = BATCH_S
    ) -> None:
        self.outbox = outbox
        self.unsaved: deque[PendingRecord] = deque()
        self.lost = 0  # readings that could not be kept
        self.save_due_s = inf
        self.refused = False
        self._times, self._notify, self._batch_s = times, notify, batch_s
        self._card_due_s = 0.0
        self._mends = 0
        self._event_times: deque[float] = deque()

    @property
    def waiting(self) -> int:
        """How many records the hub does not have yet."""
        return self.outbox.waiting + len(self.unsaved)

    @property
    def unwritten(self) -> int:
        """How many records are in memory only."""
        return len(self.unsaved) + (self.outbox.waiting_new if self.outbox.trouble else 0)

    def new(self, record: PendingRecord) -> None:
        """Keep a record; it is written with the next `save` that is due."""
        now_s = self._times.mono()
        self.unsaved.append(record)
        at_once = record.event and self._may_be_at_once(now_s)
        self.save_due_s = min(self.save_due_s, now_s if at_once else now_s + self._batch_s)

    def _may_be_at_once(self, now_s: float) -> bool:
        while self._event_times and now_s - self._event_times[0] > EVENTS_WINDOW_S:
            self._event_times.popleft()
        self._event_times.append(now_s)
        return len(self._event_times) <= EVENTS_AT_ONCE

    def save(self) -> bool:
        """Write what waits, when it is due; whether something was written. Raises OutboxError."""
        now_s = self._times.mono()
        if not self.unsaved or (now_s < self.save_due_s and (len(self.unsaved) < BATCH_ROWS or self.refused)):
            return False
        self.outbox.add(list(self.unsaved))
        if self.refused:
            self._notify(CARD_BACK(lost=self.lost))
            self.refused = False
        self.unsaved.clear()
        self.save_due_s = inf
        return True

    def refuse(self, error: OutboxError) -> bool:
        """The card failed. A broken outbox is mended: whether `outbox` is another one now.

        Else keep new records in memory and retry later; what no longer fits is lost, and counted.
        """
        if is_damage(error) and not self.outbox.trouble:
            self._mend()
            return True
        if not self.refused:
            self._notify(LOST_CARD(file=self.outbox.file, error=cause(error)))
        self.refused = True
        self.save_due_s = self._times.mono() + SAVE_AGAIN_S
        while len(self.unsaved) > MAX_UNSAVED:
            oldest = next((n for n, each in enumerate(self.unsaved) if not each.event), 0)
            del self.unsaved[oldest]
            self.lost += 1
        return False

    def _mend(self) -> None:
        self._mends += 1
        self.outbox, aside = mended(self.outbox, self._mends <= MOST_MENDS)
        self._card_due_s = self._times.mono() + CARD_AGAIN_S if self._mends <= MOST_MENDS else inf
        self._say(aside)

    def _say(self, aside: Path | None) -> None:
        outbox = self.outbox
        if outbox.trouble:
            self._notify(BROKEN_CARD(file=outbox.file, error=outbox.trouble))
        elif aside is not None:
            self._notify(SET_ASIDE(file=aside))
        if outbox.found_gone:
            self._notify(lost_on_card(outbox.found_gone))

    def return_to_card(self, may_have_sent: bool) -> bool:
        """An outbox in memory goes to the card when that can be used: before anything of it was sent, or after all.

        Whether `outbox` is another one now.
        """
        now_s, old = self._times.mono(), self.outbox
        if not old.trouble or now_s < self._card_due_s or ((may_have_sent or old.has_older_runs) and old.waiting):
            return False
        self._card_due_s = now_s + CARD_AGAIN_S
        with suppress(OutboxError):
            on_card, aside = open_outbox(old.file, machine=old.machine)
            rows = old.after(old.acked, old.newest)
            self.unsaved.extendleft(PendingRecord(row.ts, row.mono, row.event, row.body) for row in reversed(rows))
            self.lost += old.dropped
            old.close()
            on_card.lives |= old.lives
            self.outbox, self.save_due_s = on_card, now_s
            self._notify(CARD_BACK(lost=self.outbox.dropped + self.lost))
            self._say(aside)
            return True
        return False
