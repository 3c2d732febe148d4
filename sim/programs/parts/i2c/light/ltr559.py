"""LTR-559: light, and how near something is, I2C. Data sheet LTR-559ALS-01 (Lite-On, version 1.4), registers.

How much of its own light comes back is chosen, and so is the share of infrared. A limit counts at once.
"""

from __future__ import annotations

from sim.programs.parts.i2c.light.vcnl import NEAR_AND_LIGHT
from sim.programs.parts.kind import I2C, PartKind, Talk
from sim.programs.parts.registers import RegisterChip

LIGHT_CONTROL, NEAR_CONTROL, LED, PULSES, NEAR_RATE, LIGHT_RATE, PART, MAKER = range(0x80, 0x88)
LIGHT, STATUS, NEAR, INTERRUPT = range(0x88, 0x8C), 0x8C, range(0x8D, 0x8F), 0x8F
NEAR_LIMITS, LIGHT_LIMITS = range(0x90, 0x94), range(0x97, 0x9B)  # the upper one first, low byte first
ON, SOFT_RESET, NEAR_ON = 0x01, 0x02, 0x03
AT_RESET = {
    **dict.fromkeys((LIGHT_CONTROL, NEAR_CONTROL, *LIGHT, STATUS, *NEAR, *range(INTERRUPT, 0x9B), 0x9E), 0),
    LED: 0x7F, PULSES: 0x01, NEAR_RATE: 0x02, LIGHT_RATE: 0x03, PART: 0x92, MAKER: 0x05,
    **dict.fromkeys((NEAR_LIMITS[0], LIGHT_LIMITS[0], LIGHT_LIMITS[1]), 0xFF), NEAR_LIMITS[1]: 0x07, INTERRUPT: 0x08,
}  # fmt: skip
GAINS = (1, 2, 4, 8, 1, 1, 48, 96)
TIMES_S = (0.1, 0.05, 0.2, 0.4, 0.15, 0.25, 0.3, 0.35)
LIGHT_RATES_S = (0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 2.0, 2.0)
NEAR_RATES_S = (0.05, 0.07, 0.1, 0.2, 0.5, 1.0, 2.0, 2.0, 0.01)
LED_MA = (5, 10, 20, 50, 100, 100, 100, 100)
WAKES_S = 0.01
INFRARED = 0.3  # chosen: of what both diodes see, the infrared one
LUX_A_COUNT = 1.7743 + 1.1059 * INFRARED  # appendix A: the formula for a ratio below 0.45, at gain 1 and 100 ms
AT_5_CM, FULL_MA, MOST_NEAR = 100.0, 50, 0x07FF  # chosen: a hand, with one pulse


