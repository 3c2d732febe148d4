"""ENS160: gases in the air, as an index from 1 to 5, organic gases and carbon dioxide, I2C. Data sheet ENS160
(ScioSense, revision 1.1): registers in table 16, index in table 5. Its minutes of warming up are not here, and what it
is told of the climate changes nothing.
"""

from __future__ import annotations

from devices import Message
from sim.programs.parts.kind import I2C, PartKind, Talk
from sim.programs.parts.registers import RegisterChip

MODE, CONFIG, COMMAND, CLIMATE = 0x10, 0x11, 0x12, range(0x13, 0x17)
STATUS, INDEX, TVOC, CO2, CLIMATE_BACK, RAW = 0x20, 0x21, 0x22, 0x24, range(0x30, 0x34), range(0x48, 0x50)
RESET, IDLE, RUNS, VERSION = 0xF0, 0x01, 0x02, 0x0E
NEW, NEW_RAW, ON = 0x02, 0x01, 0x80
PERIOD_S = 1.0
INDEX_PPB = (65, 220, 650, 2200)  # table 5: more than so much is 2, 3, 4, 5
AT_RESET = {
    **dict.fromkeys((MODE, CONFIG, COMMAND, *CLIMATE, STATUS, *range(INDEX, 0x26), *CLIMATE_BACK, 0x38, *RAW), 0),
    0x00: 0x60, 0x01: 0x01,
}  # fmt: skip


class Ens160Chip(RegisterChip):
    """One gas sensor."""

    feels = ("co2_ppm", "tvoc_ppb")
    usual_address = 0x53
    at_reset = AT_RESET

    def reset(self) -> None:
        """As after power-on."""
        super().reset()
        self._over_s: float | None = None
        self._known = False

    def get(self, register: int) -> int:
        """What is read; what is read is no longer new."""
        if self._over_s is not None and self.pi.clock.monotonic() >= self._over_s:
            self._measure()
        if register in (INDEX, TVOC, CO2) and not self._known:
            self.asleep(MODE, RUNS) if self._over_s is None else self.too_early(PERIOD_S)
        value = super().get(register)
        if register == STATUS:
            value |= ON * (self._over_s is not None)
        elif INDEX <= register < 0x26:
            self.registers[STATUS] &= ~NEW
        elif register in RAW:
            self.registers[STATUS] &= ~NEW_RAW
        return value

    def set(self, register: int, value: int) -> None:
        """Take a byte."""
        if register == MODE and value == RESET:
            self.reset()
        elif register == COMMAND and value == VERSION and self.registers[MODE] == IDLE:
            self.registers |= dict(zip(RAW[4:7], (5, 4, 6), strict=True))
            self.registers[STATUS] |= NEW_RAW
        elif MODE <= register < CLIMATE.stop:
            self.registers[register] = value
            if register == MODE:
                self._over_s = self.pi.clock.monotonic() + PERIOD_S if value == RUNS else None
            elif register in CLIMATE:
                self.registers[CLIMATE_BACK[register - CLIMATE[0]]] = value
            elif register == CONFIG and value & 1:
                self.no_interrupt(STATUS)

    def _measure(self) -> None:
        self._known, self._over_s = True, self.pi.clock.monotonic() + PERIOD_S
        ppb = min(max(round(self.feel("tvoc_ppb")), 0), 65000)
        ppm = min(max(round(self.feel("co2_ppm")), 400), 65000)
        index = 1 + sum(ppb > limit for limit in INDEX_PPB)
        found = bytes((index,)) + ppb.to_bytes(2, "little") + ppm.to_bytes(2, "little")
        self.registers |= dict(enumerate(found, INDEX))
        self.registers[STATUS] |= NEW


def _fits(talk: Talk) -> float:
    """An acceleration sensor and a light sensor at the same address have other registers."""
    if any(first not in AT_RESET for first in talk.first_bytes):
        return 0.0
    own = any(
        (sent == b"\x00" and asked == 2) or (sent[:1] == b"\x10" and len(sent) > 1) or (sent and sent[0] in CLIMATE)
        for sent, asked in talk.exchanges
    )
    return 0.95 if own else 0.9 if talk.says("ens160") else 0.0 if talk.first_bytes else 0.1


KINDS = (
    PartKind(
        "ens160", Ens160Chip, Message("script.kind.gases", "{name}, gases in the air")(name="ENS160"), I2C,
        ("co2_ppm", "tvoc_ppb"),
        addresses=(0x53, 0x52),  # section 9
        aliases=("ens161",),
        libraries=("adafruit_ens160",),
        fits=_fits,
    ),
)  # fmt: skip
