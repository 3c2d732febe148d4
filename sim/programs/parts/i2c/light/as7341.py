"""AS7341: eight colors from violet to red, clear and infrared, I2C. Data sheet AS7341 (ams, DS000504, version 3).

Which diode goes to which of its six converters is written into twenty registers (section 10.2.10, "SMUX"). It sees
paper in front of its lamp. Flicker, limits and the FIFO are not here.
"""

from __future__ import annotations

from devices import Message
from sim.programs.parts.i2c.light.tcs34725 import COLORS
from sim.programs.parts.kind import I2C, PartKind, Talk
from sim.programs.parts.registers import RegisterChip

ENABLE, CYCLES, ID, LATCH, DATA, VALID, BANK, GAIN, SMUX, STEPS = (
    0x80, 0x81, 0x92, 0x94, range(0x95, 0xA1), 0xA3, 0xA9, 0xAA, 0xAF, 0xCA
)  # fmt: skip
POWER, MEASURES, ROUTES, IS_VALID, LOAD = 0x01, 0x02, 0x10, 0x40, 0x10
STEP_S = 2.78e-6
# Section 10.2.10: the diode at the lower and at the upper half of each of the twenty bytes.
ROUTE = (
    ("", "F3"), ("F1", ""), ("", ""), ("", "F8"), ("F6", ""), ("F2", "F4"), ("", "F5"), ("F7", ""), ("", "C"),
    ("", "F5"), ("F7", ""), ("", ""), ("", "F2"), ("F4", ""), ("F8", "F6"), ("", "F3"), ("F1", ""), ("", "C"),
    ("", ""), ("N", ""),
)  # fmt: skip
# Chosen: how much of the paper's red, green and blue each sees; white makes 40000 counts at a gain of 128 and 281 ms.
SEES = {
    "F1": (0, 0, 0.5), "F2": (0, 0, 1), "F3": (0, 0.3, 0.7), "F4": (0, 0.9, 0.1), "F5": (0.1, 0.9, 0),
    "F6": (0.6, 0.4, 0), "F7": (1, 0, 0), "F8": (0.7, 0, 0), "C": (0.34, 0.33, 0.33), "N": (0.1, 0, 0),
}  # fmt: skip
COUNTS_A_MS = 40000 / 128 / 280.8 / 2
AT_RESET = {
    **dict.fromkeys((*range(20), 0x70, 0x73, 0x74, *range(0x80, 0x88), *range(0x93, 0xA1), 0xA3, 0xA4, 0xA6, 0xA7, BANK,
                     0xAC, 0xAF, 0xB2, 0xB3, 0xB5, 0xBD, 0xBE, *range(0xD7, 0xDC), 0xF9, 0xFA), 0),
    0x90: 0, 0x91: 0, ID: 0x24, GAIN: 0x09, STEPS: 0xE7, STEPS + 1: 0x03,
}  # fmt: skip


class As7341Chip(RegisterChip):
    """One color sensor."""

    feels = COLORS
    usual_address = 0x39
    at_reset = AT_RESET

    def reset(self) -> None:
        """As after power-on."""
        super().reset()
        self._over_s: float | None = None
        self._routes: list[int] = [0] * 20

    def get(self, register: int) -> int:
        """What is read; the values are those of the last moment when they were latched, or begun to be read."""
        valid = self._over_s is not None and self.pi.clock.monotonic() >= self._over_s
        if register == VALID:
            return IS_VALID * valid
        if register == LATCH or (register in DATA and (register - DATA[0]) % 2 == 0):
            if valid:
                self._measure()
            else:
                self.asleep(ENABLE, POWER | MEASURES) if self._over_s is None else self.too_early(self._takes_s)
        return super().get(register)

    def set(self, register: int, value: int) -> None:
        """Take a byte."""
        if register not in AT_RESET or register in (ID, VALID, *range(LATCH, 0xA1)):
            return
        self.registers[register] = value
        if register == ENABLE:
            if value & ROUTES and self.registers[SMUX] & 0x18 == LOAD:
                self._routes = [self.registers[each] for each in range(20)]
            self.registers[ENABLE] &= ~ROUTES
        if register in (ENABLE, CYCLES, STEPS, STEPS + 1):
            on = self.registers[ENABLE] & 3 == POWER | MEASURES
            self._over_s = self.pi.clock.monotonic() + self._takes_s if on else None

    @property
    def _counted(self) -> int:
        return (self.registers[CYCLES] + 1) * ((self.registers[STEPS] | self.registers[STEPS + 1] << 8) + 1)

    @property
    def _takes_s(self) -> float:
        return self._counted * STEP_S

    def _measure(self) -> None:
        scale = COUNTS_A_MS * 0.5 * 2 ** min(self.registers[GAIN] & 0x0F, 10) * self._takes_s * 1000
        paper = [self.feel(name) / 100 for name in COLORS]
        counts = [0.0] * 7
        for byte, names in zip(self._routes, ROUTE, strict=True):
            for converter, name in zip((byte & 0x0F, byte >> 4), names, strict=True):
                if name and 0 < converter < 7:
                    counts[converter] += scale * sum(
                        each * share for each, share in zip(paper, SEES[name], strict=True)
                    )
        most = min(self._counted, 0xFFFF)
        words = b"".join(min(round(each), most).to_bytes(2, "little") for each in counts[1:])
        self.registers |= dict(zip(DATA, words, strict=True))


def _fits(talk: Talk) -> float:
    """A gesture sensor at the same address has registers like these, but not its steps and not its routes."""
    if any(first not in AT_RESET for first in talk.first_bytes):
        return 0.0
    steps = any(len(sent) > 1 and sent[0] in (STEPS, SMUX, BANK, 0x00) for sent, _ in talk.exchanges)
    reads = any(sent == bytes((DATA[0],)) and asked > 1 for sent, asked in talk.exchanges)
    return 0.97 if steps or reads or talk.says("as7341") else 0.0 if talk.first_bytes else 0.1


KINDS = (
    PartKind(
        "as7341", As7341Chip, Message("script.kind.color_of", "{name}, color, gray paper in front")(name="AS7341"), I2C,
        COLORS,
        addresses=(0x39,),  # section 8.1
        libraries=("adafruit_as7341",),
        fits=_fits,
    ),
)  # fmt: skip
