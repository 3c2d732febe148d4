"""SCD40 and SCD41: carbon dioxide by its sound, with climate, I2C. Data sheet SCD4x (Sensirion, version 1.4), table 9.

A value every five seconds while it measures; while it does, it takes no other commands than table 9 allows. Offsets,
altitudes and calibrations are kept and change nothing.
"""

from __future__ import annotations

from sim.programs.parts.i2c.air.commanded import CommandedChip, ticks
from sim.programs.parts.kind import I2C, PartKind, Talk
from sim.programs.parts.uart.mhz19 import CO2_SENSOR
from sim.wires.i2c import Nack

START, START_SLOW, STOP, READ, READY = 0x21B1, 0x21AC, 0x3F86, 0xEC05, 0xE4B8
ONCE, ONCE_CLIMATE, SERIAL, VARIANT, TEST = 0x219D, 0x2196, 0x3682, 0x202F, 0x3639
RECALIBRATE, PERSIST, REINIT, FACTORY, SLEEP, WAKE, PRESSURE = 0x362F, 0x3615, 0x3646, 0x3632, 0x36E0, 0x36F6, 0xE000
SETTINGS = {0x2318: 0x05DA, 0x2322: 0, 0x2313: 1, 0x233F: 400, 0x2340: 44, 0x234B: 156}  # what is read, at first
SET_BY = {0x241D: 0x2318, 0x2427: 0x2322, 0x2416: 0x2313, 0x243A: 0x233F, 0x2445: 0x2340, 0x244E: 0x234B}
WHILE_MEASURING = (READ, READY, STOP, PRESSURE)
TAKES_S = {ONCE: 5.0, ONCE_CLIMATE: 0.05, STOP: 0.5, PERSIST: 0.8, REINIT: 0.03, FACTORY: 1.2, WAKE: 0.03, SLEEP: 0.001}
PERIOD_S, SLOW_S = 5.0, 30.0
NUMBER = (0x1234, 0x5678, 0x9ABC)  # chosen
SCD41 = 0x1000  # section 3.10.6
UNCHANGED = 0x8000  # a calibration that corrected nothing
THERE, NOT_THERE = 0x8006, 0x8000  # section 3.8.2: the lowest eleven bits
COMMANDS = frozenset((
    START, START_SLOW, READ, READY, SERIAL, VARIANT, TEST, RECALIBRATE, PRESSURE, *SETTINGS, *SET_BY, *TAKES_S
))  # fmt: skip


class Scd4xChip(CommandedChip):
    """One sensor."""

    feels = ("co2_ppm", "temperature_c", "humidity_pct")
    usual_address = 0x62

    def reset(self) -> None:
        """As after power-on."""
        super().reset()
        self._settings = {**SETTINGS, PRESSURE: 1013}
        self._period_s = 0.0  # it does not measure
        self._next_s = float("inf")  # when the next value is there

    def obey(self, command: int, words: list[int]) -> None:
        """Do what the command says."""
        if self._period_s and command not in WHILE_MEASURING:
            raise Nack
        if command in (START, START_SLOW):
            self._period_s = PERIOD_S if command == START else SLOW_S
            self._next_s = self.pi.clock.monotonic() + self._period_s
        elif command == READY:
            self.answer(THERE if self._is_there() else NOT_THERE, after_s=0.001)
        elif command == READ:
            self._read_once()
        elif command == PRESSURE and words:
            self._settings[PRESSURE] = words[0]
        elif command in SET_BY and words:
            self._settings[SET_BY[command]] = words[0]
        elif command in self._settings:
            self.answer(self._settings[command], after_s=0.001)
        else:
            self._do(command)

    def _do(self, command: int) -> None:
        if command == STOP:
            self._period_s, self._next_s = 0.0, float("inf")
        elif command in (ONCE, ONCE_CLIMATE):
            self._next_s = self.pi.clock.monotonic() + TAKES_S[command]
        elif command in (REINIT, FACTORY):
            self.reset()
        answers = {SERIAL: NUMBER, VARIANT: (SCD41,), TEST: (0,), RECALIBRATE: (UNCHANGED,)}
        if command in answers:
            self.answer(*answers[command], after_s={TEST: 10.0, RECALIBRATE: 0.4}.get(command, 0.001))
        elif command in TAKES_S:
            self.busy(TAKES_S[command])
        else:
            self.not_modeled(command)

    def _is_there(self) -> bool:
        return self.pi.clock.monotonic() >= self._next_s

    def _read_once(self) -> None:
        """A value can be read once; without one, nothing is answered (section 3.6.2)."""
        if not self._is_there():
            return
        now_s = self.pi.clock.monotonic()
        self._next_s = (
            now_s + self._period_s - (now_s - self._next_s) % self._period_s if self._period_s else float("inf")
        )
        warmth, damp = self.feel("temperature_c"), self.feel("humidity_pct")
        ppm = min(max(round(self.feel("co2_ppm")), 0), 40_000)
        self.answer(ppm, ticks((warmth + 45) / 175), ticks(damp / 100), after_s=0.001)


def _fits(talk: Talk) -> float:
    """Every command is known; the converter at the same address takes two bytes, too, whatever they are."""
    pairs = [int.from_bytes(sent[:2]) for sent, _ in talk.exchanges if sent]
    if not pairs:
        return 0.3 * talk.says("scd4x", "scd40", "scd41")
    return 0.97 if all(each in COMMANDS for each in pairs) else 0.0


KINDS = (
    PartKind(
        "scd4x", Scd4xChip, CO2_SENSOR(name="SCD40"), I2C, ("co2_ppm", "temperature_c", "humidity_pct"),
        addresses=(0x62,),  # section 3.1
        libraries=("adafruit_scd4x", "scd4x"),
        fits=_fits,
    ),
)  # fmt: skip
