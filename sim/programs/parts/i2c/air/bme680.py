"""BME680 and BME688: temperature, pressure, humidity, smell, I2C. Data sheets BST-BME680-DS001, BST-BME688-DS000.

A heated layer has less resistance in air that smells; the real one needs minutes until its values stand still. One
measurement at a time; its filter and the parallel mode of the BME688 change nothing.
"""

from __future__ import annotations

from struct import pack
from typing import ClassVar

from devices import Message
from sim.programs.parts.i2c.weather.bosch import HUMIDITY_BITS, raw_for
from sim.programs.parts.kind import I2C, PartKind, Talk
from sim.programs.parts.quantities import number
from sim.programs.parts.registers import RegisterChip

# Chosen: no data sheet prints a unit's. H1 and H2 end alike: a library takes the one's last bits for the other's.
T1, T2, T3 = 26000, 26300, 3
P1, P2, P3, P4, P5, P6, P7, P8, P9, P10 = 36000, -10400, 88, 7000, -90, 30, 40, -1000, -2400, 30
H1, H2, H3, H4, H5, H6, H7 = 800, 1008, 0, 45, 20, 120, -100
GH1, GH2, GH3, HEAT_VAL, HEAT_RANGE, SW_ERROR = -30, -6000, 18, 40, 1, 3

FIELD = 0x1D  # status; then the pressure, the temperature, the humidity, the gas of a BME680, and that of a BME688
VALUES = range(0x1F, 0x2E)
GAS_WAIT, HEATER, GAS, HUM, MEAS, CONFIG = 0x64, 0x70, 0x71, 0x72, 0x74, 0x75
CHIP_ID, I_AM, RESET, RESET_WORD, VARIANT = 0xD0, 0x61, 0xE0, 0xB6, 0xF0
NEW, GAS_RUNS, RUNS, VALID, STABLE = 0x80, 0x40, 0x20, 0x20, 0x10
HEATER_OFF = 0x08
WAKES_S, STEP_S, SWITCHES_S = 0.001, 0.001963, 9 * 0.000477  # Bosch's API BME68x: the time of a measurement
WARM_S = 0.02  # section 3.3.5: the heater needs 20 to 30 ms
NOTHING_20, NOTHING_16 = 0x80000, 0x8000
GAS_MIDDLE, GAS_MOST = 512, 1023
BASE = 1340 + 5 * SW_ERROR
OFF_1 = {5: 0.99, 7: 0.992, 10: 0.998, 11: 0.995, 13: 0.99}  # table 16: the first constants that are not 1
OFF_2 = {4: 499500.4995, 5: 248262.1648, 7: 63004.03226, 8: 31281.28128}  # those that are not 8000000 / 2**range
CALIBRATION = {
    **dict(enumerate(pack("<hbxHhbxhhbb2xhhB", T2, T3, P1, P2, P3, P4, P5, P7, P6, P8, P9, P10), 0x8A)),
    **dict(enumerate(pack("<BBBbbbBbHhbb", H2 >> 4, (H2 & 15) << 4 | H1 & 15, H1 >> 4, H3, H4, H5, H6, H7, T1,
                          GH2, GH1, GH3), 0xE1)),
    0x89: 0, 0xA1: 0, 0xEF: 0, 0xF0: 0, 0x00: HEAT_VAL, 0x02: HEAT_RANGE << 4, 0x04: SW_ERROR << 4,
}  # fmt: skip
AT_RESET = {
    **CALIBRATION, CHIP_ID: I_AM, **dict.fromkeys((0x73, *range(0x50, 0x6F), *range(HEATER, 0x76), 0x1E, *VALUES), 0),
    FIELD: 0,
}  # fmt: skip
OWN = {*range(FIELD, 0x2E), *range(0x50, 0x6F), *range(HEATER, 0x76), VARIANT}  # no registers of a BMP280 or BME280


def fine_of(raw: float) -> float:
    """The fine temperature for a raw value: degrees Celsius times 5120 (section 3.3.1)."""
    return (raw / 16384 - T1 / 1024) * T2 + (raw / 131072 - T1 / 8192) ** 2 * T3 * 16


