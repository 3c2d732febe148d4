"""How time passes in a program that asks a pin again and again and never sleeps."""

from __future__ import annotations

from sim.time.clock import VirtualClock
from sim.time.threads import MIN_WAIT_S

CALL_S = 2e-6  # chosen: what one call on a pin costs with the loop around it, between a Pi 3 and a Pi 4
PATIENT_S = 100e-6  # chosen: as long as this every call costs the same; the longest pulse of a DHT is 80 us
COUNTING_S = 0.25  # chosen: the same for a pin whose capacitor the program charges, counting its calls until it is full
BUSY_SHARE = 0.05  # chosen: afterwards a call costs this share of the time that the program has been asking in vain
WARY_CALLS = 30  # chosen: calls without haste around an event; a loop that looks at all 28 pins makes fewer
AWAKE_S = 0.25  # chosen: how often it is looked at what a program does with its time
AWAKE_SHARE = 0.5  # chosen: who calls on pins for more than this share of it lights many lamps, one after the other
AWAKE_CALL_S = 50e-6  # chosen: what a call costs then: the picture flickers, and an hour of it can be waited for


class Polling:
    """Each call on a pin lets two microseconds pass, or a loop that waits for an echo would wait for ever.

    When a program asks on and nothing changes, its calls begin to cost more, but only until just before the next event
    of the virtual world, and after it they are slow for a while. So no edge is passed over or met late, and a loop that
    waits an hour for a button takes some thousand calls, not some thousand million. Only a program that stops asking
    by itself when a time is over notices: it stops up to five percent later.
    """

    __slots__ = (
        *("_asking_since_s", "_awake", "_clock", "_left_s", "_now", "_patient_s", "_sleep"),
        *("_spent_s", "_wary", "_watched_s"),
    )

    def __init__(self, clock: VirtualClock) -> None:
        self._clock = clock
        self._now = clock.monotonic
        self._sleep = clock.sleep
        self._asking_since_s = self._watched_s = self._left_s = clock.monotonic()
        self._spent_s = 0.0  # in calls, since the moment above
        self._awake = False
        self._patient_s = PATIENT_S
        self._wary = 0

    def call(self) -> None:
        """Let the time of one call pass."""
        now_s = self._now()
        if now_s - self._left_s > MIN_WAIT_S:  # the program slept or waited: it is no loop that only asks
            self._asking_since_s = now_s
        asked_s = now_s - self._asking_since_s
        cost_s = CALL_S
        if asked_s > self._patient_s:
            cost_s = self._hurry(asked_s * BUSY_SHARE, self._clock.next_s - now_s)
        elif self._awake and self._patient_s == PATIENT_S:
            cost_s = self._hurry(AWAKE_CALL_S, self._clock.next_s - now_s)
        self._left_s = now_s + cost_s
        self._spent_s += cost_s
        if now_s - self._watched_s > AWAKE_S:
            self._awake = self._spent_s > AWAKE_SHARE * (now_s - self._watched_s)
            self._watched_s, self._spent_s = now_s, 0.0
        self._sleep(cost_s)

    @property
    def asking_s(self) -> float:
        """How long the program has been asking without a pause and without news."""
        return self._left_s - self._asking_since_s

    def changed(self) -> None:
        """Something changed on a pin: the program starts to ask anew."""
        self._asking_since_s = self._now()
        self._patient_s = PATIENT_S
        self._wary = 0

    def count(self) -> None:
        """The program let go of a wire that it held: until the wire changes it may be counting its calls."""
        self.changed()
        self._patient_s = COUNTING_S

    def _hurry(self, cost_s: float, event_s: float) -> float:
        if self._wary:
            self._wary -= 1
            return CALL_S
        if cost_s < event_s:
            return cost_s
        self._wary = WARY_CALLS
        return max(CALL_S, event_s - CALL_S)
