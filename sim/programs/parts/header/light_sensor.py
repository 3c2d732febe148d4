"""A photoresistor that charges a capacitor: the brighter, the sooner the wire reads high.

The classic way to read light with a Pi that has no analog input: the program empties the capacitor through the pin,
lets go, and measures how long the wire stays low. Photoresistor GL5528, capacitor 1 uF.
"""

from __future__ import annotations

from math import log

from devices import Message
from sim.chips import Chip
from sim.programs.parts.kind import GPIO, PartKind
from sim.time.clock import ClockEvent
from sim.wires.pins import BOARD_PULL_UPS

R_AT_10_LUX_OHM = 15_000.0  # GL5528 data sheet: 10 to 20 kohm at 10 lux
GAMMA = 0.7  # GL5528 data sheet: slope between 10 and 100 lux, as logarithms
DARKEST_LUX = 0.05  # GL5528 data sheet: about 1 Mohm in the dark
CAPACITOR_F = 1e-6
BOARD_PULL_UP_OHM = 1800.0  # on GPIO2 and GPIO3 of every Pi
HIGH_V, SUPPLY_V = 1.6, 3.3  # a Pi's pin reads high from about 1.6 V on (BCM2711, VIH at 3.3 V)


def resistance_ohm(light_lux: float) -> float:
    """What the photoresistor has at this brightness."""
    return R_AT_10_LUX_OHM * (max(light_lux, DARKEST_LUX) / 10.0) ** -GAMMA  # type: ignore[no-any-return]  # float**float


def charging_s(light_lux: float, beside_ohm: float | None = None) -> float:
    """Seconds from an empty capacitor to a wire that reads high: 1 ms at 300 lux, 50 ms at 1 lux.

    `beside_ohm` is a resistor to 3.3 V that charges it, too.
    """
    ohm = resistance_ohm(light_lux)
    if beside_ohm is not None:
        ohm = ohm * beside_ohm / (ohm + beside_ohm)
    return -ohm * CAPACITOR_F * log(1.0 - HIGH_V / SUPPLY_V)


class LightSensorChip(Chip):
    """Photoresistor and capacitor on one pin. It feels `light_lux`."""

    feels = ("light_lux",)

    def plug(self) -> None:
        self._net = self.pi.pins[self.part.options["pin"]]
        self._beside_ohm = BOARD_PULL_UP_OHM if self._net.gpio in BOARD_PULL_UPS else None
        self._alarm: ClockEvent | None = None
        self._empty = True
        self._net.pull(True)
        self._net.on_change(self._follow)
        self._follow()

    def _charge(self) -> None:
        self._empty = False
        self._net.drive(False)
        clock = self.pi.clock
        self._alarm = clock.at(clock.monotonic() + charging_s(self.feel("light_lux"), self._beside_ohm), self._full)

    def _follow(self) -> None:
        if self._net.duty is None:
            if self._empty:
                self._charge()
            return
        self._empty = self._net.duty == 0.0
        if self._empty:
            self._net.drive(False)
        else:
            self._net.release()
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None

    def _full(self) -> None:
        self._alarm = None
        self._net.release()


KINDS = (
    PartKind(
        "light", LightSensorChip, Message("script.kind.light", "photoresistor with a capacitor of 1 uF"), GPIO,
        ("light_lux",),
    ),
)  # fmt: skip
