"""PCA9685: sixteen channels of PWM on I2C, for servos and LEDs. Data sheet PCA9685 (NXP, rev 4): registers, table 4.

At address 0x60 it is the one on a board for four motors (Adafruit's HAT 2348 and its copies): each motor has a channel
for its speed and two for its direction. Two motors may be the two coils of a stepper: then its steps are counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any, NamedTuple

from devices import Message
from sim.chips._bus_chips import ChipOnI2c
from sim.programs.parts.doing import DoingChip
from sim.programs.parts.driven.coils import Coils
from sim.programs.parts.driven.pwm_channels import PwmChannels, percent
from sim.programs.parts.kind import I2C, PartKind, Talk
from sim.programs.parts.stood import Stood
from sim.wires.i2c import Nack, on_wire

MODE1, FIRST, LAST, ALL, PRESCALE = 0x00, 0x06, 0x45, 0xFA, 0xFE  # of the channels: four bytes each
CHANNELS, COUNTS = 16, 4096
RESTART, INCREMENT, SLEEP = 0x80, 0x20, 0x10  # bits of MODE1, table 5
AT_RESET = {0x00: 0x11, 0x01: 0x04, 0x02: 0xE2, 0x03: 0xE4, 0x04: 0xE8, 0x05: 0xE0, PRESCALE: 0x1E}
OSCILLATOR_HZ = 25e6
OWN_ADDRESSES, UNUSED_MODES = range(0x02, 0x06), 0x4E  # what no program uses: more addresses, a clock from outside
OUTPUTS_OF_A_LIGHT, LIGHTS = b"\x08", (b"\xaa", b"\xff")  # how a PCA9633 begins, which has these addresses, too
FULL = 0x10  # in the high byte of a count: always on, or always off
LEAST_PRESCALE = 3
STEADY = 0.5 / COUNTS  # less cannot be told apart

MOTOR_AT = Message("script.pca9685.motor", "motor M{number}: {values} (minus: backward).")
STEPPER_AT = Message(
    "script.pca9685.stepper",
    "stepper {number}: {forward} steps forward, {backward} backward; it ends {degrees}° from the start (with 200 steps "
    "a turn).",
)
TITLE = Message("script.kind.pca9685", "PCA9685, sixteen channels for servos and LEDs")


class Motor(NamedTuple):
    """The channels of one motor: its speed, the two of its direction, and which of these older libraries call first."""

    speed: int
    forward: int
    backward: int
    first: int


MOTORS_AT = 0x60
MOTORS = (Motor(8, 9, 10, 10), Motor(13, 11, 12, 11), Motor(2, 3, 4, 4), Motor(7, 5, 6, 5))  # the board's schematic


class Pca9685Chip(ChipOnI2c, DoingChip):
    """One chip."""

    def plug(self) -> None:
        super().plug()
        self._reset()
        self._channels = PwmChannels(CHANNELS, STEADY, lambda _: self.hertz, self.tell)
        self._motors = [Stood(STEADY, partial(self._turns, each)) for each in range(len(MOTORS))]
        self._coils = [Coils() for _ in range(len(MOTORS) // 2)]
        self.on_bus(self.option("address", 0x40))

    def _reset(self) -> None:
        self._registers = bytearray(256)
        for register, value in AT_RESET.items():
            self._registers[register] = value
        for channel in range(CHANNELS):
            self._registers[FIRST + 4 * channel + 3] = FULL
        self._pointer = 0

    @property
    def hertz(self) -> float:
        """How many cycles a second."""
        return OSCILLATOR_HZ / COUNTS / (self._registers[PRESCALE] + 1)

    def share(self, channel: int) -> float:
        """For which share of a cycle a channel is high (data sheet, section 7.3.3)."""
        at = FIRST + 4 * channel
        on_low, on_high, off_low, off_high = self._registers[at : at + 4]
        if off_high & FULL or self._registers[MODE1] & SLEEP:
            return 0.0
        if on_high & FULL:
            return 1.0
        on, off = (on_high & 0x0F) << 8 | on_low, (off_high & 0x0F) << 8 | off_low
        return (off - on) % COUNTS / COUNTS

    def power_changed(self) -> None:
        super().power_changed()
        self._reset()

    def write(self, data: bytes) -> None:
        """Set the pointer, and write what follows."""
        if not self._powered:
            raise Nack
        if not data:
            return
        self._pointer = data[0]
        for value in data[1:]:
            self._set(self._pointer, value)
            self._go_on()
        if len(data) > 1:
            self._look()

    def read(self, count: int) -> bytes:
        """Give registers from the pointer on."""
        if not self._powered:
            raise Nack
        found = bytearray()
        for _ in range(count):
            found.append(self._registers[self._pointer])
            self._go_on()
        return bytes(found)

    def _go_on(self) -> None:
        if self._registers[MODE1] & INCREMENT:
            self._pointer = 0 if self._pointer == LAST else (self._pointer + 1) & 0xFF

    def _set(self, register: int, value: int) -> None:
        if register == PRESCALE:
            if self._registers[MODE1] & SLEEP:  # else it is refused: section 7.3.5
                self._registers[PRESCALE] = max(value, LEAST_PRESCALE)
        elif register == MODE1:
            self._registers[MODE1] = value & ~RESTART
        elif ALL <= register < ALL + 4:
            for channel in range(CHANNELS):
                self._registers[FIRST + 4 * channel + register - ALL] = value
        else:
            self._registers[register] = value

    def _look(self) -> None:
        """Follow what every channel does now."""
        now_s = self.pi.clock.monotonic()
        shares = [self.share(channel) for channel in range(CHANNELS)]
        self._channels.to(now_s, shares)
        if on_wire(self._address) == MOTORS_AT:
            throttles = [_throttle(motor, shares) for motor in MOTORS]
            for throttle, speed in zip(throttles, self._motors, strict=True):
                if throttle or speed.has_begun:
                    speed.to(now_s, throttle)
            if self.option("stepper", False):
                for number, coils in enumerate(self._coils):
                    coils.to(throttles[2 * number], throttles[2 * number + 1])

    def _turns(self, motor: int, t_s: float, speed: float) -> None:
        self.tell(t_s, f"m{motor + 1}", round(speed, 4))

    def _dc_motors(self) -> Iterator[tuple[int, Stood]]:
        """The motors that ran and are no coils of a stepper, counted from 1."""
        return (
            (index + 1, speed)
            for index, speed in enumerate(self._motors)
            if speed.seen and not self._coils[index // 2].is_stepper
        )

    def _steppers(self) -> Iterator[tuple[int, Coils]]:
        return ((number, coils) for number, coils in enumerate(self._coils, 1) if coils.is_stepper)

    def _used(self) -> list[int]:
        on_motors = (
            motor
            for index, motor in enumerate(MOTORS)
            if self._motors[index].seen or self._coils[index // 2].is_stepper
        )
        motors = {each for motor in on_motors for each in motor}
        return [each for each in self._channels.used() if each not in motors]

    def did(self) -> Sequence[Message]:
        self._look()
        said = [MOTOR_AT(number=number, values=percent(speed)) for number, speed in self._dc_motors()]
        said += [
            STEPPER_AT(
                number=number,
                forward=f"{coils.forward_steps:g}",
                backward=f"{coils.backward_steps:g}",
                degrees=f"{coils.degrees:g}",
            )
            for number, coils in self._steppers()
        ]
        return [*said, *self._channels.did(self._used())]

    def as_json(self) -> dict[str, Any]:
        self._look()
        found: dict[str, Any] = {"hertz": round(self.hertz, 2), **self._channels.as_json(self._used())}
        for number, speed in self._dc_motors():
            found[f"m{number}"] = {"speeds": [round(each, 4) for each in speed.seen]}
        for number, coils in self._steppers():
            found[f"stepper{number}"] = {"forward": coils.forward_steps, "backward": coils.backward_steps}
        return found

    def now(self) -> Sequence[Message]:
        self._look()
        return self._channels.now(self._used(), [self.share(channel) for channel in range(CHANNELS)])


def _throttle(motor: Motor, shares: Sequence[float]) -> float:
    speed, forward, backward = shares[motor.speed], shares[motor.forward], shares[motor.backward]
    if speed == 1.0:
        return forward - backward
    return speed * (forward - backward) * (1.0 if motor.first == motor.forward else -1.0)


def _is_another(sent: bytes, asked: int) -> bool:
    """It says nothing without a register; where it has other addresses, other drivers of LEDs have their brightness."""
    if not sent:
        return asked > 0
    return sent[0] in OWN_ADDRESSES and (len(sent) == 2 or asked > 0)


def _fits(talk: Talk) -> float:
    """Registers of one byte, the modes or the prescale first; the INA219 at the same addresses has words."""
    if not talk.exchanges:
        return 0.3
    first = next((sent for sent, _ in talk.exchanges if sent), b"")
    if not first or not (first[0] <= 1 or first[0] >= ALL):
        return 0.0
    if talk.exchanges[0][1] > 1 or any(_is_another(sent, asked) for sent, asked in talk.exchanges):
        return 0.0  # nobody begins by reading several registers
    if any(len(sent) == 3 and sent[0] == MODE1 for sent, _ in talk.exchanges):
        return 0.0  # a word for a meter of currents
    if any(len(sent) == 2 and sent[0] == MODE1 and sent[1] & UNUSED_MODES for sent, _ in talk.exchanges):
        return 0.3
    if any(sent[:1] == OUTPUTS_OF_A_LIGHT and sent[1:] in LIGHTS for sent, _ in talk.exchanges):
        return 0.3
    if any(asked > 1 and len(sent) == 1 for sent, asked in talk.exchanges):
        return 0.1
    if any(len(sent) in (2, 5) for sent, _ in talk.exchanges):
        return 0.9
    return 0.6 if talk.exchanges[-1][1] == 1 else 0.3


KINDS = (
    PartKind(
        "pca9685", Pca9685Chip, TITLE, I2C, (),
        addresses=(*range(0x40, 0x48), *range(0x60, 0x68), 0x6F),  # data sheet, 7.1; those of boards in shops
        other_addresses=tuple(range(0x48, 0x78)),  # any of six wires at high or low (7.1), as on some robots' boards
        words=("stepper",),
        libraries=("adafruit_pca9685", "Adafruit_PCA9685", "adafruit_servokit", "adafruit_motorkit"),
        fits=_fits,
    ),
)  # fmt: skip
