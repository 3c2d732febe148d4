"""VL6180X: distance by light up to 20 cm, and how bright it is, I2C. Data sheet VL6180X (ST, DocID026171), section 6.

Its private registers of AN4545 are taken as they come. Its history, its limits and its crosstalk are not here.
"""

from __future__ import annotations

from itertools import pairwise

from devices import Message
from sim.programs.parts.i2c.ranging.readdressed import ReaddressedChip
from sim.programs.parts.kind import I2C, PartKind, Talk
from sim.wires.i2c import Nack, on_wire

CONFIG, CLEAR, FRESH, RANGE, PERIOD, OFFSET, LIGHT, LIGHT_PERIOD, GAIN, TIME = (
    0x014, 0x015, 0x016, 0x018, 0x01B, 0x024, 0x038, 0x03E, 0x03F, 0x040
)  # fmt: skip
STATUS, LIGHT_STATUS, INTERRUPTS, LUX, MILLIMETERS, SCALE, ADDRESS = 0x04D, 0x04E, 0x04F, 0x050, 0x062, 0x096, 0x212
HISTORY, PRIVATE, ID = range(0x052, 0x062), 0x207, (0xB4, 0x01, 0x03, 0x01, 0x02)
AT_RESET = {**dict(enumerate(ID)), FRESH: 1, PERIOD: 0xFF, LIGHT_PERIOD: 0xFF, GAIN: 0x06, STATUS: 1, LIGHT_STATUS: 1,
            SCALE + 1: 253, ADDRESS: 0x29}  # fmt: skip
NEW, NO_ECHO = 4, 0x70  # of the interrupts; an error of the status: it did not converge
SCALES = {253: 1, 127: 2, 84: 3}
FARTHEST_MM = 200
GAINS = (20, 10, 5, 2.5, 1.67, 1.25, 1, 40)
LUX_A_COUNT = 0.32  # at gain 1 and 100 ms
RANGE_S = 0.015  # chosen: convergence and readout, table 13


