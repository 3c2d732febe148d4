"""A program that only asks and never sleeps lets time pass too: each look at the clock costs a little."""

from __future__ import annotations

from sim.time.clock import VirtualClock

LOOK_S = 1e-6  # chosen: a loop around time.time() turns about a million times a second on a Pi 4
BUSY_SHARE = (
    1e-3  # chosen: a long loop is timed to a thousandth of its length, so that five seconds are not 5,000,000 turns
)
MAX_S = 5e-3  # chosen: no look costs more, or a loop that blinks by the clock would blink unevenly
FEW = 16  # chosen: so many looks in a row are no loop yet; they never run into an event or give another thread its turn
SLEPT_S = 25e-6  # the clock went on by more than this since the last look: the program did more than look


class Looks:
    """How much time the looks of one program cost.

    A look never goes further than the next event: no edge of an echo is passed over.
    `busy_s` is the sum of what all looks cost: the only processor time that a virtual program uses.
    """

    __slots__ = ("_clock", "_in_a_row", "_left_s", "_since_s", "busy_s")

    def __init__(self, clock: VirtualClock) -> None:
        self._clock = clock
        self._since_s = self._left_s = clock.monotonic()
        self._in_a_row = 0
        self.busy_s = 0.0

    def look(self) -> None:
        """Let the time of one look pass."""
        clock = self._clock
        now_s = clock.monotonic()
        if now_s - self._left_s > SLEPT_S:
            self._since_s = now_s
            self._in_a_row = 0
        self._in_a_row = row = self._in_a_row + 1
        cost_s = (now_s - self._since_s) * BUSY_SHARE
        if cost_s < LOOK_S:
            cost_s = LOOK_S
        elif cost_s > MAX_S:
            cost_s = MAX_S
        event_s = clock.next_s - now_s
        if cost_s < event_s:
            clock.sleep(cost_s)
        elif row > FEW:
            cost_s = event_s if event_s > LOOK_S else LOOK_S
            self._in_a_row = 0  # for whoever gets a turn meanwhile
            clock.sleep(cost_s)
            self._in_a_row = row
        else:
            cost_s = 0.0
        self.busy_s += cost_s
        self._left_s = clock.monotonic()