def pascal_of(raw: float, fine: float) -> float:
    """The air pressure for a raw value (section 3.3.2)."""
    warm = fine / 2 - 64000
    offset = (warm * warm * P6 / 131072 + warm * P5 * 2) / 4 + P4 * 65536
    slope = (1 + (P3 * warm * warm / 16384 + P2 * warm) / 524288 / 32768) * P1
    pascal = (1048576 - raw - offset / 4096) * 6250 / slope
    bent = P9 * pascal * pascal / 2147483648 + pascal * P8 / 32768 + (pascal / 256) ** 3 * P10 / 131072
    return pascal + (bent + P7 * 128) / 16


def humidity_of(raw: float, fine: float) -> float:
    """The relative humidity in percent for a raw value, before it is held within 0 and 100 (section 3.3.3)."""
    warm = fine / 5120
    wet = (raw - (H1 * 16 + H3 / 2 * warm)) * H2 / 262144 * (1 + H4 / 16384 * warm + H5 / 1048576 * warm * warm)
    return wet + (H6 / 16384 + H7 / 2097152 * warm) * wet * abs(wet)


class Bme680Chip(RegisterChip):
    """One BME680."""

    feels = ("temperature_c", "pressure_hpa", "humidity_pct", "gas_kohm")
    usual_address = 0x76
    at_reset = AT_RESET
    variant: ClassVar[int] = 0
    runs_gas: ClassVar[int] = 0x10
    gas_at: ClassVar[int] = 0x2A

    def reset(self) -> None:
        """As after power-on."""
        super().reset()
        self.registers[VARIANT] = self.variant
        self._ready_s: float | None = None  # when the measurement that runs is over
        self._air_s = 0.0  # when its first three values are there
        self._measured = self._asked = False

    def write(self, data: bytes) -> None:
        """Set the pointer, and write what follows."""
        self._asked = False
        super().write(data)

    def get(self, register: int) -> int:
        """What is read; the flag of new data is taken back by that."""
        self._finish()
        if register == FIELD:
            self._asked = True
            status = self.registers[FIELD]
            self.registers[FIELD] &= ~NEW
            if self._ready_s is None:
                return status
            return status | (GAS_RUNS if self.pi.clock.monotonic() >= self._air_s else RUNS)
        if register == VALUES.start and not self._measured:
            if self._ready_s is None:
                self.asleep(MEAS, 0x25)
            elif not self._asked:
                self.too_early(self._ready_s - self.pi.clock.monotonic())
        return super().get(register)

    def set(self, register: int, value: int) -> None:
        """Take a byte; a measurement begins with the mode, and ends in sleep before another one begins."""
        self._finish()
        if register == RESET and value == RESET_WORD:
            self.reset()
        elif register == MEAS:
            self.registers[MEAS] = value if self._ready_s is None else value | 1
            if value & 3 and self._ready_s is None:
                self._begin(value)
        elif 0x50 <= register <= CONFIG and register in AT_RESET and register != 0x73:
            self.registers[register] = value

    def _begin(self, control: int) -> None:
        settings = (self.registers[HUM] & 7, control >> 2 & 7, control >> 5)
        steps = sum(1 << each - 1 for each in settings if each)
        self._air_s = self.pi.clock.monotonic() + WAKES_S + steps * STEP_S + SWITCHES_S
        self._ready_s = self._air_s + (self._heats_s if self.registers[GAS] & self.runs_gas else 0.0)

    @property
    def _heats_s(self) -> float:
        """How long the heater of the chosen step is on; bits 7 and 6 multiply by 4 each."""
        wait = self.registers[GAS_WAIT + min(self.registers[GAS] & 0x0F, 9)]
        return (wait & 0x3F) * 4.0 ** (wait >> 6) / 1000

    def _finish(self) -> None:
        """Put what was measured into the registers, once it is over."""
        if self._ready_s is None or self.pi.clock.monotonic() < self._ready_s:
            return
        self._ready_s, self._measured = None, True
        control = self.registers[MEAS]
        celsius, hpa, percent, kohm = map(self.feel, self.feels)
        warm = raw_for(fine_of, celsius * 5120)
        fine = fine_of(warm)
        pressure = raw_for(lambda raw: -pascal_of(raw, fine), -hpa * 100)
        humidity = raw_for(lambda raw: humidity_of(raw, fine), percent, HUMIDITY_BITS)
        if not self.registers[HUM] & 7:
            humidity = NOTHING_16
        found = [*_three(pressure, control >> 2 & 7), *_three(warm, control >> 5), *divmod(humidity, 256)]
        self.registers |= dict(enumerate(found, VALUES.start))
        runs = self.registers[GAS] & self.runs_gas
        self.registers[FIELD] = NEW | self.registers[GAS] & 0x0F
        self.registers[self.gas_at], self.registers[self.gas_at + 1] = 0, 0
        if runs:
            raw, step = self._gas(kohm * 1000)
            stable = STABLE if self._heats_s >= WARM_S and not self.registers[HEATER] & HEATER_OFF else 0
            self.registers[self.gas_at], low = divmod(raw << 6, 256)
            self.registers[self.gas_at + 1] = low | VALID | stable | step
        self.registers[MEAS] &= ~3

    def _gas(self, ohm: float) -> tuple[int, int]:
        """The raw value and its range, the one in which it is nearest to the middle (section 3.4.1)."""
        return _middlemost([
            first * OFF_2.get(step, 8e6 / 2**step) / max(ohm, 1.0) - first + GAS_MIDDLE
            for step in range(16) for first in (BASE * OFF_1.get(step, 1.0),)
        ])  # fmt: skip


