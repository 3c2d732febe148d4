"""SHT31: air temperature and humidity, I2C with a checksum. Data sheet SHT3x-DIS: chapter 4, checksum table 20.

The serial number is read with a command of Sensirion's note "SHT3x and STS3x: electronic identification code".
"""

from __future__ import annotations

from sim.chips._bus_chips import ChipOnI2c
from sim.chips._lag import Lag
from sim.wires.i2c import Nack

MEASURE = {0x2400, 0x240B, 0x2416, 0x2C06, 0x2C0D, 0x2C10}
PERIODIC = {
    *(0x2032, 0x2024, 0x202F, 0x2130, 0x2126, 0x212D, 0x2236, 0x2220, 0x222B),
    *(0x2334, 0x2322, 0x2329, 0x2737, 0x2721, 0x272A, 0x2B32),
}  # tables 10 and 12: 0.5 to 10 measurements a second
FETCH, BREAK = 0xE000, 0x3093
HEATER_ON, HEATER_OFF = 0x306D, 0x3066
HEATER_BIT = 0x2000  # of the status register, table 18
READ_SERIAL = 0x3780
SERIAL = 0x2026_0907  # chosen
READ_STATUS = 0xF32D
CLEAR_STATUS = 0x3041
SOFT_RESET = 0x30A2
STATUS_AT_RESET = 0x8010  # alert pending, reset detected
NOISE_C = 0.04  # repeatability at its high setting, data sheet tables 1 and 2
NOISE_PCT = 0.08
WITHIN_C, WITHIN_PCT = 0.2, 2.0  # typical accuracy, tables 1 and 2
LEFT_C, LEFT_PCT = 0.1, 1.0  # chosen: what comparing it with a good thermometer and with wet table salt still misses
TAU_S = 8.0  # of its humidity in moving air, table 1; taken for its temperature as well
POLYNOMIAL = 0x31


def _crc_of_byte(crc: int) -> int:
    for _ in range(8):
        crc = crc << 1 ^ (POLYNOMIAL if crc & 0x80 else 0)
    return crc & 0xFF


_TABLE = tuple(_crc_of_byte(byte) for byte in range(256))


def crc8(data: bytes) -> int:
    """Checksum of two data bytes: BE EF gives 92 (data sheet table 20)."""
    crc = 0xFF
    for byte in data:
        crc = _TABLE[crc ^ byte]
    return crc


def word(share: float) -> bytes:
    """A share of 0 to 1 of the full range as two bytes and their checksum, held at the ends."""
    return with_crc(round(min(max(share, 0.0), 1.0) * 65535))


def with_crc(value: int) -> bytes:
    """A word, high byte first, and its checksum."""
    data = value.to_bytes(2, "big")
    return data + bytes((crc8(data),))


class Sht31Chip(ChipOnI2c):
    """Commands and answers of one SHT31."""

    feels = ("temperature_c", "humidity_pct")

    def plug(self) -> None:
        self._answer = b""
        self._status = STATUS_AT_RESET
        self._repeats = False
        self._too_warm_c = self.unit.offset("temperature_c", 25.0, WITHIN_C, LEFT_C)
        self._too_wet_pct = self.unit.offset("humidity_pct", 75.3, WITHIN_PCT, LEFT_PCT)
        self._lag_c, self._lag_pct = Lag(self.pi.clock, TAU_S), Lag(self.pi.clock, TAU_S)
        self.on_bus(self.option("address", 0x44))

    def write(self, data: bytes) -> None:
        """Take a command of two bytes."""
        if not self._powered:
            raise Nack
        command = int.from_bytes(data[:2], "big") if len(data) >= 2 else 0
        if command in MEASURE:
            self._answer = self._measure()
        elif command in PERIODIC:
            self._repeats, self._answer = True, b""
        elif command == FETCH:
            self._answer = self._measure() if self._repeats else b""
        elif command == BREAK:
            self._repeats, self._answer = False, b""
        else:
            self._about_itself(command)

    def _about_itself(self, command: int) -> None:
        """Heater, serial number, status and reset."""
        if command in (HEATER_ON, HEATER_OFF):
            self._status = self._status & ~HEATER_BIT | (HEATER_BIT if command == HEATER_ON else 0)
        elif command == READ_SERIAL:
            self._answer = b"".join(with_crc(part) for part in divmod(SERIAL, 0x10000))
        elif command == READ_STATUS:
            self._answer = with_crc(self._status)
        elif command == CLEAR_STATUS:
            self._status &= HEATER_BIT
        elif command == SOFT_RESET and not self._repeats:
            self._status, self._answer = STATUS_AT_RESET, b""

    def read(self, count: int) -> bytes:
        """Give the answer to the last command. Without a command the chip does not acknowledge."""
        if not self._powered or not self._answer:
            raise Nack
        return self._answer[:count].ljust(count, b"\xff")

    def _measure(self) -> bytes:
        t_c, rh_pct = self.feel("temperature_c"), self.feel("humidity_pct")
        if not self.unit.ideal:
            t_c = self._lag_c.of(t_c) + self._too_warm_c
            rh_pct = self._lag_pct.of(rh_pct) + self._too_wet_pct
        t_c += NOISE_C * (2.0 * self._random() - 1.0)
        rh_pct += NOISE_PCT * (2.0 * self._random() - 1.0)
        return word((t_c + 45.0) / 175.0) + word(rh_pct / 100.0)
