"""LPS22HB and LPS25HB: air pressure and temperature, I2C, as on Waveshare's Sense HAT (B) and on the Sense HAT.

Data sheets LPS22HB (ST, DocID027083), LPS25HB (DocID027112).

It is off after power-on: a measurement is asked for, or comes again and again. Limits and the FIFO are not here.
"""

from __future__ import annotations

from sim.programs.parts.i2c.weather.bmp280 import PRESSURE as AIR
from sim.programs.parts.kind import I2C, PartKind, Talk
from sim.programs.parts.registers import RegisterChip, signed

WHO_AM_I, I_AM = 0x0F, 0xB1
CTRL_1, RATES, CTRL_2, ONCE, RESET, MOVES_ON = 0x10, 0x70, 0x11, 0x01, 0x04, 0x10
STATUS, PRESSURE_READY, TEMPERATURE_READY = 0x27, 0x01, 0x02
PRESSURE, TEMPERATURE = range(0x28, 0x2B), range(0x2B, 0x2D)
STEPS_A_HPA, STEPS_A_KELVIN = 4096, 100  # section 2.1
RATE_HZ = (0, 1, 10, 25, 50, 75, 75, 75)  # table 17
ONCE_TAKES_S = 0.0135  # chosen: one of 75 a second
AT_RESET = {
    **dict.fromkeys((0x0B, 0x0C, 0x0D, CTRL_1, 0x12, 0x14, *range(0x15, 0x1B), 0x25, 0x26, STATUS), 0x00),
    **dict.fromkeys((*PRESSURE, *TEMPERATURE), 0x00), WHO_AM_I: I_AM, CTRL_2: MOVES_ON,
}  # fmt: skip


RATE_HZ_25 = (0, 1, 7, 12.5, 25, 25, 25, 25)  # LPS25HB, table 20
POWER_25, ZERO_C_25, STEPS_A_KELVIN_25 = 0x80, 42.5, 480  # table 3
AT_RESET_25 = {
    **dict.fromkeys((0x08, 0x09, 0x0A, *range(0x20, 0x28), *range(0x28, 0x2F), 0x30, 0x31, 0x39, 0x3A), 0x00),
    WHO_AM_I: 0xBD, 0x10: 0x0F,
}  # fmt: skip


class Lps22hbChip(RegisterChip):
    """One barometer of 24 bits."""

    feels = ("pressure_hpa", "temperature_c")
    usual_address = 0x5C
    at_reset = AT_RESET

    def reset(self) -> None:
        """As after power-on."""
        super().reset()
        self._ready_s: float | None = None
        self._measured = False

    def write(self, data: bytes) -> None:
        """Take a pointer, whose highest bit means nothing, and bytes."""
        super().write(bytes((data[0] & 0x7F,)) + data[1:] if data else data)

    def after(self, register: int) -> int:
        """The next register, unless the program has switched that off."""
        return (register + 1) & 0x7F if self.registers[CTRL_2] & MOVES_ON else register

    def get(self, register: int) -> int:
        """What is read."""
        self._finish()
        value = super().get(register)
        if register == PRESSURE.start and not self._measured:
            if self._ready_s is None:
                self.asleep(CTRL_1, 0x10)
            else:
                self.too_early(self._takes_s)
        if register in (PRESSURE[-1], TEMPERATURE[-1]):
            self.registers[STATUS] &= ~(PRESSURE_READY if register in PRESSURE else TEMPERATURE_READY)
        return value

    def set(self, register: int, value: int) -> None:
        """Take a byte; one measurement clears its bit when it is over."""
        if register == CTRL_2 and value & RESET:
            pointer = self.pointer
            self.reset()
            self.pointer = pointer
        elif register in self.registers and register not in (WHO_AM_I, STATUS, *PRESSURE, *TEMPERATURE):
            self.registers[register] = value
            if (register == CTRL_2 and value & ONCE) or (register == CTRL_1 and value & RATES):
                self._ready_s = self.pi.clock.monotonic() + self._takes_s
            elif register == CTRL_1:
                self._ready_s = None

    @property
    def _takes_s(self) -> float:
        hertz = RATE_HZ[(self.registers[CTRL_1] & RATES) >> 4]
        return 1.0 / hertz if hertz else ONCE_TAKES_S

    def _finish(self) -> None:
        """Keep what was measured; by itself it goes on."""
        if self._ready_s is None or self.pi.clock.monotonic() < self._ready_s:
            return
        pressure = signed(self.feel("pressure_hpa") * STEPS_A_HPA, 24).to_bytes(3, "little")
        warmth = signed(self.feel("temperature_c") * STEPS_A_KELVIN).to_bytes(2, "little")
        self.registers.update(zip((*PRESSURE, *TEMPERATURE), (*pressure, *warmth), strict=True))
        self.registers[STATUS] |= PRESSURE_READY | TEMPERATURE_READY
        self.registers[CTRL_2] &= ~ONCE
        self._measured = True
        self._ready_s = self.pi.clock.monotonic() + self._takes_s if self.registers[CTRL_1] & RATES else None


