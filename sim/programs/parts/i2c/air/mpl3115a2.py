"""MPL3115A2: air pressure or height, and temperature, I2C. Data sheet MPL3115A2 (NXP, revision 5.1), sections 6 and 14.

The height is that of the standard atmosphere (section 9.1.3). The FIFO, limits and offsets are not here.
"""

from __future__ import annotations

from devices import Message
from sim.programs.parts.i2c.weather.bmp280 import PRESSURE
from sim.programs.parts.kind import I2C, PartKind, Talk
from sim.programs.parts.registers import RegisterChip, signed

STATUS, DATA, ID, EVENTS, SEA_LEVEL, CTRL_1, CTRL_2 = 0x00, range(0x01, 0x06), 0x0C, 0x13, range(0x14, 0x16), 0x26, 0x27
NEW_T, NEW_P, NEW = 0x02, 0x04, 0x08
ON, ONCE, RESET, RAW, HEIGHT = 0x01, 0x02, 0x04, 0x40, 0x80
TAKES_S = (0.006, 0.01, 0.018, 0.034, 0.066, 0.13, 0.258, 0.512)  # table 15
AT_RESET = {
    **dict.fromkeys((STATUS, *DATA, 0x06, *range(0x07, 0x0C), *range(0x0D, 0x14), *range(0x16, 0x2E)), 0), ID: 0xC4,
    SEA_LEVEL[0]: 0xC5, SEA_LEVEL[1]: 0xE7,
}  # fmt: skip
NO_RAW = Message(
    "script.mpl3115a2_raw", "{where}: the program asks the {chip} for raw values. The virtual one gives its own units."
)


class Mpl3115a2Chip(RegisterChip):
    """One barometer."""

    feels = ("temperature_c", "pressure_hpa")
    usual_address = 0x60
    at_reset = AT_RESET

    def reset(self) -> None:
        """As after power-on."""
        super().reset()
        self._over_s: float | None = None
        self._known = False

    def after(self, register: int) -> int:
        """From the last value back to the status (section 14.3)."""
        return STATUS if register == DATA[-1] else register + 1 & 0xFF

    def get(self, register: int) -> int:
        """What is read; what is read is no longer new."""
        if self._over_s is not None and self.pi.clock.monotonic() >= self._over_s:
            self._measure()
        if register in (DATA[0], DATA[3]):
            if not self._known:
                self.asleep(CTRL_1, ON) if self._over_s is None else self.too_early(self._takes_s)
            self.registers[STATUS] &= ~(NEW | (NEW_P if register == DATA[0] else NEW_T))
        return super().get(STATUS if register == 0x06 else register)

    def set(self, register: int, value: int) -> None:
        """Take a byte; a new setting begins a new measurement."""
        if register == CTRL_1 and value & RESET:
            self.reset()
        elif register in SEA_LEVEL or register == EVENTS or 0x26 <= register < 0x2E:
            self.registers[register] = value
            if register == CTRL_1:
                runs = value & (ON | ONCE)
                self._over_s = self.pi.clock.monotonic() + self._takes_s if runs else None
                if value & RAW:
                    self.remark(NO_RAW(**self.shown))

    @property
    def _takes_s(self) -> float:
        return TAKES_S[self.registers[CTRL_1] >> 3 & 7]

    def _measure(self) -> None:
        celsius, hpa = map(self.feel, self.feels)
        control = self.registers[CTRL_1]
        if control & HEIGHT:
            sea_pa = 2 * (self.registers[SEA_LEVEL[0]] << 8 | self.registers[SEA_LEVEL[1]])
            value = signed(44330.77 * (1 - (hpa * 100 / sea_pa) ** 0.1902632) * 16, 20)
        else:
            value = round(hpa * 400)
        found = (value << 4).to_bytes(3, "big") + (signed(celsius * 16, 12) << 4).to_bytes(2, "big")
        self.registers |= dict(zip(DATA, found, strict=True))
        self.registers[STATUS] |= NEW | NEW_P | NEW_T
        self.registers[CTRL_1] &= ~ONCE
        self._known = True
        step_s = float(1 << (self.registers[CTRL_2] & 0x0F))
        self._over_s = self.pi.clock.monotonic() + max(step_s, self._takes_s) if control & ON else None


def _fits(talk: Talk) -> float:
    """Nobody writes to its values, where a servo driver at the same address has its modes."""
    if any(first not in AT_RESET for first in talk.first_bytes):
        return 0.0
    if any(len(sent) > 1 and sent[0] < EVENTS for sent, _ in talk.exchanges):
        return 0.0
    own = any(
        (sent == b"\x0c" and asked == 1) or (len(sent) == 2 and sent[0] == CTRL_1) for sent, asked in talk.exchanges
    )
    return 0.97 if own or talk.says("mpl3115a2", "mpl3115") else 0.0


KINDS = (
    PartKind(
        "mpl3115a2", Mpl3115a2Chip, PRESSURE(name="MPL3115A2"), I2C, ("temperature_c", "pressure_hpa"),
        addresses=(0x60,),  # section 5.1
        aliases=("mpl3115",),
        libraries=("adafruit_mpl3115a2",),
        fits=_fits,
    ),
)  # fmt: skip
