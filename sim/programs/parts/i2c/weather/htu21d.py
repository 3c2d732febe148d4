"""HTU21D and SI7021: air temperature and humidity, I2C.

Data sheets HTU21D (TE Connectivity) and Si7021-A20 (Silicon Labs). Both know the same commands. Until a measurement is
over, the chip does not acknowledge. One that holds the clock meanwhile gives its value at once here.
"""

from __future__ import annotations

from sim.programs.parts.kind import CLIMATE, I2C, PartKind, Talk
from sim.programs.parts.registers import TellingChip
from sim.wires.i2c import Nack

TEMPERATURE, HUMIDITY = (0xE3, 0xF3), (0xE5, 0xF5)  # holding the clock, and not (HTU21D, table "Command")
TEMPERATURE_BEFORE = 0xE0  # of the last humidity measurement (Si7021, table 11)
WAITED_FOR = (TEMPERATURE[1], HUMIDITY[1])
HTU_TAKES_S, SI_TAKES_S = (0.044, 0.014), (0.007, 0.017)  # typical, of 14 and 12 bits; the Si7021 measures both for one
WRITE_USER, READ_USER, RESET = 0xE6, 0xE7, 0xFE
USER_AT_RESET = 0x02  # HTU21D, section "User register"; the Si7021 has 0x3A
SI_USER_AT_RESET = 0x3A
IDS = {b"\xfa\x0f": b"\x00\x00\x00\x00\x00\x00\x00\x00", b"\xfc\xc9": b"\x15\x79\xff\xb5\xff\xff"}  # 0x15: Si7021
READ_HEATER, WRITE_HEATER = 0x11, 0x51  # Si7021, section 5.5
FIRMWARE, FIRMWARE_2 = b"\x84\xb8", b"\x20"  # Si7021, section 5.2
COMMANDS = {
    *TEMPERATURE,
    *HUMIDITY,
    TEMPERATURE_BEFORE,
    WRITE_USER,
    READ_USER,
    RESET,
    0xFA,
    0xFC,
    0x84,
    READ_HEATER,
    WRITE_HEATER,
}
POLYNOMIAL = 0x131  # x8 + x5 + x4 + 1 (HTU21D, section "CRC")


def checksum(data: bytes) -> int:
    """The checksum of a measurement: 68 3A gives 7C (HTU21D, section "CRC")."""
    crc = 0
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc << 1 ^ (POLYNOMIAL if crc & 0x80 else 0)
    return crc & 0xFF


class Htu21dChip(TellingChip):
    """One climate sensor."""

    feels = ("temperature_c", "humidity_pct")
    user_at_reset = USER_AT_RESET
    takes_s = HTU_TAKES_S

    def plug(self) -> None:
        self._reset()
        self.on_bus(self.option("address", 0x40))

    def power_changed(self) -> None:
        super().power_changed()
        self._reset()

    def _reset(self) -> None:
        self._user = self.user_at_reset
        self._answer = b""
        self._ready_s = self._wait_s = 0.0

    def write(self, data: bytes) -> None:
        """Take a command."""
        if not self._powered:
            raise Nack
        if not data:
            return
        command = data[0]
        self._wait_s = self.takes_s[WAITED_FOR.index(command)] if command in WAITED_FOR else 0.0
        self._ready_s = self.pi.clock.monotonic() + self._wait_s
        if command in (*TEMPERATURE, TEMPERATURE_BEFORE):
            self._answer = _measured((self.feel("temperature_c") + 46.85) / 175.72, 0)
        elif command in HUMIDITY:
            self._answer = _measured((self.feel("humidity_pct") + 6.0) / 125.0, 2)
        elif command == READ_USER:
            self._answer = bytes((self._user,))
        elif command == WRITE_USER and len(data) > 1:
            self._user = data[1]
        elif command == RESET:
            self._reset()
        else:
            self._answer = self.about_itself(data)

    def about_itself(self, data: bytes) -> bytes:
        """What only the Si7021 knows."""
        self.not_modeled(data[0])
        return b""

    def read(self, count: int) -> bytes:
        """Give the answer to the last command; without one the chip does not acknowledge."""
        if not self._powered or not self._answer:
            raise Nack
        if self.pi.clock.monotonic() < self._ready_s:
            self.busy(self._wait_s)
            raise Nack
        return self._answer[:count].ljust(count, b"\xff")


class Si7021Chip(Htu21dChip):
    """The same with a serial number."""

    user_at_reset = SI_USER_AT_RESET
    takes_s = SI_TAKES_S
    _heater = 0x00

    def about_itself(self, data: bytes) -> bytes:
        """Its serial number and its firmware."""
        if data[:2] == FIRMWARE:
            return FIRMWARE_2
        if data[0] == WRITE_HEATER:
            self._heater = data[-1]
        if data[0] in (READ_HEATER, WRITE_HEATER):
            return bytes((self._heater,))
        return IDS.get(data[:2]) or super().about_itself(data)


def _measured(share: float, status: int) -> bytes:
    """A word whose two lowest bits say what it is, and its checksum."""
    word = (min(max(round(share * 65536), 0), 65535) & ~3 | status).to_bytes(2, "big")
    return word + bytes((checksum(word),))


def _is_spoken(talk: Talk) -> bool:
    return all(first in COMMANDS for first in talk.first_bytes)


def _is_si7021(talk: Talk) -> bool:
    own = (0xFA, 0xFC, 0x84, TEMPERATURE_BEFORE, READ_HEATER, WRITE_HEATER)
    return any(first in own for first in talk.first_bytes) or talk.says("si7021")


def _fits_htu21d(talk: Talk) -> float:
    """Most programs use only what both know."""
    if not _is_spoken(talk):
        return 0.0
    return 0.2 if _is_si7021(talk) or not talk.first_bytes else 0.95


def _fits_si7021(talk: Talk) -> float:
    if not _is_spoken(talk):
        return 0.0
    return 0.15 if not talk.first_bytes else 0.98 if _is_si7021(talk) else 0.3


KINDS = (
    PartKind(
        "htu21d", Htu21dChip, CLIMATE(name="HTU21D"), I2C, ("temperature_c", "humidity_pct"),
        addresses=(0x40,),  # data sheet HTU21D, section "I2C address"
        libraries=("adafruit_htu21d",),
        fits=_fits_htu21d,
    ),
    PartKind(
        "si7021", Si7021Chip, CLIMATE(name="SI7021"), I2C, ("temperature_c", "humidity_pct"),
        addresses=(0x40,),  # data sheet Si7021-A20, section 5
        libraries=("adafruit_si7021",),
        fits=_fits_si7021,
    ),
)  # fmt: skip
