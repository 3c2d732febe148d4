"""SCD30: carbon dioxide by its absorption, with climate, I2C. Interface Description SCD30 (Sensirion, version 1.0).

A value every two seconds, or as often as it is told; each is read once. It stretches the clock until its answer is
there (section 1.1). What is set to correct it is kept and changes nothing.
"""

from __future__ import annotations

import struct

from sim.programs.parts.i2c.air.commanded import CommandedChip
from sim.programs.parts.kind import I2C, PartKind, Talk
from sim.programs.parts.uart.mhz19 import CO2_SENSOR

START, STOP, READY, READ, FIRMWARE, RESET = 0x0010, 0x0104, 0x0202, 0x0300, 0xD100, 0xD304  # section 1.4
INTERVAL, OFFSET, ALTITUDE, RECALIBRATE, BY_ITSELF = 0x4600, 0x5403, 0x5102, 0x5204, 0x5306
SETTINGS = {INTERVAL: 2, OFFSET: 0, ALTITUDE: 0, RECALIBRATE: 400, BY_ITSELF: 0}
COMMANDS = frozenset((START, STOP, READY, READ, FIRMWARE, RESET, *SETTINGS))
VERSION = 0x0342  # 3.66
MOST_PPM = 40_000.0
BOOTS_S = 0.05  # chosen: section 1.4.10 says no more than that it begins anew; Adafruit's library waits 0.1 s


class Scd30Chip(CommandedChip):
    """One sensor. When it measures is kept without power."""

    feels = ("co2_ppm", "temperature_c", "humidity_pct")
    usual_address = 0x61

    def plug(self) -> None:
        self._settings = dict(SETTINGS)
        self._pressure_mbar = 0  # 0: it corrects nothing
        self._next_s = float("inf")  # when the next value is there
        super().plug()

    def reset(self) -> None:
        """As after power-on: it goes on measuring, if it did."""
        super().reset()
        if self._next_s != float("inf"):
            self._next_s = self.pi.clock.monotonic() + self._settings[INTERVAL]

    def obey(self, command: int, words: list[int]) -> None:
        """Do what the command says."""
        now_s = self.pi.clock.monotonic()
        if command == START and not words:
            self.answer(self._pressure_mbar)
        elif command == START:
            self._pressure_mbar = words[0]
            self._next_s = min(self._next_s, now_s + self._settings[INTERVAL])
        elif command == STOP:
            self._next_s = float("inf")
        elif command == RESET:
            self.reset()
            self.busy(BOOTS_S)
        elif command == READY:
            self.answer(int(now_s >= self._next_s))
        elif command == FIRMWARE:
            self.answer(VERSION)
        elif command == READ:
            self._read_once(now_s)
        elif command not in SETTINGS:
            self.not_modeled(command)
        elif words:
            self._settings[command] = words[0]
        else:
            self.answer(self._settings[command])

    def _read_once(self, now_s: float) -> None:
        if now_s < self._next_s:
            return
        period_s = max(self._settings[INTERVAL], 2)
        self._next_s = now_s + period_s - (now_s - self._next_s) % period_s
        ppm = min(max(self.feel("co2_ppm"), 0.0), MOST_PPM)
        values = struct.pack(">fff", ppm, self.feel("temperature_c"), self.feel("humidity_pct"))
        self.answer(*struct.unpack(">HHHHHH", values))


def _fits(talk: Talk) -> float:
    """Nobody else at this address has commands of two bytes: an output, PWM."""
    sent = [sent for sent, _ in talk.exchanges if sent]
    if not sent:
        return 0.3 * talk.says("scd30")
    return 0.97 if all(len(each) > 1 and int.from_bytes(each[:2]) in COMMANDS for each in sent) else 0.0


KINDS = (
    PartKind(
        "scd30", Scd30Chip, CO2_SENSOR(name="SCD30"), I2C, ("co2_ppm", "temperature_c", "humidity_pct"),
        addresses=(0x61,),  # section 1.1
        libraries=("adafruit_scd30", "scd30_i2c"),
        fits=_fits,
    ),
)  # fmt: skip
