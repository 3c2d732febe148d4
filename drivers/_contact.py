"""What all switches share: two wires, one to a GPIO and one to ground, and the Pi's own pull-up resistor.

A broken wire looks like an open contact. Choose the wiring so that "open" is the safe answer. Contacts bounce: the
first edge counts at once, and what follows within a few milliseconds is the same change.
"""

from __future__ import annotations

from typing import Any

from devices import SensorPart, Terminal

DEBOUNCE_S = 0.02  # chosen: three times the longest bounce of common switches, a tenth of a quick tap


class ContactPart(SensorPart):
    """A contact between a GPIO and ground. A change requests a read at once; the period covers a missed edge."""

    supply_v = 3.3
    terminals = (Terminal("pin", "input"),)
    sample_s = 5.0

    def __init__(self, pin: int) -> None:
        from gpiozero import DigitalInputDevice

        self._input: Any = DigitalInputDevice(pin, pull_up=True)
        self._steady = bool(self._input.is_active)
        self._changed_at: Any = None  # in gpiozero's own ticks; None: it has been steady for long
        self._input.when_activated = lambda: self._edge(True)
        self._input.when_deactivated = lambda: self._edge(False)

    def _edge(self, closed: bool) -> None:
        if not self._bounces():
            self._steady, self._changed_at = closed, self._input.pin_factory.ticks()
            if closed:
                self._closed()
        self.on_change()

    def _closed(self) -> None:
        """Called once for each closing."""

    def _bounces(self) -> bool:
        """Whether the contact changed a moment ago, so that its level means nothing yet."""
        if self._changed_at is None:
            return False
        factory = self._input.pin_factory
        if factory.ticks_diff(factory.ticks(), self._changed_at) < DEBOUNCE_S:
            return True
        self._changed_at = None
        return False

    def is_closed(self) -> bool:
        """True while the two wires are joined. Asked while they bounce, it wants to be read again right after that."""
        if self._bounces():
            self.next_read_s = self._changed_at + DEBOUNCE_S  # gpiozero's ticks on a Pi are those of time.monotonic
        else:
            self.next_read_s = None
            self._steady = bool(self._input.is_active)
        return self._steady

    def close(self) -> None:
        """Release the pin."""
        self._input.close()
