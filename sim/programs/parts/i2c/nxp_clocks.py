"""PCF8563 and PCF8523: clocks with a battery, I2C. Data sheets PCF8563 and PCF8523 (NXP), register maps.

They come set to the board's own time. Alarms and timers are not here.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar

from devices import Message
from sim.programs.parts.i2c.ds3231 import CENTURY
from sim.programs.parts.kind import I2C, PartKind, Talk
from sim.programs.parts.registers import RegisterChip
from sim.wires.i2c import Nack

FIELDS = 7  # seconds, minutes, hours, day, weekday, month, year; BCD
STOPPED = 0x80  # of the seconds: the clock had stopped, and the time is not sure


class Pcf8563Chip(RegisterChip):
    """One clock."""

    usual_address = 0x51
    first: ClassVar[int] = 0x02  # where the seconds stand
    at_reset: ClassVar[dict[int, int]] = {
        **dict.fromkeys(range(0x10), 0x00), **dict.fromkeys(range(0x09, 0x0D), 0x80), 0x0D: 0x80, 0x0E: 0x03,
    }  # fmt: skip

    def reset(self) -> None:
        """As it comes from the shop that has set it."""
        super().reset()
        self._ahead = timedelta()
        self._weekday_ahead = 0
        self._image: list[int] = []  # a time of which only a part is written, and which is none yet

    def power_changed(self) -> None:
        """The battery goes on."""
        self.pointer = 0

    def write(self, data: bytes) -> None:
        """Take registers; the time counts when all of it is one."""
        super().write(data)
        if self._image:
            self._set_time()

    def read(self, count: int) -> bytes:
        """Give registers; the time does not move on between them."""
        if not self._powered:
            raise Nack
        now = self._image or self._as_bcd(self._now())
        self.registers.update({self.first + place: value for place, value in enumerate(now)})
        return super().read(count)

    def set(self, register: int, value: int) -> None:
        """Take a byte."""
        if self.first <= register < self.first + FIELDS:
            self._image = self._image or self._as_bcd(self._now())
            self._image[register - self.first] = value
        elif register in self.registers:
            self.registers[register] = value

    def _now(self) -> datetime:
        return self.pi.clock.now().replace(tzinfo=None) + self._ahead

    def _as_bcd(self, moment: datetime) -> list[int]:
        values = [moment.second, moment.minute, moment.hour, moment.day, 0, moment.month, moment.year % 100]
        values[4] = (moment.isoweekday() + self._weekday_ahead) % 7
        return [value // 10 << 4 | value % 10 for value in values]

    def _set_time(self) -> None:
        masks = (0x7F, 0x7F, 0x3F, 0x3F, 0x07, 0x1F, 0xFF)
        fields = [value & mask for value, mask in zip(self._image, masks, strict=True)]
        second, minute, hour, day, weekday, month, year = ((each >> 4) * 10 + (each & 0x0F) for each in fields)
        try:
            wanted = datetime(CENTURY + year, month, day, hour, minute, second)
        except ValueError:
            return  # the rest of it is still to come
        self._image = []
        self._weekday_ahead = (weekday - wanted.isoweekday()) % 7
        self._ahead = wanted - self.pi.clock.now().replace(tzinfo=None)


class Pcf8523Chip(Pcf8563Chip):
    """The same with three registers before the time."""

    usual_address = 0x68
    first = 0x03
    at_reset: ClassVar[dict[int, int]] = {**dict.fromkeys(range(0x14), 0x00), 0x02: 0xE0}


def _fits_pcf8563(talk: Talk) -> float:
    """A memory at the same address is not read where the seconds are."""
    if any(first not in Pcf8563Chip.at_reset for first in talk.first_bytes):
        return 0.0
    if talk.says("pcf8563", "rtc8564", "bm8563"):
        return 0.98
    return 0.95 if any(sent == b"\x02" and asked == FIELDS for sent, asked in talk.exchanges) else 0.0


def _fits_pcf8523(talk: Talk) -> float:
    """Another clock at the same address has its seconds in the first register."""
    if any(first not in Pcf8523Chip.at_reset for first in talk.first_bytes):
        return 0.0
    if talk.says("pcf8523"):
        return 0.98
    return 0.95 if any(sent == b"\x03" and asked == FIELDS for sent, asked in talk.exchanges) else 0.0


CLOCK = Message("script.kind.clock_of", "{name}, real-time clock")
KINDS = (
    PartKind(
        "pcf8563", Pcf8563Chip, CLOCK(name="PCF8563"), I2C, (),
        addresses=(0x51,),  # data sheet PCF8563, section 9.5
        libraries=("adafruit_pcf8563",),
        fits=_fits_pcf8563,
    ),
    PartKind(
        "pcf8523", Pcf8523Chip, CLOCK(name="PCF8523"), I2C, (),
        addresses=(0x68,),  # data sheet PCF8523, section 8.10
        libraries=("adafruit_pcf8523",),
        fits=_fits_pcf8523,
    ),
)  # fmt: skip
