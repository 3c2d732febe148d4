"""Stand-in for `Adafruit_GPIO.GPIO`: pins by their BCM numbers, over RPi.GPIO, with names of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sim.libraries.stand_ins.RPi import GPIO as rpi

OUT, IN = 0, 1
HIGH, LOW = True, False
RISING, FALLING, BOTH = 1, 2, 3
PUD_OFF, PUD_DOWN, PUD_UP = 0, 1, 2
DIRECTIONS = {OUT: rpi.OUT, IN: rpi.IN}
PULLS = {PUD_OFF: rpi.PUD_OFF, PUD_DOWN: rpi.PUD_DOWN, PUD_UP: rpi.PUD_UP}
EDGES = {RISING: rpi.RISING, FALLING: rpi.FALLING, BOTH: rpi.BOTH}


class BaseGPIO:
    """The header's pins."""

    def __init__(self, rpi_gpio: object = None, mode: int | None = None) -> None:
        rpi.setwarnings(False)
        rpi.setmode(rpi.BCM if mode is None else mode)

    def setup(self, pin: int, mode: int, pull_up_down: int = PUD_OFF) -> None:
        """Make it an input or an output."""
        rpi.setup(pin, DIRECTIONS[mode], pull_up_down=PULLS[pull_up_down])

    def output(self, pin: int, value: Any) -> None:
        """Put a level out."""
        rpi.output(pin, bool(value))

    def input(self, pin: int) -> bool:
        """Whether it is high."""
        return bool(rpi.input(pin))

    def set_high(self, pin: int) -> None:
        """High."""
        self.output(pin, HIGH)

    def set_low(self, pin: int) -> None:
        """Low."""
        self.output(pin, LOW)

    def is_high(self, pin: int) -> bool:
        """Whether it is high."""
        return self.input(pin)

    def is_low(self, pin: int) -> bool:
        """Whether it is low."""
        return not self.input(pin)

    def output_pins(self, pins: Mapping[int, Any]) -> None:
        """Put out the level of each."""
        for pin, value in pins.items():
            self.output(pin, value)

    def setup_pins(self, pins: Mapping[int, int]) -> None:
        """Make each an input or an output."""
        for pin, mode in pins.items():
            self.setup(pin, mode)

    def input_pins(self, pins: Sequence[int]) -> list[bool]:
        """The levels of these."""
        return [self.input(pin) for pin in pins]

    def add_event_detect(
        self, pin: int, edge: int, callback: Callable[[int], object] | None = None, bouncetime: int = -1
    ) -> None:
        """Notice edges; bouncetime in milliseconds."""
        more: dict[str, Any] = {} if callback is None else {"callback": callback}
        if bouncetime > 0:
            more["bouncetime"] = bouncetime
        rpi.add_event_detect(pin, EDGES[edge], **more)

    def remove_event_detect(self, pin: int) -> None:
        """Notice none any more."""
        rpi.remove_event_detect(pin)

    def add_event_callback(self, pin: int, callback: Callable[[int], object]) -> None:
        """Call with each edge, too."""
        rpi.add_event_callback(pin, callback)

    def event_detected(self, pin: int) -> bool:
        """Whether there was an edge since it was asked last."""
        return bool(rpi.event_detected(pin))

    def wait_for_edge(self, pin: int, edge: int) -> None:
        """Wait for an edge."""
        rpi.wait_for_edge(pin, EDGES[edge])

    def cleanup(self, pin: int | list[int] | None = None) -> None:
        """Give pins back, or all of them."""
        rpi.cleanup() if pin is None else rpi.cleanup(pin)


RPiGPIOAdapter = BaseGPIO


def get_platform_gpio(**keywords: Any) -> BaseGPIO:
    """The pins of this board."""
    return BaseGPIO(**keywords)
