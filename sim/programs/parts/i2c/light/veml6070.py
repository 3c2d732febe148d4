"""VEML6070: ultraviolet, I2C. Data sheet VEML6070 (Vishay 84277) and its note 84310: commands, and counts of an index.

Its two bytes are at two addresses, and the lower one takes the command. The resistor on its board has 270 kOhm.
"""

from __future__ import annotations

from devices import Message
from sim.programs.parts.kind import I2C, PartKind, Talk
from sim.programs.parts.registers import TellingChip
from sim.wires.i2c import Nack

LOW, HIGH, ALARM = 0x38, 0x39, 0x0C
OFF, TIME = 0x01, 0x0C  # of the command
COUNTS_AN_INDEX = 187.0  # 84310, risk table: 560 counts are an index of 3, with one T
ONE_T_S = 0.1125  # 84277, with 270 kOhm


class Veml6070Chip(TellingChip):
    """Its command, and the lower byte."""

    feels = ("uv_index",)

    def plug(self) -> None:
        self._command, self._begun_s = 0x02, self.pi.clock.monotonic()
        self.pi.i2c.not_missed.add(ALARM)  # asked by programs; who has no alarm does not answer there
        self.pi.i2c.watch(ALARM, lambda sent, asked: None)
        self.on_bus(self.option("address", LOW))

    def power_changed(self) -> None:
        super().power_changed()
        self._command, self._begun_s = 0x02, self.pi.clock.monotonic()

    def write(self, data: bytes) -> None:
        """Take a command; a new time begins a new measurement."""
        if not self._powered:
            raise Nack
        for command in data:
            if self._command != command:
                self._begun_s = self.pi.clock.monotonic()
            self._command = command

    def read(self, count: int) -> bytes:
        """Give the lower byte."""
        if not self._powered:
            raise Nack
        return bytes((self.counts() & 0xFF,)) * count

    def counts(self) -> int:
        """What it has measured."""
        times = (0.5, 1.0, 2.0, 4.0)[(self._command & TIME) >> 2]
        if self._command & OFF:
            self.remark(ASLEEP(**self.shown))
            return 0
        if self.pi.clock.monotonic() < self._begun_s + times * ONE_T_S:
            self.too_early(times * ONE_T_S)
            return 0
        return min(round(self.feel("uv_index") * COUNTS_AN_INDEX * times), 0xFFFF)


class Veml6070HighChip(Veml6070Chip):
    """The upper byte of the same chip."""

    def write(self, data: bytes) -> None:
        """Nothing is written here."""
        raise Nack

    def read(self, count: int) -> bytes:
        """Give the upper byte."""
        other = self.pi.i2c.chip(LOW)
        chip = other if isinstance(other, Veml6070Chip) else self
        return bytes((chip.counts() >> 8,)) * count


ASLEEP = Message("script.veml6070_off", "{where}: the {chip} was switched off by its command: it measures nothing.")


def _fits(talk: Talk) -> float:
    """Single bytes only; the program speaks of it, or has its second address in its text."""
    clue = talk.says("uv", "uva", "veml", "veml6070") or (LOW in talk.numbers and HIGH in talk.numbers)
    if talk.number not in (LOW, HIGH) or any(len(sent) > 1 or (sent and asked) for sent, asked in talk.exchanges):
        return 0.0
    commands = all(first & 0xC2 == 0x02 or first == 0x01 for first in talk.first_bytes)
    return 0.98 if clue and commands else 0.05


KINDS = tuple(
    PartKind(
        name, chip, title(name="VEML6070"), I2C, announced,
        addresses=(address,),  # 84277, figure 4
        aliases=("veml6070",) if address == HIGH else (),
        libraries=("adafruit_veml6070",),
        fits=_fits,
    )
    for name, chip, title, announced, address in (
        ("veml6070", Veml6070Chip, Message("script.kind.uv_only", "{name}, UV light"), ("uv_index",), LOW),
        (
            "veml6070_high", Veml6070HighChip,
            Message("script.kind.upper_byte", "the upper byte of the {name}"), (), HIGH,
        ),
    )
)  # fmt: skip
