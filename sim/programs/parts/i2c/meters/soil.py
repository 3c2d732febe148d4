"""Adafruit's STEMMA soil sensor: how wet it is, by touch, and how warm, I2C. Adafruit's page "Stemma Soil Sensor" and
its protocol "seesaw": two bytes say what is asked for, and the answer is read after a pause. Other boards with seesaw
are not here.
"""

from __future__ import annotations

from devices import Message
from sim.programs.parts.kind import I2C, PartKind, Talk
from sim.programs.parts.quantities import number
from sim.programs.parts.registers import TellingChip
from sim.wires.i2c import Nack

ID, VERSION, OPTIONS, TEMPERATURE, RESET, TOUCH = 0x0001, 0x0002, 0x0003, 0x0004, 0x007F, 0x0F10
KNOWN = frozenset((ID, VERSION, OPTIONS, TEMPERATURE, RESET, TOUCH))
FIXED = {ID: b"\x55", VERSION: b"\x00\x00\x1e\xdc", OPTIONS: b"\x00\x00\x80\x01"}
OTHER_BOARDS = ("rotaryio", "encoder", "crickit", "gamepad", "joystick", "neotrellis", "neokey", "robohat", "neoslider")
DRY, WET = 320, 1016  # chosen: in air, in water, as its page says "about 200 to 2000"
READY_S = {TOUCH: 0.003, TEMPERATURE: 0.001}  # chosen


class SoilChip(TellingChip):
    """One sensor."""

    feels = ("soil_pct", "temperature_c")

    def plug(self) -> None:
        self._asked, self._ready_s = 0, 0.0
        self.on_bus(self.option("address", 0x36))

    def write(self, data: bytes) -> None:
        """Take what is asked for."""
        if not self._powered:
            raise Nack
        if len(data) > 1:
            self._asked = data[0] << 8 | data[1]
            self._ready_s = self.pi.clock.monotonic() + READY_S.get(self._asked, 0.0)

    def read(self, count: int) -> bytes:
        """Give the answer; before its time it is nonsense, as from the real one."""
        if not self._powered:
            raise Nack
        if self.pi.clock.monotonic() < self._ready_s:
            self.too_early(READY_S[self._asked])
            return b"\xff" * count
        if self._asked == TOUCH:
            answer = round(DRY + (WET - DRY) * self.feel("soil_pct") / 100).to_bytes(2, "big")
        elif self._asked == TEMPERATURE:
            answer = round(self.feel("temperature_c") * 65536).to_bytes(4, "big", signed=True)
        else:
            answer = FIXED.get(self._asked) or bytes((self.not_modeled(self._asked),))
        return answer[:count].ljust(count, b"\x00")


def _fits(talk: Talk) -> float:
    """Two bytes are written before each read; an angle sensor and a gauge of batteries have one."""
    asked = [int.from_bytes(sent[:2]) for sent, _ in talk.exchanges if len(sent) > 1]
    if any(len(sent) == 1 for sent, _ in talk.exchanges) or not KNOWN.issuperset(asked) or talk.says(*OTHER_BOARDS):
        return 0.0
    return 0.97 if TOUCH in asked or talk.says("seesaw", "stemma", "moisture", "soil") else 0.0 if asked else 0.05


QUANTITIES = (
    number("soil_pct", 40.0, Message("program.quantity.soil", "water in the soil"), 0.0, 100.0, 5.0, "%", "10"),
)
KINDS = (
    PartKind(
        "soil", SoilChip, Message("script.kind.soil", "Adafruit's soil sensor"), I2C, ("soil_pct", "temperature_c"),
        addresses=(0x36, 0x37, 0x38, 0x39),  # its page, section "Pinouts"
        aliases=("seesaw",),
        libraries=("adafruit_seesaw",),
        fits=_fits,
    ),
)  # fmt: skip
