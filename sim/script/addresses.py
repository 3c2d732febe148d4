"""Which of our chips is meant at an I2C address, by who asks and by the bytes."""

from __future__ import annotations

import sys

OURS = {
    **dict.fromkeys((0x27, 0x3F), "lcd"),  # PCF8574 and PCF8574A as shops sell them, no bridge soldered
    **dict.fromkeys((0x23, 0x5C), "bh1750"),  # data sheet BH1750FVI, ADDR low or high
    **dict.fromkeys(range(0x4C, 0x50), "pcf8591"),  # data sheet PCF8591, section 7.1: 0x48 to 0x4f
    **dict.fromkeys(range(0x48, 0x4C), "ads1115"),  # SBAS444, table 4
    **dict.fromkeys(range(0x40, 0x44), "ina219"),  # SBOS448G, table 1: 0x40 to 0x4f
    **dict.fromkeys((0x44, 0x45), "sht31"),  # data sheet SHT3x-DIS, table 8
}
LIBRARIES = {
    "adafruit_bh1750": "bh1750",
    "adafruit_ads1x15": "ads1115",
    "Adafruit_ADS1x15": "ads1115",
    "adafruit_ina219": "ina219",
    "ina219": "ina219",
    "adafruit_sht31d": "sht31",
}
UNDER_LIBRARIES = ("adafruit_bus_device", "adafruit_register")  # they carry bytes for the others
ADS1115_REGISTERS = 4
INA219_REGISTERS = 6
SHT31_COMMANDS = (0x20, 0x21, 0x22, 0x23, 0x24, 0x27, 0x2B, 0x2C, 0x30, 0xE0, 0xF3)  # first bytes, SHT3x-DIS chapter 4


def library_asking() -> str | None:
    """The library of a chip that is speaking now, or None when the program itself writes the bytes."""
    frame = sys._getframe(1)
    while frame is not None:
        root = str(frame.f_globals.get("__name__", "")).partition(".")[0]
        if root in LIBRARIES or (root.startswith("adafruit_") and root not in UNDER_LIBRARIES):
            return root
        frame = frame.f_back  # type: ignore[assignment]  # None at the end
    return None


def chip_for(address: int, library: str | None, sent: bytes) -> str | None:
    """The kind of chip that is meant at an address, or None when we have none that could be."""
    usual = OURS.get(address)
    if usual is None or library is not None:
        return LIBRARIES.get(library) if usual is not None and library is not None else None
    if usual == "sht31" and sent and sent[0] < INA219_REGISTERS and sent[0] not in SHT31_COMMANDS:
        return "ina219"
    if usual == "ads1115" and sent and sent[0] >= ADS1115_REGISTERS:
        return "pcf8591"  # its control byte has bit 6 set in nearly every program
    return usual
