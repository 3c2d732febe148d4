"""AHT20 and AHT10: air temperature and humidity, I2C. Data sheet AHT20 (ASAIR, version 1.0): sections 5.3 to 6."""

from __future__ import annotations

from sim.chips.sht31 import crc8
from sim.programs.parts.kind import CLIMATE, I2C, PartKind, Talk
from sim.programs.parts.registers import TellingChip
from sim.wires.i2c import Nack

SET_UP = (0xBE, 0xE1)  # of the AHT20 and of the AHT10
MEASURE, STATUS, RESET = 0xAC, 0x71, 0xBA
READY, BUSY = 0x18, 0x80  # bit 3: calibrated
TAKES_S = 0.08  # section 5.4, step 3
ALL_20 = 1 << 20
COMMANDS = (*SET_UP, MEASURE, STATUS, RESET)


class Aht20Chip(TellingChip):
    """One climate sensor."""

    feels = ("temperature_c", "humidity_pct")

    def plug(self) -> None:
        self._reset()
        self.on_bus(self.option("address", 0x38))

    def power_changed(self) -> None:
        super().power_changed()
        self._reset()

    def _reset(self) -> None:
        self._data = bytes(5)
        self._ready_s: float | None = None
        self._measured = False

    def write(self, data: bytes) -> None:
        """Take a command."""
        if not self._powered:
            raise Nack
        if data and data[0] == MEASURE:
            self._finish()
            self._ready_s = self.pi.clock.monotonic() + TAKES_S
            self._measured = True
        elif data and data[0] == RESET:
            self._reset()

    def read(self, count: int) -> bytes:
        """Give the status, two values of 20 bits, and a checksum."""
        if not self._powered:
            raise Nack
        self._finish()
        busy = self._ready_s is not None
        if count > 1 and not self._measured:
            self.asleep(MEASURE, 0x33)
        elif count > 1 and busy:
            self.too_early(TAKES_S)
        answer = bytes((READY | BUSY if busy else READY,)) + self._data
        return (answer + bytes((crc8(answer),)))[:count].ljust(count, b"\xff")

    def _finish(self) -> None:
        """Keep what was measured, once it is."""
        if self._ready_s is not None and self.pi.clock.monotonic() >= self._ready_s:
            self._ready_s, self._data = None, self._measure()

    def _measure(self) -> bytes:
        wet = _code(self.feel("humidity_pct") / 100.0)
        warm = _code((self.feel("temperature_c") + 50.0) / 200.0)
        return (wet << 20 | warm).to_bytes(5, "big")


def _code(share: float) -> int:
    return min(max(round(share * ALL_20), 0), ALL_20 - 1)


def _fits(talk: Talk) -> float:
    """Its commands have three bytes; a port with eight wires at the same address takes single ones."""
    firsts = talk.first_bytes
    if any(first not in COMMANDS and first != 0x00 for first in firsts):
        return 0.0
    if any(asked > 7 for _, asked in talk.exchanges):
        return 0.0
    long = any(len(sent) == 3 for sent, _ in talk.exchanges) or any(asked >= 6 for _, asked in talk.exchanges)
    return 1.0 if long else 0.8 if STATUS in firsts or talk.words & {"aht", "aht20", "aht10", "dht20"} else 0.3


KINDS = (
    PartKind(
        "aht20", Aht20Chip, CLIMATE(name="AHT20"), I2C, ("temperature_c", "humidity_pct"),
        addresses=(0x38,),  # data sheet AHT20, section 5.3
        libraries=("adafruit_ahtx0",),
        fits=_fits,
    ),
)  # fmt: skip
