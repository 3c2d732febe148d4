"""Chips that answer with a train of pulses on one wire, such as the DHT22."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from sim.wires.pins import Observer, Pins


class PulseChip(Protocol):
    """A chip that answers when the Pi has pulled the wire low for a while."""

    def answer(self, trigger_us: int) -> Sequence[int]:
        """Give the widths in microseconds, low and high in turn and low first; none when the chip stays silent."""
        ...


class PulseWires:
    """Which chip answers on which GPIO."""

    def __init__(self, pins: Pins) -> None:
        self._pins = pins
        self._chips: dict[int, PulseChip] = {}
        self.observer: Observer | None = None  # who watches the wires
        self.on_absent: Callable[[int, int], None] | None = None  # may plug in what was asked for

    def attach(self, gpio: int, chip: PulseChip) -> None:
        """Plug a chip in; its module pulls the wire up. Raises ValueError when the wire is taken."""
        if gpio in self._chips:
            raise ValueError(f"two chips cannot share the data wire on GPIO{gpio}")
        self._pins[gpio].pull(True)
        self._chips[gpio] = chip

    def detach(self, gpio: int) -> PulseChip:
        """Pull a chip out and return it. Raises KeyError when there is none."""
        chip = self._chips.pop(gpio)
        self._pins[gpio].pull(None)
        return chip

    def pull_out(self, chip: object) -> None:
        """Pull this chip out, wherever it is."""
        for gpio in [gpio for gpio, each in self._chips.items() if each is chip]:
            self.detach(gpio)

    def has_chip(self, gpio: int, trigger_us: int) -> bool:
        """Say whether a chip sits on the wire, now that the Pi has held it low for `trigger_us`."""
        if gpio not in self._chips and self.on_absent is not None:
            self.on_absent(gpio, trigger_us)
        return gpio in self._chips

    def chip(self, gpio: int) -> PulseChip | None:
        """What is on a wire, if anything."""
        return self._chips.get(gpio)

    def answer(self, gpio: int, trigger_us: int) -> Sequence[int]:
        """Return the pulses after a low of `trigger_us`; none when no chip is there."""
        there = gpio in self._chips or self.has_chip(gpio, trigger_us)
        if self.observer is not None:
            self.observer.asked_for_pulses(gpio, there)
        if not there:
            return ()
        return self._chips[gpio].answer(trigger_us)
