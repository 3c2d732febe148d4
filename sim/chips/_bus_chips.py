"""Chips on a bus: those that answer at an I2C address, and converters that measure the voltages at their inputs."""

from __future__ import annotations

from collections.abc import Callable, Mapping

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


class ConverterChip(Chip):
    """A converter. `inputs` maps an input's number to a function that gives the volts on its wire now."""

    inputs: dict[int, Callable[[], float]]

    def plug(self) -> None:
        self.inputs = {}

    def volts_at(self, number: int) -> float:
        """The volts on an input; an input with nothing on it is taken as 0 V, though a real one drifts."""
        volts = self.inputs.get(number)
        return 0.0 if volts is None else volts()
