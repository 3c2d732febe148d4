"""MAX30102: heartbeat and oxygen in a finger, I2C. Data sheet MAX30102 (Maxim, revision 1): register map, FIFO.

Its temperature is that of the room. The interrupt wire, the proximity mode and the slots of the multi-LED mode are not
here: in that mode it measures with red and infrared.
"""

from __future__ import annotations

from collections import deque
from math import exp, sqrt

from devices import Message
from sim.programs.parts.kind import I2C, PartKind, Talk
from sim.programs.parts.quantities import Quantity, number
from sim.programs.parts.registers import RegisterChip

STATUS_1, STATUS_2, WRITTEN, LOST, READ, DATA, FIFO, MODE, SPO2 = 0x00, 0x01, 0x04, 0x05, 0x06, 0x07, 0x08, 0x09, 0x0A
RED, INFRARED, T_WHOLE, T_SIXTEENTHS, T_START = 0x0C, 0x0D, 0x1F, 0x20, 0x21
REVISION, PART = 0xFE, 0xFF
AT_RESET = {
    **dict.fromkeys((*range(0x0B), RED, INFRARED, 0x10, 0x11, 0x12, T_WHOLE, T_SIXTEENTHS, T_START, 0x30), 0x00),
    REVISION: 0x03, PART: 0x15,
}  # fmt: skip
ALMOST_FULL, READY, POWER_READY, TEMPERATURE_READY = 0x80, 0x40, 0x01, 0x02
OFF, RESET, MODES, HEART_RATE = 0x80, 0x40, 0x07, 0x02
ROLLS = 0x10
DEPTH = 32
MOST_LOST = 31
RATES_HZ = (50, 100, 200, 400, 800, 1000, 1600, 3200)  # table 6
AVERAGES = (1, 2, 4, 8, 16, 32, 32, 32)  # table 3
TOP = (1 << 18) - 1

# A finger, chosen: an LED at 7 mA (0x24) gives a hundred thousand counts at a full scale of 4096 nA, and each beat
# takes one percent of the infrared away for a tenth of its time.
COUNTS, CURRENT, FULL_SCALE = 100_000.0, 0x24, 1
NOTHING = 300.0  # chosen: what comes back without a finger
BEAT, MIDDLE, WIDTH = 0.01, 0.3, 0.1
MODELED = frozenset(AT_RESET)


