"""SunFounder's Robot HAT: a microcontroller with twenty channels of PWM and eight analog inputs of 12 bits.

Its page "On-Board MCU": a register has two bytes, the high one first. 0x10 to 0x17 are A7 to A0, read as two bytes
after it was chosen; 0x20 on are pulses, 0x40 and 0x50 on the prescalers less one, 0x44 and 0x54 on the periods less
one of the timers, each of which has four channels and counts at 72 MHz.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from devices import Message
from sim.chips._bus_chips import ConverterChip
from sim.programs.parts.doing import DoingChip
from sim.programs.parts.driven.pwm_channels import PwmChannels
from sim.programs.parts.kind import I2C, PartKind, Talk
from sim.programs.parts.registers import TellingChip
from sim.wires.i2c import Nack

VERSION, INPUT = 0x05, 0x10  # the first of each
PRESCALERS = (0x40, 0x41, 0x42, 0x43, 0x50, 0x51, 0x52)
PERIODS = (0x44, 0x45, 0x46, 0x47, 0x54, 0x55, 0x56)
PER_TIMER, INPUTS = 4, 8
CLOCK_HZ = 72e6
FIRMWARE = bytes((1, 1, 4))  # chosen: any
SUPPLY_V, FULL = 3.3, 4095
STEADY = 1e-4  # less cannot be told apart

TITLE = Message("script.kind.robot_hat", "Robot HAT, channels for servos and motors, analog inputs with half of 3.3 V")
FUSION = Message(
    "script.kind.fusion_hat", "Fusion HAT, channels for servos and motors, analog inputs with half of 3.3 V"
)


class RobotHatChip(TellingChip, ConverterChip, DoingChip):
    """One board."""

    ADDRESS, CHANNELS, PULSE = 0x14, 20, 0x20
    PRESCALERS: tuple[int, ...] = PRESCALERS
    PERIODS: tuple[int, ...] = PERIODS

    def plug(self) -> None:
        ConverterChip.plug(self)
        self._registers: dict[int, int] = {}
        self._answer = b""
        self._channels = PwmChannels(self.CHANNELS, STEADY, self.hertz, self.tell)
        self.on_bus(self.option("address", self.ADDRESS))

    def power_changed(self) -> None:
        super().power_changed()
        self._registers.clear()

    def write(self, data: bytes) -> None:
        """Choose an input, or set a pulse, a prescaler or a period."""
        if not self._powered:
            raise Nack
        if not data:
            return
        if INPUT <= data[0] < INPUT + INPUTS:
            volts = self.volts_at(INPUT + INPUTS - 1 - data[0])
            self._answer = round(min(max(volts / SUPPLY_V, 0.0), 1.0) * FULL).to_bytes(2)
        elif data[0] == VERSION:
            self._answer = FIRMWARE
        elif len(data) >= 3:
            self._registers[data[0]] = data[1] << 8 | data[2]
            self._channels.to(self.pi.clock.monotonic(), self._shares())

    def read(self, count: int) -> bytes:
        """Give the bytes of what was chosen, one after the other."""
        if not self._powered:
            raise Nack
        found, self._answer = self._answer[:count], self._answer[count:]
        return found.ljust(count, b"\x00")

    def hertz(self, channel: int) -> float:
        """How many cycles a second; 0 before its timer is set."""
        timer = channel // PER_TIMER
        prescaler, period = (self._registers.get(each[timer]) for each in (self.PRESCALERS, self.PERIODS))
        return 0.0 if prescaler is None or period is None else CLOCK_HZ / (prescaler + 1) / (period + 1)

    def _shares(self) -> list[float]:
        channels, found = range(self.CHANNELS), self._registers.get
        periods = [found(self.PERIODS[channel // PER_TIMER], 0) + 1 for channel in channels]
        pulses = [found(self.PULSE + channel, 0) if self.hertz(channel) else 0 for channel in channels]
        return [min(pulse / period, 1.0) for pulse, period in zip(pulses, periods, strict=True)]

    def did(self) -> Sequence[Message]:
        self._channels.to(self.pi.clock.monotonic(), self._shares())
        return list(self._channels.did(list(self._channels.used())))

    def as_json(self) -> dict[str, Any]:
        self._channels.to(self.pi.clock.monotonic(), self._shares())
        return self._channels.as_json(list(self._channels.used()))

    def now(self) -> Sequence[Message]:
        return self._channels.now(list(self._channels.used()), self._shares())


class FusionHatChip(RobotHatChip):
    """The Fusion HAT, its successor: twelve channels, other registers."""

    ADDRESS, CHANNELS, PULSE = 0x17, 12, 0x60
    PRESCALERS, PERIODS = (0x40, 0x41, 0x42), (0x50, 0x51, 0x52)


def _fits(chip: type[RobotHatChip], talk: Talk) -> float:
    """Three bytes for a register, or an input chosen with zeros; the maker's library looks for it with 0x2C, 0, 0."""
    inputs, pulses = range(INPUT, INPUT + INPUTS), range(chip.PULSE, chip.PULSE + chip.CHANNELS)
    sure = False
    for sent, _ in talk.exchanges:
        is_set = len(sent) == 3 and (sent[0] in pulses or sent[0] in (*chip.PRESCALERS, *chip.PERIODS))
        if is_set or (sent[:1] and sent[0] in inputs and not any(sent[1:])):
            sure = True
        elif sent not in (b"", b"\x2c", b"\x00", bytes((VERSION,))):
            return 0.0
    return 0.9 if sure else 0.3


KINDS = (
    PartKind(
        "robot_hat", RobotHatChip, TITLE, I2C, ("ch0_v",),
        inputs=tuple(f"ch{number}_v" for number in range(INPUTS)),
        addresses=(0x14, 0x15),
        libraries=("robot_hat", "picarx", "picar_4wd"),
        fits=partial(_fits, RobotHatChip),
    ),
    PartKind(
        "fusion_hat", FusionHatChip, FUSION, I2C, ("ch0_v",),
        inputs=tuple(f"ch{number}_v" for number in range(INPUTS)),
        addresses=(0x17,),
        libraries=("fusion_hat",),
        fits=partial(_fits, FusionHatChip),
    ),
)  # fmt: skip
