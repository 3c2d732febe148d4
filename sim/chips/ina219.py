"""INA219: voltage and current, I2C. Data sheet SBOS448G: registers 8.6, calibration 8.5.

It always measures both; the real chip can also sleep or measure only one.
"""

from __future__ import annotations

from sim.chips._bus_chips import ChipOnI2c
from sim.wires.i2c import Nack, Registers16

CONFIG, SHUNT, BUS, POWER, CURRENT, CALIBRATION = range(6)
CONFIG_AT_RESET = 0x399F  # 32 V, 320 mV, 12 bits, measuring both
RESET = 0x8000
SHUNT_STEP_V = 10e-6
BUS_STEP_V = 4e-3
READY, OVERFLOW = 0x2, 0x1  # the lowest bits of the bus register
NO_OVERFLOW_UP_TO = 4096  # calibration with which even a full shunt register fits into the current register
SHUNT_WITHIN = 0.01  # a resistor marked R100 or R020, from memory; the chip's own +-0.2 % typical (SBOS448F) is less
SHUNT_LEFT = 0.01  # chosen: the error of a cheap meter at its current range
OFFSET_V = 40e-6  # typical at gain /8, +-200 uV at most (SBOS448F, electrical characteristics)
OFFSET_LEFT_V = 10e-6  # one step: read with no current
BUS_WITHIN = 0.002  # typical, +-0.5 % at most (SBOS448F); a cheap meter is no better, so nobody calibrates it
NOISE_STEPS = 1  # either way; SBOS448G: resolution of the 12-bit converter, no averaging


def shunt_register(current_a: float, shunt_ohm: float, config: int = CONFIG_AT_RESET) -> int:
    """Shunt voltage in steps of 10 uV, clipped to the range of +-40, 80, 160 or 320 mV."""
    full = 4000 << (config >> 11 & 3)
    return min(max(round(current_a * shunt_ohm / SHUNT_STEP_V), -full), full)


def bus_steps(voltage_v: float, config: int = CONFIG_AT_RESET) -> int:
    """Bus voltage in steps of 4 mV, clipped to 0 and to 16 or 32 V."""
    full = 8000 if config & 0x2000 else 4000
    return min(max(round(voltage_v / BUS_STEP_V), 0), full)


def bus_register(steps: int, overflow: bool) -> int:
    """Voltage in bits 15 to 3, conversion ready in bit 1, overflow in bit 0."""
    return steps << 3 | READY | (OVERFLOW if overflow else 0)


def current_register(shunt: int, calibration: int) -> int:
    """Current in steps that the calibration register sets: shunt x calibration / 4096."""
    return int(shunt * calibration / 4096)


def power_register(current: int, steps: int) -> int:
    """Power in steps of 20 current steps times 1 V: current x bus / 5000."""
    return int(abs(current) * steps / 5000)


class Ina219Chip(ChipOnI2c, Registers16):
    """Registers of one INA219."""

    feels = ("voltage_v", "current_a")

    def plug(self) -> None:
        self._voltage, self._current = self._keys["voltage_v"], self._keys["current_a"]
        shunt_ohm = self.option("shunt_ohm", 0.1)
        self._shunt_ohm = shunt_ohm / self.unit.share("trim", 1.0, SHUNT_WITHIN, SHUNT_LEFT)
        self._offset_a = self.unit.offset("current_a", 0.0, OFFSET_V / shunt_ohm, OFFSET_LEFT_V / shunt_ohm)
        self._gain = self.unit.share("voltage", 1.0, BUS_WITHIN)
        self._reset()
        self.on_bus(self.option("address", 0x40))

    def _reset(self) -> None:
        self._config = CONFIG_AT_RESET
        self._calibration = 0

    def power_changed(self) -> None:
        super().power_changed()
        self._reset()

    def acknowledge(self) -> None:
        if not self._powered:
            raise Nack

    def get(self, register: int) -> int:
        if not self._powered:
            raise Nack
        if register == BUS:
            return bus_register(self._bus(), self._overflows())
        if register == SHUNT:
            return self._shunt()
        if register == CURRENT:
            return current_register(self._shunt(), self._calibration)
        if register == POWER:
            return power_register(current_register(self._shunt(), self._calibration), self._bus())
        return self._config if register == CONFIG else self._calibration

    def set(self, register: int, value: int) -> None:
        if not self._powered:
            raise Nack
        if register == CALIBRATION:
            self._calibration = value & 0xFFFE
        elif register == CONFIG:
            if value & RESET:
                self._reset()
            else:
                self._config = value

    def _overflows(self) -> bool:
        if self._calibration <= NO_OVERFLOW_UP_TO:
            return False
        return abs(current_register(self._shunt(), self._calibration)) > 0x7FFF

    def _shunt(self) -> int:
        current_a = self.felt[self._current] + self._offset_a
        return shunt_register(current_a, self._shunt_ohm, self._config) + self.noise(NOISE_STEPS)

    def _bus(self) -> int:
        return max(bus_steps(self.felt[self._voltage] * self._gain, self._config) + self.noise(NOISE_STEPS), 0)
