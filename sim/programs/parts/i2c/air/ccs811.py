"""CCS811: gases in the air, as carbon dioxide that people would have brought, I2C. Data sheet CCS811 (ams, v1-06).

Mailboxes: figure 14. Its program is started first. Its first twenty minutes are not here, and what it is told of the
climate changes nothing.
"""

from __future__ import annotations

from devices import Message
from sim.programs.parts.kind import I2C, PartKind, Talk
from sim.programs.parts.registers import TellingChip
from sim.wires.i2c import Nack

STATUS, MODE, RESULT, RAW, CLIMATE, LIMITS, BASELINE, ID, ERROR, START, RESET = (
    0x00, 0x01, 0x02, 0x03, 0x05, 0x10, 0x11, 0x20, 0xE0, 0xF4, 0xFF
)  # fmt: skip
FIXED = {ID: b"\x81", 0x21: b"\x12", 0x23: b"\x10\x00", 0x24: b"\x20\x00", 0x06: bytes(4)}
RESET_WORD, NEW, BAD, VALID, RUNS = b"\x11\xe5\x72\x8a", 0x08, 0x01, 0x10, 0x80
PERIODS_S = (None, 1.0, 10.0, 60.0, 0.25, None, None, None)
RAW_ONLY, INTERRUPT = 4, 0x08
PPM, PPB = (400, 8192), (0, 1187)  # figure 1
RAW_DATA = b"\x14\x96"  # chosen: 5 uA, 0.24 V


class Ccs811Chip(TellingChip):
    """One gas sensor."""

    feels = ("co2_ppm", "tvoc_ppb")

    def plug(self) -> None:
        self._reset()
        self.on_bus(self.option("address", 0x5A))

    def power_changed(self) -> None:
        super().power_changed()
        self._reset()

    def _reset(self) -> None:
        self._pointer = self._mode = self._error = 0
        self._runs = self._new = False
        self._result, self._baseline, self._over_s = bytes((0x01, 0x90, 0, 0)), b"\x84\x7b", 0.0

    def write(self, data: bytes) -> None:
        """Take the name of a mailbox and what goes into it."""
        if not self._powered:
            raise Nack
        if not data:
            return
        self._pointer, rest = data[0], data[1:]
        if self._pointer == START:
            self._runs = True
        elif self._pointer == RESET and rest == RESET_WORD:
            self._reset()
        elif rest and not self._runs:
            self._error = 0x01  # nothing can be written before it runs
        elif self._pointer == MODE and rest:
            self._finish()
            self._mode = rest[0]
            self._over_s = self.pi.clock.monotonic() + (self._period_s or 0.0)
            if rest[0] & INTERRUPT:
                self.no_interrupt(STATUS)
        elif self._pointer == BASELINE and len(rest) > 1:
            self._baseline = rest[:2]

    def read(self, count: int) -> bytes:
        """Give what is in the mailbox."""
        if not self._powered:
            raise Nack
        self._finish()
        if self._pointer == RESULT:
            if self._period_s is None or self._mode >> 4 & 7 == RAW_ONLY:
                self.asleep(MODE, 0x10) if self._runs else self.asleep(START, START)
            answer = self._result + bytes((self._status, self._error)) + RAW_DATA
            self._new = False
        else:
            answer = {
                STATUS: bytes((self._status,)), MODE: bytes((self._mode,)), RAW: RAW_DATA, BASELINE: self._baseline,
                ERROR: bytes((self._error,)),
            }.get(self._pointer) or FIXED.get(self._pointer) or bytes((self.not_modeled(self._pointer),))  # fmt: skip
        if self._pointer == ERROR:
            self._error = 0
        return answer[:count].ljust(count, b"\x00")

    @property
    def _status(self) -> int:
        return RUNS * self._runs | VALID | NEW * self._new | BAD * bool(self._error)

    @property
    def _period_s(self) -> float | None:
        return PERIODS_S[self._mode >> 4 & 7] if self._runs else None

    def _finish(self) -> None:
        now_s, period_s = self.pi.clock.monotonic(), self._period_s
        if period_s is None or now_s < self._over_s:
            return
        self._over_s, self._new = now_s + period_s, True
        if self._mode >> 4 & 7 != RAW_ONLY:
            gases = ((self.feel("co2_ppm"), PPM), (self.feel("tvoc_ppb"), PPB))
            self._result = b"".join(
                min(max(round(gas), low), high).to_bytes(2, "big") for gas, (low, high) in gases
            )  # fmt: skip


KNOWN = frozenset((STATUS, MODE, RESULT, RAW, CLIMATE, LIMITS, BASELINE, ERROR, START, RESET, *FIXED))


def _fits(talk: Talk) -> float:
    """It is asked who it is, or started; a thermometer and foils at the same addresses are not."""
    if any(first not in KNOWN for first in talk.first_bytes):
        return 0.0
    own = any((sent[:1] == b"\x20" and asked) or sent == b"\xf4" or asked == 8 for sent, asked in talk.exchanges)
    return 0.95 if own or talk.says("ccs811") else 0.2


KINDS = (
    PartKind(
        "ccs811", Ccs811Chip, Message("script.kind.gases", "{name}, gases in the air")(name="CCS811"), I2C,
        ("co2_ppm", "tvoc_ppb"),
        addresses=(0x5A, 0x5B),  # figure 12
        libraries=("adafruit_ccs811",),
        fits=_fits,
    ),
)  # fmt: skip