class Lps25hbChip(RegisterChip):
    """The older one: other controls and steps of its temperature; a pointer moves on only with its bit 7."""

    feels = ("pressure_hpa", "temperature_c")
    usual_address = 0x5C
    at_reset = AT_RESET_25

    def reset(self) -> None:
        """As after power-on."""
        super().reset()
        self._ready_s: float | None = None
        self._measured = False

    def after(self, register: int) -> int:
        """The next register, or the same one."""
        return 0x80 | (register + 1) & 0x7F if register & 0x80 else register

    def get(self, register: int) -> int:
        """What is read."""
        register &= 0x7F
        if self._ready_s is not None and self.pi.clock.monotonic() >= self._ready_s:
            self._measure()
        if register == PRESSURE.start and not self._measured:
            self.asleep(0x20, 0x90) if self._ready_s is None else self.too_early(self._takes_s)
        if register in (PRESSURE[-1], TEMPERATURE[-1]):
            self.registers[STATUS] &= ~(2 if register in PRESSURE else 1)
        return super().get(register)

    def set(self, register: int, value: int) -> None:
        """Take a byte; one measurement clears its bit when it is over."""
        register &= 0x7F
        if register == 0x21 and value & RESET:
            pointer = self.pointer
            self.reset()
            self.pointer = pointer
        elif register in AT_RESET_25 and register not in (WHO_AM_I, *range(0x25, 0x2D)):
            self.registers[register] = value
            on = self.registers[0x20] & POWER_25 and (self.registers[0x20] & RATES or self.registers[0x21] & ONCE)
            if register in (0x20, 0x21):
                self._ready_s = self.pi.clock.monotonic() + self._takes_s if on else None

    @property
    def _takes_s(self) -> float:
        hertz = RATE_HZ_25[(self.registers[0x20] & RATES) >> 4]
        return 1.0 / hertz if hertz else 0.04  # chosen: one of 25 a second

    def _measure(self) -> None:
        hpa, celsius = map(self.feel, self.feels)
        found = signed(hpa * STEPS_A_HPA, 24).to_bytes(3, "little")
        found += signed((celsius - ZERO_C_25) * STEPS_A_KELVIN_25).to_bytes(2, "little")
        self.registers.update(zip((*PRESSURE, *TEMPERATURE), found, strict=True))
        self.registers[STATUS] |= 3
        self.registers[0x21] &= ~ONCE
        self._measured = True
        self._ready_s = self.pi.clock.monotonic() + self._takes_s if self.registers[0x20] & RATES else None


def _fits_lps25hb(talk: Talk) -> float:
    """It is switched on by a register that the newer one does not have."""
    if any(first & 0x7F not in AT_RESET_25 for first in talk.first_bytes):
        return 0.0
    on = any(len(sent) == 2 and sent[0] & 0x7F == 0x20 and sent[1] & POWER_25 for sent, _ in talk.exchanges)
    named = talk.says("lps25hb", "lps25h", "lps25") or 0xBD in talk.numbers
    asks = not talk.first_bytes or WHO_AM_I in {first & 0x7F for first in talk.first_bytes}
    return 0.97 if on or named else 0.3 * asks


def _fits(talk: Talk) -> float:
    """It is asked who it is, or switched on, at registers that the others at this address do not have."""
    if any(first & 0x7F not in AT_RESET for first in talk.first_bytes):
        return 0.0
    asks = any(first & 0x7F == WHO_AM_I for first in talk.first_bytes)
    begins = asks or any(len(sent) == 2 and sent[0] & 0x7F in (CTRL_1, CTRL_2) for sent, _ in talk.exchanges)
    return 0.95 if begins else 0.3 * talk.says("lps22hb", "lps22")


KINDS = (
    PartKind(
        "lps22hb", Lps22hbChip, AIR(name="LPS22HB"), I2C, ("pressure_hpa", "temperature_c"),
        addresses=(0x5C, 0x5D),  # section 6.1.1: SA0 low or high
        libraries=("adafruit_lps2x",),
        fits=_fits,
    ),
    PartKind(
        "lps25hb", Lps25hbChip, AIR(name="LPS25HB"), I2C, ("pressure_hpa", "temperature_c"),
        addresses=(0x5C, 0x5D),  # LPS25HB, section 5.2.1
        aliases=("lps25h", "lps25"),
        libraries=("adafruit_lps2x",),
        fits=_fits_lps25hb,
    ),
)  # fmt: skip
