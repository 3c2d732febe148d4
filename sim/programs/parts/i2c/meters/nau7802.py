"""NAU7802: a load cell of 5 kg on I2C, as behind an HX711. Data sheet NAU7802 (Nuvoton, revision 1.7), section 11.

Nothing is on its second channel. Its calibration ends well and changes nothing.
"""

from __future__ import annotations

from devices import Message
from sim.programs.parts.header.hx711 import COUNTS_A_G, EMPTY
from sim.programs.parts.kind import I2C, PartKind, Talk
from sim.programs.parts.registers import RegisterChip, signed

POWER, SETTINGS, RATE, DATA, REVISION = 0x00, 0x01, 0x02, range(0x12, 0x15), 0x1F
RESET, DIGITAL, ON, READY, NEW = 0x01, 0x02, 0x06, 0x08, 0x20
CALIBRATES, SECOND = 0x04, 0x80
PER_S = (10, 20, 40, 80, 80, 80, 80, 320)
AT_RESET = {**dict.fromkeys((*range(0x17), 0x1B, 0x1C), 0), 0x06: 0x80, 0x0D: 0x80, REVISION: 0x0F}


class Nau7802Chip(RegisterChip):
    """One converter of 24 bits."""

    feels = ("weight_g",)
    usual_address = 0x2A
    at_reset = AT_RESET

    def reset(self) -> None:
        """As after power-on."""
        super().reset()
        self._over_s: float | None = None
        self._calibrated_s = 0.0
        self._known = False

    def get(self, register: int) -> int:
        """What is read; a value that is read is no longer new."""
        now_s = self.pi.clock.monotonic()
        if self._over_s is not None and now_s >= self._over_s:
            self._over_s, self._known = now_s + self._period_s, True
            gain = (1 << (self.registers[SETTINGS] & 7)) / 128
            counts = 0.0 if self.registers[RATE] & SECOND else (EMPTY + self.feel("weight_g") * COUNTS_A_G) * gain
            self.registers |= dict(zip(DATA, signed(counts, 24).to_bytes(3, "big"), strict=True))
            self.registers[POWER] |= NEW
        if register == DATA[0]:
            if not self._known:
                self.asleep(POWER, 0x96) if self._over_s is None else self.too_early(self._period_s)
            self.registers[POWER] &= ~NEW
        value = super().get(register)
        return value & ~CALIBRATES if register == RATE and now_s >= self._calibrated_s else value

    def set(self, register: int, value: int) -> None:
        """Take a byte."""
        if register not in AT_RESET or register in (*DATA, REVISION):
            return
        now_s, before = self.pi.clock.monotonic(), self.registers[register]
        if register == POWER:
            if value & RESET:
                self.reset()
            self.registers[POWER] = value & ~(READY | NEW) | READY * bool(value & DIGITAL) | before & NEW
            if value & ON != ON:
                self._over_s = None
            elif self._over_s is None:
                self._over_s = now_s + self._period_s
            return
        self.registers[register] = value
        if register == RATE:
            if value & CALIBRATES:
                self._calibrated_s = now_s + 4 * self._period_s  # chosen
            if (value ^ before) & 0xF0 and self._over_s is not None:
                self._over_s = now_s + self._period_s

    @property
    def _period_s(self) -> float:
        return 1 / PER_S[self.registers[RATE] >> 4 & 7]


def _fits(talk: Talk) -> float:
    """It is woken, or asked who it is, before it is read."""
    if any(first not in AT_RESET for first in talk.first_bytes):
        return 0.0
    own = any(
        (len(sent) == 2 and sent[0] in (POWER, SETTINGS, RATE)) or (sent[:1] in (b"\x1f", b"\x12") and asked)
        for sent, asked in talk.exchanges
    )
    return (
        0.9 if own or talk.says("nau7802") else 0.2 if (b"\x00", 1) in talk.exchanges or not talk.first_bytes else 0.0
    )


KINDS = (
    PartKind(
        "nau7802", Nau7802Chip, Message("script.kind.scale_of", "{name}, a load cell of 5 kg")(name="NAU7802"), I2C,
        ("weight_g",),
        addresses=(0x2A,),  # section 10
        libraries=("cedargrove_nau7802",),
        fits=_fits,
    ),
)  # fmt: skip
