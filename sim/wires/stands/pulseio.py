"""Stands in for CircuitPython's `pulseio`: how adafruit_dht hears a sensor's pulses."""

from __future__ import annotations

from collections import deque
from types import TracebackType
from typing import Self

from sim.wires import power
from sim.wires.stands.microcontroller import Pin

OWNER = "pulseio"


class PulseIn(deque[int]):
    """The last `maxlen` pulse widths in microseconds. Raises OSError 16 when another library uses the pin.

    It is a deque, so that reading a pulse costs nothing. All pulses of an answer are there as soon as the chip was
    triggered; the reader sleeps until they would have come.
    """

    def __init__(self, pin: Pin, maxlen: int = 2, *, idle_state: bool = False) -> None:
        super().__init__((), maxlen)
        board = power.board()
        self._pulses = board.pulses
        self._net = board.pins[pin.id]
        self._net.claim(OWNER)
        self._net.pi_listens(None)
        self.paused = False

    def pause(self) -> None:
        """Record no more."""
        self.paused = True

    def resume(self, trigger_duration: int = 0) -> None:
        """Record again, after pulling the wire low for `trigger_duration` microseconds when that is not 0."""
        self.paused = False
        if trigger_duration:
            self.extend(self._pulses.answer(self._net.gpio, trigger_duration))

    def deinit(self) -> None:
        """Give the pin back."""
        self._net.free()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.deinit()
