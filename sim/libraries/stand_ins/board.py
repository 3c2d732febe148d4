"""Stand-in for CircuitPython's `board`: the header of a Raspberry Pi 4."""

from __future__ import annotations

from typing import NoReturn

from sim.libraries.stand_ins import busio
from sim.libraries.stand_ins.microcontroller import PINS

board_id = "RASPBERRY_PI_4B"

# fmt: off
(D0, D1, D2, D3, D4, D5, D6, D7, D8, D9, D10, D11, D12, D13,
 D14, D15, D16, D17, D18, D19, D20, D21, D22, D23, D24, D25, D26, D27) = PINS
# fmt: on
SDA, SCL = D2, D3
CE1, CE0, MISO, MOSI, SCLK = D7, D8, D9, D10, D11
SCK = SCLK
TX, RX = D14, D15
TXD, RXD = D14, D15
MISO_1, MOSI_1, SCLK_1 = D19, D20, D21
SCK_1 = SCLK_1


def __getattr__(name: str) -> NoReturn:
    raise AttributeError(f"module 'board' has no attribute {name!r}")


def I2C() -> busio.I2C:
    """Open the I2C bus on SCL and SDA."""
    return busio.I2C(SCL, SDA)


def SPI() -> busio.SPI:
    """Open the SPI bus on SCLK, MOSI and MISO."""
    return busio.SPI(SCLK, MOSI, MISO)
