"""An Arduino, or another board, that listens on I2C (`Wire.begin(8)`): its own program is not here.

It acknowledges, and gives back what it was sent last, as the first sketches of all lessons do; `--say 0x08=...` gives
it other answers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from devices import Message
from sim.programs.parts.doing import DoingChip
from sim.programs.parts.heard import Heard
from sim.programs.parts.kind import I2C, PartKind, Talk
from sim.programs.parts.registers import TellingChip
from sim.wires.i2c import Nack, shown_key

LOWEST, HIGHEST = 0x08, 0x77
NOTHING = b"\xff"  # what the Pi reads when nobody pulls the wire low
NUMBERS = re.compile(r"\s*\d+(?:[\s,]+\d+)*\s*")

TITLE = Message("script.kind.arduino_i2c", "Arduino that listens on I2C")
HEARD = Message("script.arduino.heard_i2c", "the program sent it the bytes {heard}.")
MADE_UP = Message(
    "script.arduino.made_up",
    "{where}: the sketch of the Arduino is not here. It gives back what it was sent last, which a real one need not do."
    " Say what it answers, as numbers or as a text: --say {place}=42",
)


class ArduinoI2cChip(TellingChip, DoingChip):
    """One board."""

    def plug(self) -> None:
        says: Sequence[str] = self.option("says", ())
        self._answers = [_bytes(each) for each in says]
        self._next = 0
        self._last = b""
        self._heard = Heard()
        self.on_bus(self.option("address", LOWEST))

    def write(self, data: bytes) -> None:
        """Keep what it is sent."""
        if not self._powered:
            raise Nack
        if data:
            self._last = data
            self._heard.keep(data.hex(" "))

    def read(self, count: int) -> bytes:
        """Answer, each time with the next of the given answers."""
        if not self._powered:
            raise Nack
        if self._answers:
            answer = self._answers[self._next]
            self._next = (self._next + 1) % len(self._answers)
        else:
            answer = self._last
            self.remark(MADE_UP(where=self.shown["where"], place=shown_key(self._address)))
        return answer[:count].ljust(count, NOTHING)

    def did(self) -> Sequence[Message]:
        heard = self._heard.told()
        return [HEARD(heard=heard)] if heard else []

    def as_json(self) -> dict[str, Any]:
        return {"heard": self._heard.pieces()}


def _bytes(text: str) -> bytes:
    """Numbers up to 255 are bytes; everything else is a text."""
    found = [int(each) for each in re.split(r"[\s,]+", text.strip())] if NUMBERS.fullmatch(text) else [256]
    return bytes(found) if max(found) < 256 else text.encode()


def _fits(talk: Talk) -> float:
    """Everything may be said to it; who only reads, and does not name it, looks for chips."""
    if talk.says("arduino", "atmega"):
        return 0.6
    return 0.1 if talk.first_bytes else 0.0


KINDS = (
    PartKind(
        "arduino_i2c", ArduinoI2cChip, TITLE, I2C, (),
        addresses=(0x04, 0x08),  # those of the lessons
        other_addresses=tuple(range(LOWEST, HIGHEST + 1)),
        aliases=("arduino", "atmega"),
        fits=_fits,
    ),
)  # fmt: skip
