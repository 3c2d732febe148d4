"""SHT40, SHT41, SHT45: air temperature and humidity, I2C. Data sheet SHT4x (Sensirion, version 6), tables 8 and 9.

A command is one byte. The heater takes its time and warms nothing.
"""

from __future__ import annotations

from typing import ClassVar

from sim.programs.parts.i2c.air.commanded import CommandedChip, ticks
from sim.programs.parts.kind import CLIMATE, I2C, PartKind, Talk

MEASURE_S = {
    0xFD: 0.0083, 0xF6: 0.0045, 0xE0: 0.0016,  # high, medium, low repeatability: the longest times of table 4
    0x39: 1.1, 0x32: 0.11, 0x2F: 1.1, 0x24: 0.11, 0x1E: 1.1, 0x15: 0.11,  # with the heater before
}  # fmt: skip
SERIAL, RESET = 0x89, 0x94
NUMBER = (0x0F1E, 0x2D3C)  # chosen


class Sht4xChip(CommandedChip):
    """One climate sensor."""

    feels = ("temperature_c", "humidity_pct")
    command_bytes: ClassVar[int] = 1
    usual_address = 0x44

    def obey(self, command: int, words: list[int]) -> None:
        """Do what the command says."""
        if command in MEASURE_S:
            warmth, damp = (self.feel(each) for each in self.feels)
            self.answer(ticks((warmth + 45) / 175), ticks((damp + 6) / 125), after_s=MEASURE_S[command])
        elif command == SERIAL:
            self.answer(*NUMBER)
        elif command == RESET:
            self.reset()
            self.busy(0.001)
        else:
            self.not_modeled(command)


def _fits(talk: Talk) -> float:
    """Commands of one byte; the SHT31 at the same addresses has two."""
    ones = [sent[0] for sent, _ in talk.exchanges if sent]
    long = any(len(sent) > 1 for sent, _ in talk.exchanges)
    return 0.0 if long or not all(each in (*MEASURE_S, SERIAL, RESET) for each in ones) else 0.95 if ones else 0.1


KINDS = (
    PartKind(
        "sht4x", Sht4xChip, CLIMATE(name="SHT40"), I2C, ("temperature_c", "humidity_pct"),
        addresses=(0x44, 0x45, 0x46),  # table 3: the letters A, B and C in its name
        libraries=("adafruit_sht4x",),
        fits=_fits,
    ),
)  # fmt: skip