class Ltr559Chip(RegisterChip):
    """One sensor."""

    feels = ("light_lux", "distance_m")
    usual_address = 0x23
    at_reset = AT_RESET

    def reset(self) -> None:
        """As after power-on."""
        super().reset()
        self._ready_s: dict[int, float] = {}  # when the next value of each is there
        self._new: set[int] = set()
        self._known: set[int] = set()

    def get(self, register: int) -> int:
        """What is read; a value that is read is no longer new."""
        self._finish()
        for values, control in ((LIGHT, LIGHT_CONTROL), (NEAR, NEAR_CONTROL)):
            if register == values[0] and values[0] not in self._known:
                if values[0] in self._ready_s:
                    self.too_early(WAKES_S + self._period_s(values[0]))
                else:
                    self.asleep(control, ON if control == LIGHT_CONTROL else NEAR_ON)
            if register == values[-1]:
                self._new.discard(values[0])
        if register == STATUS:
            modes, light, near = self.registers[INTERRUPT] & 3, self._outside(LIGHT), self._outside(NEAR)
            flags = 0x04 * (LIGHT[0] in self._new) | 0x01 * (NEAR[0] in self._new)
            flags |= 0x08 * (modes & 2 and light) | 0x02 * (modes & 1 and near)
            return flags | self.registers[LIGHT_CONTROL] << 2 & 0x70 | 0x80 * (LIGHT[0] not in self._known)
        return super().get(register)

    def set(self, register: int, value: int) -> None:
        """Take a byte."""
        if register not in AT_RESET or PART <= register <= NEAR[-1]:
            return
        if register == LIGHT_CONTROL and value & SOFT_RESET:
            self.reset()
            return
        self._finish()
        self.registers[register] = value
        now_s = self.pi.clock.monotonic()
        for control, bits, key in ((LIGHT_CONTROL, ON, LIGHT[0]), (NEAR_CONTROL, NEAR_ON, NEAR[0])):
            if register == control and value & bits != bits:
                self._ready_s.pop(key, None)
            elif register == control and key not in self._ready_s:
                self._ready_s[key] = now_s + WAKES_S + self._period_s(key)
        if register == INTERRUPT and value & 3:
            self.no_interrupt(STATUS)

    def _period_s(self, key: int) -> float:
        if key == NEAR[0]:
            return NEAR_RATES_S[min(self.registers[NEAR_RATE] & 0x0F, 8)]
        rate = self.registers[LIGHT_RATE]
        return max(TIMES_S[rate >> 3 & 7], LIGHT_RATES_S[rate & 7])

    def _finish(self) -> None:
        """Put what was measured into the registers."""
        now_s = self.pi.clock.monotonic()
        for key in [key for key, at_s in self._ready_s.items() if now_s >= at_s]:
            self._ready_s[key] = now_s + self._period_s(key)
            self._known.add(key)
            self._new.add(key)
            if key == NEAR[0]:
                back = AT_5_CM * LED_MA[self.registers[LED] & 7] / FULL_MA * (self.registers[PULSES] & 0x0F)
                counts = round(back * (0.05 / max(self.feel("distance_m"), 0.002)) ** 2)
                low, high = min(counts, MOST_NEAR) & 0xFF, min(counts, MOST_NEAR) >> 8 | 0x80 * (counts > MOST_NEAR)
                self.registers |= dict(zip(NEAR, (low, high), strict=True))
            else:
                share = (
                    GAINS[self.registers[LIGHT_CONTROL] >> 2 & 7] * TIMES_S[self.registers[LIGHT_RATE] >> 3 & 7] / 0.1
                )
                both = self.feel("light_lux") * share / LUX_A_COUNT
                infrared, both = (min(round(each), 0xFFFF) for each in (both * INFRARED, both))
                found = (infrared & 0xFF, infrared >> 8, both & 0xFF, both >> 8)
                self.registers |= dict(zip(LIGHT, found, strict=True))

    def _word(self, register: int) -> int:
        return self.registers[register] | self.registers[register + 1] << 8

    def _outside(self, values: range) -> bool:
        limits, at, mask = (NEAR_LIMITS, NEAR[0], MOST_NEAR) if values is NEAR else (LIGHT_LIMITS, LIGHT[2], 0xFFFF)
        upper, lower, value = (self._word(each) & mask for each in (limits[0], limits[2], at))
        return values[0] in self._known and not lower <= value <= upper


def _fits(talk: Talk) -> float:
    """Its registers begin at 0x80; a BH1750 and a display at the same address are not asked for any."""
    if any(first not in AT_RESET for first in talk.first_bytes):
        return 0.0
    if any(not sent and asked for sent, asked in talk.exchanges):
        return 0.0
    registers = any(sent and (len(sent) == 2 or asked) for sent, asked in talk.exchanges)
    return 0.95 if registers else 0.9 if talk.says("ltr559", "ltr") else 0.0


KINDS = (
    PartKind(
        "ltr559", Ltr559Chip, NEAR_AND_LIGHT(name="LTR559"), I2C, ("light_lux", "distance_m"),
        addresses=(0x23,),  # section "I2C protocol"
        libraries=("ltr559",),
        fits=_fits,
    ),
)  # fmt: skip
