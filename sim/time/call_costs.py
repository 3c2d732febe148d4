"""What the calls of a program cost in virtual time, so that a loop which only asks and never sleeps comes to an end.

At first every call costs what it costs on a Pi. The longer a program has been asking in vain, the more it costs, but no
call lets time pass beyond the next event of the virtual world.
"""

from __future__ import annotations

from math import inf

from sim.time.clock import VirtualClock
from sim.time.threads import MIN_WAIT_S

# Calls on pins; all chosen:
PIN_CALL_S = 2e-6  # what one call costs with the loop around it, between a Pi 3 and a Pi 4
PATIENT_S = 100e-6  # as long as this every call costs the same; the longest pulse of a DHT is 80 us
COUNTING_S = 0.25  # the same for a pin whose capacitor the program charges, counting its calls until it is full, and
# for one on which keys come: many a program counts how long it is quiet, to find the end
POLLING_SHARE = 0.05  # afterwards a call costs this share of the time that the program has been asking in vain
WARY_CALLS = 30  # calls at the first price around an event; a loop that reads all 28 pins makes fewer
AWAKE_S = 0.25  # how often the program's use of its time is looked at
AWAKE_SHARE = 0.5  # who calls on pins for more than this share of it lights many lamps, one after the other
NO_REST_S = 200e-6  # who sleeps no longer than this between two calls shifts bits out, and does not rest
AWAKE_CALL_S = 50e-6  # what a call costs then: the picture flickers, and an hour of it can be waited for
# Reads of the clock; all chosen:
READ_S = 1e-6  # a loop around time.time() turns about a million times a second on a Pi 4
NO_ECHO_S = 0.05  # chosen: an HC-SR04 has answered by then, whose loops look at the clock, too
PINS_IN_TURN = 28  # more calls than a header has pins have no look at the clock between them: the loop has none
READ_SHARE = 1e-3  # a long loop is timed to a thousandth of its length: five seconds are not 5,000,000 turns
MAX_READ_S = 5e-3  # no read costs more, or a loop that blinks by the clock would blink unevenly
FEW_READS = 16  # so many in a row are no loop yet: they never run into an event or give another thread its turn
SLEPT_S = 25e-6  # the clock went on by more than this since the last read: the program did more than read it
# Transactions on buses:
I2C_BYTE_S = 9 / 100_000  # eight bits and an acknowledge at 100 kHz, a Pi's own speed (UM10204, section 3.1.5)
SPI_BYTE_S = 8 / 1_000_000  # at 1 MHz, which most textbooks set
KERNEL_CALL_S = 20e-6  # chosen: the call into the kernel and back
TRANSFERS_PATIENT_S = 1.0  # chosen: as long as this a loop that only reads runs as on a board
WRITES_PATIENT_S = 10.0  # chosen: the same while it writes: steps of a motor, pictures of a display
TRANSFER_SHARE = 0.01  # chosen: afterwards a transaction costs this share of the time since the program last slept


