"""AMG8833: a picture of 8 by 8 temperatures, I2C. Reference specifications of Panasonic's Grid-EYE, registers.

What is warm stands in the middle, in front of a room that is as warm as the air; it can be moved. The first row is on
the side of the writing. Which pixel is beyond a limit is not here, only that one is.
"""

from __future__ import annotations

from math import exp, hypot

from devices import Message
from sim.programs.parts.i2c.weather.mlx90614 import OBJECT_C
from sim.programs.parts.kind import I2C, PartKind, Talk
from sim.programs.parts.quantities import number
from sim.programs.parts.registers import RegisterChip, signed

MODE, RESET, RATE, INTERRUPT, STATUS, CLEAR, HIGH, LOW, THERMISTOR = 0, 1, 2, 3, 4, 5, 0x08, 0x0A, range(0x0E, 0x10)
PIXELS = range(0x80, 0x100)
INITIAL, FLAGS = 0x3F, 0x30
NORMAL, SLEEP = 0x00, 0x10
STANDBY_S = {0x20: 60.0, 0x21: 10.0}
FRAME_S = (0.1, 1.0)  # by the lowest bit of the rate
BEYOND = 0x02  # of the status
SIDE = 8
WIDE, SOFT = 0.75, 1.3  # chosen: pixels from the middle of what is warm to its edge, and how blurred that is
AT_RESET = dict.fromkeys((*range(RESET + 1), RATE, INTERRUPT, STATUS, CLEAR, 0x07, *range(0x08, 0x10), *PIXELS), 0)
PLACE = ("object_column", "object_row")


class Amg8833Chip(RegisterChip):
    """One sensor."""

    feels = (OBJECT_C, "temperature_c", *PLACE)
    usual_address = 0x69
    at_reset = AT_RESET

    def reset(self) -> None:
        """As after power-on."""
        super().reset()
        self._next_s = 0.0  # when the next frame is there

    def get(self, register: int) -> int:
        """What is read: the last frame."""
        if register in PIXELS or register in THERMISTOR or register == STATUS:
            if self.registers[MODE] == SLEEP:
                self.asleep(MODE, NORMAL)
            elif self.pi.clock.monotonic() >= self._next_s:
                self._measure()
        return super().get(register)

    def set(self, register: int, value: int) -> None:
        """Take a byte; waking up takes a frame."""
        if register == MODE and value != self.registers[MODE]:
            self.registers[MODE] = value
            self._next_s = self.pi.clock.monotonic() + self._frame_s
        elif register == RESET and value in (INITIAL, FLAGS):
            self.registers[STATUS] = 0
            if value == INITIAL:
                self.registers |= dict.fromkeys((RATE, INTERRUPT, 0x07, *range(0x08, 0x0E)), 0)
        elif register == CLEAR:
            self.registers[STATUS] &= ~value
        elif register in AT_RESET and register < THERMISTOR.start and register != STATUS:
            self.registers[register] = value
            if register == INTERRUPT and value & 1:
                self.no_interrupt(STATUS)

    @property
    def _frame_s(self) -> float:
        return STANDBY_S.get(self.registers[MODE], FRAME_S[self.registers[RATE] & 1])

    def _measure(self) -> None:
        """Put a new frame into the registers."""
        self._next_s = self.pi.clock.monotonic() + self._frame_s
        warm_c, room_c, column, row = map(self.feel, self.feels)
        steps = min(round(abs(room_c) * 16), 0x7FF) | 0x800 * (room_c < 0)  # a sign, and the size
        self.registers |= dict(zip(THERMISTOR, (steps & 0xFF, steps >> 8), strict=True))
        frame = []
        for at in range(SIDE * SIDE):
            away = max(hypot(at % SIDE + 1 - column, at // SIDE + 1 - row) - WIDE, 0.0)
            frame.append(room_c + (warm_c - room_c) * exp(-((away / SOFT) ** 2)))
            pixel = signed(frame[-1] * 4, 12)
            self.registers[PIXELS[2 * at]], self.registers[PIXELS[2 * at + 1]] = pixel & 0xFF, pixel >> 8
        if self.registers[INTERRUPT] & 1 and (max(frame) > self._limit_c(HIGH) or min(frame) < self._limit_c(LOW)):
            self.registers[STATUS] |= BEYOND

    def _limit_c(self, register: int) -> float:
        steps = (self.registers[register + 1] & 0x0F) << 8 | self.registers[register]
        return (steps - 0x1000 * (steps >> 11)) / 4


def _fits(talk: Talk) -> float:
    """Its pixels stand above 0x80, and nobody else is reset like that; an MCP3424 is sent single bytes."""
    named = talk.says("amg8833", "amg88xx", "amg88", "grideye")
    if any(first not in AT_RESET for first in talk.first_bytes):
        return 0.0
    if not named and any(len(sent) == 1 and not asked for sent, asked in talk.exchanges):
        return 0.0
    reset = any(sent[:1] == b"\x01" and sent[1:] in (bytes((INITIAL,)), bytes((FLAGS,))) for sent, _ in talk.exchanges)
    if reset or any(first in PIXELS for first in talk.first_bytes):
        return 0.97
    return 0.95 if named else 0.1


QUANTITIES = (
    number(PLACE[0], 4.5, Message("program.quantity.object_column", "column of what is warm"), 1.0, 8.0, 0.5, "", "2"),
    number(PLACE[1], 4.5, Message("program.quantity.object_row", "row of what is warm"), 1.0, 8.0, 0.5, "", "7"),
)
KINDS = (
    PartKind(
        "amg8833", Amg8833Chip, Message("script.kind.thermal", "AMG8833, a picture of 8 by 8 temperatures"), I2C,
        (OBJECT_C, "temperature_c"),
        addresses=(0x69, 0x68),  # Grid-EYE, pin AD_SELECT
        aliases=("amg88xx",),
        libraries=("adafruit_amg88xx",),
        fits=_fits,
    ),
)  # fmt: skip
