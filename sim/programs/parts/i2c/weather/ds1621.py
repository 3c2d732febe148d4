"""DS1621 and TC74: thermometers on I2C. Data sheets DS1621 (Maxim, 19-7540: table 3) and TC74 (Microchip, DS21462).

A DS1621 measures only after its start command, 0.75 s each time; before, it says -60 °C. A TC74 measures by itself.
"""

from __future__ import annotations

from math import floor

from sim.programs.parts.i2c.weather.thermometers import TEMPERATURE
from sim.programs.parts.kind import I2C, PartKind, Talk
from sim.programs.parts.registers import RegisterChip, TellingChip, signed
from sim.wires.i2c import Nack

READ, COUNTER, SLOPE, HIGH, LOW, CONFIG, START, STOP = 0xAA, 0xA8, 0xA9, 0xA1, 0xA2, 0xAC, 0xEE, 0x22
COMMANDS = (READ, COUNTER, SLOPE, HIGH, LOW, CONFIG, START, STOP)
ONCE, FLAG_LOW, FLAG_HIGH, DONE, ALWAYS_SET = 0x01, 0x20, 0x40, 0x80, 0x08  # of the configuration
WRITABLE = 0x63
AT_POWER_ON_C = -60.0
TAKES_S = 0.75  # section "AC electrical characteristics"
STEPS = 16  # of the slope: what the counter counts down in a whole degree
LIMITS_C = {HIGH: 15.0, LOW: 10.0}  # table 2: as it leaves the factory

TC_TEMPERATURE, TC_CONFIG, STANDBY, READY = 0x00, 0x01, 0x80, 0x40
TC_TAKES_S = 0.25  # section 1.0: four measurements a second, at least


class Ds1621Chip(TellingChip):
    """One thermometer of nine bits, with a counter for finer ones."""

    feels = ("temperature_c",)

    def plug(self) -> None:
        self._reset()
        self.on_bus(self.option("address", 0x48))

    def power_changed(self) -> None:
        super().power_changed()
        self._reset()

    def _reset(self) -> None:
        self._command = READ
        self._config = 0
        self._limits = dict(LIMITS_C)
        self._celsius = AT_POWER_ON_C
        self._runs = False
        self._ready_s: float | None = None

    def write(self, data: bytes) -> None:
        """Take a command, and the limit or the configuration that it sets."""
        if not self._powered:
            raise Nack
        if not data:
            return
        self._look()
        self._command = data[0]
        if self._command == START:
            self._runs = True
            self._ready_s = self.pi.clock.monotonic() + TAKES_S
        elif self._command == STOP:
            self._runs, self._ready_s = False, None
        elif self._command == CONFIG and len(data) > 1:
            self._config = data[1] & WRITABLE
        elif self._command in self._limits and len(data) > 2:
            self._limits[self._command] = int.from_bytes(data[1:3], "big", signed=True) / 256
        elif self._command not in COMMANDS:
            self.not_modeled(self._command)

    def read(self, count: int) -> bytes:
        """Give the answer to the last command."""
        if not self._powered:
            raise Nack
        self._look()
        return self._answer()[:count].ljust(count, b"\xff")

    def _answer(self) -> bytes:
        if self._command in self._limits:
            return _halves(self._limits[self._command])
        if self._command == CONFIG:
            return bytes((self._config | ALWAYS_SET | (0 if self._is_measuring else DONE),))
        if self._celsius == AT_POWER_ON_C:
            if self._ready_s is None:
                self.asleep(START, START)
            else:
                self.too_early(TAKES_S)
        if self._command == COUNTER:  # section "Measuring temperature": what is left of the degree
            return bytes((round(STEPS * (1 - (self._celsius - _whole(self._celsius) + 0.25))),))
        return bytes((STEPS,)) if self._command == SLOPE else _halves(self._celsius)

    @property
    def _is_measuring(self) -> bool:
        return self._ready_s is not None and self.pi.clock.monotonic() < self._ready_s

    def _look(self) -> None:
        """Keep what was measured, and begin again unless once was enough."""
        now_s = self.pi.clock.monotonic()
        if not self._runs or self._ready_s is None or now_s < self._ready_s:
            return
        self._celsius = self.feel("temperature_c")
        if self._celsius >= self._limits[HIGH]:
            self._config |= FLAG_HIGH
        if self._celsius <= self._limits[LOW]:
            self._config |= FLAG_LOW
        if self._config & ONCE:
            self._runs = False
        else:
            self._ready_s += (floor((now_s - self._ready_s) / TAKES_S) + 1) * TAKES_S


