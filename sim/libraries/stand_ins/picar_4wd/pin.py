"""Stand-in for `picar_4wd.pin`: a pin by its number or by what stands on the board."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import gpiozero

from sim.libraries.stand_ins.robot_hat import pin
from sim.libraries.stand_ins.robot_hat.sonar import Echo

OF_D = (17, 18, *pin.OF_D[2:])  # D0 to D16; D1 is another one than on later boards
TRIGGER, ECHO = 5, 6  # D8 and D9: where the car has its distance sensor


class Pin(pin.Pin):
    """One pin, which others may have, too; without a mode it is whatever is done with it."""

    _dict: ClassVar[Mapping[str, int]] = {
        **{f"D{place}": gpio for place, gpio in enumerate(OF_D)},
        **{"SW": 19, "LED": 26},
    }
    _devices: ClassVar[dict[int, Any]] = {}

    @classmethod
    def forget(cls) -> None:
        """Begin with no pins."""
        cls._devices.clear()

    @property
    def gpio(self) -> Any:
        """gpiozero's device on it, or None."""
        return self._devices.get(self._pin_num)

    @gpio.setter
    def gpio(self, device: Any) -> None:
        if device is not None:
            self._devices[self._pin_num] = device
        elif getattr(self.gpio, "closed", False):
            del self._devices[self._pin_num]

    def setup(self, mode: int | None, pull: int | None = None) -> None:
        """Make it an output, or an input with this pull; None: leave it as it is."""
        self._mode, self._pull = mode, pull
        if mode is not None:
            super().setup(mode, pull)

    def value(self, value: bool | None = None) -> int:
        """Set the level, or return it."""
        if value is None:
            trigger = self._devices.get(TRIGGER)
            if self._pin_num == ECHO and isinstance(trigger, gpiozero.OutputDevice):
                self.echo_of(trigger)
            elif self.gpio is None or isinstance(self.gpio, gpiozero.OutputDevice):
                self.setup(self.IN, self._pull)
            return int(self.gpio.value)
        self.output(bool(value))
        self.gpio.value = bool(value)
        return int(bool(value))

    __call__ = value

    def output(self, level: bool = False) -> Any:
        """Return the output, which begins with this level where it was none."""
        if not isinstance(self.gpio, gpiozero.OutputDevice):
            self.close()
            self._mode = self.OUT
            self.gpio = gpiozero.OutputDevice(self._pin_num, initial_value=level)
            if self._pin_num == TRIGGER and ECHO not in self._devices:  # it hears the very first echo, too
                self._devices[ECHO] = Echo(ECHO, self.gpio)
        return self.gpio

    def echo_of(self, trigger: Any) -> Any:
        """Return the input that hears the echo of what this output starts."""
        if not isinstance(self.gpio, Echo) or self.gpio.trigger is not trigger.pin:
            self.close()
            self._mode = self.IN
            self.gpio = Echo(self._pin_num, trigger)
        return self.gpio
