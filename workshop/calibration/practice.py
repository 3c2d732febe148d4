"""The hand of a virtual board: it carries the part into clean water or ice, and reads the instruments beside it.

So a class can practise. Instruments are no better than those of a school, and differ by the seed: what a calibration
is worth on a virtual board includes their errors. All of them are chosen; the comment says what stands behind each.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Protocol

from science.battery import AGM_7AH, rest_voltage_v
from workshop.calibration.procedures.air import JARS
from workshop.calibration.steps import Ask, Scene
from workshop.table import World

GAS_WITHIN = 0.05  # a syringe, and a box whose size was measured
BUFFER_WITHIN = 0.01  # a bottle with a certificate
BUCKET_WITHIN = 0.01  # reading the mark of a bucket
METER_WITHIN = 0.001  # the meter of a workshop; a cheap one has 0.01
ICE_WITHIN_C = 0.1  # stirred crushed ice of tap water
FEVER_WITHIN_C = 0.1  # a fever thermometer from 35.5 to 42 C (EN 12470-3, from memory)
GLASS_SHIFT_C, GLASS_SCALE_C = 0.15, 0.05  # a glass thermometer with tenths: its whole scale, and from mark to mark
JAR_WITHIN_PCT = 0.5  # a small jar of which no side is warmer
CLEAR_NTU = 0.3  # filtered tap water has between nothing and this
WATER_C = (18.0, 28.0)
WARM_C = (37.0, 40.0)
POURS_L, POURS_LPM = 5.0, 3.0
TAP_S = 3.0  # from Enter to the tap
LABEL_AH, LAMP_A = 7.0, 0.7
BATTERY_AH = (5.0, 7.2)  # a worn one to a new one
TENTHS, HUNDREDTHS, THOUSANDTHS = 1, 2, 3


class Now(Protocol):
    """The part of a clock that the hand needs."""

    def monotonic(self) -> float:
        """Seconds."""
        ...


class Hand:
    """A hand at one part of a virtual board. `gas` is what an MQ sensor tells of, `thermometer` that of a TDS probe."""

    def __init__(
        self,
        world: World,
        clock: Now,
        part: str,
        gas: str,
        seed: int,
        meter_within: float = METER_WITHIN,
        thermometer: str | None = None,
    ) -> None:
        self._world = world
        self._clock = clock
        self._part = part
        self._gas = gas
        self._thermometer = thermometer
        self._meter_within = meter_within
        self._luck = random.Random(f"hand {seed} {part}")
        self._says = {"label_ah": LABEL_AH}  # what the instrument for a question shows
        self._held: set[str] = set()
        self._tap_opens_s: float | None = None
        self._flows_since_s: float | None = None
        self._flows_s = 0.0
        self._discharges_since_s: float | None = None
        self._jars = 0
        self._glass_off_c = self._off(GLASS_SHIFT_C)  # one glass thermometer, always the same
        self._capacity_ah = self._luck.uniform(*BATTERY_AH)

    def arrange(self, scene: Scene) -> None:
        """Do what the person is asked to do. In clean air nothing: the air is what it is, a leak included."""
        self.let_go()
        arranged = getattr(self, f"_{scene.value}")
        arranged()

    def reads(self, ask: Ask) -> float | None:
        """What the instrument for that question shows; None where there is none."""
        if ask.key == "meter_pct":
            return 100.0 * self._meter_within
        if ask.key == "thermometer_within_c":
            return GLASS_SHIFT_C + GLASS_SCALE_C
        return self._says.get(ask.key)

    def tick(self) -> None:
        """Time has passed: the bucket may be full, the battery emptier."""
        now_s = self._clock.monotonic()
        if self._tap_opens_s is not None and now_s >= self._tap_opens_s:
            self._hold({"flow_lpm": POURS_LPM})
            self._flows_since_s, self._tap_opens_s = now_s, None
        if self._flows_since_s is not None and now_s >= self._flows_since_s + self._flows_s:
            self._hold({"flow_lpm": 0.0})
            self._read_bucket(POURS_LPM * (now_s - self._flows_since_s) / 60.0)
            self._flows_since_s = None
        if self._discharges_since_s is not None:
            self._sink(now_s - self._discharges_since_s)

    def let_go(self) -> None:
        """Put the part back into its own world."""
        for felt in self._held:
            self._world.let_go(felt)
        self._held.clear()
        self._tap_opens_s = self._flows_since_s = self._discharges_since_s = None

    def hold(self, values: Mapping[str, float | bool]) -> None:
        """Make these quantities true at the part, such as `temperature_c`."""
        self._hold(values)

    def _hold(self, values: Mapping[str, float | bool], part: str | None = None) -> None:
        for quantity, value in values.items():
            felt = f"{part or self._part}_{quantity}"
            self._world.hold(felt, value)
            self._held.add(felt)

    def _off(self, within: float) -> float:
        return self._luck.uniform(-within, within)

    # Scenes

    def _clean_air(self) -> None:
        pass

    def _test_gas(self) -> None:
        said_ppm = 200.0 if self._gas == "co" else 1000.0
        self._says["gas_ppm"] = said_ppm
        self._hold({f"{self._gas}_ppm": said_ppm * (1.0 + self._off(GAS_WITHIN))})

    def _clear_water(self) -> None:
        self._hold({"turbidity_ntu": self._luck.uniform(0.0, CLEAR_NTU)})

    def _buffer(self) -> None:
        water_c = self._luck.uniform(*WATER_C)
        self._hold({"tds_ppm": 707.0 * (1.0 + self._off(BUFFER_WITHIN)), "temperature_c": water_c, "wet": True})
        if self._thermometer is not None:
            self._hold({"temperature_c": water_c}, self._thermometer)
        self._says |= {"buffer_ppm": 707.0, "buffer_c": self._glass_says_c(water_c)}

    def _no_current(self) -> None:
        self._hold({"current_a": 0.0})

    def _current(self) -> None:
        true_a = self._luck.uniform(1.0, 2.0)
        self._hold({"current_a": true_a})
        self._says["meter_a"] = round(true_a * (1.0 + self._off(self._meter_within)), THOUSANDTHS)

    def _bucket(self) -> None:
        wanted_l = POURS_L * (1.0 + self._off(0.05))
        self._hold({"flow_lpm": 0.0})
        self._tap_opens_s = self._clock.monotonic() + TAP_S
        self._flows_s = 60.0 * wanted_l / POURS_LPM

    def _read_bucket(self, true_l: float) -> None:
        """What is in the bucket counts, and not what was to be in it: no tap shuts to the second."""
        self._says["liters"] = round(true_l * (1.0 + self._off(BUCKET_WITHIN)), HUNDREDTHS)

    def _ice_water(self) -> None:
        self._hold({"temperature_c": self._off(ICE_WITHIN_C)})
        self._says["ice_c"] = 0.0

    def _warm_water(self) -> None:
        true_c = self._luck.uniform(*WARM_C)
        self._hold({"temperature_c": true_c})
        self._says["warm_c"] = self._fever_says_c(true_c)

    def _glass_in_ice(self) -> None:
        self._says["glass_in_ice_c"] = self._glass_says_c(self._off(ICE_WITHIN_C))

    def _glass_in_warm(self) -> None:
        true_c = self._luck.uniform(*WARM_C)
        self._says |= {"fever_c": self._fever_says_c(true_c), "glass_warm_c": self._glass_says_c(true_c)}

    def _glass_says_c(self, true_c: float) -> float:
        return round(true_c + self._glass_off_c + self._off(GLASS_SCALE_C), TENTHS)

    def _fever_says_c(self, true_c: float) -> float:
        return round(true_c + self._off(FEVER_WITHIN_C), TENTHS)

    def _salt_jar(self) -> None:
        key, said_pct = JARS[self._jars]
        self._jars += 1
        true_c = self._luck.uniform(*WATER_C)
        self._hold({"humidity_pct": said_pct + self._off(JAR_WITHIN_PCT), "temperature_c": true_c})
        self._says |= {key: said_pct, "thermometer_c": self._glass_says_c(true_c)}

    def _discharge(self) -> None:
        self._discharges_since_s = self._clock.monotonic()
        self._sink(0.0)

    def _sink(self, since_s: float) -> None:
        """A lamp on a full battery: its voltage falls along the rest voltages."""
        left = max(1.0 - LAMP_A * since_s / 3600.0 / self._capacity_ah, 0.0)
        volts = rest_voltage_v(left) - LAMP_A * AGM_7AH.resistance_ohm
        self._hold({"voltage_v": volts, "current_a": -LAMP_A})
