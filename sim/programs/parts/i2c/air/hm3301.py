"""HM3301: dust, I2C, as Grove sells it. Data sheet HM-3300/3600 (Shenzhen Hemu, V2.1), section 5: 29 bytes of data.

It measures by itself; the numbers of particles (bytes 16 to 27) are 0 here.
"""

from __future__ import annotations

from devices import Message
from sim.programs.parts.kind import I2C, PartKind, Talk
from sim.programs.parts.quantities import number
from sim.programs.parts.registers import TellingChip
from sim.wires.i2c import Nack

SELECT_I2C = 0x88
LENGTH = 29
SENSOR_NUMBER = 1  # chosen
DUST_SENSOR = Message("script.kind.dust", "{name}, dust in the air")
DUST = ("pm1_ug_m3", "pm25_ug_m3", "pm10_ug_m3")


def dust_words(pm1_ug_m3: float, pm25_ug_m3: float, pm10_ug_m3: float) -> bytes:
    """Three concentrations as words, high byte first: as for a factory, then the same as in open air."""
    words = b"".join(
        min(max(round(each), 0), 0xFFFF).to_bytes(2, "big") for each in (pm1_ug_m3, pm25_ug_m3, pm10_ug_m3)
    )
    return words * 2


class Hm3301Chip(TellingChip):
    """One dust sensor."""

    feels = DUST

    def plug(self) -> None:
        self.on_bus(self.option("address", 0x40))

    def write(self, data: bytes) -> None:
        """Take a command: the only one there is chooses I2C, which is chosen already."""
        if not self._powered:
            raise Nack
        if data and data[0] != SELECT_I2C:
            self.not_modeled(data[0])

    def read(self, count: int) -> bytes:
        """Give what it measures; the last byte is the sum of the others."""
        if not self._powered:
            raise Nack
        words = dust_words(*map(self.feel, DUST))
        data = (bytes((0, 0)) + SENSOR_NUMBER.to_bytes(2, "big") + words).ljust(LENGTH - 1, b"\0")
        return (data + bytes((sum(data) & 0xFF,)))[:count].ljust(count, b"\xff")


def _fits(talk: Talk) -> float:
    """Its one command, and 29 bytes at a time, which nobody else at this address gives."""
    if any(first != SELECT_I2C for first in talk.first_bytes):
        return 0.0
    long = any(asked in (LENGTH - 1, LENGTH) for _, asked in talk.exchanges)
    return 0.98 if long else 0.6 if talk.first_bytes or talk.says("hm3301") else 0.0


QUANTITIES = (
    number("pm1_ug_m3", 8.0, Message("program.quantity.pm1", "fine dust PM1"), 0.0, 300.0, 1.0, "µg/m³", "40"),
    number("pm25_ug_m3", 12.0, Message("program.quantity.pm25", "fine dust PM2.5"), 0.0, 500.0, 1.0, "µg/m³", "80"),
    number("pm10_ug_m3", 20.0, Message("program.quantity.pm10", "dust PM10"), 0.0, 600.0, 1.0, "µg/m³", "120"),
)
KINDS = (
    PartKind(
        "hm3301", Hm3301Chip, DUST_SENSOR(name="HM3301"), I2C,
        ("pm25_ug_m3", "pm10_ug_m3"),
        addresses=(0x40,),  # section 5.1
        fits=_fits,
    ),
)  # fmt: skip
