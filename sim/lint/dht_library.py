"""adafruit_dht gives its old value to whoever asks within 2 s: on the wire nothing is seen of it, so listen here."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from sim.lint.buses import Buses
from sim.lint.finding import Notebook

LIBRARY = "adafruit_dht"
ONE_TURN_S = 0.5  # chosen: temperature and humidity asked so close together are one reading


class DhtLibrary:
    """Listens to the library's `measure` from the sensor's first answer until `undo`."""

    def __init__(self, notes: Notebook, buses: Buses) -> None:
        self._notes = notes
        self._buses = buses
        self._class: Any = None
        self._measure: Callable[[Any], None] | None = None
        self._answers = 0
        self._turns: dict[int, tuple[float, float]] = {}  # when it was asked, and when it last measured

    def asked_for_pulses(self) -> None:
        """The wire was asked: if it was the library, listen to it from now on."""
        self._answers += 1
        if self._class is not None:
            return
        module = sys.modules.get(LIBRARY)
        if module is None:
            return
        self._class = module.DHTBase
        self._measure = measure = self._class.measure

        def watched(sensor: Any) -> None:
            answers = self._answers
            asked_s = self._notes.now_s()
            try:
                measure(sensor)
            finally:
                self._judge(sensor, asked_s, self._answers != answers)

        self._class.measure = watched

    def undo(self) -> None:
        """Leave the library as it was."""
        if self._class is not None:
            self._class.measure = self._measure
            self._class = None

    def _judge(self, sensor: Any, asked_s: float, measured: bool) -> None:
        if measured:
            self._turns[id(sensor)] = (asked_s, asked_s)
            return
        turn_s, measured_s = self._turns.get(id(sensor), (asked_s, asked_s))
        if asked_s - turn_s > ONE_TURN_S:
            self._turns[id(sensor)] = (asked_s, measured_s)
            self._buses.dht_again(getattr(sensor._pin, "id", 0), asked_s - measured_s)
