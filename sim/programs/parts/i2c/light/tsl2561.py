"""TSL2561: light in two colors, I2C. Data sheet TSL2560/61 (TAOS, 2009): registers table 2, lux on page 23.

Until the first measurement is over, 14 to 402 ms after it was switched on, both channels give 0. With another time or
gain it begins anew, and gives what it measured last until that is over.
"""

from __future__ import annotations

from devices import Message
from sim.programs.parts.kind import I2C, PartKind, Talk
from sim.programs.parts.registers import RegisterChip

REGISTER = 0x0F  # of the command byte; the bits above: command, clear, word, block
BLOCK = 0x10
CONTROL, TIMING, ID = 0x00, 0x01, 0x0A
ON, FAST = 0x03, 0x10
I_AM = 0x50  # a TSL2561 in the T package (table 3: part number 0101)
DATA = range(0x0C, 0x10)  # all light, infrared; low byte first
INFRARED = 0.2  # chosen: the share of infrared of a white lamp
COUNTS_A_LUX = 1.0 / (0.0304 - 0.062 * INFRARED**1.4)  # T package, ratio up to 0.50, at 402 ms and gain 16
TAKES_S = (0.0137, 0.101, 0.402, 0.402)  # table 6
SHARE = (0.034, 0.252, 1.0, 1.0)  # table 6, of 402 ms
MOST = (5047, 37177, 65535, 65535)  # table 6
AT_RESET = {**dict.fromkeys((CONTROL, *range(0x02, 0x07), 0x0B, *DATA), 0), TIMING: 0x02, ID: I_AM}


class Tsl2561Chip(RegisterChip):
    """One light sensor."""

    feels = ("light_lux",)
    usual_address = 0x39
    at_reset = AT_RESET
    _begun_s = 0.0  # when the first measurement began

    def write(self, data: bytes) -> None:
        """Take a command byte and what follows."""
        super().write(bytes((data[0] & REGISTER,)) + data[1:] if data else data)

    def after(self, register: int) -> int:
        return register + 1 & REGISTER

    def get(self, register: int) -> int:
        """What is read; switched on, the values are those of now."""
        if register == CONTROL:
            return self.registers[CONTROL] & ON
        if register in DATA:
            if self.registers[CONTROL] & ON != ON:
                self.asleep(0x80 | CONTROL, ON)
            elif not self._is_over:
                self.too_early(self._takes_s)
            else:
                self._measure()
        return super().get(register)

    def set(self, register: int, value: int) -> None:
        """Take a byte. Switched on, or with another time, it begins anew."""
        if register in (CONTROL, TIMING) and self.registers[register] != value:
            if self.registers[CONTROL] & ON == ON and self._is_over:
                self._measure()
            self._begun_s = self.pi.clock.monotonic()
        if register < ID:
            self.registers[register] = value

    @property
    def _takes_s(self) -> float:
        return TAKES_S[self.registers[TIMING] & 3]

    @property
    def _is_over(self) -> bool:
        return self.pi.clock.monotonic() >= self._begun_s + self._takes_s

    def _measure(self) -> None:
        for channel in range(2):
            low = DATA.start + 2 * channel
            self.registers[low + 1], self.registers[low] = divmod(self._counts(channel), 0x100)

    def _counts(self, channel: int) -> int:
        timing = self.registers[TIMING]
        counts = self.feel("light_lux") * COUNTS_A_LUX * SHARE[timing & 3]
        if not timing & FAST:
            counts /= 16
        return min(int(counts * (INFRARED if channel else 1.0) + 0.5), MOST[timing & 3])


def _fits(talk: Talk) -> float:
    """Each first byte is a command with bit 7."""
    firsts = talk.first_bytes
    if not firsts:
        return 0.1
    if any(first < 0x80 or (first & BLOCK and first & REGISTER < ID) for first in firsts):
        return 0.0
    if any(len(sent) > 1 and sent[0] & REGISTER in DATA for sent, _ in talk.exchanges):
        return 0.0  # nobody writes what was measured
    if any(len(sent) == 2 and not sent[0] & REGISTER and sent[1] not in (0x00, 0x03) for sent, _ in talk.exchanges):
        return 0.0  # it is switched on or off there, and nothing else
    if any(first & REGISTER in DATA for first in firsts):
        return 0.95
    return 0.9 if talk.words & {"tsl2561", "tsl"} else 0.6 if talk.number == 0x39 else 0.2


KINDS = (
    PartKind(
        "tsl2561", Tsl2561Chip, Message("script.kind.tsl2561", "TSL2561, light"), I2C, ("light_lux",),
        addresses=(0x39, 0x29, 0x49),  # data sheet TSL2561, table 1
        libraries=("adafruit_tsl2561",),
        fits=_fits,
    ),
)  # fmt: skip
