"""INA219 (Texas Instruments): voltage and current of a battery, panel or heater over I2C. Data sheet SBOS448G.

One step is 4 mV of voltage and 10 uV over the shunt. A board with 0.1 ohm ends at 3.2 A; a 50 Wp panel reaches that
limit, so use 0.01 or 0.02 ohm there.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from devices import Channel, Clock, Message, ReadError, SensorPart, Terminal
from drivers._i2c import I2cPart

OVERFLOW = Message("ina219.overflow", "{model} at address {address} reports a current beyond what it can measure.")
OVERFLOW_HINT = Message(
    "ina219.overflow.hint", "Look for a short circuit first. If the current is right, use a smaller shunt resistor."
)
BUS_REGISTER = 0x02  # voltage in bits 15 to 3, conversion ready in bit 1, overflow in bit 0 (SBOS448G 8.6.3.2)
BUS_STEP_V = 4e-3
READY_BIT = 0x2  # only a write to the configuration or a read of the power register clears it; we do neither later
OVERFLOW_BIT = 0x1
FIRST_S = 0.002  # two conversions of at most 586 us each (SBOS448G 6.5), with margin
SHUNT_LIMIT_V = 0.32  # full scale of the shunt input at gain /8, SBOS448G table 4


def bus_voltage_v(register: int) -> float:
    """Voltage from the bus register: 0x2592 is 4.808 V."""
    return (register >> 3) * BUS_STEP_V


def shunt_current_a(shunt_v: float, shunt_ohm: float, trim: float = 1.0) -> float:
    """Current through the shunt; `trim` is true current over shown current, measured once with a good meter."""
    return shunt_v / shunt_ohm * trim


class Ina219(I2cPart, SensorPart):
    """Voltage after the shunt (0 to 26 V) and current through it, positive from Vin+ to Vin-.

    `trim` corrects one unit: a user found 18 % too much current on a cheap board. Raises ReadError on overflow, and
    when no measurement is ready: a data wire held low gives zeros, which are not 0.0 V.
    The current comes from the shunt voltage, not from the chip's own product: a power dip clears the chip's
    calibration register and its current then silently reads 0.
    """

    title = Message("driver.ina219", "INA219 voltage and current sensor")
    model: ClassVar[str] = "INA219"
    terminals = (Terminal("address", "i2c"),)
    channels = (
        Channel("voltage_v", "V", low=0.0, high=32.0),
        Channel("current_a", "A", low=-35.0, high=35.0),
    )
    calibrated = ("trim", "shunt_ohm")
    sample_s = 1.0

    def __init__(self, clock: Clock, address: int = 0x40, shunt_ohm: float = 0.1, trim: float = 1.0) -> None:
        super().__init__(clock, address)
        self._shunt_ohm = shunt_ohm
        self._trim = trim

    def _open(self, bus: Any) -> Any:
        from adafruit_ina219 import INA219
        from adafruit_register.i2c_struct import ROUnaryStruct

        class Ina219WithFlags(INA219):  # type: ignore[misc]  # the library ships no types
            """The library's class, plus the whole bus register: voltage and overflow of the same measurement."""

            bus_register = ROUnaryStruct(BUS_REGISTER, ">H")

        chip = Ina219WithFlags(bus, self._address)
        self._clock.sleep(FIRST_S)
        return chip

    def read(self) -> Mapping[str, float | bool]:
        chip = self._connected()
        try:
            register = chip.bus_register
            shunt_v = chip.shunt_voltage
        except OSError as error:
            raise self._lost(error) from error
        if not register & READY_BIT:
            raise self._unfinished()
        if register & OVERFLOW_BIT or abs(shunt_v) >= SHUNT_LIMIT_V:
            raise ReadError(self._fill(OVERFLOW), OVERFLOW_HINT)
        return {
            "voltage_v": bus_voltage_v(register),
            "current_a": shunt_current_a(shunt_v, self._shunt_ohm, self._trim),
        }
