"""What all switched parts share: one GPIO that is on or off. Every load is switched by a relay or MOSFET.

It starts off, and on close it goes off before the pin is released. The wire never has its "on" level in between, not
even with `active_high = false`: see docs/decisions/relays-at-boot.md, also for the resistor to build.
"""

from __future__ import annotations

from devices import OutputPart, Terminal


class SwitchedPart(OutputPart):
    """A part on one GPIO. `active_high = false` is for modules that are on when their input is low, as most relays."""

    supply_v = 5.0
    terminals = (Terminal("pin", "output", current_ma=5.0),)  # an opto-coupler's LED behind 1 k draws 2 to 5 mA

    def __init__(self, pin: int, active_high: bool = True) -> None:
        from gpiozero import OutputDevice

        self._output = OutputDevice(pin, active_high=active_high, initial_value=False)

    def write(self, on: bool) -> None:
        if on:
            self._output.on()
        else:
            self._output.off()

    def close(self) -> None:
        """Switch off, then release the pin."""
        if not self._output.closed:
            try:
                self._output.off()
            finally:
                self._output.close()