class Bme688Chip(Bme680Chip):
    """One BME688: the same, with another scale of its gas."""

    variant = 1
    runs_gas = 0x20
    gas_at = 0x2C

    def _gas(self, ohm: float) -> tuple[int, int]:
        """BST-BME688-DS000, section 3.4.1."""
        ohm = max(ohm, 1.0)
        return _middlemost([(1e6 * (262144 >> step) / ohm - 4096) / 3 + GAS_MIDDLE for step in range(16)])


def _middlemost(raws: list[float]) -> tuple[int, int]:
    step = min(range(16), key=lambda each: abs(raws[each] - GAS_MIDDLE))
    return min(max(round(raws[step]), 0), GAS_MOST), step


def _three(raw: int, oversampling: int) -> tuple[int, int, int]:
    """16 bits, one more for each step of oversampling (section 5.3.4.4)."""
    lost = max(5 - oversampling, 0)
    raw = raw >> lost << lost if oversampling else NOTHING_20
    return raw >> 12, raw >> 4 & 0xFF, raw << 4 & 0xF0


def _fits(talk: Talk) -> float:
    """Its settings and values stand elsewhere than those of a BME280, which is asked in the same way who it is."""
    if any(first not in AT_RESET and first != RESET for first in talk.first_bytes):
        return 0.0
    if any(sent and sent[0] in OWN and (asked or len(sent) > 1) for sent, asked in talk.exchanges):
        return 0.97
    if talk.says("bme680", "bme688") and not talk.says("bme280"):
        return 0.95
    return 0.3 if any(first >= 0x89 for first in talk.first_bytes) else 0.0  # a BMP388 is asked at 0x00 who it is


def _fits_688(talk: Talk) -> float:
    share = _fits(talk) if talk.says("bme688") else 0.0
    return share and share + (-0.02 if talk.says("bme680") else 0.02)


QUANTITIES = (
    number(
        "gas_kohm", 50.0, Message("program.quantity.gas_kohm", "resistance of the smell sensor"), 1.0, 500.0, 1.0, "kΩ",
        "10",
    ),  # chosen: clean air in a room; less is worse
)  # fmt: skip
TITLE = Message("script.kind.air_and_smell", "{name}, air temperature, pressure, humidity and smell")
KINDS = tuple(
    PartKind(
        name, chip, TITLE(name=name.upper()), I2C, ("temperature_c", "pressure_hpa", "humidity_pct", "gas_kohm"),
        addresses=(0x77, 0x76),  # section 6.2: SDO high, as libraries think, or low
        libraries=("adafruit_bme680", "bme680"),
        fits=fits,
    )
    for name, chip, fits in (("bme680", Bme680Chip, _fits), ("bme688", Bme688Chip, _fits_688))
)  # fmt: skip
