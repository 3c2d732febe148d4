"""What all chips on the I2C bus can suffer: no acknowledge, a hang until their power is cut, a bus held down."""

from __future__ import annotations

from collections.abc import Mapping

from sim.chips import Chip


class ChipOnI2c(Chip):
    """A chip with an address on the bus. Its class plugs it in with `self.on_bus(address)`."""

    wire_faults = ("nack", "stuck_bus", "hang")

    def on_bus(self, address: int) -> None:
        """Plug in at that address."""
        self._address = address
        self._hangs = False
        self.pi.i2c.attach(address, self)  # type: ignore[arg-type]  # a subclass has write and read

    def disturb(self, faults: Mapping[str, float]) -> None:
        self._hangs = self._hangs or "hang" in faults
        self.pi.i2c.hold(self._address, "stuck_bus" in faults)
        self.pi.i2c.silence(self._address, "nack" in faults or self._hangs)

    def power_changed(self) -> None:
        if self._hangs:
            self._hangs = False
            self.pi.i2c.silence(self._address, False)
