"""ADT7410: temperature, I2C. Data sheet ADT7410 (Analog Devices, rev. A): register map table 6, formats table 5.

It measures all the time, 240 ms each, once a second, or once when it is told to (section "Operating modes"). Limits and
their flags are not here.
"""

from __future__ import annotations

from math import floor

from sim.programs.parts.i2c.weather.thermometers import TEMPERATURE
from sim.programs.parts.kind import I2C, PartKind, Talk
from sim.programs.parts.registers import RegisterChip, signed

HIGH, LOW, STATUS, CONFIG, ID, RESET = 0x00, 0x01, 0x02, 0x03, 0x0B, 0x2F
WIDE = 0x80  # of the configuration: 16 bits instead of 13
MODE, ONCE, EACH_SECOND, OFF = 0x60, 0x20, 0x40, 0x60  # of the configuration
TAKES_S, FIRST_TAKES_S, SECOND_S = 0.24, 0.006, 1.0  # table 2, "temperature conversion time", "fast"
NOT_READY = 0x80  # of the status: what is there was read before
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
    _is_first = False  # a measurement is on its way that the program itself has begun

    def plug(self) -> None:
        super().plug()
        self._ready_s = self.pi.clock.monotonic()  # it has had power for longer than the program runs

    def power_changed(self) -> None:
        super().power_changed()
        self._wait(FIRST_TAKES_S)

    def get(self, register: int) -> int:
        """What is read; a whole word is of one moment."""
        if register in (HIGH, STATUS, CONFIG):
            self._measure()
        if register == HIGH:
            if self.pi.clock.monotonic() < self._ready_s and self._is_first:
                self.too_early(TAKES_S)
            self.registers[STATUS] |= NOT_READY
        return super().get(register)

    @property
    def _mode(self) -> int:
        return self.registers[CONFIG] & MODE

    def _wait(self, takes_s: float) -> None:
        """Begin a measurement."""
        self._ready_s = self.pi.clock.monotonic() + takes_s
        self._is_first = True

    def _measure(self) -> None:
        """Keep what was measured, if a measurement is over since it was asked last."""
        now_s = self.pi.clock.monotonic()
        if now_s < self._ready_s or self._mode == OFF:
            return
        celsius = self.feel("temperature_c")
        wide = self.registers[CONFIG] & WIDE
        word = signed(celsius * STEPS_A_KELVIN) if wide else signed(celsius * STEPS_OF_13, 13) << 3
        self.registers[HIGH], self.registers[LOW] = divmod(word, 256)
        self.registers[STATUS] &= ~NOT_READY
        self._is_first = False
        if self._mode == ONCE:
            self.registers[CONFIG] |= OFF
        else:
            every_s = SECOND_S if self._mode == EACH_SECOND else TAKES_S
            self._ready_s += (floor((now_s - self._ready_s) / every_s) + 1) * every_s

    def set(self, register: int, value: int) -> None:
        """Take a byte; what it measures cannot be written."""
        if register == RESET:
            self._start_again()
        elif CONFIG <= register < ID:
            self._measure()
            self.registers[register] = value
            if register == CONFIG:
                self._wait(TAKES_S)

    def _start_again(self) -> None:
        self.reset()
        self._wait(FIRST_TAKES_S)

    def write(self, data: bytes) -> None:
        """Set the pointer, and write what follows; the reset is a byte alone."""
        super().write(data)
        if data == bytes((RESET,)):
            self._start_again()


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