class Polling:
    """What calls on pins cost: two microseconds each, or a loop that waits for an echo would wait for ever.

    When a program asks on and nothing changes, its calls begin to cost more, but only until just before the next event
    of the virtual world, and after it they are slow for a while. So no edge is passed over or met late, and a loop that
    waits an hour for a button takes some thousand calls, not some thousand million. Only a program that stops asking
    by itself notices: up to five percent later, if it counts its calls; if it looks at the clock as well, up to a
    thousandth for each pin that it asks, after a wait of 50 ms.
    """

    __slots__ = (
        *("_asking_since_s", "_awake", "_chain_s", "_clock", "_cost_s", "_event_s", "_left_s", "_patient_s", "_read_s"),
        "_unread",
        *("_spent_s", "_switched", "_wary", "_watched_s", "_work"),
    )

    def __init__(self, clock: VirtualClock) -> None:
        self._clock = clock
        self._work = clock.work
        self._asking_since_s = self._watched_s = self._left_s = self._chain_s = clock.monotonic()
        self._spent_s = 0.0  # in calls, since it was looked at, up to `_chain_s`: from there on all time was spent so
        self._awake = False
        self._cost_s = PIN_CALL_S  # of a call that changes a pin
        self._switched = False  # the last call has changed a pin
        self._patient_s = PATIENT_S
        self._wary = 0
        self._read_s, self._unread = clock.read_s, 0  # when it read the clock last, and how many calls came since
        self._event_s = inf  # when the next event came, as the last call of a long wait knew it

    def call(self) -> None:
        """Let the time of one call pass."""
        clock = self._clock
        now_s = clock.now_s
        left_s = self._left_s
        if self._switched:
            self._switched = False
            self._asking_since_s = left_s
            self._patient_s = PATIENT_S
            self._wary = 0
        gap_s = now_s - left_s
        if self._patient_s == PATIENT_S:
            if gap_s > AWAKE_S:  # it rests most of its time
                self._awake, self._cost_s = False, PIN_CALL_S
                self._watched_s = self._chain_s = self._asking_since_s = now_s
                self._spent_s = 0.0
                self._left_s = until_s = now_s + PIN_CALL_S
                if until_s < clock.next_s:
                    clock.now_s = until_s
                else:
                    self._work(PIN_CALL_S)
                return
            until_s = now_s + self._cost_s
            if (
                gap_s <= MIN_WAIT_S
                and until_s < clock.next_s
                and now_s - self._asking_since_s <= PATIENT_S
                and not self._wary
                and now_s - self._watched_s <= AWAKE_S
            ):
                clock.now_s = self._left_s = until_s
                return
        self._call(now_s, gap_s)

    def _call(self, now_s: float, gap_s: float) -> None:
        """The same, when it is not the usual case."""
        clock = self._clock
        if gap_s > MIN_WAIT_S:  # the program slept or waited: it is no loop that only asks
            self._asking_since_s = now_s
            if gap_s >= NO_REST_S:
                self._spent_s += self._left_s - self._chain_s
                self._chain_s = now_s
        asked_s = now_s - self._asking_since_s
        cost_s = PIN_CALL_S
        if asked_s > self._patient_s:
            if now_s >= self._event_s:  # it came between two calls, in the loop's own time: what it changed is seen now
                self._wary = WARY_CALLS
            self._event_s = clock.next_s
            share = READ_SHARE if asked_s > NO_ECHO_S and self._reads_the_clock() else POLLING_SHARE
            cost_s = self._hurry(asked_s * share, clock.next_s - now_s)
        elif self._awake and self._patient_s == PATIENT_S:
            cost_s = self._hurry(AWAKE_CALL_S, clock.next_s - now_s)
        self._left_s = until_s = now_s + cost_s
        if now_s - self._watched_s > AWAKE_S:
            self._look(now_s, until_s)
        if until_s < clock.next_s:
            clock.now_s = until_s
        else:
            self._work(cost_s)

    def _reads_the_clock(self) -> bool:
        """Whether the loop does so, too: it may end at a moment, and not only at an event."""
        if self._clock.read_s != self._read_s:
            self._read_s, self._unread = self._clock.read_s, 0
        self._unread += 1
        return self._unread <= PINS_IN_TURN and self._read_s >= self._asking_since_s

    def switch(self) -> None:
        """Let the time of a call pass that changes a pin; `call` and `changed` in one, for displays that are lit so."""
        clock = self._clock
        now_s = clock.now_s
        left_s = self._left_s
        self._switched = True
        until_s = now_s + self._cost_s
        if now_s - left_s < NO_REST_S and until_s < clock.next_s and now_s - self._watched_s <= AWAKE_S:
            clock.now_s = clock.switched_s = self._left_s = until_s
        elif now_s - left_s > AWAKE_S:  # it rests most of its time
            self._awake, self._cost_s, self._spent_s = False, PIN_CALL_S, 0.0
            self._watched_s = self._chain_s = now_s
            clock.switched_s = self._left_s = until_s = now_s + PIN_CALL_S
            if until_s < clock.next_s:
                clock.now_s = until_s
            else:
                self._work(PIN_CALL_S)
        else:
            self._switch(now_s, left_s)

    def _switch(self, now_s: float, left_s: float) -> None:
        """The same, when it is not the usual case."""
        clock = self._clock
        if now_s - left_s >= NO_REST_S:
            self._spent_s += left_s - self._chain_s
            self._chain_s = now_s
        if now_s - self._watched_s > AWAKE_S:
            self._look(now_s, now_s)
        cost_s, event_s = self._cost_s, clock.next_s - now_s
        if self._awake and event_s <= AWAKE_CALL_S:
            cost_s = max(PIN_CALL_S, event_s - PIN_CALL_S)
        clock.switched_s = self._left_s = until_s = now_s + cost_s
        if cost_s < event_s:
            clock.now_s = until_s
        else:
            self._work(cost_s)

    @property
    def asking_s(self) -> float:
        """How long the program has been asking without a pause and without news."""
        return 0.0 if self._switched else self._left_s - self._asking_since_s

    def changed(self, counted: bool = False) -> None:
        """Something changed on a pin: the program starts to ask anew; `counted`: it counts its calls until it ends."""
        self._clock.changes += 1
        self._switched = False
        self._asking_since_s = self._clock.now_s
        self._patient_s = COUNTING_S if counted else PATIENT_S
        self._wary = 0

    def count(self) -> None:
        """The program let go of a wire that it held: until the wire changes it may be counting its calls."""
        self.changed()
        self._patient_s = COUNTING_S

    def _look(self, now_s: float, until_s: float) -> None:
        """See what part of its time the program has spent in calls of late, up to `until_s`."""
        spent_s = self._spent_s + (until_s - self._chain_s)
        self._awake = spent_s > AWAKE_SHARE * (now_s - self._watched_s)
        self._cost_s = AWAKE_CALL_S if self._awake else PIN_CALL_S
        self._watched_s, self._chain_s, self._spent_s = now_s, until_s, 0.0

    def _hurry(self, cost_s: float, event_s: float) -> float:
        if self._wary:
            self._wary -= 1
            return PIN_CALL_S
        if cost_s < event_s:
            return cost_s
        self._wary = WARY_CALLS
        return max(PIN_CALL_S, event_s - PIN_CALL_S)


