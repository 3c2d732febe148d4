"""TCS34725: color, I2C. Data sheet TCS3472 (ams, revision 4): register map table 3, timing table 6, ID table 15.

The first values are there when it has warmed up and measured once; until then it gives 0, or what it measured before.
What it sees is paper in front of the lamp on its own board.
"""

from __future__ import annotations

from devices import Message
from sim.programs.parts.kind import I2C, PartKind, Talk
from sim.programs.parts.quantities import number
from sim.programs.parts.registers import RegisterChip

COMMAND, SPECIAL = 0x80, 0x60  # table 2: bits 6 and 5 set: no register
REGISTER = 0x1F
ENABLE, ATIME, CONTROL, ID, STATUS = 0x00, 0x01, 0x0F, 0x12, 0x13
ON = 0x03  # power and converter
I_AM, VALID = 0x44, 0x01
DATA = range(0x14, 0x1C)  # clear, red, green, blue; low byte first
GAINS = (1, 4, 16, 60)  # table 11
CYCLE_S = 0.0024  # table 9: one step of the integration time; the converter wakes as long before the first (figure 8)
COUNTS_A_CYCLE = 1024  # table 6: the most in 2.4 ms
WHITE = 20.0  # chosen: counts of one color in 2.4 ms from white paper, at gain 1; it fits in at 200 ms and gain 16
COLORS = ("red_pct", "green_pct", "blue_pct")
AT_RESET = {
    **dict.fromkeys((ENABLE, *range(0x03, 0x08), 0x0C, 0x0D, CONTROL, *DATA), 0x00), ATIME: 0xFF, ID: I_AM, STATUS: 0,
}  # fmt: skip


class Tcs34725Chip(RegisterChip):
    """One color sensor."""

    feels = COLORS
    usual_address = 0x29
    at_reset = AT_RESET

    def reset(self) -> None:
        """As after power-on."""
        super().reset()
        self._valid = False  # it has measured
        self._ready_s = 0.0  # when the measurement that runs is over

    def write(self, data: bytes) -> None:
        """Take a command byte and what follows; clearing the interrupt is a command of its own."""
        if not data or data[0] & SPECIAL != SPECIAL:
            super().write(bytes((data[0] & REGISTER,)) + data[1:] if data else data)

    def after(self, register: int) -> int:
        """Both kinds of reading go on here; the real chip stays at one register without bit 5."""
        return register + 1 & REGISTER

    def get(self, register: int) -> int:
        """What is read; switched on, the values are those of now once the first measurement is over."""
        if self._is_on and self.pi.clock.monotonic() >= self._ready_s:
            self._valid = True
            if register in DATA:
                word, high = divmod(register - DATA.start, 2)
                self.registers[register] = self._counts(word) >> 8 * high & 0xFF
        elif register in DATA and not self._is_on:
            self.asleep(COMMAND | ENABLE, ON)
        elif register in DATA and not self._valid:
            self.too_early(self._takes_s)
        return VALID if register == STATUS and self._valid else super().get(register)

    def set(self, register: int, value: int) -> None:
        """Take a byte."""
        if register >= ID:
            return
        was_on = self._is_on
        self.registers[register] = value
        if self._is_on and (not was_on or register in (ATIME, CONTROL)):
            self._ready_s = self.pi.clock.monotonic() + self._takes_s
        elif not self._is_on:
            self._valid = False

    @property
    def _is_on(self) -> bool:
        return self.registers[ENABLE] & ON == ON

    @property
    def _takes_s(self) -> float:
        """From switching on to the first values."""
        return CYCLE_S * (257 - self.registers[ATIME])

    def _counts(self, word: int) -> int:
        cycles = 256 - self.registers[ATIME]
        share = sum(map(self.feel, COLORS)) if word == 0 else self.feel(COLORS[word - 1])
        counts = round(WHITE * share / 100.0 * cycles * GAINS[self.registers[CONTROL] & 3])
        return min(max(counts, 0), COUNTS_A_CYCLE * cycles, 0xFFFF)


def _fits(talk: Talk) -> float:
    """Each first byte is a command with bit 7; the VL53L0X at the same address is asked for registers of all kinds."""
    if any(not COMMAND <= first <= 0xBF and first != 0xE6 for first in talk.first_bytes):
        return 0.0
    if talk.says("tsl2591") or (b"\xb4", 4) in talk.exchanges:  # two values; its registers are the same
        return 0.0
    return 0.9 if talk.words & {"tcs34725", "tcs", "color", "colour", "rgb"} else 0.7


COLOR_WORDS = (
    Message("program.quantity.red", "share of red"),
    Message("program.quantity.green", "share of green"),
    Message("program.quantity.blue", "share of blue"),
)
QUANTITIES = tuple(
    number(name, 50.0, words, 0.0, 100.0, 5.0, "%", "90") for name, words in zip(COLORS, COLOR_WORDS, strict=True)
)
KINDS = (
    PartKind(
        "tcs34725", Tcs34725Chip, Message("script.kind.color", "TCS34725, color, gray paper in front"), I2C, COLORS,
        addresses=(0x29,),  # data sheet TCS3472, ordering information
        libraries=("adafruit_tcs34725",),
        fits=_fits,
    ),
)  # fmt: skip
