"""BMP280 and BME280: temperature, air pressure, and with the second humidity, I2C. Their data sheets: see bosch.py.

They sleep after power-on. A measurement is ready at once; the real chip takes 6 to 45 ms.
"""

from __future__ import annotations

from typing import ClassVar

from devices import Message
from sim.programs.parts.i2c.weather import bosch
from sim.programs.parts.kind import I2C, PartKind, Talk
from sim.programs.parts.quantities import number
from sim.programs.parts.registers import RegisterChip

CHIP_ID, RESET, RESET_WORD = 0xD0, 0xE0, 0xB6  # BST-BMP280-DS001, table 18
BMP280, BME280 = 0x58, 0x60
CTRL_HUM, STATUS, CTRL_MEAS, CONFIG = 0xF2, 0xF3, 0xF4, 0xF5
DATA = range(0xF7, 0xFD)
HUMIDITY = range(0xFD, 0xFF)
NOTHING_20, NOTHING_16 = 0x80000, 0x8000  # what a measurement that was left out reads as (section 3.11)
NORMAL, FORCED = 3, (1, 2)
CALIBRATION = dict(enumerate(bosch.calibration_block(), 0x88))
AT_RESET = {
    **CALIBRATION, CHIP_ID: BMP280, CHIP_ID + 1: 0, STATUS: 0, CTRL_MEAS: 0, CONFIG: 0,
    **dict(zip(DATA, (0x80, 0, 0, 0x80, 0, 0), strict=True)),
}  # fmt: skip
AT_RESET_BME = {
    **AT_RESET, CHIP_ID: BME280, 0xA1: bosch.H1, **dict(enumerate(bosch.humidity_block(), 0xE1)),
    CTRL_HUM: 0, 0xFD: 0x80, 0xFE: 0,
}  # fmt: skip
ONLY_BME = {0xA1, *range(0xE1, 0xE8), CTRL_HUM, *HUMIDITY}


class Bmp280Chip(RegisterChip):
    """One BMP280."""

    feels: ClassVar[tuple[str, ...]] = ("temperature_c", "pressure_hpa")
    usual_address = 0x76
    at_reset = AT_RESET

    def get(self, register: int) -> int:
        """What is read; in normal mode, the values are those of now."""
        if register in DATA or register in HUMIDITY:
            if self.registers[CTRL_MEAS] & 3 == NORMAL and register in (DATA.start, 0xFA, HUMIDITY.start):
                self.measure()
            elif not self._measured:
                self.asleep(CTRL_MEAS, 0x27)
        return super().get(register)

    def set(self, register: int, value: int) -> None:
        """Take a byte; a forced measurement ends asleep."""
        if register == RESET:
            if value == RESET_WORD:
                self.reset()
        elif register == CTRL_MEAS:
            self.registers[register] = value
            self.humid = self.registers.get(CTRL_HUM, 0)
            if value & 3:
                self.measure()
            if value & 3 in FORCED:
                self.registers[register] = value & ~3
        elif register in (CTRL_HUM, CONFIG) and register in self.registers:
            self.registers[register] = value

    def reset(self) -> None:
        """As after power-on: nothing has been measured."""
        super().reset()
        self._measured = False
        self.humid = 0  # the setting for humidity counts when CTRL_MEAS is written (BST-BME280-DS002, section 5.4.3)
        self._last: object = None  # the air and the settings of the last measurement

    def measure(self) -> None:
        """Put what is in the air now into the data registers."""
        self._measured = True
        air = tuple(map(self.feel, self.feels))
        now = (air, self.humid, self.registers[CTRL_MEAS], self.registers[CONFIG])
        if now != self._last:
            self._last = now
            self.convert(*air)

    def convert(self, celsius: float, hpa: float, percent: float = 0.0) -> None:
        """Turn what is in the air into raw values."""
        control = self.registers[CTRL_MEAS]
        warm = bosch.raw_temperature(celsius)
        self.fine = bosch.fine_of(warm)
        raw = bosch.raw_pressure(hpa * 100, self.fine)
        self._store(DATA.start, self._shortened(raw, control >> 2 & 7))
        self._store(DATA.start + 3, self._shortened(warm, control >> 5))

    def _shortened(self, raw: int, oversampling: int) -> int:
        """16 bits, one more for each step of oversampling, all 20 with the filter (sections 3.3.1 and 3.3.3)."""
        if not oversampling:
            return NOTHING_20
        lost = 0 if self.registers[CONFIG] & 0x1C else max(5 - oversampling, 0)
        return raw >> lost << lost

    def _store(self, register: int, raw: int) -> None:
        self.registers[register] = raw >> 12
        self.registers[register + 1] = raw >> 4 & 0xFF
        self.registers[register + 2] = raw << 4 & 0xF0


class Bme280Chip(Bmp280Chip):
    """One BME280."""

    feels = ("temperature_c", "pressure_hpa", "humidity_pct")
    at_reset = AT_RESET_BME

    def convert(self, celsius: float, hpa: float, percent: float = 0.0) -> None:
        """Convert the humidity as well."""
        super().convert(celsius, hpa)
        raw = NOTHING_16
        if self.humid & 7:
            raw = bosch.raw_humidity(percent, self.fine)
        self.registers[HUMIDITY.start], self.registers[HUMIDITY.start + 1] = divmod(raw, 256)


def _knows(talk: Talk, registers: dict[int, int]) -> bool:
    return all(first in registers or first == RESET for first in talk.first_bytes)


def _fits_bmp280(talk: Talk) -> float:
    if not _knows(talk, AT_RESET):
        return 0.0
    return 0.9 if talk.words & {"bmp280", "bmp"} else 0.6


def _fits_bme280(talk: Talk) -> float:
    """Humidity is only here: its calibration, its setting, and eight bytes of data."""
    if not _knows(talk, AT_RESET_BME):
        return 0.0
    if any(first in ONLY_BME for first in talk.first_bytes) or (bytes((DATA.start,)), 8) in talk.exchanges:
        return 1.0
    return 0.95 if talk.says("bme280", "bme") and not talk.says("bmp280", "bme680", "bme688") else 0.5


QUANTITIES = (
    number(
        "pressure_hpa", 1013.25, Message("program.quantity.pressure", "air pressure"), 800.0, 1050.0, 1.0, "hPa", "950"
    ),  # ISO 2533: at sea level; 800 hPa at 1900 m
)
PRESSURE = Message("script.kind.pressure", "{name}, air temperature and pressure")
KINDS = (
    PartKind(
        "bmp280", Bmp280Chip, PRESSURE(name="BMP280"), I2C,
        ("temperature_c", "pressure_hpa"),
        addresses=(0x77, 0x76),  # BST-BMP280-DS001, section 5.2; SDO high, as libraries think, or low
        libraries=("adafruit_bmp280", "bmp280"),
        fits=_fits_bmp280,
    ),
    PartKind(
        "bme280", Bme280Chip, Message("script.kind.air", "BME280, air temperature, pressure and humidity"), I2C,
        ("temperature_c", "pressure_hpa", "humidity_pct"),
        addresses=(0x77, 0x76),  # BST-BME280-DS002, section 6.2; the same
        libraries=("adafruit_bme280", "bme280"),
        fits=_fits_bme280,
    ),
)  # fmt: skip