class ClockReads:
    """What it costs a program to read the clock, or to ask another thread for news: a long loop is no infinite one.

    Whoever changed a pin meanwhile begins a new wait: a tone that a loop makes by the clock keeps its pitch. A read
    never lets time pass beyond the next event: no edge of an echo is missed. `busy_s` is the sum of what all
    reads cost: the only processor time that a virtual program uses.
    """

    __slots__ = ("_changes", "_clock", "_in_a_row", "_left_s", "_since_s", "_switched_s", "busy_s")

    def __init__(self, clock: VirtualClock) -> None:
        self._clock = clock
        self._since_s = self._left_s = clock.monotonic()
        self._in_a_row = 0
        self._changes, self._switched_s = clock.changes, clock.switched_s
        self.busy_s = 0.0

    def read(self) -> None:
        """Let the time of one read pass."""
        clock = self._clock
        now_s = clock.now_s
        if now_s - self._left_s > SLEPT_S or clock.switched_s != self._switched_s or clock.changes != self._changes:
            self._since_s = now_s
            self._in_a_row = 0
            self._changes, self._switched_s = clock.changes, clock.switched_s
        self._in_a_row = row = self._in_a_row + 1
        cost_s = (now_s - self._since_s) * READ_SHARE
        if cost_s < READ_S:
            cost_s = READ_S
        elif cost_s > MAX_READ_S:
            cost_s = MAX_READ_S
        event_s = clock.next_s - now_s
        if cost_s < event_s:
            clock.work(cost_s)
        elif row > FEW_READS:
            cost_s = event_s if event_s > READ_S else READ_S
            self._in_a_row = 0  # for whoever gets a turn meanwhile
            clock.work(cost_s)
            self._in_a_row = row
        else:
            cost_s = 0.0
        self.busy_s += cost_s
        self._left_s = clock.read_s = clock.now_s


class BusTransfers:
    """What transactions on a bus cost: the time of their bits.

    A program that reads a converter again and again and never sleeps gets some thousand values in the first half
    second; then they come further and further apart, or an hour of it would be ten million values. None lets time pass
    beyond the next event.
    """

    __slots__ = ("_awake_since_s", "_clock", "_left_s")

    def __init__(self, clock: VirtualClock) -> None:
        self._clock = clock
        self._awake_since_s = self._left_s = clock.monotonic()

    def i2c(self, count: int, only_writes: bool = False) -> None:
        """Let the time of the address and `count` bytes on the I2C bus pass."""
        patient_s = WRITES_PATIENT_S if only_writes else TRANSFERS_PATIENT_S
        self._pass(KERNEL_CALL_S + (count + 1) * I2C_BYTE_S, patient_s)

    def spi(self, count: int) -> None:
        """Let the time of `count` bytes on the SPI bus pass."""
        self._pass(KERNEL_CALL_S + count * SPI_BYTE_S)

    def changed(self) -> None:
        """Something in the world changed: the program starts to ask anew."""
        self._awake_since_s = self._clock.monotonic()

    def _pass(self, cost_s: float, patient_s: float = TRANSFERS_PATIENT_S) -> None:
        now_s = self._clock.monotonic()
        if now_s - self._left_s > MIN_WAIT_S:  # the program slept, waited, or did something else
            self._awake_since_s = now_s
        awake_s = now_s - self._awake_since_s
        if awake_s > patient_s:
            cost_s = max(cost_s, min(awake_s * TRANSFER_SHARE, self._clock.next_s - now_s))
        self._clock.sleep(cost_s)
        self._left_s = self._clock.monotonic()
