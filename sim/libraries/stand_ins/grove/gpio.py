"""Stand-in for `grove.gpio`: one pin on the hat."""

from __future__ import annotations

from collections.abc import Callable

from sim.libraries.stand_ins.RPi import GPIO as PINS


class GPIO:
    """One pin, by its GPIO number."""

    OUT, IN = PINS.OUT, PINS.IN

    def __init__(self, pin: int, direction: int | None = None) -> None:
        PINS.setmode(PINS.BCM)
        PINS.setwarnings(False)
        self.pin = pin
        self._on_event: Callable[[int, int], None] | None = None
        if direction is not None:
            self.dir(direction)

    def dir(self, direction: int) -> None:
        """Make it an input or an output."""
        PINS.setup(self.pin, direction)

    def write(self, output: int) -> None:
        """Set its level."""
        PINS.output(self.pin, output)

    def read(self) -> int:
        """Return its level."""
        return int(PINS.input(self.pin))

    @property
    def on_event(self) -> Callable[[int, int], None] | None:
        """What is called with the pin and its level when it changes."""
        return self._on_event

    @on_event.setter
    def on_event(self, call: Callable[[int, int], None] | None) -> None:
        if self._on_event is None and call is not None:
            PINS.add_event_detect(self.pin, PINS.BOTH, self._changed)
        self._on_event = call

    def _changed(self, pin: int) -> None:
        if self._on_event is not None:
            self._on_event(pin, self.read())
