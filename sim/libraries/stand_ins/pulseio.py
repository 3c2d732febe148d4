"""Stand-in for CircuitPython's `pulseio`: how adafruit_dht receives a sensor's pulses."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from sim.libraries.closing import Deinits
from sim.libraries.stand_ins.microcontroller import Pin
from sim.time.call_costs import Polling
from sim.time.clock import WaitsForever
from sim.wires import switched_on

OWNER = "pulseio"


class PulseIn(deque[int], Deinits):
    """The last `maxlen` pulse widths in microseconds. Raises RuntimeError when the pin is in use, as Blinka does.

    It is a deque, so that reading a pulse costs nothing. All pulses of an answer are there as soon as the chip was
    triggered; the reader sleeps until they would have come.
    """

    def __init__(self, pin: Pin, maxlen: int = 2, *, idle_state: bool = False) -> None:
        super().__init__((), maxlen)
        board = switched_on.board()
        self._pulses = board.pulses
        self._net = board.pins[pin.id]
        try:
            self._net.claim(OWNER)
        except OSError as error:  # the listening program of Blinka ends at once, and is waited for in vain
            raise RuntimeError("Timed out waiting for PulseIn message. Make sure libgpiod is installed.") from error
        self._net.pi_listens(None)
        self._clock = board.clock
        self._listener_gone = False
        self._idle_state = idle_state
        self.paused = False

    def end_listener(self) -> None:
        """End the program that listens on a real Pi, as a Ctrl-C on its terminal does."""
        self._listener_gone = True

    def _wait_receive_msg(self, timeout: float = 0, type: int = 2) -> None:
        """Wait for an answer of the listening program: Blinka's own name, and for ever when no timeout is given."""
        if self._listener_gone:
            if timeout <= 0:
                raise WaitsForever("The program that listens for pulses is gone, and nobody gave the wait an end.")
            self._clock.sleep(timeout)
            raise RuntimeError("Timed out waiting for PulseIn message.")

    def pause(self) -> None:
        """Record no more."""
        self.paused = True
        if self._listener_gone:
            self._wait_receive_msg()

    def resume(self, trigger_duration: int = 0) -> None:
        """Record again, after pulling the wire low for `trigger_duration` microseconds when that is not 0."""
        self.paused = False
        if trigger_duration:
            self.extend(self._pulses.answer(self._net.gpio, trigger_duration))
        else:
            self._listen_for_edges()

    def deinit(self) -> None:
        """Give the pin back."""
        self._net.free()

    def _listen_for_edges(self) -> None:
        """Record what a chip does by itself, such as an echo. Whoever asks now for pulses lets time pass."""
        edges = _Edges(self, self._clock.monotonic, self._idle_state)
        self._net.on_edge = edges.changed
        self.__class__ = ListeningPulseIn
        self._polling = Polling(self._clock)


class ListeningPulseIn(PulseIn):
    """A PulseIn that waits for edges: asking how many pulses there are takes the time of a call."""

    _polling: Polling

    def __len__(self) -> int:
        if not self.paused:
            self._polling.call()
        return super().__len__()


class _Edges:
    """Turns edges into widths; the first edge away from the idle level begins the first pulse."""

    def __init__(self, pulses: PulseIn, now: Callable[[], float], idle: bool) -> None:
        self._pulses = pulses
        self._now = now
        self._idle = idle
        self._since_s: float | None = None

    def changed(self, level: bool) -> None:
        """The wire has changed."""
        if self._pulses.paused:
            self._since_s = None
            return
        now_s = self._now()
        if self._since_s is not None:
            self._pulses.append(round((now_s - self._since_s) * 1e6))
        elif level is self._idle:
            return
        self._since_s = now_s
