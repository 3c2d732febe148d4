"""MQ-7 carbon monoxide sensor. Without its heater cycle it is not a CO sensor. Hanwei data sheet MQ-7.

60 s at 5 V burn the layer clean; 90 s at 1.4 V let CO settle on it; the value counts at the end of those 90 s.
It demonstrates the timing of EN 50291 in a class. It is not an EN 50291 alarm.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from devices import AnalogInput, Channel, Clock, Message, ReadError, SensorPart, Terminal, WarmingUp
from drivers._mq import CALIBRATED, CLEAN_AIR, Climate, LoadVoltage
from science.mq_sensors import MQ7

NO_HEATER_PIN = Message(
    "mq7.no_heater_pin", "The MQ-7 cannot show CO: wrong configuration, its heater is not switched."
)
NO_HEATER_PIN_HINT = Message(
    "mq7.no_heater_pin.hint", "Put a MOSFET into the heater wire and write its GPIO as heater_pin in wiring.toml."
)
FIRST_CYCLE = Message("mq7.first_cycle", "The MQ-7 is in its first heater cycle of 150 seconds.")
LATE = Message("mq7.late", "A heater cycle of the MQ-7 took too long: its value is not used.")
LATE_HINT = Message(
    "mq7.late.hint", "Find what slows the program down: another program, or a part that is slow to answer."
)

CLEAN_S = 60.0  # at 5 V, +-1 s
SENSE_S = 90.0  # at 1.4 V, +-1 s
LATE_S = 5.0  # chosen: a phase this much longer invalidates the value
SENSE_DUTY = (1.4 / 5.0) ** 2  # switched 5 V that heats like a steady 1.4 V: power goes with the square of the voltage
HEATER_HZ = 100  # a heater with a time constant of seconds averages the switching


class Mq7(SensorPart):
    """CO in ppm, one value every 150 s, held at the data sheet's upper end of 2000 ppm.

    It keeps the heater cycle by the clock and asks to be read when a phase ends; between values it returns nothing.
    Set `max_age_s` above 300 in wiring.toml. Raises WarmingUp in the first cycle, ReadError without `heater_pin`.
    """

    title = Message("driver.mq7", "MQ-7 carbon monoxide sensor with switched heater")
    supply_v = 5.0
    terminals = (
        Terminal("channel", "analog", volts=5.0),
        Terminal("heater_pin", "output", current_ma=1.0),
    )
    channels = (Channel("co_ppm", "ppm", low=0.0, high=2000.0), CLEAN_AIR)
    calibrated = CALIBRATED
    sample_s = 1.0

    def __init__(
        self,
        adc: AnalogInput,
        clock: Clock,
        load_resistor_ohm: float,
        r0_ohm: float,
        heater_pin: int | None = None,
        climate: Climate | None = None,
        supply_v: float = 5.0,
        divider: float = 1.0,
        clean_air_ratio: float | None = None,
    ) -> None:
        self._sensor = MQ7.of_unit(clean_air_ratio)
        self._load = LoadVoltage(adc, self._sensor, climate, load_resistor_ohm, r0_ohm, supply_v, divider)
        self._clock = clock
        self._heater: Any = None
        self._first = True
        self._sensing = False
        self._phase_s = clock.monotonic()
        self._late = False
        if heater_pin is not None:
            from gpiozero import PWMOutputDevice

            self._heater = PWMOutputDevice(heater_pin, frequency=HEATER_HZ, initial_value=1.0)
            self.next_read_s = self._phase_s + CLEAN_S

    def read(self) -> Mapping[str, float | bool]:
        if self._heater is None:
            raise ReadError(NO_HEATER_PIN, NO_HEATER_PIN_HINT)
        now_s = self._clock.monotonic()
        phase_s = SENSE_S if self._sensing else CLEAN_S
        over_s = now_s - self._phase_s - phase_s
        if over_s >= 0.0:
            self._late = self._late or over_s > LATE_S
            if self._sensing:
                return self._end_of_cycle(now_s)
            self._next_phase(now_s, sensing=True)
        if self._first:
            raise WarmingUp(FIRST_CYCLE)
        return {}

    def _end_of_cycle(self, now_s: float) -> Mapping[str, float | bool]:
        late, self._late = self._late, False
        try:
            if late:
                raise ReadError(LATE, LATE_HINT)
            ratio = self._load.ratio()
            self._first = False
            ppm = min(self._sensor.ppm("co", ratio), self.channels[0].high)
            return {"co_ppm": ppm, CLEAN_AIR.name: self._load.clean_air_pct(ratio)}
        finally:
            self._next_phase(now_s, sensing=False)

    def _next_phase(self, now_s: float, sensing: bool) -> None:
        self._sensing = sensing
        self._phase_s = now_s
        self.next_read_s = now_s + (SENSE_S if sensing else CLEAN_S)
        self._heater.value = SENSE_DUTY if sensing else 1.0

    def close(self) -> None:
        """Switch the heater off and release its pin."""
        if self._heater is not None and not self._heater.closed:
            self._heater.off()
            self._heater.close()
