"""Grove I2C Motor Driver with its L298P, and the small one with two DRV8830, I2C.

Seeed's wiki "Grove - I2C Motor Driver V1.3", section "Protocol"; data sheet DRV8830 (TI, SLVSAB2), tables 2 and 4.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any, ClassVar

from devices import Message
from sim.programs.parts.doing import DoingChip
from sim.programs.parts.i2c.pca9685 import UNUSED_MODES
from sim.programs.parts.kind import I2C, PartKind, Talk
from sim.programs.parts.registers import TellingChip
from sim.programs.parts.stood import Stood
from sim.wires.i2c import Nack

SPEEDS, FREQUENCY, DIRECTIONS = 0x82, 0x84, 0xAA
MOTOR_A, MOTOR_B = 0xA1, 0xA5
STEPPER_ON, STEPPER_OFF, STEPS = 0x1A, 0x1B, 0x1C
COMMANDS = (SPEEDS, FREQUENCY, DIRECTIONS, MOTOR_A, MOTOR_B, STEPPER_ON, STEPPER_OFF, STEPS)
SIGNS = {0b10: 1, 0b01: -1}  # of the two bits of a motor; both off or on: it stands
FULL = 255
CONTROL, FAULT = 0x00, 0x01
STEPS_OF_VOLTAGE, LEAST = 0x3F, 0x06
STEADY = 0.002

MOTOR_SAID = Message("script.grove_motor", "motor M{number}: {values} (minus: backward).")
NO_STEPPER = Message(
    "script.grove_motor.stepper",
    "{where}: the program drives a stepper with the {chip}. The virtual one drives two motors, and no stepper.",
)
NOW = Message("script.grove_motor.now", "M{number}: {pct:.0f} %")


class _Motors(TellingChip, DoingChip):
    """Something that drives motors. A subclass calls `turn`."""

    count: ClassVar[int]

    def plug(self) -> None:
        self._speeds = [Stood(STEADY, partial(self._turned, each)) for each in range(self.count)]
        self.begin()
        self.on_bus(self.option("address", 0x0F))

    def begin(self) -> None:
        """As after power-on."""
        raise NotImplementedError

    def power_changed(self) -> None:
        super().power_changed()
        self.begin()
        for each in range(self.count):
            self.turn(each, 0.0)

    def turn(self, motor: int, speed: float) -> None:
        """A motor turns like that from now on: 1 is full speed, -1 full speed backward."""
        if speed or self._speeds[motor].has_begun:
            self._speeds[motor].to(self.pi.clock.monotonic(), speed)

    def _turned(self, motor: int, t_s: float, speed: float) -> None:
        self.tell(t_s, f"m{motor + 1}", round(speed, 4))

    def _used(self) -> list[tuple[int, Stood]]:
        return [(number, speed) for number, speed in enumerate(self._speeds, 1) if speed.seen]

    def did(self) -> Sequence[Message]:
        return [MOTOR_SAID(number=number, values=_percent(speed)) for number, speed in self._used()]

    def as_json(self) -> dict[str, Any]:
        return {f"m{number}": {"speeds": [round(each, 4) for each in speed.seen]} for number, speed in self._used()}

    def now(self) -> Sequence[Message]:
        return [NOW(number=number, pct=100.0 * speed.seen[-1]) for number, speed in self._used()]


class GroveMotorsChip(_Motors):
    """Two motors behind a small processor."""

    count = 2

    def begin(self) -> None:
        self._shares = [0.0, 0.0]
        self._directions = 0

    def write(self, data: bytes) -> None:
        """Take a command and its two bytes."""
        if not self._powered:
            raise Nack
        if len(data) < 3:
            return
        command, first, second = data[:3]
        if command == SPEEDS:
            self._shares = [first / FULL, second / FULL]
        elif command == DIRECTIONS:
            self._directions = first
        elif command in (MOTOR_A, MOTOR_B):
            motor = int(command == MOTOR_B)
            self._directions = self._directions & ~(3 << 2 * motor) | (first & 3) << 2 * motor
            self._shares[motor] = second / FULL
        elif command in (STEPPER_ON, STEPS):
            self.remark(NO_STEPPER(**self.shown))
        for motor, share in enumerate(self._shares):
            self.turn(motor, share * SIGNS.get(self._directions >> 2 * motor & 3, 0) + 0.0)  # no -0

    def read(self, count: int) -> bytes:
        """It has nothing to say."""
        if not self._powered:
            raise Nack
        return b"\xff" * count


class Drv8830Chip(_Motors):
    """One motor, with a voltage of 0.48 to 5.06 V."""

    count = 1

    def begin(self) -> None:
        self._control = self._pointer = 0

    def write(self, data: bytes) -> None:
        """Take a register and its byte."""
        if not self._powered:
            raise Nack
        if data:
            self._pointer = data[0]
        if len(data) > 1 and data[0] == CONTROL:
            self._control = data[1]
            voltage = data[1] >> 2
            sign = {0b01: 1, 0b10: -1}.get(data[1] & 3, 0)  # IN1 high: forward (table 2)
            self.turn(0, sign * voltage / STEPS_OF_VOLTAGE if voltage >= LEAST else 0.0)

    def read(self, count: int) -> bytes:
        """Give its control register, or its faults: none."""
        if not self._powered:
            raise Nack
        return bytes((self._control if self._pointer == CONTROL else 0,)) * count


def _percent(speed: Stood) -> str:
    values = ", ".join(f"{100 * each:.0f} %" for each in speed.seen)
    return f"{values} (+{speed.more})" if speed.more else values


def _fits_grove(talk: Talk) -> float:
    return 0.95 if all(first in COMMANDS for first in talk.first_bytes) else 0.0


def _fits_drv8830(talk: Talk) -> float:
    """A chip with the same addresses has these two registers, too, but no program gives it such a mode."""
    if any(first not in (CONTROL, FAULT) for first in talk.first_bytes):
        return 0.0
    turns = any(len(sent) == 2 and sent[0] == CONTROL and sent[1] & UNUSED_MODES for sent, _ in talk.exchanges)
    return 0.98 if turns or talk.says("drv8830", "minimoto") else 0.0


KINDS = (
    PartKind(
        "grove_motor", GroveMotorsChip, Message("script.kind.grove_motor", "Grove board for two motors"), I2C, (),
        addresses=(0x0F,),  # the switches as it is sold
        fits=_fits_grove,
    ),
    PartKind(
        "drv8830", Drv8830Chip, Message("script.kind.drv8830", "DRV8830, one motor"), I2C, (),
        addresses=(0x65, 0x60, *range(0x61, 0x65), *range(0x66, 0x69)),  # SLVSAB2, table 3
        fits=_fits_drv8830,
    ),
)  # fmt: skip
