"""YF-S201 water flow meter: a turbine that gives 450 pulses a liter, 7.5 Hz at 1 L/min (data sheet, +-10 %).

On a 5 V supply its yellow wire gives 5 V as well: divide it to 3.3 V (10 k and 20 k) before a GPIO,
and say so in wiring.toml: `electrical = { signal_v = 3.3 }`.
"""

from __future__ import annotations

from collections.abc import Mapping

from devices import Channel, Clock, Message, SensorPart, Terminal
from science.sensor_curves import YF_S201_PULSES_PER_L


def flow_lpm(pulses: int, seconds: float, pulses_per_litre: float) -> float:
    """Mean flow in liters a minute."""
    return pulses / pulses_per_litre * 60.0 / seconds


class FlowMeter(SensorPart):
    """Mean flow since the last read, and the volume since the start. Trustworthy from 1 to 30 L/min.

    It cannot see less: below 1 L/min it reads low, and then its turbine stops, so 0 may still be a leak. For less
    water take a YF-S401 (`driver = "yf_s401"`). Calibrate `pulses_per_litre` with a bucket. An unplugged meter reads
    0 like still water: only the pump and the tank can tell the two apart.
    """

    title = Message("driver.flow_meter", "YF-S201 water flow meter")
    supply_v = 5.0
    terminals = (Terminal("pin", "input", volts=5.0),)
    channels = (
        Channel("flow_lpm", "L/min", low=0.0, high=60.0),
        Channel("volume_l", "L", low=0.0),
    )
    calibrated = ("pulses_per_litre",)
    sample_s = 1.0

    def __init__(self, pin: int, clock: Clock, pulses_per_litre: float = YF_S201_PULSES_PER_L) -> None:
        from gpiozero import InputDevice

        self._clock = clock
        self._pulses_per_litre = pulses_per_litre
        self._pulses = 0
        self._pulses_before = 0
        self._read_s = clock.monotonic()
        self._input = InputDevice(pin, pull_up=True)
        self._input.pin.edges = "falling"  # one per pulse; gpiozero's own events would cost much more
        self._input.pin.when_changed = self._count

    def _count(self, _ticks: int, _state: int) -> None:
        self._pulses += 1

    def read(self) -> Mapping[str, float | bool]:
        now_s, pulses = self._clock.monotonic(), self._pulses
        seconds = now_s - self._read_s
        if seconds <= 0.0:
            return {}
        flow = flow_lpm(pulses - self._pulses_before, seconds, self._pulses_per_litre)
        self._read_s, self._pulses_before = now_s, pulses
        return {"flow_lpm": flow, "volume_l": pulses / self._pulses_per_litre}

    def close(self) -> None:
        """Release the pin."""
        self._input.close()
