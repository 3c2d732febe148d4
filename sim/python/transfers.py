"""What a transaction on a bus costs a program: the time of its bits, so that a loop of reads comes forward."""

from __future__ import annotations

from sim.time.clock import VirtualClock
from sim.time.threads import MIN_WAIT_S

I2C_BYTE_S = 9 / 100_000  # eight bits and an acknowledge at 100 kHz, a Pi's own speed (UM10204, section 3.1.5)
SPI_BYTE_S = 8 / 1_000_000  # at 1 MHz, which most textbooks set
CALL_S = 20e-6  # chosen: the call into the kernel and back
PATIENT_S = 1.0  # chosen: as long as this a loop that only reads runs as on a board
BUSY_SHARE = 0.01  # chosen: afterwards a read costs this share of the time since the program last slept


class Transfers:
    """Lets the time of transactions pass.

    A program that reads a converter again and again and never sleeps has some thousand values of the first half second;
    afterwards they come at greater and greater distance, or an hour of it would be ten million values. None goes
    further than the next event of the virtual world.
    """

    __slots__ = ("_awake_since_s", "_clock", "_left_s")

    def __init__(self, clock: VirtualClock) -> None:
        self._clock = clock
        self._awake_since_s = self._left_s = clock.monotonic()

    def i2c(self, count: int) -> None:
        """Let the time of the address and `count` bytes on the I2C bus pass."""
        self._pass(CALL_S + (count + 1) * I2C_BYTE_S)

    def spi(self, count: int) -> None:
        """Let the time of `count` bytes on the SPI bus pass."""
        self._pass(CALL_S + count * SPI_BYTE_S)

    def _pass(self, cost_s: float) -> None:
        now_s = self._clock.monotonic()
        if now_s - self._left_s > MIN_WAIT_S:  # the program slept, waited, or did something else
            self._awake_since_s = now_s
        awake_s = now_s - self._awake_since_s
        if awake_s > PATIENT_S:
            cost_s = max(cost_s, min(awake_s * BUSY_SHARE, self._clock.next_s - now_s))
        self._clock.sleep(cost_s)
        self._left_s = self._clock.monotonic()
