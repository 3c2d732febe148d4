"""HDC1080: air temperature and humidity, I2C. Data sheet HDC1080 (TI, SNAS672A): registers, table 2; timing 6.5.

Who sets the pointer to a value begins its measurement; until it is over, the chip does not acknowledge a read.
"""

from __future__ import annotations

from sim.programs.parts.kind import CLIMATE, I2C, PartKind, Talk
from sim.programs.parts.registers import TellingChip
from sim.wires.i2c import Nack

TEMPERATURE, HUMIDITY, CONFIG = 0x00, 0x01, 0x02
BOTH, RESET, USUAL = 0x1000, 0x8000, 0x1000  # of the configuration
TAKES_S = (0.00635, 0.0065)  # 14 bits
IDS = {0xFB: 0x0234, 0xFC: 0x5678, 0xFD: 0x9A00, 0xFE: 0x5449, 0xFF: 0x1050}  # the first three chosen


class Hdc1080Chip(TellingChip):
    """One climate sensor."""

    feels = ("temperature_c", "humidity_pct")

    def plug(self) -> None:
        self._reset()
        self.on_bus(self.option("address", 0x40))

    def power_changed(self) -> None:
        super().power_changed()
        self._reset()

    def _reset(self) -> None:
        self._pointer, self._config = TEMPERATURE, USUAL
        self._measured: bytes | None = None
        self._ready_s = self._wait_s = 0.0

    def write(self, data: bytes) -> None:
        """Set the pointer, which may begin a measurement, or the configuration."""
        if not self._powered:
            raise Nack
        if not data:
            return
        self._pointer = data[0]
        if self._pointer == CONFIG and len(data) > 2:
            config = int.from_bytes(data[1:3], "big")
            self._config = USUAL if config & RESET else config
        elif self._pointer in (TEMPERATURE, HUMIDITY) and len(data) == 1:
            self._begin()
        elif self._pointer not in (CONFIG, *IDS):
            self.not_modeled(self._pointer)

    def read(self, count: int) -> bytes:
        """Give what was measured, or a word of a register."""
        if not self._powered:
            raise Nack
        if self._pointer in (TEMPERATURE, HUMIDITY):
            if self._measured is None:
                raise Nack
            if self.pi.clock.monotonic() < self._ready_s:
                self.busy(self._wait_s)
                raise Nack
            return self._measured[:count].ljust(count, b"\xff")
        word = self._config if self._pointer == CONFIG else IDS.get(self._pointer, 0)
        return word.to_bytes(2, "big")[:count].ljust(count, b"\xff")

    def _begin(self) -> None:
        warm, damp = (self.feel("temperature_c") + 40.0) / 165.0, self.feel("humidity_pct") / 100.0
        shares: tuple[float, ...] = (warm, damp)
        takes_s = sum(TAKES_S)
        if not self._config & BOTH:
            shares, takes_s = ((warm,), TAKES_S[0]) if self._pointer == TEMPERATURE else ((damp,), TAKES_S[1])
        elif self._pointer == HUMIDITY:
            shares = (damp,)
        words = (min(max(round(share * 65536), 0), 65535) & ~3 for share in shares)
        self._measured = b"".join(word.to_bytes(2, "big") for word in words)
        self._wait_s = takes_s
        self._ready_s = self.pi.clock.monotonic() + takes_s


def _fits(talk: Talk) -> float:
    """It is told to measure by a pointer alone, and read without one; no meter of currents is."""
    if any(first not in (TEMPERATURE, HUMIDITY, CONFIG, *IDS) for first in talk.first_bytes):
        return 0.0
    if talk.says("hdc1080", "hdc1000", "hdc1008"):
        return 0.98
    told = any(sent in (b"\x00", b"\x01") and not asked for sent, asked in talk.exchanges)
    fetched = any(not sent and asked for sent, asked in talk.exchanges)
    return 0.7 if told and fetched and all(len(sent) != 2 for sent, _ in talk.exchanges) else 0.0


KINDS = (
    PartKind(
        "hdc1080", Hdc1080Chip, CLIMATE(name="HDC1080"), I2C, ("temperature_c", "humidity_pct"),
        addresses=(0x40,),  # SNAS672A, section 8.5.1
        aliases=("hdc1000", "hdc1008"),
        fits=_fits,
    ),
)  # fmt: skip
