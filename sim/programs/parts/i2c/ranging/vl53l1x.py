"""VL53L1X: distance by laser up to four meters, I2C. Data sheet VL53L1X (ST DocID031281) and UM2510, its registers.

ST publishes few of its registers; the steps of its API (STSW-IMG009) find here what they wait for. With the short
distance mode it sees 1.36 m. A limit of distances and a smaller field of view change nothing. That API takes 1.8 % off
what the registers say, as it does on a real board.
"""

from __future__ import annotations

from itertools import pairwise

from devices import Message
from sim.programs.parts.i2c.ranging.readdressed import ReaddressedChip
from sim.programs.parts.kind import I2C, PartKind, Talk
from sim.wires.i2c import Nack, on_wire

ADDRESS, POLARITY, READY, MODE, BUDGET, PERIOD, CLEAR, START = (
    0x0001,
    0x0030,
    0x0031,
    0x004B,
    0x005E,
    0x006C,
    0x86,
    0x87,
)
STATUS, MILLIMETERS, CLOCK, BOOTED, MODEL = 0x0089, range(0x0096, 0x0098), range(0x00DE, 0x00E0), 0x00E5, 0x010F
RESULTS = range(0x0088, 0x00B4)
ACTIVE_LOW, STARTS = 0x10, 0x70
FOUND, NOTHING = 0x09, 0x04  # raw range status: complete; the signal is too weak
FARTHEST_M = {0x14: 1.36}  # data sheet, table 3: by the distance mode, in the dark
LONG_M = 3.6
OSCILLATOR = 592  # chosen: its calibration; a millisecond of the period is 1.075 times as many steps
# UM2510, section "Timing budget", as the API writes them: macro periods, and how long a measurement takes.
BUDGETS_S = {
    0x1D: 0.015, 0x51: 0.02, 0xD6: 0.033, 0x1AE: 0.05, 0x2E1: 0.1, 0x3E1: 0.2, 0x591: 0.5,
    0x1E: 0.02, 0x60: 0.033, 0xAD: 0.05, 0x1CC: 0.1, 0x2D9: 0.2, 0x48F: 0.5,
}  # fmt: skip
USUAL_S = 0.1
KNOWN = {
    **dict.fromkeys((*range(0x0000, 0x0030), *range(0x0032, 0x0112)), 0), ADDRESS: 0x29, POLARITY: 0x11, READY: 0x02,
    MODE: 0x0A, BUDGET: 0x01, BUDGET + 1: 0xCC, PERIOD + 2: 0x0F, PERIOD + 3: 0x89, BOOTED: 0x03,
    **dict(zip(CLOCK, divmod(OSCILLATOR, 256), strict=True)), MODEL: 0xEA, MODEL + 1: 0xCC, MODEL + 2: 0x10,
}  # fmt: skip


