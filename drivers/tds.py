"""SEN0244 TDS sensor (DFRobot Gravity): dissolved salts by conductivity. DFRobot wiki SEN0244.

It counts salts and nothing else: water with 50 ppm can carry arsenic or germs. Never call water safe because of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from devices import AnalogInput, Channel, Message, ReadError, SensorPart, Terminal
from science.sensor_curves import EC_REFERENCE_C, SEN0244_MAX_V, tds_ppm

DRY = Message("tds.dry", "The TDS probe shows {ppm:.1f} ppm: it is probably dry.")
DRY_HINT = Message(
    "tds.dry.hint", "Put the probe into the water and check its plug, its supply and the wire to the converter."
)
TOO_HIGH = Message("tds.too_high", "The TDS sensor gives {volts:.2f} V: above its range.")
TOO_HIGH_HINT = Message("tds.too_high.hint", "Look for a short at the probe or at the wire to the converter.")
MIN_PPM = 5.0  # chosen: rain and mountain streams have 10 ppm or more, so less than this is a dry probe
RANGE_END_V = SEN0244_MAX_V + 0.2  # with margin for tolerances


class Tds(SensorPart):
    """Dissolved solids in ppm as at 25 C.

    `thermometer` gives the water's temperature in C, or None: then 25 C is assumed (2 % error per kelvin). `cell_k` is
    what the probe's values are multiplied by, from a comparison in a buffer such as 707 ppm.
    Raises ReadError for a dry probe, never 0.
    """

    title = Message("driver.tds", "SEN0244 TDS sensor")
    supply_v = 3.3
    terminals = (Terminal("channel", "analog", volts=SEN0244_MAX_V),)
    channels = (Channel("tds_ppm", "ppm", low=0.0, high=2000.0),)
    calibrated = ("cell_k",)
    sample_s = 1.0

    def __init__(
        self, adc: AnalogInput, thermometer: Callable[[], float | None] | None = None, cell_k: float = 1.0
    ) -> None:
        self._adc = adc
        self._cell_k = cell_k
        self._thermometer = thermometer

    def read(self) -> Mapping[str, float | bool]:
        volts = self._adc.voltage_v()
        if volts > RANGE_END_V:
            raise ReadError(TOO_HIGH(volts=volts), TOO_HIGH_HINT)
        water_c = None if self._thermometer is None else self._thermometer()
        ppm = tds_ppm(volts, EC_REFERENCE_C if water_c is None else water_c, self._cell_k)
        if ppm < MIN_PPM:
            raise ReadError(DRY(ppm=ppm), DRY_HINT)
        return {"tds_ppm": ppm}
