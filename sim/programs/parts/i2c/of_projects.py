"""The I2C chips that projects have too: SHT31, ADS1115, and its smaller brother ADS1015."""

from __future__ import annotations

from sim.chips.ads1115 import CONVERSION, Ads1115Chip
from sim.chips.sht31 import Sht31Chip
from sim.programs.parts.kind import CLIMATE, CONVERTER, I2C, PartKind, Talk

ADS1115_REGISTERS, UPPER_LIMIT = 4, 3
ADS1015_BITS = 0xFFF0
INA219_REGISTERS = 6
SHT31_COMMANDS = (0x20, 0x21, 0x22, 0x23, 0x24, 0x27, 0x2B, 0x2C, 0x30, 0xE0, 0xF3)  # first bytes, SHT3x-DIS chapter 4
SHT4X_COMMANDS = (0xFD, 0xF6, 0x89, 0x94)  # of one byte (data sheet SHT4x, table 8)


class Ads1015Chip(Ads1115Chip):
    """The same with 12 bits, which stand at the top of the word (SBAS473, section 9.5.4)."""

    def get(self, register: int) -> int:
        """What is read from a register."""
        value = super().get(register)
        return value & ADS1015_BITS if register == CONVERSION else value


def _fits_ads1015(talk: Talk) -> float:
    """It cannot be told from an ADS1115 by its bytes."""
    return _fits_ads1115(talk) if talk.says("ads1015") else 0.0


def _fits_ads1115(talk: Talk) -> float:
    """Registers of 16 bits: nobody reads one byte of them, and the configuration is written as three."""
    if any(first >= ADS1115_REGISTERS for first in talk.first_bytes):
        return 0.0
    named = talk.says("ads1115", "ads1015", "ads1x15")
    set_up = any(len(sent) == 3 for sent, _ in talk.exchanges)
    may_halve = named or set_up
    if any((len(sent) == 2 and not (may_halve and sent[0] == 1)) or asked == 3 for sent, asked in talk.exchanges):
        return 0.0  # Pimoroni's library writes the upper half of the configuration alone, too
    if talk.exchanges and talk.exchanges[0] == (bytes((UPPER_LIMIT,)), 2):
        return 0.0  # nobody begins with that one
    if (b"\x00", 2) in talk.exchanges and not set_up and not named:
        return 0.2  # without a setting it has measured nothing
    if any(len(sent) == 3 and sent[0] == 1 for sent, _ in talk.exchanges):
        return 0.95
    return 0.1 if any(asked == 1 for _, asked in talk.exchanges) else 0.6


def _fits_sht31(talk: Talk) -> float:
    firsts = talk.first_bytes
    if any(len(sent) == 1 and sent[0] in SHT4X_COMMANDS for sent, _ in talk.exchanges):
        return 0.0
    return 0.0 if firsts and firsts[0] < INA219_REGISTERS and firsts[0] not in SHT31_COMMANDS else 0.7


KINDS = (
    PartKind(
        "sht31", Sht31Chip, CLIMATE(name="SHT31"), I2C, ("temperature_c", "humidity_pct"),
        addresses=(0x44, 0x45),  # data sheet SHT3x-DIS, table 8
        libraries=("adafruit_sht31d",),
        fits=_fits_sht31,
    ),
    PartKind(
        "ads1115", Ads1115Chip, CONVERTER(name="ADS1115"), I2C, ("a0_v",),
        inputs=tuple(f"a{number}_v" for number in range(4)),
        addresses=tuple(range(0x48, 0x4C)),  # SBAS444, table 4
        libraries=("adafruit_ads1x15", "Adafruit_ADS1x15"),
        fits=_fits_ads1115,
    ),
    PartKind(
        "ads1015", Ads1015Chip, CONVERTER(name="ADS1015"), I2C, ("a0_v",),
        inputs=tuple(f"a{number}_v" for number in range(4)),
        addresses=tuple(range(0x48, 0x4C)),  # SBAS473, table 4
        libraries=("adafruit_ads1x15", "Adafruit_ADS1x15"),
        fits=_fits_ads1015,
    ),
)  # fmt: skip
