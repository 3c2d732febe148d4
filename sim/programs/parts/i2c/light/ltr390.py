"""LTR-390UV: light and ultraviolet, I2C. Data sheet LTR-390UV-01 (Lite-On, version 1.4), registers, section 6, 7.

It measures either the one or the other. A limit counts at once. Without a filter before it, its lux are those of LEDs.
"""

from __future__ import annotations

from devices import Message
from sim.programs.parts.kind import I2C, PartKind, Talk
from sim.programs.parts.quantities import number
from sim.programs.parts.registers import RegisterChip

CONTROL, RATE, GAIN, PART, STATUS, INTERRUPT = 0x00, 0x04, 0x05, 0x06, 0x07, 0x19
LIGHT, UV, UPPER, LOWER = range(0x0D, 0x10), range(0x10, 0x13), 0x21, 0x24
RESET, UV_MODE, ON = 0x10, 0x08, 0x02
POWER_ON, OUTSIDE, NEW = 0x20, 0x10, 0x08
AT_RESET = {
    **dict.fromkeys((CONTROL, *LIGHT, *UV, 0x1A, *range(LOWER, LOWER + 3)), 0), RATE: 0x22, GAIN: 0x01, PART: 0xB2,
    STATUS: POWER_ON, INTERRUPT: 0x10, UPPER: 0xFF, UPPER + 1: 0xFF, UPPER + 2: 0x0F,
}  # fmt: skip
GAINS = (1, 3, 6, 9, 18, 18, 18, 18)
BITS = (20, 19, 18, 17, 16, 13, 13, 13)
TAKES_S = (0.4, 0.2, 0.1, 0.05, 0.025, 0.0125, 0.0125, 0.0125)
RATES_S = (0.025, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 2.0)
LUX_A_COUNT = 0.6  # at gain 1 and 18 bits
COUNTS_AN_INDEX = 2300  # at gain 18 and 20 bits


class Ltr390Chip(RegisterChip):
    """One sensor."""

    feels = ("light_lux", "uv_index")
    usual_address = 0x53
    at_reset = AT_RESET

    def reset(self) -> None:
        """As after power-on."""
        super().reset()
        self._over_s: float | None = None  # when the measurement is over
        self._known: set[int] = set()

    def get(self, register: int) -> int:
        """What is read; the status is no longer new then."""
        self._finish()
        if register in (LIGHT[0], UV[0]) and register not in self._known:
            mine = bool(self.registers[CONTROL] & UV_MODE) == (register == UV[0])
            if self._over_s is None or not mine:
                self.asleep(CONTROL, ON | UV_MODE if register == UV[0] else ON)
            else:
                self.too_early(self._takes_s)
        value = super().get(register)
        if register == STATUS:
            self.registers[STATUS] &= ~(POWER_ON | OUTSIDE | NEW)
        return value

    def set(self, register: int, value: int) -> None:
        """Take a byte; switched on, or with another mode or time, it begins anew."""
        if register == CONTROL and value & RESET:
            self.reset()
        elif register in AT_RESET and register not in (PART, STATUS, *LIGHT, *UV):
            self._finish()
            changed, self.registers[register] = self.registers[register] ^ value, value
            if register in (CONTROL, RATE) and changed:
                self.registers[STATUS] &= ~NEW
                on = self.registers[CONTROL] & ON
                self._over_s = self.pi.clock.monotonic() + self._takes_s if on else None
            if register == INTERRUPT and value & 4:
                self.no_interrupt(STATUS)

    @property
    def _takes_s(self) -> float:
        rate = self.registers[RATE]
        return max(TAKES_S[rate >> 4 & 7], RATES_S[rate & 7])

    def _finish(self) -> None:
        now_s = self.pi.clock.monotonic()
        if self._over_s is None or now_s < self._over_s:
            return
        self._over_s = now_s + self._takes_s
        bits, gain = BITS[self.registers[RATE] >> 4 & 7], GAINS[self.registers[GAIN] & 7]
        if self.registers[CONTROL] & UV_MODE:
            at, counts = UV, self.feel("uv_index") * COUNTS_AN_INDEX * gain / 18 * 2.0 ** (bits - 20)
        else:
            at, counts = LIGHT, self.feel("light_lux") / LUX_A_COUNT * gain * 2.0 ** (bits - 18)
        value = min(round(counts), (1 << bits) - 1)
        self.registers |= dict(zip(at, value.to_bytes(3, "little"), strict=True))
        self._known.add(at[0])
        low, high = (sum(self.registers[each + i] << 8 * i for i in range(3)) for each in (LOWER, UPPER))
        source = (UV, LIGHT)[(self.registers[INTERRUPT] >> 4 & 3) == 1]
        self.registers[STATUS] |= NEW | OUTSIDE * (source is at and not low <= value <= high)


def _fits(talk: Talk) -> float:
    """An acceleration sensor at the same address has other registers, and so has a gas sensor, up to the one of UV."""
    if any(first not in AT_RESET for first in talk.first_bytes):
        return 0.0
    if any(len(sent) > 1 and sent[0] in (PART, STATUS, *LIGHT, *UV) for sent, _ in talk.exchanges):
        return 0.0
    own = not {RATE, GAIN, PART, STATUS, LIGHT[0], INTERRUPT}.isdisjoint(talk.first_bytes)
    return 0.95 if own else 0.6 if talk.says("ltr390", "uv", "uvi", "uvs") else 0.0 if talk.first_bytes else 0.1


QUANTITIES = (
    number("uv_index", 2.0, Message("program.quantity.uv", "UV index"), 0.0, 12.0, 0.1, "UVI", "7"),
)  # chosen: by an open window
KINDS = (
    PartKind(
        "ltr390", Ltr390Chip, Message("script.kind.uv", "{name}, light and UV light")(name="LTR390"), I2C,
        ("light_lux", "uv_index"),
        addresses=(0x53,),  # section 5
        aliases=("ltr390uv",),
        libraries=("adafruit_ltr390", "ltr390"),
        fits=_fits,
    ),
)  # fmt: skip
