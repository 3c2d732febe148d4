"""What the chips on i2c-1 and spi0 measure, written into their registers."""

from __future__ import annotations

from pathlib import Path

I2C, SPI = Path("/proc/pi_i2c"), Path("/proc/pi_spi")
ADS1115_STEP_V = 1.25e-4  # at gain 1, SBAS444
INA219_BUS_STEP_V, INA219_SHUNT_STEP_V = 4e-3, 1e-5  # SBOS448G
INA219_READY = 0x2


def tell(command: str) -> None:
    """One command to the I2C bus; see modules/pi_buses.c."""
    I2C.write_text(command)


def hang(on: bool) -> None:
    """Somebody holds the bus: each transfer takes a second and fails."""
    tell(f"hang {int(on)}")


def gone(address: int) -> None:
    """Unplug a chip."""
    tell(f"{address:x} gone")


def back(address: int) -> None:
    """Plug it in again."""
    tell(f"{address:x} back")


def nothing_plugged() -> None:
    """An empty bus that does not hang."""
    hang(False)
    for address in (0x40, 0x41, 0x44, 0x45, 0x48):
        tell(f"{address:x} nothing")


def plug(kind: str, *addresses: int) -> None:
    """New chips of that kind at these addresses."""
    for address in addresses:
        tell(f"{address:x} {kind}")


def ads1115(address: int, number: int, volts: float) -> None:
    """The voltage at input A`number`."""
    tell(f"{address:x} input {number} {round(volts / ADS1115_STEP_V):x}")


def ina219(address: int, volts: float, amperes: float, shunt_ohm: float = 0.1) -> None:
    """Bus voltage and current."""
    tell(f"{address:x} reg 2 {round(volts / INA219_BUS_STEP_V) << 3 | INA219_READY:x}")
    tell(f"{address:x} reg 1 {round(amperes * shunt_ohm / INA219_SHUNT_STEP_V) & 0xFFFF:x}")


def sht31(address: int, celsius: float, humidity_pct: float) -> None:
    """Temperature and humidity, by the formulas of its data sheet (4.13)."""
    tell(f"{address:x} reg 0 {round((celsius + 45.0) / 175.0 * 65535):x}")
    tell(f"{address:x} reg 1 {round(humidity_pct / 100.0 * 65535):x}")


def mcp3008(number: int, code: int) -> None:
    """The code of input CH`number`, 0 to 1023."""
    SPI.write_text(f"{number} {code}")


def asked() -> dict[int, int]:
    """How often each chip answered, by its address."""
    rows = (line.split() for line in I2C.read_text().splitlines())
    return {int(row[0], 16): int(row[4]) for row in rows}
