"""AS5600: the angle of a magnet on an axle, I2C. Data sheet AS5600 (ams, v1-06): registers, figure 21.

The magnet is there and strong enough. What is burned in stays for ever in a real one; here nothing is burned.
"""

from __future__ import annotations

from devices import Message
from sim.programs.parts.kind import I2C, PartKind, Talk
from sim.programs.parts.quantities import number
from sim.programs.parts.registers import RegisterChip

STEPS = 4096  # of a turn
SETTINGS = range(0x01, 0x09)  # where the range begins and ends, how long it is, and the configuration
FROM, TO, SPAN = 0x01, 0x03, 0x05
STATUS, MAGNET_IS_THERE = 0x0B, 0x20
RAW, ANGLE = range(0x0C, 0x0E), range(0x0E, 0x10)
STAYS = {RAW.stop - 1: RAW.start, ANGLE.stop - 1: ANGLE.start, 0x1C: 0x1B}  # section "Automatic increment"
GAIN, STRENGTH = 0x80, 0x0800  # in the middle of what they can be
BURN = 0xFF
LEAST_SPAN = 205  # steps: 18 degrees (section "Angle programming")
AT_RESET = {**dict.fromkeys((0x00, *SETTINGS, *RAW, *ANGLE), 0), STATUS: MAGNET_IS_THERE,
            0x1A: GAIN, 0x1B: STRENGTH >> 8, 0x1C: STRENGTH & 0xFF}  # fmt: skip


class As5600Chip(RegisterChip):
    """One sensor of twelve bits."""

    feels = ("angle_deg",)
    usual_address = 0x36
    at_reset = AT_RESET

    def after(self, register: int) -> int:
        """After a word that is asked for again and again, it begins anew."""
        return STAYS.get(register, (register + 1) & 0xFF)

    def get(self, register: int) -> int:
        """What is read: the angle as it is, or within the range that was set."""
        if register in (*RAW, *ANGLE):
            raw = round(self.feel("angle_deg") / 360.0 * STEPS) % STEPS
            word = raw if register in RAW else self._in_range(raw)
            return word & 0xFF if register % 2 else word >> 8
        return super().get(register)

    def set(self, register: int, value: int) -> None:
        """Take a byte."""
        if register in SETTINGS:
            self.registers[register] = value
        elif register == BURN:
            self.not_modeled(register)

    def _in_range(self, raw: int) -> int:
        """Section "Angle programming": from the start on, stretched over all 4096 steps; beyond the end it stays."""
        start, end, span = (self._word(each) for each in (FROM, TO, SPAN))
        length = (end - start) % STEPS if end else span
        if length < LEAST_SPAN:
            return (raw - start) % STEPS
        way = (raw - start) % STEPS
        if way > length:  # the nearer end
            return STEPS - 1 if way - length <= (STEPS - length) / 2 else 0
        return min(way * STEPS // length, STEPS - 1)

    def _word(self, register: int) -> int:
        return (self.registers[register] << 8 | self.registers[register + 1]) & STEPS - 1


def _fits(talk: Talk) -> float:
    """A soil sensor and a battery gauge at the same address have other registers, or write where this one cannot."""
    if any(first not in AT_RESET and first != BURN for first in talk.first_bytes):
        return 0.0
    if any(len(sent) > 1 and sent[0] not in (*SETTINGS, BURN) for sent, _ in talk.exchanges):
        return 0.0
    if talk.says("as5600"):
        return 0.98
    angles = any(sent[:1] in (b"\x0b", b"\x0c", b"\x0d", b"\x0e", b"\x0f") and asked for sent, asked in talk.exchanges)
    return 0.9 if angles else 0.0


QUANTITIES = (
    number("angle_deg", 0.0, Message("program.quantity.angle", "angle of the axle"), 0.0, 360.0, 5.0, "°", "90"),
)
KINDS = (
    PartKind(
        "as5600", As5600Chip, Message("script.kind.as5600", "AS5600, angle of a magnet"), I2C, ("angle_deg",),
        addresses=(0x36,),  # data sheet, section "I2C interface"
        libraries=("adafruit_as5600",),
        fits=_fits,
    ),
)  # fmt: skip
