"""MAX44009: light, I2C. Data sheet MAX44009 (Maxim 19-5719), registers. It is never off; limits are not here."""

from __future__ import annotations

from devices import Message
from sim.programs.parts.kind import I2C, PartKind, Talk
from sim.programs.parts.registers import RegisterChip

CONFIG, LUX = 0x02, range(0x03, 0x05)
AT_RESET = {0x00: 0x00, 0x01: 0x00, CONFIG: 0x03, **dict.fromkeys(LUX, 0), 0x05: 0xFF, 0x06: 0x00, 0x07: 0xFF}
STEP_LUX, MOST = 0.045, 0xFF << 14


class Max44009Chip(RegisterChip):
    """One light sensor: a mantissa of eight bits and an exponent."""

    feels = ("light_lux",)
    usual_address = 0x4A
    at_reset = AT_RESET

    def get(self, register: int) -> int:
        """What is read: the exponent and the upper half of the mantissa, or the lower half."""
        if register not in LUX:
            return super().get(register)
        counts = min(round(self.feel("light_lux") / STEP_LUX), MOST)
        exponent = max(counts.bit_length() - 8, 0)
        mantissa = counts >> exponent
        return exponent << 4 | mantissa >> 4 if register == LUX[0] else mantissa & 0x0F

    def set(self, register: int, value: int) -> None:
        """Take a byte."""
        if register in AT_RESET and register and register not in LUX:
            self.registers[register] = value
            if register == 0x01 and value & 1:
                self.no_interrupt(0x00)


def _fits(talk: Talk) -> float:
    """Bytes, not words: a converter and a thermometer with the same registers are asked for two bytes of each."""
    if any(first not in AT_RESET for first in talk.first_bytes) or any(len(sent) > 2 for sent, _ in talk.exchanges):
        return 0.0
    if talk.says("max44009", "gy49"):
        return 0.98
    firsts = [sent[0] for sent, asked in talk.exchanges if sent and asked]
    sets = any(len(sent) == 2 and sent[0] == CONFIG and sent[1] & 0x3F < 0x10 for sent, _ in talk.exchanges)
    begins = [*talk.exchanges[:1]] == [(b"\x03", 2)]
    return 0.96 if sets or begins or (0x03 in firsts and 0x04 in firsts) else 0.0 if talk.first_bytes else 0.05


KINDS = (
    PartKind(
        "max44009", Max44009Chip, Message("script.kind.lux_of", "{name}, light")(name="MAX44009"), I2C, ("light_lux",),
        addresses=(0x4A, 0x4B),  # table 1
        aliases=("gy49",),
        fits=_fits,
    ),
)  # fmt: skip
