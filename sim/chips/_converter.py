"""What analog-to-digital converters share: inputs that other chips are linked to."""

from __future__ import annotations

from collections.abc import Callable

from sim.chips import Chip


class ConverterChip(Chip):
    """A converter. `inputs` maps an input's number to a function that gives the volts on its wire now."""

    inputs: dict[int, Callable[[], float]]

    def plug(self) -> None:
        self.inputs = {}

    def volts_at(self, number: int) -> float:
        """The volts on an input; an input with nothing on it is taken as 0 V, though a real one drifts."""
        volts = self.inputs.get(number)
        return 0.0 if volts is None else volts()
