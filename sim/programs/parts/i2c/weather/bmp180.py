"""BMP180 and BMP085: temperature and air pressure, I2C. Data sheet BST-BMP180-DS000 (Bosch): section 3.5, figure 4.

A measurement is ready at once; the real chip takes 5 to 26 ms.
"""

from __future__ import annotations

from struct import pack

from sim.programs.parts.i2c.weather.bmp280 import PRESSURE
from sim.programs.parts.i2c.weather.bosch import raw_for
from sim.programs.parts.kind import I2C, PartKind, Talk
from sim.programs.parts.registers import RegisterChip

AC1, AC2, AC3, AC4, AC5, AC6 = 408, -72, -14383, 32741, 32757, 23153  # the unit of figure 4
B1, B2, MB, MC, MD = 6190, 4, -32768, -8711, 2868  # the same unit
CALIBRATION = pack(">3h3H5h", AC1, AC2, AC3, AC4, AC5, AC6, B1, B2, MB, MC, MD)  # registers 0xAA to 0xBF
CHIP_ID, I_AM = 0xD0, 0x55
RESET, RESET_WORD = 0xE0, 0xB6
CONTROL, RUNNING = 0xF4, 0x20
TEMPERATURE, PRESSURE_0 = 0x2E, 0x34  # with the oversampling in the two highest bits
DATA = 0xF6
AT_RESET = {
    **dict(enumerate(CALIBRATION, 0xAA)), CHIP_ID: I_AM, CONTROL: 0, DATA: 0x80, DATA + 1: 0, DATA + 2: 0,
}  # fmt: skip


def fine_of(raw: float) -> float:
    """B5 of figure 4: sixteenths of a tenth of a degree; programs add 8 to round."""
    first = (raw - AC6) * AC5 / 32768
    return first + MC * 2048 / (first + MD)


def pascal_of(raw: float, fine: float, oversampling: int) -> float:
    """The air pressure for a raw value."""
    warm = fine - 4000
    offset = ((AC1 * 4 + B2 * warm * warm / 4096 / 2048 + AC2 * warm / 2048) * (1 << oversampling) + 2) / 4
    slope = AC4 * ((AC3 * warm / 8192 + B1 * warm * warm / 4096 / 65536 + 2) / 4 + 32768) / 32768
    pascal = (raw - offset) * (50000 >> oversampling) * 2 / slope
    return pascal + ((pascal / 256) ** 2 * 3038 / 65536 - 7357 * pascal / 65536 + 3791) / 16


class Bmp180Chip(RegisterChip):
    """One BMP180."""

    feels = ("temperature_c", "pressure_hpa")
    usual_address = 0x77
    at_reset = AT_RESET

    def set(self, register: int, value: int) -> None:
        """Take a byte: a command measures one of the two."""
        if register == RESET and value == RESET_WORD:
            self.reset()
        elif register == CONTROL:
            self.registers[CONTROL] = value & ~RUNNING
            warm = raw_for(fine_of, self.feel("temperature_c") * 160, 16)
            oversampling = value >> 6
            if value & 0x3F == TEMPERATURE:
                self._store(warm << 8)
            elif value & 0x3F == PRESSURE_0:
                fine, pascal = fine_of(warm), self.feel("pressure_hpa") * 100
                raw = raw_for(lambda raw: pascal_of(raw, fine, oversampling), pascal, 16 + oversampling)
                self._store(raw << (8 - oversampling))

    def _store(self, raw: int) -> None:
        self.registers.update(enumerate(raw.to_bytes(3, "big"), DATA))


def _fits(talk: Talk) -> float:
    """Its calibration lies where a BMP280 has nothing; its commands start measurements of a kind of their own."""
    if any(first not in AT_RESET and first != RESET for first in talk.first_bytes):
        return 0.0
    if any(0xAA <= first <= 0xBF for first in talk.first_bytes):
        return 1.0
    if any(sent[0] == CONTROL and sent[1:] and sent[1] & 0x3F in (TEMPERATURE, PRESSURE_0)
           for sent, _ in talk.exchanges if sent):  # fmt: skip
        return 1.0 if talk.words & {"bmp180", "bmp085"} else 0.4
    return 0.95 if talk.words & {"bmp180", "bmp085"} else 0.1


KINDS = (
    PartKind(
        "bmp180", Bmp180Chip, PRESSURE(name="BMP180"), I2C, ("temperature_c", "pressure_hpa"),
        addresses=(0x77,),  # BST-BMP180-DS000, section 5.2
        libraries=("Adafruit_BMP", "bmp180", "bmp085", "Adafruit_BMP085"),
        fits=_fits,
    ),
)  # fmt: skip
