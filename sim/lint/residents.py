"""Which chips usually live at which I2C address, as their data sheets say."""

from __future__ import annotations

from collections.abc import Iterator

# Name on the shop's label, and every address that the chip's own pins can set.
CHIPS: dict[str, tuple[int, ...]] = {
    "SSD1306 display": (0x3C, 0x3D),
    "LCD with PCF8574": tuple(range(0x20, 0x28)),
    "LCD with PCF8574A": tuple(range(0x38, 0x40)),
    "MCP23017": tuple(range(0x20, 0x28)),
    "BH1750": (0x23, 0x5C),
    "VL53L0X": (0x29,),
    "AHT20": (0x38,),
    "TSL2561": (0x29, 0x39, 0x49),
    "HTU21D": (0x40,),
    "INA219": tuple(range(0x40, 0x50)),
    "PCA9685": tuple(range(0x40, 0x48)),
    "SHT31": (0x44, 0x45),
    "ADS1115": (0x48, 0x49, 0x4A, 0x4B),
    "PCF8591": tuple(range(0x48, 0x50)),
    "SGP30": (0x58,),
    "CCS811": (0x5A, 0x5B),
    "MLX90614": (0x5A,),
    "SCD30": (0x61,),
    "SCD40": (0x62,),
    "DS3231 clock": (0x68,),
    "MPU6050": (0x68, 0x69),
    "BME280 or BMP280": (0x76, 0x77),
}
MOST = 3  # names in one sentence


def _by_address() -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    for name, addresses in CHIPS.items():
        for address in addresses:
            found[address] = (*found.get(address, ()), name)
    return {address: names[:MOST] for address, names in found.items()}


RESIDENTS = _by_address()


def neighbours(address: int) -> Iterator[int]:
    """The other addresses of chips that can be moved by a pin or two: a program that tries both makes no mistake."""
    for addresses in CHIPS.values():
        if address in addresses and len(addresses) == 2:
            yield from (each for each in addresses if each != address)
