"""APDS-9960: light in colors, how near something is, and a hand's way, I2C. Data sheet AV02-4191EN (Avago).

Light falls on it in the shares of red, green and blue; a gesture of `--press` is a hand that passes over it. Engines
run side by side here, and persistence is 1.
"""

from __future__ import annotations

from math import exp

from devices import Message
from sim.programs.parts.kind import I2C, PartKind, Talk
from sim.programs.parts.registers import RegisterChip

ENABLE, ATIME, LIGHT_LIMITS, PILT, PIHT, PERS, CONFIG1, PPULSE, CONTROL, CONFIG2, ID, STATUS = (
    *(0x80, 0x81, 0x84, 0x89, 0x8B, 0x8C, 0x8D, 0x8E, 0x8F, 0x90, 0x92, 0x93),
)  # fmt: skip
DATA, PDATA = range(0x94, 0x9C), 0x9C
GPENTH, GEXTH, GCONF1, GCONF2, GPULSE, GCONF4, GFLVL, GSTATUS = 0xA0, 0xA1, 0xA2, 0xA3, 0xA6, 0xAB, 0xAE, 0xAF
PICLEAR, CICLEAR, AICLEAR = 0xE5, 0xE6, 0xE7
FIFO = range(0xFC, 0x100)
POWER, LIGHT_ON, NEAR_ON, INTERRUPTS, GESTURE_ON = 0x01, 0x02, 0x04, 0x30, 0x40
AVALID, PVALID, GINT, AINT, PINT = 0x01, 0x02, 0x04, 0x10, 0x20
GMODE, GIEN, CLEAR = 0x01, 0x02, 0x04
I_AM = 0xAB
AT_RESET = {
    **dict.fromkeys((ENABLE, *range(0x84, 0x88), PILT, PIHT, PERS, CONTROL, STATUS, *DATA, PDATA, 0x9D, 0x9E, 0x9F), 0),
    **dict.fromkeys((*range(0xA0, 0xAC), GFLVL, GSTATUS, *FIFO), 0),
    ATIME: 0xFF, 0x83: 0xFF, CONFIG1: 0x40, PPULSE: 0x40, CONFIG2: 0x01, ID: I_AM, GPULSE: 0x40,
}  # fmt: skip
READ_ONLY = {ID, STATUS, *DATA, PDATA, GFLVL, GSTATUS, *FIFO}
OWN = {0x83, PILT, PIHT, *range(CONFIG2, 0xAC), AICLEAR, *FIFO}  # no registers of a TSL2561

CYCLE_S, COUNTS_A_CYCLE = 0.00278, 1025  # register ATIME: one step of the integration time, and the most it counts
WAKES_S = 0.007  # figure 9: from power-on to the first cycle
NEAR_TAKES_S = 0.0028  # chosen: one pulse train and its conversion
COUNTS_A_LUX = 1.0 / 0.5218 / (256 * 4)  # chosen: a library's formula gives gray light's lux with 712 ms and gain 4
COUNTS_AT_10_CM = 120.0  # "Proximity characteristics": gain 4, 8 pulses of 8 us, 100 mA, a white card at 10 cm
BOOSTS = (1.0, 1.5, 2.0, 3.0)
DEEP = 32  # data sets of the FIFO
THRESHOLDS, ENDS = (1, 4, 8, 16), (1, 2, 4, 7)  # register GCONF1: sets for an interrupt; sets below the exit
WAITS_S = (0.0, 0.0028, 0.0056, 0.0084, 0.014, 0.0224, 0.0308, 0.0392)  # register GCONF2
SET_S = 0.0014  # chosen: one data set without its wait
HAND_M, PASS_S = 0.05, 0.3  # chosen: how high a hand passes, and for how long it is seen
APART, WIDE, FAR = 0.25, 0.6, 1.6  # chosen: of its way, where a pair of diodes sees it best, how widely, and its ends
COLORS = ("red_pct", "green_pct", "blue_pct")
GESTURES = ("gesture_up", "gesture_down", "gesture_left", "gesture_right")


