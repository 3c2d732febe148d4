"""What all switches share: two wires, one to a GPIO and one to ground, and the Pi's own pull-up resistor.

A broken wire looks like an open contact. Choose the wiring so that "open" is the safe answer.
"""

from __future__ import annotations

from typing import Any

from devices import SensorPart, Terminal


class ContactPart(SensorPart):
    """A contact between a GPIO and ground. A change requests a read at once; the period covers a missed edge."""

    supply_v = 3.3
    terminals = (Terminal("pin", "input"),)
    sample_s = 5.0

    def __init__(self, pin: int) -> None:
        from gpiozero import DigitalInputDevice

        self._input: Any = DigitalInputDevice(pin, pull_up=True)
        self._input.when_activated = self._closed
        self._input.when_deactivated = self._opened

    def _closed(self) -> None:
        self.on_change()

    def _opened(self) -> None:
        self.on_change()

    def is_closed(self) -> bool:
        """True while the two wires are joined."""
        return bool(self._input.is_active)

    def close(self) -> None:
        """Release the pin."""
        self._input.close()
