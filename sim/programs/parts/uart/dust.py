"""SDS011 and PMS5003: dust, over a serial line.

Laser Dust Sensor Control Protocol V1.3 (Nova Fitness) for the SDS011; data manual PMS5003 V2.3 (Plantower), appendix A.
Both send by themselves once a second, and do so from the first second on.
"""

from __future__ import annotations

from sim.programs.parts.i2c.air.hm3301 import DUST, DUST_SENSOR, dust_words
from sim.programs.parts.kind import UART, PartKind, Talk
from sim.programs.parts.uart._line import Talker, frames

HEAD, TAIL, REPORT, REPLY, COMMAND = 0xAA, 0xAB, 0xC0, 0xC5, 0xB4
DEVICE = (0xA1, 0x60)  # chosen: its number
MODE, QUERY, SLEEP, FIRMWARE, PERIOD = 2, 4, 6, 7, 8
COMMAND_LENGTH = 19
MADE = (15, 7, 10)  # chosen: year, month and day of its firmware, as in the examples of the protocol

PMS_HEAD, PMS_LENGTH, PMS_COMMAND_LENGTH = b"BM", 28, 7
PMS_READ, PMS_MODE, PMS_SLEEP = 0xE2, 0xE1, 0xE4


class DustChip(Talker):
    """A sensor that sends by itself until it is told to sleep, or to wait until it is asked."""

    def plug(self) -> None:
        self._active, self._awake, self._heard = True, True, b""
        super().plug()

    def _turn(self) -> None:
        if self._active and self._awake:
            super()._turn()


class Sds011Chip(DustChip):
    """One SDS011: two kinds of dust, in tenths."""

    feels = ("pm25_ug_m3", "pm10_ug_m3")

    def report(self) -> bytes:
        """Ten bytes with a checksum."""
        tenths = (min(max(round(self.feel(each) * 10), 0), 0xFFFF).to_bytes(2, "little") for each in self.feels)
        return _framed(REPORT, b"".join(tenths))

    def hear(self, data: bytes) -> None:
        """Collect bytes, and follow each command."""
        found, self._heard = frames(self._heard + data, bytes((HEAD,)), COMMAND_LENGTH)
        for frame in found:
            if frame[1] == COMMAND and frame[17] == sum(frame[2:17]) & 0xFF and frame[18] == TAIL:
                self._follow(frame[2], frame[3], frame[4])

    def _follow(self, command: int, sets: int, value: int) -> None:
        if command == SLEEP and sets:
            self._awake = bool(value)
        elif command == MODE and sets:
            self._active = not value
        if command == QUERY and self._awake:
            self.say(self.report())
        elif command == FIRMWARE:
            self.say(_framed(REPLY, bytes((FIRMWARE, *MADE))))
        elif command != QUERY:
            now = {SLEEP: int(self._awake), MODE: int(not self._active)}.get(command, value)
            self.say(_framed(REPLY, bytes((command, sets, now, 0))))


def _framed(kind: int, four: bytes) -> bytes:
    """AA C0 D4 04 3A 0A A1 60 1D AB: the checksum is the sum of six bytes."""
    body = four + bytes(DEVICE)
    return bytes((HEAD, kind)) + body + bytes((sum(body) & 0xFF, TAIL))


class Pms5003Chip(DustChip):
    """One PMS5003: three kinds of dust, in words."""

    feels = DUST

    def report(self) -> bytes:
        """32 bytes: a head, the length, concentrations twice, numbers of particles (0 here), and their sum."""
        words = dust_words(*map(self.feel, DUST)).ljust(PMS_LENGTH - 2, b"\0")
        return _pms(words)

    def hear(self, data: bytes) -> None:
        """Collect bytes, and follow each command."""
        found, self._heard = frames(self._heard + data, PMS_HEAD, PMS_COMMAND_LENGTH)
        for frame in found:
            if int.from_bytes(frame[5:]) == sum(frame[:5]):
                self._follow(frame[2], frame[4])

    def _follow(self, command: int, value: int) -> None:
        if command == PMS_READ and self._awake:
            self.say(self.report())
        elif command == PMS_MODE:
            self._active = bool(value)
            self.say(_pms(bytes((command, value))))
        elif command == PMS_SLEEP:
            self._awake = bool(value)


def _pms(body: bytes) -> bytes:
    data = PMS_HEAD + (len(body) + 2).to_bytes(2) + body
    return data + sum(data).to_bytes(2)


SDS_NAMES = ("sds011", "sds021", "sds018", "sds", "nova")
PMS_NAMES = ("pms5003", "pms7003", "pms3003", "pmsa003", "pms", "plantower")
DUST_WORDS = ("pm25", "pm2", "pm10", "pm", "dust", "particulate")


def _fits_sds011(talk: Talk) -> float:
    """On a USB socket it is the more usual one: it comes with an adapter."""
    if talk.says(*SDS_NAMES):
        return 0.9
    return (0.6 if talk.number else 0.3) * talk.says(*DUST_WORDS)


def _fits_pms5003(talk: Talk) -> float:
    if talk.says(*PMS_NAMES):
        return 0.9
    return (0.4 if talk.number else 0.5) * talk.says(*DUST_WORDS)


KINDS = (
    PartKind("sds011", Sds011Chip, DUST_SENSOR(name="SDS011"), UART, Sds011Chip.feels, fits=_fits_sds011),
    PartKind("pms5003", Pms5003Chip, DUST_SENSOR(name="PMS5003"), UART, Sds011Chip.feels, fits=_fits_pms5003),
)
