"""DS3231: a clock with a battery, I2C. Data sheet DS3231 (Maxim, revision 10): register map figure 1.

It comes set to the board's own time. Its alarms set their flags; its INT wire is connected to nothing.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from devices import Message
from sim.programs.parts.kind import I2C, PartKind, Talk
from sim.programs.parts.registers import RegisterChip
from sim.wires.i2c import Nack

TIME = range(0x00, 0x07)  # seconds, minutes, hours, day of the week, date, month, year; BCD
SECONDS, MINUTES, HOURS, WEEKDAY, DATE, MONTH, YEAR = TIME
TWELVE, AFTERNOON = 0x40, 0x20  # of the hours
CENTURY = 2000
ALARM_1, ALARM_2 = range(0x07, 0x0B), range(0x0B, 0x0E)
ANY, BY_WEEKDAY = 0x80, 0x40
CONTROL, STATUS, AGING, TEMPERATURE = 0x0E, 0x0F, 0x10, range(0x11, 0x13)
CONVERT, INTERRUPTS = 0x20, 0x03
STOPPED = 0x80  # of the status: the clock had stopped
AT_RESET = {**dict.fromkeys((*TIME, *ALARM_1, *ALARM_2, AGING, *TEMPERATURE), 0), CONTROL: 0x1C, STATUS: 0x08}
REGISTERS = 0x13
MOST_STEPS = 400  # days, hours and minutes until an alarm that comes at all within a year


class Ds3231Chip(RegisterChip):
    """One clock."""

    feels = ("temperature_c",)
    usual_address = 0x68
    at_reset = AT_RESET

    def reset(self) -> None:
        """As it comes from the shop that has set it."""
        super().reset()
        self._ahead = timedelta()
        self._weekday_ahead = 0
        self._twelve = False
        self._image: dict[int, int] = {}  # time that is not valid yet, because only a part of it is written
        self._looked = self.now()

    def power_changed(self) -> None:
        """The battery goes on."""
        self.pointer = 0

    def now(self) -> datetime:
        """What the clock says."""
        return self.pi.clock.now().replace(tzinfo=None) + self._ahead

    def write(self, data: bytes) -> None:
        """Take registers; the time counts when all of it has come."""
        super().write(data)
        if self._image:
            self._set_time()

    def read(self, count: int) -> bytes:
        """Give registers; the time does not move on between them."""
        if not self._powered:
            raise Nack
        self.registers.update(self._image or self._as_bcd(self.now()))
        self._look_for_alarms()
        return super().read(count)

    def get(self, register: int) -> int:
        """What is read."""
        if register in TEMPERATURE:
            quarters = round(self.feel("temperature_c") * 4)
            return quarters >> 2 & 0xFF if register == TEMPERATURE.start else (quarters & 3) << 6
        return super().get(register)

    def set(self, register: int, value: int) -> None:
        """Take a byte."""
        if register in TIME:
            if not self._image:
                self._image = self._as_bcd(self.now())
            self._image[register] = value
        elif register == STATUS:
            self._look_for_alarms()
            flags = STOPPED | 0x03
            self.registers[STATUS] = self.registers[STATUS] & value & flags | value & 0x08
        elif register not in TEMPERATURE:
            self.registers[register] = value & ~CONVERT if register == CONTROL else value
            if register == CONTROL and value & INTERRUPTS:
                self.no_interrupt(STATUS)

    def after(self, register: int) -> int:
        """The pointer goes round."""
        return (register + 1) % REGISTERS if register < REGISTERS else (register + 1) & 0xFF

    def _as_bcd(self, moment: datetime) -> dict[int, int]:
        hours = _bcd(moment.hour)
        if self._twelve:
            hours = TWELVE | (AFTERNOON if moment.hour >= 12 else 0) | _bcd((moment.hour - 1) % 12 + 1)
        weekday = (moment.isoweekday() - 1 + self._weekday_ahead) % 7 + 1
        values = (_bcd(moment.second), _bcd(moment.minute), hours, weekday, _bcd(moment.day), _bcd(moment.month))
        return dict(zip(TIME, (*values, _bcd(moment.year % 100)), strict=True))

    def _set_time(self) -> None:
        image = self._image
        try:
            wanted = datetime(
                CENTURY + _number(image[YEAR]), _number(image[MONTH] & 0x1F), _number(image[DATE]),
                _hour(image[HOURS]), _number(image[MINUTES]), _number(image[SECONDS] & 0x7F),
            )  # fmt: skip
        except ValueError:
            return  # the rest of it is still to come
        self._image = {}
        self._twelve = bool(image[HOURS] & TWELVE)
        self._weekday_ahead = (image[WEEKDAY] - wanted.isoweekday()) % 7
        self._ahead = wanted - self.pi.clock.now().replace(tzinfo=None)
        self._looked = wanted

    def _look_for_alarms(self) -> None:
        """Set the flags of the alarms since the last look."""
        since, now = self._looked, self.now()
        self._looked = now
        for flag, registers in ((1, ALARM_1), (2, ALARM_2)):
            fields = [self.registers[each] for each in registers]
            if len(fields) == 3:
                fields.insert(0, 0)
            if any(fields) and self._rings(fields, since, now):
                self.registers[STATUS] |= flag

    def _rings(self, fields: list[int], since: datetime, until: datetime) -> bool:
        """Whether an alarm came after `since` and not after `until` (table 2)."""
        at = since.replace(microsecond=0) + timedelta(seconds=1)
        second, minute, hour, day = fields
        for _ in range(MOST_STEPS):
            if at > until:
                return False
            if not day & ANY and not self._is_day(day, at):
                at = at.replace(hour=0, minute=0, second=0) + timedelta(days=1)
            elif not hour & ANY and at.hour != _hour(hour):
                at = at.replace(minute=0, second=0) + timedelta(hours=1)
            elif not minute & ANY and at.minute != _number(minute & 0x7F):
                at = at.replace(second=0) + timedelta(minutes=1)
            elif not second & ANY and at.second != _number(second & 0x7F):
                at += timedelta(seconds=(_number(second & 0x7F) - at.second) % 60)
            else:
                return True
        return False

    def _is_day(self, day: int, at: datetime) -> bool:
        if day & BY_WEEKDAY:
            return (at.isoweekday() - 1 + self._weekday_ahead) % 7 + 1 == day & 0x0F
        return at.day == _number(day & 0x3F)


def _bcd(value: int) -> int:
    return value // 10 << 4 | value % 10


def _number(bcd: int) -> int:
    return (bcd >> 4) * 10 + (bcd & 0x0F)


def _hour(bcd: int) -> int:
    if not bcd & TWELVE:
        return _number(bcd & 0x3F)
    return _number(bcd & 0x1F) % 12 + (12 if bcd & AFTERNOON else 0)


def _fits(talk: Talk) -> float:
    """It has nineteen registers; a motion sensor at the same address is woken at a high one."""
    if any(first >= REGISTERS for first in talk.first_bytes):
        return 0.0
    return 0.9 if talk.words & {"ds3231", "rtc", "ds1307"} else 0.6


KINDS = (
    PartKind(
        "ds3231", Ds3231Chip, Message("script.kind.clock", "DS3231, real-time clock"), I2C, ("temperature_c",),
        addresses=(0x68,),  # data sheet DS3231, section "Slave address byte"
        libraries=("adafruit_ds3231", "adafruit_ds1307", "SDL_DS3231"),
        fits=_fits,
    ),
)  # fmt: skip
