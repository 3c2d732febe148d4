"""BH1745: color, I2C. Data sheet BH1745NUC (Rohm, 2016 revision 002): registers. It sees paper in front of its lamp.

How much a color counts is chosen so that a library's compensation (2.2, 1, 1.8 for red, green, blue) makes gray gray.
"""

from __future__ import annotations

from devices import Message
from sim.programs.parts.i2c.light.tcs34725 import COLORS
from sim.programs.parts.kind import I2C, PartKind, Talk
from sim.programs.parts.registers import RegisterChip

SYSTEM, TIME, CONTROL, LOAD, DATA, MAKER = 0x40, 0x41, 0x42, 0x44, range(0x50, 0x58), 0x92
RESET, ON, VALID, PART = 0x80, 0x10, 0x80, 0x0B
AT_RESET = {
    **dict.fromkeys((TIME, CONTROL, LOAD, *DATA, 0x58, 0x59, 0x60, 0x61, 0x64, 0x65), 0), SYSTEM: PART, 0x62: 0xFF,
    0x63: 0xFF, MAKER: 0xE0,
}  # fmt: skip
TIMES_S = (0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 5.12, 5.12)
GAINS = (1, 2, 16, 16)
WHITE, SEEN = 1000.0, (1 / 2.2, 1.0, 1 / 1.8)  # chosen: counts of white paper in 160 ms at gain 1
CLEAR = 0.1  # the same library's share of all colors


class Bh1745Chip(RegisterChip):
    """One color sensor."""

    feels = COLORS
    usual_address = 0x38
    at_reset = AT_RESET

    def reset(self) -> None:
        """As after power-on."""
        super().reset()
        self._over_s: float | None = None
        self._known = False

    def get(self, register: int) -> int:
        """What is read; reading the control clears that the values are new."""
        now_s = self.pi.clock.monotonic()
        if self._over_s is not None and now_s >= self._over_s:
            self._over_s = now_s + self._takes_s
            self._measure()
        if register == DATA[0] and not self._known:
            self.asleep(CONTROL, ON) if self._over_s is None else self.too_early(self._takes_s)
        value = super().get(register)
        if register == CONTROL:
            self.registers[CONTROL] &= ~VALID
        return value

    def set(self, register: int, value: int) -> None:
        """Take a byte."""
        if register == SYSTEM and value & RESET:
            self.reset()
        elif register in AT_RESET and register not in (SYSTEM, MAKER, 0x58, 0x59, *DATA):
            self.registers[register] = value & ~VALID if register == CONTROL else value
            if register in (TIME, CONTROL):
                on = self.registers[CONTROL] & ON
                self._over_s = self.pi.clock.monotonic() + self._takes_s if on else None

    @property
    def _takes_s(self) -> float:
        return TIMES_S[self.registers[TIME] & 7]

    def _measure(self) -> None:
        self._known = True
        scale = WHITE / 100 * self._takes_s / TIMES_S[0] * GAINS[self.registers[CONTROL] & 3]
        counts = [self.feel(name) * seen * scale for name, seen in zip(COLORS, SEEN, strict=True)]
        counts.append(sum(map(self.feel, COLORS)) / 3 * CLEAR * scale)
        words = b"".join(min(round(each), 0xFFFF).to_bytes(2, "little") for each in counts)
        self.registers |= dict(zip(DATA, words, strict=True))
        self.registers[CONTROL] |= VALID


def _fits(talk: Talk) -> float:
    """No other chip at these addresses has registers from 0x40 to 0x65 and none else."""
    if any(first not in AT_RESET for first in talk.first_bytes):
        return 0.0
    registers = any(sent and sent[0] != MAKER and (len(sent) > 1 or asked) for sent, asked in talk.exchanges)
    return 0.95 if registers else 0.0 if talk.first_bytes else 0.1


KINDS = (
    PartKind(
        "bh1745", Bh1745Chip, Message("script.kind.color_of", "{name}, color, gray paper in front")(name="BH1745"), I2C,
        COLORS,
        addresses=(0x38, 0x39),  # section "I2C bus slave address"
        libraries=("bh1745",),
        fits=_fits,
    ),
)  # fmt: skip
