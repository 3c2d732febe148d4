"""VL53L0X: distance by laser, I2C. Data sheet VL53L0X (ST DocID029104): reference registers table 4, timing 2.6.

ST publishes few of its registers; the steps of its API (en.STSW-IMG005) find here what they wait for. Register 0xFF
chooses a page. A measurement takes the 33 ms that the API asks for.
"""

from __future__ import annotations

from itertools import pairwise

from devices import Message
from sim.programs.parts.i2c.ranging.readdressed import ReaddressedChip
from sim.programs.parts.kind import I2C, PartKind, Talk
from sim.wires.i2c import Nack

MODE_OF_BNO055 = 0x3D  # the first thing that a chip at the same address is given; nothing in a VL53L0X
PAGE, MAIN = 0xFF, 0
START, AGAIN = 0x00, 0x06  # of the main page: bit 0 once; bits 1 and 2 again and again
CLEAR, DONE, RESULT = 0x0B, 0x13, 0x14
DONE_BITS = 0x04  # a new sample is ready
RESULT_BYTES = range(RESULT, RESULT + 12)
RANGE_FOUND, NOTHING_FOUND = 11 << 3, 4 << 3  # bits 6..3 of the range status: complete; no target
READY = 0x01  # the lowest bit: the device is ready
TAKES_S = 0.033
FARTHEST_M, OUT_OF_RANGE_MM = 2.0, 8190  # data sheet, first page; what the API calls no target
OTHER_ADDRESS = 0x8A
FIRST_REFERENCE = 0xB0  # six bytes of good reference cells
KNOWN = {
    (MAIN, 0xC0): 0xEE, (MAIN, 0xC1): 0xAA, (MAIN, 0xC2): 0x10,  # table 4
    **{(MAIN, FIRST_REFERENCE + each): 0xFF for each in range(6)},
    (MAIN, 0x00): 0x00, (MAIN, 0x01): 0xFF, (MAIN, 0x04): 0x00, (MAIN, 0x0A): 0x00, (MAIN, 0x44): 0x00,
    (MAIN, 0x45): 0x20, (MAIN, 0x46): 0x25, (MAIN, 0x50): 0x06, (MAIN, 0x51): 0x00, (MAIN, 0x52): 0x99,
    (MAIN, 0x60): 0x00, (MAIN, 0x61): 0x00, (MAIN, 0x62): 0x00, (MAIN, 0x70): 0x04, (MAIN, 0x71): 0x01,
    (MAIN, 0x72): 0xFE, (MAIN, 0x84): 0x11,
    (MAIN, 0x88): 0x00, (MAIN, 0x89): 0x00, (MAIN, 0xF8): 0x00, (MAIN, 0xF9): 0x00,
    (1, 0x91): 0x3C, (6, 0x83): 0x00, (7, 0x83): 0x01, (7, 0x92): 0x85,  # chosen: five reference cells with apertures
}  # fmt: skip
READY_REGISTER = (7, 0x83)  # it says that the non-volatile memory has been read

LIBRARIES = ("adafruit_vl53l0x", "VL53L0X", "vl53l0x")
FIRST_STEP = 0x88  # what the API writes first to each sensor