class Vl53l1xChip(ReaddressedChip):
    """One distance sensor."""

    feels = ("distance_m",)
    libraries = ("adafruit_vl53l1x", "VL53L1X")

    def reset(self) -> None:
        """As after power-on."""
        super().reset()
        self._pointer = 0
        self._registers = dict(KNOWN)
        self._ready_s: float | None = None  # when the measurement that runs will be ready
        self._last_s = 0.0  # when it began
        self._measured = False
        self._count = 0

    def go_on(self, before: ReaddressedChip) -> None:
        """Be the same sensor as one that was at another address before."""
        super().go_on(before)
        assert isinstance(before, Vl53l1xChip)
        self._pointer, self._registers, self._ready_s = before._pointer, before._registers, before._ready_s
        self._measured, self._count, self._last_s = before._measured, before._count, before._last_s

    def write(self, data: bytes) -> None:
        """Set the pointer, which has two bytes, and write what follows."""
        if not self._powered:
            raise Nack
        if len(data) > 1:
            self._pointer = data[0] << 8 | data[1]
        for value in data[2:]:
            self._set(self._pointer, value)
            self._pointer = self._pointer + 1 & 0xFFFF

    def read(self, count: int) -> bytes:
        """Give the registers from the pointer on."""
        if not self._powered:
            raise Nack
        self._finish()
        if self._pointer in MILLIMETERS and self._ready_s is None and not self._measured:
            self.asleep(START, 0x40)
        if self._pointer not in KNOWN:
            self.not_modeled(self._pointer)
        found = bytes(self._get(self._pointer + each & 0xFFFF) for each in range(count))
        self._pointer = self._pointer + count & 0xFFFF
        return found

    def _set(self, register: int, value: int) -> None:
        self._finish()
        if register == ADDRESS:
            if value & 0x7F != on_wire(self._address):
                self._registers[register] = value & 0x7F
                self.readdress(value & 0x7F)
        elif register not in RESULTS and register < CLOCK.start:
            self._registers[register] = value
        if register == START:
            self.set_up_by()
            self.count_speakers()
            self._ready_s = self.pi.clock.monotonic() + self._takes_s if value & STARTS else None
            self._last_s = self.pi.clock.monotonic()
            self._raise(False)
        elif register == CLEAR and value & 1 and self._is_raised:
            self._raise(False)
            again = self._registers[START] & STARTS not in (0, 0x10)
            self._last_s = max(self.pi.clock.monotonic(), self._last_s + self._period_s)
            self._ready_s = self._last_s + self._takes_s if again else None

    @property
    def _takes_s(self) -> float:
        return BUDGETS_S.get(self._registers[BUDGET] << 8 | self._registers[BUDGET + 1], USUAL_S)

    @property
    def _period_s(self) -> float:
        """From the beginning of one measurement to that of the next."""
        steps = int.from_bytes(bytes(self._registers[PERIOD + each] for each in range(4)))
        return steps / (OSCILLATOR * 1.075) / 1000

    @property
    def _is_raised(self) -> bool:
        return bool(self._registers[READY] & 1) != bool(self._registers[POLARITY] & ACTIVE_LOW)

    def _raise(self, on: bool) -> None:
        self._registers[READY] = 0x02 | (on != bool(self._registers[POLARITY] & ACTIVE_LOW))

    def _finish(self) -> None:
        """Put what was measured into the registers, once it is over."""
        if self._ready_s is None or self.pi.clock.monotonic() < self._ready_s:
            return
        self._ready_s, self._measured, self._count = None, True, self._count + 1
        distance_m = self.feel("distance_m")
        seen = distance_m <= FARTHEST_M.get(self._registers[MODE], LONG_M)
        millimeters = max(round(distance_m * 1000), 0) if seen else 0
        self._registers[STATUS], self._registers[STATUS + 2] = FOUND if seen else NOTHING, self._count & 0xFF
        self._registers |= dict(zip(MILLIMETERS, divmod(millimeters, 256), strict=True))
        self._raise(True)

    def _get(self, register: int) -> int:
        return self._registers.get(register, 0)


def _fits(talk: Talk) -> float:
    """Its registers have two bytes, the first of which is 0 or 1."""
    if any(first > 0x01 for first in talk.first_bytes) or talk.says("vl6180x", "vl6180"):
        return 0.0
    if any(sent == b"\x00\x00" for sent, _ in talk.exchanges):
        return 0.3  # a VL6180X says there who it is
    if any(len(sent) > 3 or (len(sent) == 2 and asked) for sent, asked in talk.exchanges):
        return 0.97
    if any(len(before) == 2 and not sent and asked for (before, _), (sent, asked) in pairwise(talk.exchanges)):
        return 0.97
    return 0.9 if talk.says("vl53l1x") else 0.2


KINDS = (
    PartKind(
        "vl53l1x", Vl53l1xChip, Message("script.kind.far_range", "{name}, distance by laser, up to 3.6 m")(
            name="VL53L1X"
        ), I2C, ("distance_m",),
        addresses=(0x29,),  # data sheet VL53L1X, section 4
        libraries=Vl53l1xChip.libraries,
        fits=_fits,
    ),
)  # fmt: skip
