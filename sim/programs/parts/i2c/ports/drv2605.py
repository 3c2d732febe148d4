"""DRV2605L: a vibration motor that plays effects, I2C. Data sheet DRV2605L (TI, SLOS854), registers and section 11.2.

How long an effect takes is chosen. Its own wires for a trigger, audio and PWM are not here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from devices import Message
from sim.programs.parts.doing import DoingChip
from sim.programs.parts.kind import I2C, PartKind, Talk
from sim.programs.parts.registers import RegisterChip

STATUS, MODE, STRENGTH, LIBRARY, EFFECTS, GO, CONTROL_3 = 0x00, 0x01, 0x02, 0x03, range(0x04, 0x0C), 0x0C, 0x1D
RESET, STANDBY, ON_GO, BY_HAND, TESTS = 0x80, 0x40, 0, 5, (6, 7)
UNSIGNED = 0x08  # of CONTROL_3
AT_RESET = {
    **dict.fromkeys(range(0x23), 0), STATUS: 0xE0, MODE: STANDBY, LIBRARY: 0x01, EFFECTS[0]: 0x01, 0x12: 0x05,
    0x13: 0x19, 0x14: 0xFF, 0x15: 0x19, 0x16: 0x3E, 0x17: 0x8C, 0x18: 0x0C, 0x19: 0x6C, 0x1A: 0x36, 0x1B: 0x93,
    0x1C: 0xF5, CONTROL_3: 0xA0, 0x1E: 0x20, 0x1F: 0x80, 0x20: 0x33,
}  # fmt: skip
EFFECT_S, WAIT_S, TEST_S = 0.25, 0.01, 1.0  # the first and the last one: chosen
MOST = 20  # chosen: so many effects are told


class Drv2605Chip(RegisterChip, DoingChip):
    """One motor."""

    usual_address = 0x5A
    at_reset = AT_RESET
    _begun_s = 0.0

    def plug(self) -> None:
        self._played: list[int] = []
        self._strengths: list[int] = []
        super().plug()

    def reset(self) -> None:
        """As after power-on: it sleeps."""
        super().reset()
        self._over_s = 0.0

    def get(self, register: int) -> int:
        """What is read; the start bit is 0 when all effects are over."""
        if register == GO:
            return int(self.pi.clock.monotonic() < self._over_s)
        return super().get(register)

    def set(self, register: int, value: int) -> None:
        """Take a byte."""
        if register == MODE and value & RESET:
            self.reset()
        elif register in AT_RESET and register != STATUS:
            self.registers[register] = value
            mode = self.registers[MODE]
            if register == GO:
                self._start(mode) if value & 1 else self._stop()
            elif register in (MODE, STRENGTH) and not mode & STANDBY and mode & 7 == BY_HAND:
                self._by_hand(self.registers[STRENGTH])
            elif register == MODE and self._strengths and self._strengths[-1]:
                self._by_hand(0)

    def _start(self, mode: int) -> None:
        now_s = self.pi.clock.monotonic()
        if mode & STANDBY or mode & 7 not in (ON_GO, *TESTS):
            self.remark(NO_EFFECT(**self.shown))
            return
        if mode & 7 in TESTS:
            self._over_s = now_s + TEST_S
            return
        for effect in (self.registers[each] for each in EFFECTS):
            if not effect:
                break
            if effect & 0x80:
                now_s += (effect & 0x7F) * WAIT_S
            else:
                self._played.append(effect)
                self.tell(now_s, "effect", effect)
                now_s += EFFECT_S
        self._over_s = now_s

    def _stop(self) -> None:
        self._over_s = 0.0

    def _by_hand(self, value: int) -> None:
        signed = value - 256 if value > 127 else value
        pct = round(100 * (value / 255 if self.registers[CONTROL_3] & UNSIGNED else signed / 127))
        if not self._strengths or self._strengths[-1] != pct:
            self._strengths.append(pct)
            self.tell(self.pi.clock.monotonic(), "strength_pct", pct)

    def did(self) -> Sequence[Message]:
        told = [PLAYED(values=_list(self._played))] if self._played else []
        return [*told, *([FELT(values=_list(self._strengths))] if self._strengths else [])]

    def as_json(self) -> dict[str, Any]:
        return {"effects": self._played, "strengths_pct": self._strengths}

    def now(self) -> Sequence[Message]:
        return [PLAYED(values=str(self._played[-1]))] if self._played else []


def _list(values: list[int]) -> str:
    more = f" (+{len(values) - MOST})" if len(values) > MOST else ""
    return ", ".join(map(str, values[:MOST])) + more


def _fits(talk: Talk) -> float:
    """Its registers are written one by one; foils have theirs from 0x2B on, and a thermometer is only read."""
    if any(first not in AT_RESET for first in talk.first_bytes):
        return 0.0
    starts = any(len(sent) == 2 and sent[0] in (MODE, LIBRARY, *EFFECTS, GO) for sent, _ in talk.exchanges)
    return 0.96 if starts or talk.says("drv2605", "drv2605l") else 0.1


PLAYED = Message("script.drv2605.played", "effects of the motor, by their numbers: {values}.")
FELT = Message("script.drv2605.strengths", "strengths of the motor in percent: {values}.")
NO_EFFECT = Message(
    "script.drv2605.asleep",
    "{where}: the {chip} is told to play, but its mode does not let it. Write 0x00 to register 0x01 first.",
)
KINDS = (
    PartKind(
        "drv2605", Drv2605Chip, Message("script.kind.vibration", "{name}, a vibration motor")(name="DRV2605L"), I2C, (),
        addresses=(0x5A,),  # SLOS854, section 8.5.3.1
        aliases=("drv2605l",),
        libraries=("adafruit_drv2605",),
        fits=_fits,
    ),
)  # fmt: skip
