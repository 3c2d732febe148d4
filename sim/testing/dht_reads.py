"""When a program asks a DHT sensor: data sheets AM2302 and DHT11 say how long it must be left alone in between."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sim.testing.source_line import SourceLine, Sources
from sim.virtual_pi import VirtualPi

REST_S = {"dht22": 2.0, "dht11": 1.0}  # data sheets: AM2302 "sensing period 2 s", DHT11 "sampling period 1 s"


class DhtReads:
    """The start signals that came, each with its wire's name, its moment on the clock and the program's line.

    `note` is called at each of them.
    """

    def __init__(self, pi: VirtualPi, sources: Sources, note: Callable[[], None]) -> None:
        self.reads: list[tuple[str, float, SourceLine | None]] = []
        self._pi = pi
        self._sources = sources
        self._answer = pi.pulses.answer
        self._note = note
        pi.pulses.answer = self._answered  # type: ignore[method-assign]  # this one board's wires

    def _answered(self, gpio: int, trigger_us: int) -> Sequence[int]:
        self.reads.append((f"GPIO{gpio}", self._pi.clock.monotonic(), self._sources.at_work()))
        self._note()
        return self._answer(gpio, trigger_us)