class Max30102Chip(RegisterChip):
    """One sensor with a finger on it; 0 beats a minute is no finger."""

    feels = ("heart_rate_bpm", "spo2_pct", "temperature_c")
    usual_address = 0x57
    at_reset = AT_RESET

    def reset(self) -> None:
        super().reset()
        self.registers[STATUS_1] = POWER_READY
        self._waiting: deque[float] = deque(maxlen=DEPTH)  # when each sample was taken
        self._bytes: list[int] = []  # of a sample that is being read
        self._since_s: float | None = None  # it measures
        self._taken = 0
        self._last_s = 0.0
        self._phase, self._phase_s = 0.0, 0.0

    def after(self, register: int) -> int:
        return register if register == DATA else super().after(register)

    def get(self, register: int) -> int:
        """What is read; flags go out by it."""
        self._measure()
        if register == DATA:
            return self._next_byte()
        value = super().get(register)
        if register in (STATUS_1, STATUS_2):
            self.registers[register] = 0
        return value

    def set(self, register: int, value: int) -> None:
        """Take a byte."""
        self._measure()
        if register == MODE and value & RESET:
            self.reset()
        elif register in MODELED - {STATUS_1, STATUS_2, DATA, REVISION, PART}:
            self.registers[register] = value
        if register in (MODE, SPO2, FIFO):
            self._start()
        elif register in (WRITTEN, READ) and self.registers[WRITTEN] == self.registers[READ]:
            self._waiting.clear()
            self._bytes.clear()
        elif register == T_START and value & 1:
            whole, rest = divmod(round(self.feel("temperature_c") * 16), 16)
            self.registers |= {T_WHOLE: whole & 0xFF, T_SIXTEENTHS: rest, T_START: 0}
            self.registers[STATUS_2] |= TEMPERATURE_READY

    @property
    def _rate_hz(self) -> float:
        return RATES_HZ[self.registers[SPO2] >> 2 & 7] / AVERAGES[self.registers[FIFO] >> 5]

    def _start(self) -> None:
        mode = self.registers[MODE]
        runs = not mode & OFF and mode & MODES >= HEART_RATE
        self._since_s = self.pi.clock.monotonic() if runs else None
        self._taken = 0

    def _measure(self) -> None:
        """Take the samples that are due by now."""
        if self._since_s is None:
            return
        registers, rate_hz = self.registers, self._rate_hz
        due = int((self.pi.clock.monotonic() - self._since_s) * rate_hz)
        new, self._taken = due - self._taken, due
        room = DEPTH if registers[FIFO] & ROLLS else DEPTH - len(self._waiting)
        first, count = due - new, new
        if not registers[FIFO] & ROLLS:
            count = min(new, room)
            registers[LOST] = min(MOST_LOST, registers[LOST] + new - count)
        last = first + count
        self._waiting.extend(self._since_s + each / rate_hz for each in range(max(first, last - DEPTH) + 1, last + 1))
        registers[WRITTEN] = (registers[WRITTEN] + count) % DEPTH
        if count:
            registers[READ] = (registers[WRITTEN] - len(self._waiting)) % DEPTH
            registers[STATUS_1] |= READY
            if len(self._waiting) >= DEPTH - (registers[FIFO] & 0x0F):
                registers[STATUS_1] |= ALMOST_FULL

    def _next_byte(self) -> int:
        if not self._bytes:
            if self._waiting:
                self._last_s = self._waiting.popleft()
                self.registers[READ] = (self.registers[READ] + 1) % DEPTH
                self.registers[LOST] = 0
            leds = (RED,) if self.registers[MODE] & MODES == HEART_RATE else (RED, INFRARED)
            self._bytes = [byte for led in leds for byte in self._counts(led, self._last_s).to_bytes(3, "big")]
        return self._bytes.pop(0)

    def _counts(self, led: int, at_s: float) -> int:
        beats_per_s = self.feel("heart_rate_bpm") / 60
        current = self.registers[led] / CURRENT / 2.0 ** ((self.registers[SPO2] >> 5 & 3) - FULL_SCALE)
        if beats_per_s <= 0.0:
            return min(round(NOTHING * current), TOP)
        self._phase += (at_s - self._phase_s) * beats_per_s
        self._phase_s = at_s
        beat = BEAT * exp(-(((self._phase % 1.0 - MIDDLE) / WIDTH) ** 2))
        share = beat * _ratio(self.feel("spo2_pct")) if led == RED else beat
        return min(round(COUNTS * current * (1.0 - share)), TOP)


def _ratio(spo2_pct: float) -> float:
    """Red against infrared, by the maker's curve: SpO2 = -45.06 R^2 + 30.354 R + 94.845 (reference design RD117)."""
    a, b, c = 45.06, 30.354, 94.845
    return (b + sqrt(max(b * b - 4 * a * (spo2_pct - c), 0.0))) / (2 * a)


def _fits(talk: Talk) -> float:
    """An EEPROM and a MAX30100 live at this address, too."""
    if talk.says("max30100") and not talk.says("max30102", "max30105"):
        return 0.0
    named = talk.says("max30102", "max30105", "max3010x", "spo2", "oximeter", "bpm", "heartbeat", "heartrate", "ppg")
    return 0.9 if named or PART in talk.first_bytes else 0.0


KINDS = (
    PartKind(
        "max30102", Max30102Chip, Message("script.kind.max30102", "MAX30102, pulse and oxygen, a finger on it"), I2C,
        ("heart_rate_bpm", "spo2_pct"),
        addresses=(0x57,),  # data sheet, table 17: write 0xAE, read 0xAF
        libraries=("max30102", "max30105"),
        aliases=("max3010x",),
        fits=_fits,
    ),
)  # fmt: skip
QUANTITIES: tuple[Quantity, ...] = (
    number("heart_rate_bpm", 72.0, Message("program.quantity.heart_rate", "pulse"), 0.0, 200.0, 1.0, "bpm", "120"),
    number("spo2_pct", 98.0, Message("program.quantity.spo2", "oxygen in the blood"), 80.0, 100.0, 1.0, "%", "92"),
)