class Vl6180xChip(ReaddressedChip):
    """One distance sensor."""

    feels = ("distance_m", "light_lux")
    libraries = ("adafruit_vl6180x",)

    def reset(self) -> None:
        """As after power-on."""
        super().reset()
        self._pointer = 0
        self._registers = dict(AT_RESET)
        self._over_s: dict[int, float] = {}  # by what was started

    def go_on(self, before: ReaddressedChip) -> None:
        """Be the same sensor as one that was at another address before."""
        super().go_on(before)
        assert isinstance(before, Vl6180xChip)
        self._pointer, self._registers, self._over_s = before._pointer, before._registers, before._over_s

    def write(self, data: bytes) -> None:
        """Set the pointer, which has two bytes, and write what follows."""
        if not self._powered:
            raise Nack
        if len(data) > 1:
            self._pointer = data[0] << 8 | data[1]
        for value in data[2:]:
            self._set(self._pointer, value)
            self._pointer += 1

    def read(self, count: int) -> bytes:
        """Give the registers from the pointer on."""
        if not self._powered:
            raise Nack
        now_s = self.pi.clock.monotonic()
        for start in [start for start, over_s in self._over_s.items() if now_s >= over_s]:
            self._measure(start, now_s)
        if self._pointer == MILLIMETERS and MILLIMETERS not in self._registers:
            self.too_early(RANGE_S) if RANGE in self._over_s else self.asleep(RANGE, 0x01)
        if self._pointer in HISTORY:
            self.not_modeled(self._pointer)
        first, self._pointer = self._pointer, self._pointer + count
        return bytes(self._registers.get(each, 0) for each in range(first, first + count))

    def _set(self, register: int, value: int) -> None:
        if register == ADDRESS:
            if value & 0x7F != on_wire(self._address):
                self._registers[register] = value & 0x7F
                self.readdress(value & 0x7F)
        elif register == CLEAR:
            self._registers[INTERRUPTS] = self._registers.get(INTERRUPTS, 0) & ~(7 * (value & 1) | 28 * (value & 2))
        elif register in (RANGE, LIGHT):
            self.set_up_by()
            self.count_speakers()
            self._registers[register] = value & 3
            runs = register in self._over_s
            if value & 1 and not (runs and self._registers[register] & 2 == 0):
                self._over_s[register] = self.pi.clock.monotonic() + self._takes_s(register)
                self._registers[STATUS if register == RANGE else LIGHT_STATUS] = 0
            elif value & 1:
                self._stop(register)
        elif not LIGHT_STATUS - 1 <= register <= MILLIMETERS and register > 4:
            self._registers[register] = value

    def _stop(self, start: int) -> None:
        self._over_s.pop(start, None)
        self._registers[start] = 0
        self._registers[STATUS if start == RANGE else LIGHT_STATUS] = 1

    def _takes_s(self, start: int) -> float:
        return RANGE_S if start == RANGE else (self._word(TIME) + 1) / 1000

    def _word(self, register: int) -> int:
        return self._registers.get(register, 0) << 8 | self._registers.get(register + 1, 0)

    def _measure(self, start: int, now_s: float) -> None:
        goes_on, wanted = self._registers[start] & 2, self._registers.get(CONFIG, 0)
        if start == RANGE:
            self._registers[STATUS], shift = 1 | self._put_range(), 0
            period = self._registers[PERIOD]
        else:
            counts = (
                self.feel("light_lux") / LUX_A_COUNT * GAINS[self._registers[GAIN] & 7] * (self._word(TIME) + 1) / 100
            )
            high, low = divmod(min(round(counts), 0xFFFF), 256)
            self._registers |= {LUX: high, LUX + 1: low, LIGHT_STATUS: 1}
            period, shift = self._registers[LIGHT_PERIOD], 3
        if wanted >> shift & 7 == NEW:
            self._registers[INTERRUPTS] = self._registers.get(INTERRUPTS, 0) & ~(7 << shift) | NEW << shift
        if goes_on:
            self._over_s[start] = now_s + max((period + 1) / 100, self._takes_s(start))
        else:
            self._stop(start)
            if start == RANGE:
                self._registers[STATUS] = 1 | self._error

    def _put_range(self) -> int:
        """Put the distance into its register, and return the error."""
        scale, offset = SCALES.get(self._word(SCALE), 1), self._registers.get(OFFSET, 0)
        millimeters = round(self.feel("distance_m") * 1000)
        self._error = 0 if millimeters <= FARTHEST_MM * scale else NO_ECHO
        shown = millimeters // scale + (offset - 256 if offset > 127 else offset)
        self._registers[MILLIMETERS] = 255 if self._error else min(max(shown, 0), 255)
        return self._error


def _fits(talk: Talk) -> float:
    """Registers of two bytes: who it is stands in the first one, and its private ones begin at 0x0207."""
    pointers = [sent[0] << 8 | sent[1] for sent, _ in talk.exchanges if len(sent) > 1]
    if any(len(sent) == 1 for sent, _ in talk.exchanges) or any(each > 0x2FF for each in pointers):
        return 0.0
    asked = any(sent == b"\x00\x00" and count for sent, count in talk.exchanges) or any(
        before == b"\x00\x00" and not sent and count for (before, _), (sent, count) in pairwise(talk.exchanges)
    )
    own = asked or PRIVATE in pointers or {RANGE, MILLIMETERS} <= set(pointers)
    return 1.0 if own or talk.says("vl6180x", "vl6180") else 0.1


KINDS = (
    PartKind(
        "vl6180x", Vl6180xChip, Message("script.kind.near_range", "{name}, distance by light, up to 20 cm")(
            name="VL6180X"
        ), I2C, ("distance_m", "light_lux"),
        addresses=(0x29,),  # section 5
        aliases=("vl6180",),
        libraries=Vl6180xChip.libraries,
        fits=_fits,
    ),
)  # fmt: skip
