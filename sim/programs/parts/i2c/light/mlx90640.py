"""MLX90640: a picture of 32 by 24 temperatures, I2C. Data sheet MLX90640 (Melexis, revision 12), sections 10 and 11.

Its calibration is as simple as it can be: supply, own temperature and gain are those of the worked example, all pixels
are alike. What is warm stands in front of a room, its place in eighths of the picture. Half of the pixels, as on a
chessboard, are new with each subpage; the other pattern is not here.
"""

from __future__ import annotations

from math import exp, hypot

from devices import Message
from sim.programs.parts.i2c.weather.amg8833 import PLACE, SOFT, WIDE
from sim.programs.parts.i2c.weather.mlx90614 import OBJECT_C
from sim.programs.parts.kind import I2C, PartKind, Talk
from sim.programs.parts.registers import TellingChip, signed
from sim.wires.i2c import Nack

RAM, MEMORY, STATUS, CONTROL, BUS = 0x0400, 0x2400, 0x8000, 0x800D, 0x800F
COLUMNS, ROWS = 32, 24
WORDS = 0x340
NEW, PAGE = 0x0008, 0x0007  # of the status: which subpage was measured last (section 10.1)
RATES_HZ = (0.5, 1, 2, 4, 8, 16, 32, 64)
V_25, V_STEPS, T_25, T_STEPS, ALPHA_T = -13056, 2, 12273, 42.25, 9  # section 11.2.2: as its example has them
DIODE, GAIN = 0x4BF2, 0x18EF
ALPHA = (0x4000 + 1) / 2**37  # chosen: the sensitivity of every pixel
EMISSIVITY, SELF_HEATED_C = 0.95, 8.0  # what programs take: skin; in open air it is so much warmer than the room
CALIBRATION = {
    0x0A: 0x0000, 0x10: 0x4000, 0x20: 0x7000, 0x21: 0x4000, 0x30: GAIN, 0x31: T_25, 0x32: 0x5952, 0x33: 0x9D68,
    0x34: 0x1111, 0x36: 0x4040, 0x37: 0x4040, 0x38: 0x2363, 0x3F: 0x2889,
    0x07: 0x0123, 0x08: 0x4567, 0x09: 0x89AB,  # its number: chosen
    **dict.fromkeys(range(0x40, WORDS), 0x0010),
}  # fmt: skip


class Mlx90640Chip(TellingChip):
    """One sensor."""

    feels = (OBJECT_C, "temperature_c", *PLACE)

    def plug(self) -> None:
        self._reset()
        self.on_bus(self.option("address", 0x33))

    def power_changed(self) -> None:
        super().power_changed()
        self._reset()

    def _reset(self) -> None:
        self._pointer = 0
        self._words = {**dict.fromkeys(range(RAM, RAM + WORDS), 0), STATUS: 0, CONTROL: 0x1901, BUS: 0}
        self._next_s = self.pi.clock.monotonic() + self._period_s
        self._page = 1

    def write(self, data: bytes) -> None:
        """Set the pointer, which has two bytes, and write words from there on."""
        if not self._powered:
            raise Nack
        if len(data) > 1:
            self._pointer = int.from_bytes(data[:2])
        for at in range(2, len(data) - 1, 2):
            if self._pointer in (STATUS, CONTROL, BUS):
                kept = PAGE if self._pointer == STATUS else 0  # nobody writes that
                self._words[self._pointer] &= kept
                self._words[self._pointer] |= int.from_bytes(data[at : at + 2]) & ~kept
                if self._pointer == CONTROL:
                    self._next_s = min(self._next_s, self.pi.clock.monotonic() + self._period_s)
            self._pointer += 1

    def read(self, count: int) -> bytes:
        """Give words from the pointer on, high byte first."""
        if not self._powered:
            raise Nack
        if self.pi.clock.monotonic() >= self._next_s:
            self._measure()
        found = b"".join(self._word(self._pointer + each).to_bytes(2, "big") for each in range((count + 1) // 2))
        self._pointer += count // 2
        return found[:count]

    def _word(self, address: int) -> int:
        if MEMORY <= address < MEMORY + WORDS:
            return CALIBRATION.get(address - MEMORY, 0)
        return self._words[address] if address in self._words else self.not_modeled(address)

    @property
    def _period_s(self) -> float:
        return 1 / RATES_HZ[self._words[CONTROL] >> 7 & 7]

    def _measure(self) -> None:
        """Put a new subpage into the memory."""
        self._next_s, self._page = self.pi.clock.monotonic() + self._period_s, 1 - self._page
        warm_c, room_c, column, row = map(self.feel, self.feels)
        volts = T_25 + T_STEPS * (room_c + SELF_HEATED_C - 25)
        ptat = round(volts * DIODE / (2**18 - ALPHA_T * volts))
        own_c = (ptat / (ptat * ALPHA_T + DIODE) * 2**18 - T_25) / T_STEPS + 25
        supply = round(V_25 * 2.0 ** ((self._words[CONTROL] >> 10 & 3) - V_STEPS))
        self._words |= {RAM + 0x300: DIODE, RAM + 0x30A: GAIN, RAM + 0x320: ptat, RAM + 0x32A: signed(supply)}
        around = (own_c - SELF_HEATED_C + 273.15) ** 4
        around -= (around - (own_c + 273.15) ** 4) / EMISSIVITY
        at_x, at_y = (column - 0.5) * COLUMNS / 8 - 0.5, (row - 0.5) * ROWS / 8 - 0.5
        for y in range(ROWS):
            for x in range((y + self._page) % 2, COLUMNS, 2):
                away = max(hypot((x - at_x) / 4, (y - at_y) / 3) - WIDE, 0.0)
                celsius = room_c + (warm_c - room_c) * exp(-((away / SOFT) ** 2))
                heat = ALPHA * EMISSIVITY * ((celsius + 273.15) ** 4 - around)
                self._words[RAM + COLUMNS * y + x] = signed(heat)
        self._words[STATUS] = self._words[STATUS] & ~PAGE | NEW | self._page


def _fits(talk: Talk) -> float:
    """Addresses of two bytes: its memory, its picture, its two registers."""
    sent = [each for each, _ in talk.exchanges if each]
    return 0.9 * all(
        len(each) in (2, 4) and (0x04 <= each[0] < 0x08 or 0x24 <= each[0] < 0x28 or each[0] == 0x80) for each in sent
    )


PICTURE = Message("script.kind.thermal_of", "{name}, a picture of {columns} by {rows} temperatures")
KINDS = (
    PartKind(
        "mlx90640", Mlx90640Chip, PICTURE(name="MLX90640", columns=COLUMNS, rows=ROWS), I2C,
        (OBJECT_C, "temperature_c"),
        addresses=(0x33,),  # section 9
        libraries=("adafruit_mlx90640",),
        fits=_fits,
    ),
)  # fmt: skip
