"""MCP3008: eight analog inputs, 10 bits, SPI. Data sheet DS21295: figure 6-1 (bytes), equation 4-2 (codes)."""

from __future__ import annotations

from collections.abc import Sequence

from sim.chips._bus_chips import ConverterChip

SINGLE_ENDED = 0x80
NOISE_STEPS = 1  # either way; DS21295: integral non-linearity +-1 step


def code(volts: float, reference_v: float, noise: int = 0) -> int:
    """The code for a voltage, clipped to 0 to 1023: far above the reference no noise shows."""
    return min(max(int(volts / reference_v * 1024) + noise, 0), 1023)


class Mcp3008Chip(ConverterChip):
    """Bytes and inputs of one MCP3008; without power its output wire reads as zeros."""

    def plug(self) -> None:
        super().plug()
        self._reference_v = self.option("reference_v", 3.3)
        self.pi.spi.attach(0, self.option("device", 0), self)

    def transfer(self, data: Sequence[int]) -> list[int]:
        """Answer `01 (single-ended, input number) xx` with ten bits in the last two bytes."""
        if not self._powered or len(data) != 3 or data[0] != 1:
            return [0] * len(data)
        number = data[1] >> 4 & 7
        volts = self.volts_at(number)
        if not data[1] & SINGLE_ENDED:
            volts -= self.volts_at(number ^ 1)
        found = code(volts, self._reference_v, self.noise(NOISE_STEPS))
        return [0, found >> 8, found & 0xFF]
