"""Software PWM: one wave for each pin, shared by all PWM objects of that pin."""

from __future__ import annotations

from collections.abc import Mapping, MutableSequence, Sequence

from sim.libraries.stand_ins.rpi_gpio import names
from sim.wires.pins import Net

FREQUENCY_HZ = 1000.0  # of a wave that was stopped and is started anew: RPi.GPIO 0.7.1 forgets its frequency


class Wave:
    """The PWM of one pin."""

    __slots__ = ("duty_pct", "frequency_hz", "running")

    def __init__(self) -> None:
        self.frequency_hz = FREQUENCY_HZ
        self.duty_pct = 0.0
        self.running = False


class Waves:
    """The waves of one header, on its wires; of its pins it knows the directions and what they put out next."""

    def __init__(self, nets: Sequence[Net], directions: Mapping[int, int], latches: MutableSequence[bool]) -> None:
        self._nets = nets
        self._directions = directions
        self._latches = latches
        self._waves: dict[int, Wave] = {}

    def exists(self, gpio: int) -> bool:
        """Say whether a PWM object was made for the pin and not stopped."""
        return gpio in self._waves

    def running(self, gpio: int) -> bool:
        """Say whether PWM runs on the pin."""
        wave = self._waves.get(gpio)
        return wave is not None and wave.running

    def of(self, gpio: int) -> Wave:
        """Return the pin's wave, a new one if need be."""
        return self._waves.setdefault(gpio, Wave())

    def go_on(self, gpio: int) -> None:
        """Put the wave on the wire, if it runs and the pin is an output."""
        wave = self._waves.get(gpio)
        if wave is None or not wave.running or self._directions.get(gpio) != names.OUT:
            return
        net = self._nets[gpio]
        if net.frequency_hz is None:
            net.pi_writes(0.0)
        net.pi_pwm(wave.frequency_hz)
        net.pi_writes(wave.duty_pct / 100.0)

    def stop(self, gpio: int) -> None:
        """Forget the wave; if it ran, the pin stays low."""
        wave = self._waves.pop(gpio, None)
        if wave is None or not wave.running:
            return
        self._latches[gpio] = False
        if self._directions.get(gpio) == names.OUT:
            net = self._nets[gpio]
            net.pi_pwm(None)
            net.pi_writes(0.0)