def _whole(celsius: float) -> int:
    """The first byte of the nine bits: the finer value is counted from it."""
    return floor(floor(celsius * 2 + 0.5) / 2)


def _halves(celsius: float) -> bytes:
    return (signed(floor(celsius * 2 + 0.5), 9) << 7).to_bytes(2, "big")


class Tc74Chip(RegisterChip):
    """One thermometer of whole degrees."""

    feels = ("temperature_c",)
    usual_address = 0x4D
    at_reset = {TC_TEMPERATURE: 0x00, TC_CONFIG: 0x00}  # noqa: RUF012  # never written

    def plug(self) -> None:
        super().plug()
        self._ready_s = self.pi.clock.monotonic()  # it has had power for longer than the program runs

    def power_changed(self) -> None:
        super().power_changed()
        self._ready_s = self.pi.clock.monotonic() + TC_TAKES_S

    def after(self, register: int) -> int:
        """The pointer stays."""
        return register

    def get(self, register: int) -> int:
        """What is read; in standby, the old value."""
        now_s = self.pi.clock.monotonic()
        if now_s >= self._ready_s and not self.registers[TC_CONFIG] & STANDBY:
            self.registers[TC_TEMPERATURE] = signed(self.feel("temperature_c"), 8)
            self._ready_s += (floor((now_s - self._ready_s) / TC_TAKES_S) + 1) * TC_TAKES_S
            self.registers[TC_CONFIG] |= READY
        return super().get(register)

    def set(self, register: int, value: int) -> None:
        """Take a byte: only standby can be written."""
        if register == TC_CONFIG:
            before = self.registers[TC_CONFIG]
            self.registers[TC_CONFIG] = value & STANDBY
            if before & STANDBY and not value & STANDBY:
                self._ready_s = self.pi.clock.monotonic() + TC_TAKES_S


def _fits_ds1621(talk: Talk) -> float:
    """Nobody else at these addresses has such commands."""
    firsts = talk.first_bytes
    if not firsts or any(first not in COMMANDS for first in firsts):
        return 0.0
    return 0.95 if talk.says("ds1621") or firsts[0] in (START, CONFIG, READ) else 0.5


TEMPERATURE_WORDS = frozenset(("temp", "temperature", "celsius", "fahrenheit", "thermometer"))
CONVERTER_WORDS = ("adc", "analog", "ain", "volt", "voltage", "volts", "light", "joystick", "knob", "pot", "thermistor")


def _fits_tc74(talk: Talk) -> float:
    """A converter at the same addresses is asked like that, too."""
    if any(first > TC_CONFIG for first in talk.first_bytes) or any(asked > 1 for _, asked in talk.exchanges):
        return 0.0
    if talk.says("tc74", "tc74a5", "tc74a0"):
        return 0.98
    usual, warm = talk.number == Tc74Chip.usual_address, bool(talk.words & TEMPERATURE_WORDS)
    return 0.3 + 0.35 * usual + 0.2 * warm if not talk.says(*CONVERTER_WORDS) else 0.1


KINDS = (
    PartKind(
        "ds1621", Ds1621Chip, TEMPERATURE(name="DS1621"), I2C, ("temperature_c",),
        addresses=tuple(range(0x48, 0x50)),  # 19-7540, section "2-wire serial data bus"
        fits=_fits_ds1621,
    ),
    PartKind(
        "tc74", Tc74Chip, TEMPERATURE(name="TC74"), I2C, ("temperature_c",),
        addresses=(0x4D, *range(0x48, 0x4D), 0x4E, 0x4F),  # DS21462, table "Ordering": A5 is the one that shops have
        fits=_fits_tc74,
    ),
)  # fmt: skip
