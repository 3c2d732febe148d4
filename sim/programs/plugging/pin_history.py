"""What a program has done to one pin since it opened it."""

from __future__ import annotations

from sim.wires.pins import Net


class PinHistory:
    """The past of one pin, and how sure it is what hangs there."""

    __slots__ = (
        *("blinks", "calm", "duty", "emptied", "first_read_s", "fixed", "hasty", "high_since_s", "looks"),
        *("low_since_s", "net", "order", "quiet", "reads", "rises", "sure", "vain"),
    )

    def __init__(self, net: Net, order: int) -> None:
        self.net = net
        self.order = order  # in which the program opened its pins
        self.sure = False  # something is plugged in; a guess, unless it is fixed
        self.calm = False  # an output that has been one for so long that nothing else will come of it
        self.fixed = False  # it is known: a decoder has recognized it, or somebody named it
        self.quiet = False  # something that is still to be guessed holds the wire at its level at rest
        self.emptied = False  # it was low for long, and then the program let go: perhaps it empties a capacitor
        self.duty: float | None = None
        self.blinks = 0  # how often it was high for too long to be a trigger
        self.hasty = 0  # how often the program moved on at once after a short pulse
        self.vain = 0  # how often nobody listened for an echo after a short pulse
        self.rises = 0
        self.reads = 0  # since it is an input
        self.first_read_s: float | None = None  # while it is still to be guessed
        self.looks = 0  # reads since the last short pulse on another pin
        self.high_since_s: float | None = None
        self.low_since_s: float | None = None

    @property
    def was_output(self) -> bool:
        """Whether the program has driven it."""
        return not (self.low_since_s is None and self.high_since_s is None)

    @property
    def gave_up(self) -> bool:
        """Whether it was an output that is none now, and nobody has the pin or reads it."""
        return self.was_output and self.net.duty is None and (self.net.owner is None or self.reads == 0)
