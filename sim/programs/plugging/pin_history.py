"""What a program has done to one pin since it opened it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from sim.wires.pins import Net

NOW_AND_THEN_S = 0.05  # chosen: the longest echo has come by then (38 ms, data sheet HC-SR04)
PULL_LATER = ("digitalio", "pigpio", "wiringpi")  # they open an input first, and pull it with another call
PULL_S = 0.02  # chosen: by then a program has pulled what it pulls


class PinHistory:
    """The past of one pin, and how sure it is what hangs there."""

    __slots__ = (
        *("_looks_from", "_reads_from", "blinks", "calm", "duty", "emptied", "first_read_s", "fixed", "hasty"),
        *("high_since_s", "inverted", "low_since_s", "net", "order", "quiet", "rises", "sure", "vain"),
    )

    def __init__(self, net: Net, order: int) -> None:
        self.net = net
        self.order = order  # in which the program opened its pins
        self.sure = False  # something is plugged in; a guess, unless it is fixed
        self.calm = False  # an output that has been one for so long that nothing else will come of it
        self.fixed = False  # it is known: a decoder has recognized it, or somebody named it
        self.quiet = False  # something that is still to be guessed holds the wire at its level at rest
        self.emptied = False  # it was low for long, and then the program let go: perhaps it empties a capacitor
        self.inverted = False  # its short pulse was a low one
        self.duty: float | None = None
        self.blinks = 0  # how often it was high for too long to be a trigger
        self.hasty = 0  # how often the program moved on at once after a short pulse
        self.vain = 0  # how often nobody listened for an echo after a short pulse
        self.rises = 0
        self._reads_from = self._looks_from = net.looks
        self.first_read_s: float | None = None  # while it is still to be guessed
        self.high_since_s: float | None = None
        self.low_since_s: float | None = None

    @property
    def reads(self) -> int:
        """How often it was read since it is an input."""
        return self.net.looks - self._reads_from

    @property
    def looks(self) -> int:
        """How often it was read since the last short pulse on another pin."""
        return self.net.looks - self._looks_from

    def watch(self, eye: Callable[[], None]) -> None:
        """Let this see every look, before anybody else does: it is still to be guessed."""
        self.net.forget(eye)
        self.net.on_look(eye, first=True)

    def turned(self) -> None:
        """It becomes an input or an output."""
        self._reads_from = self.net.looks

    def pulsed(self) -> None:
        """There is a short pulse on another pin."""
        self._looks_from = self.net.looks

    @property
    def pull_s(self) -> float:
        """How long it takes until the program has said whether it pulls this input."""
        return PULL_S if self.net.owner in PULL_LATER else 0.0

    def is_read_now_and_then(self, now_s: float) -> bool:
        """Whether this look comes long after the first one: whoever looks now and then waits for no echo."""
        if self.first_read_s is None:
            self.first_read_s = now_s
        return now_s - self.first_read_s > NOW_AND_THEN_S

    @property
    def was_output(self) -> bool:
        """Whether the program has driven it."""
        return not (self.low_since_s is None and self.high_since_s is None)

    @property
    def was_unused(self) -> bool:
        """Whether nobody has it any more, and it was neither driven nor read: a pull that it had is gone, too."""
        return self.net.owner is None and self.reads == 0 and not self.was_output

    @property
    def gave_up(self) -> bool:
        """Whether it was an output that is none now, and nobody has the pin or reads it."""
        return self.was_output and self.net.duty is None and (self.net.owner is None or self.reads == 0)


@contextmanager
def without_edges(nets: Sequence[Net]) -> Iterator[None]:
    """Plug in what has been there from the beginning: the program hears no edge of it.

    gpiozero looks at a level once, and then hears of edges alone: it must hear this one.
    """
    listening = [(net, net.on_edge) for net in nets if net.owner != "gpiozero"]
    for net, _ in listening:
        net.on_edge = None
    try:
        yield
    finally:
        for net, listener in listening:
            net.on_edge = listener
