"""HIH6130 and its family (HIH6131, HIH7130, HIH8130, HIH9130): air humidity and temperature, I2C.

Honeywell's technical note "I2C Communication with the HumidIcon" (009061-2-EN): any write asks for a measurement,
which takes 36.65 ms; four bytes bring two bits of status, 14 of humidity and 14 of temperature.
"""

from __future__ import annotations

from sim.programs.parts.kind import CLIMATE, I2C, PartKind, Talk
from sim.programs.parts.registers import TellingChip
from sim.wires.i2c import Nack

TAKES_S = 0.03665
STALE = 1  # status: these bytes were fetched before, or the measurement is not over
FULL = (1 << 14) - 2
ANSWER = 4
FAMILY = ("hih6130", "hih6131", "hih6121", "hih7130", "hih7131", "hih8130", "hih8131", "hih8121", "hih9130", "hih9131")


class Hih6130Chip(TellingChip):
    """One climate sensor."""

    feels = ("humidity_pct", "temperature_c")

    def plug(self) -> None:
        self._reset()
        self.on_bus(self.option("address", 0x27))

    def power_changed(self) -> None:
        super().power_changed()
        self._reset()

    def _reset(self) -> None:
        self._words = (0, 0)
        self._status = STALE
        self._ready_s: float | None = None
        self._was_asked = False

    def write(self, data: bytes) -> None:
        """Begin to measure, whatever is written."""
        if not self._powered:
            raise Nack
        self._finish()
        self._was_asked = True
        if self._ready_s is None:
            self._ready_s = self.pi.clock.monotonic() + TAKES_S

    def read(self, count: int) -> bytes:
        """Give what was measured last."""
        if not self._powered:
            raise Nack
        self._finish()
        if self._words == (0, 0):
            if self._was_asked:
                self.too_early(TAKES_S)
            else:
                self.asleep(0, 0)
        damp, warm = self._words
        answer = (self._status << 14 | damp).to_bytes(2, "big") + (warm << 2).to_bytes(2, "big")
        self._status = STALE
        return answer[:count].ljust(count, b"\xff")

    def _finish(self) -> None:
        if self._ready_s is not None and self.pi.clock.monotonic() >= self._ready_s:
            self._ready_s = None
            damp, warm = (self.feel(each) for each in self.feels)
            self._words = (_code(damp / 100.0), _code((warm + 40.0) / 165.0))
            self._status = 0


def _code(share: float) -> int:
    return min(max(round(share * FULL), 0), FULL)


def _fits(talk: Talk) -> float:
    """A port or an LCD at the same address is never asked for four bytes at once."""
    if any(asked not in (0, 2, ANSWER) for _, asked in talk.exchanges):
        return 0.0
    if talk.says(*FAMILY, "humidicon"):
        return 0.98
    four = any(asked == ANSWER and sent in (b"", b"\x00") for sent, asked in talk.exchanges)
    return 0.95 if four and all(sent in (b"", b"\x00") for sent, _ in talk.exchanges) else 0.0


KINDS = (
    PartKind(
        "hih6130", Hih6130Chip, CLIMATE(name="HIH6130, HIH8130"), I2C, ("humidity_pct", "temperature_c"),
        addresses=(0x27,),  # 009061-2-EN, section 1.2
        aliases=FAMILY[1:],
        fits=_fits,
    ),
)  # fmt: skip
