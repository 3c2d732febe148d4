"""SHTC3: air temperature and humidity, I2C, as on Waveshare's Sense HAT (B). Data sheet SHTC3 (Sensirion, version 3).

It idles after power-on until it is told to sleep (section 5.1); asleep it acknowledges nothing but its wake-up command.
Until a measurement is over it does not acknowledge; the commands that hold the clock give their value at once.
"""

from __future__ import annotations

from sim.programs.parts.i2c.air.commanded import CommandedChip, ticks
from sim.programs.parts.kind import CLIMATE, I2C, PartKind, Talk
from sim.wires.i2c import Nack

SLEEP, WAKE, RESET, ID = 0xB098, 0x3517, 0x805D, 0xEFC8
NUMBER = 0x0887  # section 5.9: bits 11 and 5 to 0 are those of an SHTC3
TAKES_S, QUICK_TAKES_S, WAKES_S = 0.0121, 0.0008, 0.00024  # table 5, longest
HOLDING = {0x7CA2: True, 0x5C24: False, 0x6458: True, 0x44DE: False}  # table 9: whether the temperature comes first
ASKED_AGAIN = {0x7866: True, 0x58E0: False, 0x609C: True, 0x401A: False}
QUICK = (0x6458, 0x44DE, 0x609C, 0x401A)
COMMANDS = (SLEEP, WAKE, RESET, ID, *HOLDING, *ASKED_AGAIN)


class Shtc3Chip(CommandedChip):
    """One climate sensor."""

    feels = ("temperature_c", "humidity_pct")
    usual_address = 0x70

    def reset(self) -> None:
        """As after power-on."""
        super().reset()
        self._sleeps = False

    def write(self, data: bytes) -> None:
        """Take a command; asleep it knows only one."""
        if self._sleeps and int.from_bytes(data[:2], "big") != WAKE:
            self.asleep(WAKE >> 8, WAKE & 0xFF)
            raise Nack
        super().write(data)

    def obey(self, command: int, words: list[int]) -> None:
        """Do what the command says."""
        measures = {**HOLDING, **ASKED_AGAIN}
        if command in measures:
            warm, damp = ticks((self.feel("temperature_c") + 45) / 175), ticks(self.feel("humidity_pct") / 100)
            takes_s = QUICK_TAKES_S if command in QUICK else TAKES_S
            both = (warm, damp) if measures[command] else (damp, warm)
            self.answer(*both, after_s=0.0 if command in HOLDING else takes_s)
        elif command in (WAKE, SLEEP):
            self._sleeps = command == SLEEP
            self.busy(WAKES_S)
        elif command == RESET:
            self.reset()
            self.busy(WAKES_S)
        elif command == ID:
            self.answer(NUMBER)
        else:
            self.not_modeled(command)


def _fits(talk: Talk) -> float:
    """Commands of two bytes; the chip for LEDs at the same address has none of them."""
    sent = [each for each, _ in talk.exchanges if each not in (b"", b"\x00")]  # smbus reads a block after a 0
    known = bool(sent) and all(len(each) == 2 and int.from_bytes(each, "big") in COMMANDS for each in sent)
    return 0.98 if known else 0.3 if not sent and talk.says("shtc3") else 0.0


KINDS = (
    PartKind(
        "shtc3", Shtc3Chip, CLIMATE(name="SHTC3"), I2C, ("temperature_c", "humidity_pct"),
        addresses=(0x70,),  # section 5.2
        libraries=("adafruit_shtc3",),
        fits=_fits,
    ),
)  # fmt: skip