class Apds9960Chip(RegisterChip):
    """One sensor."""

    feels = ("light_lux", "distance_m", *COLORS, *GESTURES)
    usual_address = 0x39
    at_reset = AT_RESET

    def reset(self) -> None:
        """As after power-on."""
        super().reset()
        self._ready_s: dict[int, float] = {}  # when the next value of light and nearness is there
        self._measured: set[int] = set()
        self._flags = 0
        self._sets: list[tuple[int, ...]] = []
        self._lost = self._valid = False
        self._below = 0  # data sets one after the other that were below the exit
        self._next_s = 0.0
        self._hand: tuple[int, float] | None = None  # the gesture and when it began
        self._made: set[str] = set()
        self._still_m = 1.0

    def world_moved(self) -> None:
        """Something is nearer, or a hand begins to pass: once, however long its press is."""
        self._go_on()
        self._still_m = self.feel("distance_m")
        made = {each for each in GESTURES if self.feel(each)}
        for each in made - self._made:
            self._hand = (GESTURES.index(each), self._now_s)
            self._next_s = self._now_s
        self._made = made
        self._check_limits()

    def write(self, data: bytes) -> None:
        """Set the pointer, and write what follows; three addresses clear flags by themselves."""
        super().write(data)
        if data and data[0] in (PICLEAR, CICLEAR, AICLEAR):
            self._flags &= ~{PICLEAR: PINT, CICLEAR: AINT, AICLEAR: AINT | PINT}[data[0]]

    def after(self, register: int) -> int:
        """The next one; the FIFO goes round."""
        return FIFO.start if register == FIFO[-1] else register + 1 & 0xFF

    def get(self, register: int) -> int:
        """What is read."""
        if register in DATA or register == PDATA:
            self._measure(DATA.start if register in DATA else PDATA)
        elif register == STATUS:
            self._check_limits()
            self._go_on()
            ready = [key for key, at_s in self._ready_s.items() if self._now_s >= at_s]
            valid = AVALID * (DATA.start in ready) | PVALID * (PDATA in ready)
            return self._flags | valid | GINT * (self._valid and bool(self._sets))
        elif register in (GFLVL, GSTATUS) or register in FIFO:
            self._go_on()
            return self._gesture(register)
        return super().get(register)

    def set(self, register: int, value: int) -> None:
        """Take a byte."""
        if register in READ_ONLY or register not in AT_RESET:
            return
        self._go_on()
        before = self.registers[register]
        if register == GCONF4 and value & CLEAR:
            self._sets.clear()
            self._lost = self._valid = False
        self.registers[register] = value & ~CLEAR if register == GCONF4 else value
        if register == ENABLE:
            self._switch(before, value)
            if value & INTERRUPTS:
                self.no_interrupt(STATUS)
        elif register == ATIME and DATA.start in self._ready_s and value != before:
            self._ready_s[DATA.start] = self._now_s + self._light_s
        elif register == GCONF4 and value & GIEN:
            self.no_interrupt(STATUS)

    @property
    def _now_s(self) -> float:
        return self.pi.clock.monotonic()

    @property
    def _light_s(self) -> float:
        return CYCLE_S * (256 - self.registers[ATIME])

    def _switch(self, before: int, now: int) -> None:
        wakes_s = 0.0 if before & POWER else WAKES_S
        for key, bit, takes_s in ((DATA.start, LIGHT_ON, self._light_s), (PDATA, NEAR_ON, NEAR_TAKES_S)):
            was_on, is_on = before & POWER and before & bit, now & POWER and now & bit
            if is_on and not was_on:
                self._ready_s[key] = self._now_s + wakes_s + takes_s
            elif not is_on:
                self._ready_s.pop(key, None)

    def _measure(self, key: int) -> None:
        """Put what was measured into the registers, if a cycle is over since they were read."""
        ready_s, takes_s = self._ready_s.get(key), self._light_s if key == DATA.start else NEAR_TAKES_S
        if ready_s is not None and self._now_s >= ready_s:
            self._ready_s[key] = self._now_s + takes_s
            self._measured.add(key)
            for at, value in enumerate(self._light() if key == DATA.start else [self._near()]):
                self.registers[key + at] = value
        elif ready_s is None:
            self.asleep(ENABLE, POWER | (LIGHT_ON if key == DATA.start else NEAR_ON))
        elif key not in self._measured:
            self.too_early(WAKES_S + takes_s)

    def _light(self) -> list[int]:
        """Clear, red, green, blue; low byte first."""
        cycles = 256 - self.registers[ATIME]
        each = self.feel("light_lux") * COUNTS_A_LUX * cycles * 4 ** (self.registers[CONTROL] & 3)
        colors = [each * self.feel(color) / 50.0 for color in COLORS]
        most = min(COUNTS_A_CYCLE * cycles, 0xFFFF)
        counts = [min(max(round(value), 0), most) for value in (sum(colors), *colors)]
        return [byte for value in counts for byte in (value & 0xFF, value >> 8)]

    def _near(self) -> int:
        """How much of the lamp's light comes back."""
        control, now_s = self.registers[CONTROL], self._now_s
        full = self._thrown(control >> 2 & 3, self.registers[PPULSE], control >> 6)
        hand = full / HAND_M**2 * exp(-((self._way(now_s) / WIDE) ** 2)) if self._passes(now_s) else 0.0
        return min(round(max(full / max(self.feel("distance_m"), 0.005) ** 2, hand)), 0xFF)

    def _thrown(self, gain: int, pulse: int, drive: int) -> float:
        """Counts from a card at one meter."""
        train = ((pulse & 0x3F) + 1) / 8 * 2.0 ** ((pulse >> 6) - 1)
        return COUNTS_AT_10_CM * 0.01 * 2.0**gain / 4 * train / 2.0**drive * BOOSTS[self.registers[CONFIG2] >> 4 & 3]

    def _check_limits(self) -> None:
        """Set the flags of what is beyond its limits."""
        ready = {key for key, at_s in self._ready_s.items() if self._now_s >= at_s or key in self._measured}
        if PDATA in ready and not self.registers[PILT] <= self._near() <= self.registers[PIHT]:
            self._flags |= PINT
        low, low_high, high, high_high = (self.registers[LIGHT_LIMITS + each] for each in range(4))
        if DATA.start in ready:
            clear = int.from_bytes(bytes(self._light()[:2]), "little")
            if not low | low_high << 8 <= clear <= high | high_high << 8:
                self._flags |= AINT

    def _passes(self, at_s: float) -> bool:
        return self._hand is not None and at_s - self._hand[1] <= PASS_S

    def _way(self, at_s: float) -> float:
        """Where the hand is on its way, from -1.6 to 1.6."""
        return FAR * (2.0 * (at_s - (self._hand or (0, 0.0))[1]) / PASS_S - 1.0)

    def _go_on(self) -> None:
        """Let the gesture engine measure up to now: it begins when something is near, and ends when nothing is."""
        now_s = self._now_s
        step_s = WAITS_S[self.registers[GCONF2] & 7] + SET_S
        enable = self.registers[ENABLE]
        while self._next_s <= now_s:
            passes = self._passes(self._next_s)
            if enable & POWER and enable & GESTURE_ON and not self.registers[GCONF4] & GMODE and enable & NEAR_ON:
                self.registers[GCONF4] |= GMODE * (self._near_then(passes) >= max(self.registers[GPENTH], 1))
            runs = enable & POWER and enable & GESTURE_ON and self.registers[GCONF4] & GMODE
            if runs:
                self._add(self._set_at(self._next_s, passes))
            if not passes and not (runs and not self._lost):
                self._next_s = now_s
            self._next_s += step_s

    def _near_then(self, passes: bool) -> float:
        control = self.registers[CONTROL]
        full = self._thrown(control >> 2 & 3, self.registers[PPULSE], control >> 6)
        hand = full / HAND_M**2 * exp(-((self._way(self._next_s) / WIDE) ** 2)) if passes else 0.0
        return max(full / max(self._still_m, 0.005) ** 2, hand)

    def _set_at(self, at_s: float, passes: bool) -> tuple[int, ...]:
        """Up, down, left, right: the diodes that a hand comes to first see it first."""
        full = self._thrown(self.registers[GCONF2] >> 5 & 3, self.registers[GPULSE], self.registers[GCONF2] >> 3 & 3)
        still = full / max(self._still_m, 0.005) ** 2
        middles = [0.0] * 4
        if passes and self._hand is not None:
            first = self._hand[0]
            middles[first], middles[first ^ 1] = -APART, APART
        hands = [exp(-(((self._way(at_s) - middle) / WIDE) ** 2)) * passes for middle in middles]
        return tuple(min(round(max(still, full / HAND_M**2 * hand)), 0xFF) for hand in hands)

    def _add(self, counts: tuple[int, ...]) -> None:
        if len(self._sets) < DEEP:
            self._sets.append(counts)
        else:
            self._lost = True
        conf = self.registers[GCONF1]
        self._below = self._below + 1 if max(counts) < self.registers[GEXTH] else 0
        if self._below >= ENDS[conf & 3]:
            self.registers[GCONF4] &= ~GMODE
            self._below = 0
            self._valid = True
        self._valid |= len(self._sets) >= THRESHOLDS[conf >> 6]

    def _gesture(self, register: int) -> int:
        if register == GFLVL:
            return len(self._sets)
        if register == GSTATUS:
            return int(self._valid) | self._lost << 1
        value = self._sets[0][register - FIFO.start] if self._sets else 0
        if register == FIFO[-1] and self._sets:
            self._sets.pop(0)
            self._lost = False
            self._valid &= bool(self._sets or self.registers[GCONF4] & GMODE)
        return value


def _fits(talk: Talk) -> float:
    """A TSL2561 at the same address has sixteen registers; what lies above is only here."""
    firsts = talk.first_bytes
    if any(first not in AT_RESET and first not in (0xE4, PICLEAR, CICLEAR, AICLEAR) for first in firsts):
        return 0.0
    if any(first in OWN for first in firsts):
        return 0.98
    return 0.9 if talk.says("apds9960", "apds") else 0.5


KINDS = (
    PartKind(
        "apds9960", Apds9960Chip, Message("script.kind.apds9960", "APDS9960, light, colors, nearness and gestures"),
        I2C, ("light_lux", "distance_m"),
        press="gesture_up",
        addresses=(0x39,),  # AV02-4191EN, section "I2C protocol"
        libraries=("adafruit_apds9960", "apds9960"),
        fits=_fits,
    ),
)  # fmt: skip
