"""BMP388 and BMP390: temperature and air pressure, I2C. Data sheets BST-BMP388-DS001 and BST-BMP390-DS002 (Bosch).

Registers: section 4; formulas: appendix 8; times: section 3.9. The FIFO and the filter are not here.
"""

from __future__ import annotations

from struct import pack
from typing import ClassVar

from sim.programs.parts.i2c.weather.bmp280 import PRESSURE
from sim.programs.parts.i2c.weather.bosch import raw_for
from sim.programs.parts.kind import I2C, PartKind, Talk
from sim.programs.parts.registers import RegisterChip

ID, STATUS, DATA, EVENT, INTERRUPT, CONTROL, SAMPLES, RATE, COMMAND = (
    0x00, 0x03, range(0x04, 0x0A), 0x10, 0x19, 0x1B, 0x1C, 0x1D, 0x7E
)  # fmt: skip
RESET, NORMAL, INTERRUPTS = 0xB6, 0x30, 0x78
COMMAND_READY, READY = 0x10, {1: 0x20, 2: 0x40}  # of the status; by the bit that switches pressure, temperature on
# Chosen: no data sheet prints a unit's.
T1, T2, T3 = 27500, 19000, -7
P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11 = -1000, -3500, 35, 0, 23000, 27000, -7, -7, 17000, 22, -60
CALIBRATION = pack("<HHbhhbbHHbbhbb", T1, T2, T3, P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11)
AT_RESET = {
    **dict.fromkeys((1, 2, *range(0x0C, 0x0F), 0x11, *range(0x12, 0x20)), 0), ID: 0x50, STATUS: COMMAND_READY,
    **dict(zip(DATA, (0, 0, 0x80, 0, 0, 0x80), strict=True)), EVENT: 1, 0x17: 2, 0x18: 2, INTERRUPT: 2, SAMPLES: 2,
    **dict(enumerate(CALIBRATION, 0x31)),
}  # fmt: skip


def celsius_of(raw: float) -> float:
    """The temperature for a raw value (appendix 8.5)."""
    first = raw - T1 * 256
    return first * T2 / (1 << 30) + first * first * T3 / (1 << 48)


def pascal_of(raw: float, celsius: float) -> float:
    """The air pressure for a raw value (appendix 8.6)."""
    t = celsius
    offset = P5 * 8 + P6 / 64 * t + P7 / 256 * t**2 + P8 / 32768 * t**3
    slope = (P1 - 16384) / (1 << 20) + (P2 - 16384) / (1 << 29) * t + P3 / (1 << 32) * t**2 + P4 / (1 << 37) * t**3
    return offset + raw * slope + raw**2 * (P9 + P10 * t) / (1 << 48) + raw**3 * P11 / (1 << 65)


class Bmp388Chip(RegisterChip):
    """One BMP388."""

    feels = ("temperature_c", "pressure_hpa")
    usual_address = 0x77
    at_reset: ClassVar[dict[int, int]] = AT_RESET

    def reset(self) -> None:
        """As after power-on."""
        super().reset()
        self._over_s: float | None = None  # when the measurement is over
        self._known = 0  # what has been measured, as bits of the control register

    def get(self, register: int) -> int:
        """What is read; what is read is no longer new."""
        if self._over_s is not None and self.pi.clock.monotonic() >= self._over_s:
            self._measure()
        if register in DATA:
            bit = 1 if register < DATA[3] else 2
            if not self._known & bit:
                self.asleep(CONTROL, 0x33) if self._over_s is None else self.too_early(self._takes_s)
            self.registers[STATUS] &= ~READY[bit]
        value = super().get(register)
        if register in (EVENT, 0x11):
            self.registers[register] = 0
        return value

    def set(self, register: int, value: int) -> None:
        """Take a byte; a forced measurement ends asleep."""
        if register == COMMAND and value == RESET:
            self.reset()
        elif 0x15 <= register < 0x20:
            self.registers[register] = value
            if register == CONTROL:
                self._over_s = self.pi.clock.monotonic() + self._takes_s if value & NORMAL else None
            if register == INTERRUPT and value & INTERRUPTS:
                self.no_interrupt(0x11)

    @property
    def _takes_s(self) -> float:
        control, samples = self.registers[CONTROL], self.registers[SAMPLES]
        both = ((1, 392, samples & 7), (2, 313, samples >> 3 & 7))
        return (234 + sum(fixed + (2020 << times) for bit, fixed, times in both if control & bit)) / 1e6

    def _measure(self) -> None:
        control, (celsius, hpa) = self.registers[CONTROL], map(self.feel, self.feels)
        warm = raw_for(celsius_of, celsius, 24)
        pressed = raw_for(lambda raw: -pascal_of(raw, celsius_of(warm)), -hpa * 100, 24)
        for bit, raw in ((1, pressed), (2, warm)):
            if control & bit:
                self.registers |= dict(enumerate(raw.to_bytes(3, "little"), DATA[3 * (bit - 1)]))
                self.registers[STATUS] |= READY[bit]
                self._known |= bit
        self.registers[0x11] = 0x08
        period_s = max(self._takes_s, 0.005 * (1 << min(self.registers[RATE] & 0x1F, 17)))
        self._over_s = self.pi.clock.monotonic() + period_s if control & NORMAL == NORMAL else None
        if self._over_s is None:
            self.registers[CONTROL] &= ~NORMAL


class Bmp390Chip(Bmp388Chip):
    """One BMP390."""

    at_reset: ClassVar[dict[int, int]] = {**AT_RESET, ID: 0x60, 1: 1}


def _fits(talk: Talk) -> float:
    """Its registers are none of the older ones; a display is sent more than it is asked for."""
    if any(first not in AT_RESET and first != COMMAND for first in talk.first_bytes):
        return 0.0
    if any(len(sent) > 1 and sent[0] < 0x15 for sent, _ in talk.exchanges):  # nobody writes there
        return 0.0
    own = any(
        (sent == b"\x00" and asked == 1) or (sent[:1] in (b"\x04", b"\x1b", b"\x31", b"\x7e") and len(sent) < 3)
        for sent, asked in talk.exchanges
    )
    return 0.95 if own else 0.0 if talk.first_bytes else 0.3


def _fits_bmp388(talk: Talk) -> float:
    return _fits(talk) * (0.9 if talk.says("bmp390") and not talk.says("bmp388") else 1.0)


def _fits_bmp390(talk: Talk) -> float:
    return _fits(talk) * (1.0 if talk.says("bmp390") else 0.9)


KINDS = tuple(
    PartKind(
        name, chip, PRESSURE(name=name.upper()), I2C, ("temperature_c", "pressure_hpa"),
        addresses=(0x77, 0x76),  # BST-BMP388-DS001, section 5.2
        aliases=aliases,
        libraries=("adafruit_bmp3xx",),
        fits=fits,
    )
    for name, chip, aliases, fits in (
        ("bmp388", Bmp388Chip, ("bmp3xx", "bmp384"), _fits_bmp388),
        ("bmp390", Bmp390Chip, (), _fits_bmp390),
    )
)  # fmt: skip
