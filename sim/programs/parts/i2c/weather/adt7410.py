"""ADT7410: temperature, I2C. Data sheet ADT7410 (Analog Devices, rev. A): register map table 6, formats table 5.

A measurement is always ready; the real chip takes 240 ms for each.
"""

from __future__ import annotations

from sim.programs.parts.i2c.weather.thermometers import TEMPERATURE
from sim.programs.parts.kind import I2C, PartKind, Talk
from sim.programs.parts.registers import RegisterChip, signed

HIGH, LOW, STATUS, CONFIG, ID, RESET = 0x00, 0x01, 0x02, 0x03, 0x0B, 0x2F
WIDE = 0x80  # of the configuration: 16 bits instead of 13
STEPS_A_KELVIN, STEPS_OF_13 = 128, 16
AT_RESET = {
    HIGH: 0, LOW: 0, STATUS: 0x00, CONFIG: 0x00,
    0x04: 0x20, 0x05: 0x00, 0x06: 0x05, 0x07: 0x00, 0x08: 0x49, 0x09: 0x80, 0x0A: 0x05,  # 64, 10, 147 and 5 °C
    ID: 0xCB,
}  # fmt: skip


class Adt7410Chip(RegisterChip):
    """One thermometer of 13 or 16 bits."""

    feels = ("temperature_c",)
    usual_address = 0x48
    at_reset = AT_RESET

    def get(self, register: int) -> int:
        """What is read; a whole word is of one moment."""
        if register == HIGH:
            celsius = self.feel("temperature_c")
            wide = self.registers[CONFIG] & WIDE
            word = signed(celsius * STEPS_A_KELVIN) if wide else signed(celsius * STEPS_OF_13, 13) << 3
            self.registers[HIGH], self.registers[LOW] = divmod(word, 256)
        return super().get(register)

    def set(self, register: int, value: int) -> None:
        """Take a byte; what it measures cannot be written."""
        if register == RESET:
            self.reset()
        elif CONFIG <= register < ID:
            self.registers[register] = value

    def write(self, data: bytes) -> None:
        """Set the pointer, and write what follows; the reset is a byte alone."""
        super().write(data)
        if data == bytes((RESET,)):
            self.reset()


def _fits(talk: Talk) -> float:
    """Its registers are bytes that are read in a row, beyond the first word; a word alone may be of any thermometer."""
    if any(first not in AT_RESET and first != RESET for first in talk.first_bytes):
        return 0.0
    if any(len(sent) == 3 and sent[0] == 0x01 for sent, _ in talk.exchanges):
        return 0.0  # the configuration of a converter
    named = talk.says("adt7410", "adt7420")
    row = any(sent == bytes((HIGH,)) and 4 < asked <= len(AT_RESET) for sent, asked in talk.exchanges)
    return 0.98 if named else 0.9 if row or ID in talk.first_bytes else 0.0


KINDS = (
    PartKind(
        "adt7410", Adt7410Chip, TEMPERATURE(name="ADT7410"), I2C, ("temperature_c",),
        addresses=tuple(range(0x48, 0x4C)),  # data sheet ADT7410, table 19
        libraries=("adafruit_adt7410",),
        fits=_fits,
    ),
)  # fmt: skip
