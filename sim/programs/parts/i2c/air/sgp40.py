"""SGP40: gases from people and paints as a raw signal, I2C. Data sheet SGP40 (Sensirion, version 1.2), section 4.

More gas makes the signal smaller; how much is chosen. The index that libraries make of it needs its minutes here, too.
What a program says of temperature and humidity changes nothing.
"""

from __future__ import annotations

from math import log10

from devices import Message
from sim.programs.parts.i2c.air.commanded import CommandedChip
from sim.programs.parts.kind import I2C, PartKind, Talk

MEASURE, TEST, HEATER_OFF, SERIAL, FEATURES, RESET = 0x260F, 0x280E, 0x3615, 0x3682, 0x202F, 0x0006
COMMANDS = frozenset((MEASURE, TEST, HEATER_OFF, SERIAL, FEATURES, RESET))
TEST_PASSED, FEATURE_SET = 0xD400, 0x3220
MEASURES_S, TESTS_S, QUICK_S = 0.03, 0.32, 0.001  # table 8
NUMBER = (0x0000, 0x0123, 0x4567)  # chosen
CLEAN, CLEAN_PPB, A_DECADE = (
    33_000,
    10.0,
    3_000,
)  # chosen: the signal of clean air, and what ten times more gas takes off


class Sgp40Chip(CommandedChip):
    """One gas sensor."""

    feels = ("tvoc_ppb",)
    usual_address = 0x59

    def obey(self, command: int, words: list[int]) -> None:
        """Do what the command says."""
        if command == MEASURE:
            self.answer(
                round(CLEAN - A_DECADE * log10(max(self.feel("tvoc_ppb"), 1.0) / CLEAN_PPB)), after_s=MEASURES_S
            )
        elif command == TEST:
            self.answer(TEST_PASSED, after_s=TESTS_S)
        elif command in (SERIAL, FEATURES):
            self.answer(*(NUMBER if command == SERIAL else (FEATURE_SET,)), after_s=QUICK_S)
        elif command == RESET:
            self.reset()
        elif command != HEATER_OFF:
            self.not_modeled(command)


def _fits(talk: Talk) -> float:
    known = [int.from_bytes(sent[:2]) in COMMANDS for sent, _ in talk.exchanges if len(sent) > 1]
    return 0.0 if not all(known) else 0.95 if known else 0.4


KINDS = (
    PartKind(
        "sgp40", Sgp40Chip, Message("script.kind.gases", "{name}, gases in the air")(name="SGP40"), I2C, ("tvoc_ppb",),
        addresses=(0x59,),  # section 4
        libraries=("adafruit_sgp40", "sgp40"),
        fits=_fits,
    ),
)  # fmt: skip