class Vl53l0xChip(ReaddressedChip):
    """One distance sensor."""

    feels = ("distance_m",)
    libraries = LIBRARIES

    def reset(self) -> None:
        """As after power-on."""
        super().reset()
        self._pointer = 0
        self._page = MAIN
        self._registers = dict(KNOWN)
        self._ready_s: float | None = None  # when the measurement that runs will be ready
        self._again = False
        self._measured = False
        self._last = bytes(len(RESULT_BYTES))

    def go_on(self, before: ReaddressedChip) -> None:
        """Be the same sensor as one that was at another address before."""
        super().go_on(before)
        assert isinstance(before, Vl53l0xChip)
        self._pointer, self._page, self._registers = before._pointer, before._page, before._registers
        self._ready_s, self._again, self._measured = before._ready_s, before._again, before._measured
        self._last = before._last

    def write(self, data: bytes) -> None:
        """Set the pointer, and write what follows."""
        if not self._powered:
            raise Nack
        for place, value in enumerate(data):
            if place == 0:
                self._pointer = value
            else:
                self._set(self._pointer, value)
                self._pointer = self._pointer + 1 & 0xFF

    def read(self, count: int) -> bytes:
        """Give the registers from the pointer on."""
        if not self._powered:
            raise Nack
        found = bytes(self._get(self._pointer + each & 0xFF, not each) for each in range(count))
        self._pointer = self._pointer + count & 0xFF
        return found

    def _set(self, register: int, value: int) -> None:
        if (self._page, register) == (MAIN, FIRST_STEP):
            self.set_up_by()
        if register == PAGE:
            self._page = value
        elif (self._page, register) == (MAIN, START) and not self._registers.get((MAIN, 0x80)):
            self._start(value)
        elif (self._page, register) == (MAIN, CLEAR):
            now_s = self.pi.clock.monotonic()
            if value & 1 and self._ready_s is not None and now_s >= self._ready_s:
                self._ready_s = now_s + TAKES_S if self._again else None
        elif (self._page, register) == (MAIN, OTHER_ADDRESS):
            self.readdress(value & 0x7F)
        elif (self._page, register) != READY_REGISTER:
            self._registers[self._page, register] = value

    def _start(self, value: int) -> None:
        self.count_speakers()
        self._again = bool(value & AGAIN)
        if value & (AGAIN | 0x01):
            self._ready_s = self.pi.clock.monotonic() + TAKES_S
            self._last = bytes((self._last[0] & ~READY, *self._last[1:]))

    def _get(self, register: int, told: bool) -> int:
        """What is read; of a block, only the first register is told when it is not here."""
        page = self._page
        if page == MAIN and register == DONE:
            return DONE_BITS if self._is_ready() else 0
        if page == MAIN and register in RESULT_BYTES:
            return self._result()[register - RESULT]
        value = self._registers.get((page, register))
        if value is None:
            return self.not_modeled(register) if told else 0
        return value

    def _is_ready(self) -> bool:
        return self._ready_s is not None and self.pi.clock.monotonic() >= self._ready_s

    def _result(self) -> bytes:
        """Twelve bytes; the last two are millimeters. They stay until a new measurement is ready."""
        if self._is_ready():
            distance_m = self.feel("distance_m")
            seen = distance_m <= FARTHEST_M
            millimeters = max(round(distance_m * 1000), 0) if seen else OUT_OF_RANGE_MM
            status = (RANGE_FOUND if seen else NOTHING_FOUND) | READY
            self._last = bytes((status, *bytes(9), *divmod(millimeters, 256)))
            self._measured = True
        elif self._ready_s is None and not self._measured:
            self.asleep(START, 1)
        return self._last


def _fits(talk: Talk) -> float:
    """Its ID, its start and its result are asked for as no color sensor is."""
    firsts = talk.first_bytes
    if any(len(sent) == 2 and asked for sent, asked in talk.exchanges) or talk.says("tsl2591"):
        return 0.0  # registers of 16 bits: a VL53L1X or a VL6180X
    if any(len(before) == 2 and not sent and asked for (before, _), (sent, asked) in pairwise(talk.exchanges)):
        return 0.0  # the same with a stop between
    if any(len(sent) == 2 and sent[0] == MODE_OF_BNO055 for sent, _ in talk.exchanges):
        return 0.3
    if any(first in (0xC0, 0xC1, 0xC2, PAGE) or 0 < first < 0x80 for first in firsts):
        return 1.0
    return 0.8 if talk.words & {"vl53l0x", "vl53", "tof", "laser"} or START in firsts else 0.4


KINDS = (
    PartKind(
        "vl53l0x", Vl53l0xChip, Message("script.kind.range", "VL53L0X, distance by laser"), I2C, ("distance_m",),
        addresses=(0x29,),  # data sheet VL53L0X, section 3
        libraries=LIBRARIES,
        fits=_fits,
    ),
)  # fmt: skip
