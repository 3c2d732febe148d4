"""Stand-in for `Adafruit_BMP.BMP085`: a BMP085 or BMP180. Data sheet BMP180 (BST-BMP180-DS000), section 3.5."""

from __future__ import annotations

from struct import unpack

from sim.libraries.modules import sleep
from sim.libraries.stand_ins.smbus import BUS, SMBus

BMP085_ULTRALOWPOWER, BMP085_STANDARD, BMP085_HIGHRES, BMP085_ULTRAHIGHRES = range(4)
BMP085_I2CADDR = 0x77
CALIBRATION, CONTROL, RESULT = 0xAA, 0xF4, 0xF6
TEMPERATURE, PRESSURE = 0x2E, 0x34
TAKES_S = (0.005, 0.008, 0.014, 0.026)  # table 3, for each oversampling
SEA_LEVEL_PA = 101325.0


class BMP085:
    """One sensor of air pressure."""

    def __init__(
        self, mode: int = BMP085_STANDARD, address: int = BMP085_I2CADDR, i2c: object = None, busnum: int | None = None,
        **_: object,
    ) -> None:  # fmt: skip
        if mode not in range(4):
            raise ValueError(f"Unexpected mode value {mode}.")
        self._mode, self._address = mode, address
        self._bus = SMBus(BUS if busnum is None else busnum)
        block = bytes(self._bus.read_i2c_block_data(address, CALIBRATION, 22))
        self._ac, self._b, self._m = (found := unpack(">hhhHHHhhhhh", block))[:6], found[6:8], found[8:]

    def read_raw_temp(self) -> int:
        """Return the temperature as the sensor gives it."""
        return self._measure(TEMPERATURE, TAKES_S[0], 2)

    def read_raw_pressure(self) -> int:
        """Return the pressure as the sensor gives it."""
        return self._measure(PRESSURE | self._mode << 6, TAKES_S[self._mode], 3) >> 8 - self._mode

    def read_temperature(self) -> float:
        """Return degrees Celsius."""
        return (self._fine() + 8 >> 4) / 10.0

    def read_pressure(self) -> int:
        """Return pascals."""
        fine, raw, mode = self._fine(), self.read_raw_pressure(), self._mode
        ac1, ac2, ac3, ac4, _, _ = self._ac
        b1, b2 = self._b
        b6 = fine - 4000
        b3 = ((ac1 * 4 + (b2 * (b6 * b6 >> 12) >> 11) + (ac2 * b6 >> 11) << mode) + 2) // 4
        b4 = ac4 * (((ac3 * b6 >> 13) + (b1 * (b6 * b6 >> 12) >> 16) + 2 >> 2) + 32768) >> 15
        b7 = (raw - b3) * (50000 >> mode)
        pascal = b7 * 2 // b4 if b7 < 0x80000000 else b7 // b4 * 2
        x1 = (pascal >> 8) ** 2 * 3038 >> 16
        return int(pascal + (x1 + (-7357 * pascal >> 16) + 3791 >> 4))

    def read_altitude(self, sealevel_pa: float = SEA_LEVEL_PA) -> float:
        """Return meters above the height with that pressure."""
        return float(44330.0 * (1.0 - (self.read_pressure() / sealevel_pa) ** (1.0 / 5.255)))

    def read_sealevel_pressure(self, altitude_m: float = 0.0) -> float:
        """Return the pressure at the sea, in pascals, when the sensor is at that altitude."""
        return float(self.read_pressure() / (1.0 - altitude_m / 44330.0) ** 5.255)

    readTemperature, readPressure, readAltitude = read_temperature, read_pressure, read_altitude

    def _measure(self, command: int, takes_s: float, count: int) -> int:
        self._bus.write_byte_data(self._address, CONTROL, command)
        sleep(takes_s)
        return int.from_bytes(self._bus.read_i2c_block_data(self._address, RESULT, count))

    def _fine(self) -> int:
        raw = self.read_raw_temp()
        _, mc, md = self._m
        x1 = (raw - self._ac[5]) * self._ac[4] >> 15
        return int(x1 + (mc << 11) // (x1 + md))
