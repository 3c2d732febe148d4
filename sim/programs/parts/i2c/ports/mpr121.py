"""MPR121: twelve foils that feel a finger, I2C. Data sheet MPR121 (Freescale, rev. 4), table 2 and section 5.

A finger is felt whatever the thresholds are. Its twelve wires as outputs, and the INT wire, are not here.
"""

from __future__ import annotations

from devices import Message
from sim.programs.parts.kind import I2C, PartKind, Talk
from sim.programs.parts.quantities import Quantity
from sim.programs.parts.registers import RegisterChip

FOILS = 12
TOUCHED = range(0x00, 0x02)  # four bits in the second
FILTERED, BASELINE = range(0x04, 0x1E), range(0x1E, 0x2B)  # words of ten bits, low byte first; their eight highest bits
FIRST_SETTING, CONFIG_1, CONFIG_2, ELECTRODES, RESET = 0x2B, 0x5C, 0x5D, 0x5E, 0x80
RESETS = 0x63
RUNNING = 0x3F  # of ELECTRODES: which foils are measured; 0: none
ALL_FOILS = 0x8F
CALM, WITH_FINGER = 548, 410  # chosen: what a foil of a few square centimeters gives
AT_RESET = {
    **dict.fromkeys((*TOUCHED, 0x02, 0x03, *FILTERED, *BASELINE, *range(FIRST_SETTING, RESET)), 0x00),
    CONFIG_1: 0x10, CONFIG_2: 0x24,
}  # fmt: skip


class Mpr121Chip(RegisterChip):
    """One touch sensor."""

    feels = tuple(f"e{each}_pressed" for each in range(FOILS))
    usual_address = 0x5A
    at_reset = AT_RESET

    def get(self, register: int) -> int:
        """What is read; while it runs, the touch and the values are those of now."""
        if register not in (*TOUCHED, *FILTERED, *BASELINE):
            return super().get(register)
        if not self.registers[ELECTRODES] & RUNNING:
            self.asleep(ELECTRODES, ALL_FOILS)
            return 0
        if register in TOUCHED:
            bits = sum(bool(self.feel(each)) << place for place, each in enumerate(self.feels))
            return bits >> 8 * register & 0xFF
        if register in BASELINE:
            return CALM >> 2
        foil, high = divmod(register - FILTERED.start, 2)
        value = WITH_FINGER if foil < FOILS and self.feel(self.feels[foil]) else CALM
        return value >> 8 * high & 0xFF

    def set(self, register: int, value: int) -> None:
        """Take a byte; settings are taken only while it stands still (section 5.11)."""
        if register == RESET and value == RESETS:
            self.reset()
        elif register == ELECTRODES or (register >= FIRST_SETTING and not self.registers[ELECTRODES] & RUNNING):
            self.registers[register] = value


def _fits(talk: Talk) -> float:
    """It is set up before it is read; a thermometer and a gas sensor at the same addresses have no such registers."""
    firsts = talk.first_bytes
    if any(first > RESET for first in firsts):
        return 0.0
    return 0.95 if any(FIRST_SETTING <= first <= RESET for first in firsts) else 0.3 * talk.says("mpr121", "touch")


QUANTITIES = tuple(Quantity(name, False, another="1") for name in Mpr121Chip.feels)
KINDS = (
    PartKind(
        "mpr121", Mpr121Chip, Message("script.kind.foils", "MPR121, twelve foils that feel a finger"), I2C,
        ("e0_pressed",),
        addresses=(0x5A, 0x5B, 0x5C, 0x5D),  # section 5.2, by its ADDR wire
        libraries=("adafruit_mpr121", "Adafruit_MPR121"),
        fits=_fits,
    ),
)  # fmt: skip
