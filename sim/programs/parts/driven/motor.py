"""DC motor behind a driver such as L293D, L298N or TB6612: two wires for the direction, perhaps one for the speed.

Truth table (data sheet L298, table of figure 6): one input high turns it, the other one turns it back, both alike
brake it; with the enable input low it runs free. TB6612FNG ("H-SW Control Function"): with STBY low, both motors stop.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from devices import Message
from sim.programs.parts.driven.claim import Claim, Seen
from sim.programs.parts.driven.driven_chip import DrivenChip
from sim.programs.parts.driven.step_driver import STEP_NAMES
from sim.programs.parts.driven.stream import Stream
from sim.programs.parts.kind import GPIO, PartKind
from sim.wires.journal import HIGH, LOW

BRIEF_S = 5e-3  # chosen: two wires are written one after the other; no motor feels that
RAMP_S = 0.11  # chosen: speeds that last no longer, up or down, are one ramp
DRIVERS = (
    "l293",
    "l293d",
    "l298",
    "l298n",
    "l9110",
    "l9110s",
    "tb6612",
    "drv8833",
    "motor",
    "robot",
    "dongco",
    "banhxe",
)
PINS = ("motor", "in1", "in2", "in3", "in4", "in", "ina", "inb", "ain1", "ain2", "bin1", "bin2", "a1", "a2", "b1", "b2",
        "forward", "backward", "reverse", "fwd", "bwd", "rev", "left", "right", "dir")  # fmt: skip
BRIDGE_PINS = ("in1", "in2", "in3", "in4", "ain1", "ain2", "bin1", "bin2")
ENABLES = (
    "en",
    "ena",
    "enb",
    "en1",
    "en2",
    "ena1",
    "enable",
    "enablea",
    "pwm",
    "pwma",
    "pwmb",
    "speed",
    "motor1e",
    "motor2e",
)
WAYS = ("dig", "dig1", "dig2", "dir", "dir1", "dir2", "direction", "phase", "ph")  # of boards with direction and speed
SPEEDS = ("an", "an1", "an2", "motor", "pwm", "pwm1", "pwm2", "pwma", "pwmb", "speed")
STANDBY = ("stby", "standby", "stbypin", "standbypin", "nsleep", "slp", "nslp")  # one wire for all motors; low is off
GATES = ("en", "enable")
STEPPERS = ("stepper", "28byj", "uln2003")
MAX_SAID = 12
MAX_MOVES = 1000

MOTOR = Message("script.kind.motor", "motor with a power board such as L298N")
FORWARD = Message("script.motor.forward", "forward {pct:.0f} % for {span_s:.2f} s")
BACKWARD = Message("script.motor.backward", "backward {pct:.0f} % for {span_s:.2f} s")
FORWARD_RAMP = Message("script.motor.forward.ramp", "forward from {low:.0f} to {pct:.0f} % for {span_s:.2f} s")
BACKWARD_RAMP = Message("script.motor.backward.ramp", "backward from {low:.0f} to {pct:.0f} % for {span_s:.2f} s")
STOP = Message("script.motor.stop", "stopped for {span_s:.2f} s")
STILL_TURNS = Message("script.motor.turns", "it still turns at the end of the program.")
MORE = Message("script.motor.more", "and {count} more changes.")
NOW_FORWARD = Message("script.motor.now.forward", "forward {pct:.0f} %")
NOW_BACKWARD = Message("script.motor.now.backward", "backward {pct:.0f} %")
NOW_STOP = Message("script.motor.now.stop", "stopped")


@dataclass(slots=True)
class Run:
    """A time at one speed, or on the way from one to another: -1.0 to 1.0, backward is below 0."""

    speed: float
    start_s: float
    end_s: float
    from_speed: float

    @property
    def span_s(self) -> float:
        """How long it lasted."""
        return self.end_s - self.start_s


class MotorChip(DrivenChip):
    """One motor. Its pins are forward and backward, and perhaps enable; or `phase`: direction and speed.

    `turned`: the second wire, or the high level of the direction, is forward.
    """

    def begin(self) -> None:
        self.runs: list[Run] = []
        self.more = 0
        self._duty: dict[int, float] = {}
        self._speed = 0.0
        self._since_s = self.pi.clock.monotonic()

    def follow(self, stream: Stream, now_s: float) -> None:
        if stream.times and not self._duty:
            self._since_s = stream.times[0]
        for change in stream.changes():
            self._duty[change.gpio] = change.duty or 0.0
            speed = self._wanted()
            if abs(speed - self._speed) > 1e-9:
                self._ran(change.t_s)
                self._speed, self._since_s = speed, change.t_s
                self.tell(change.t_s, "pct", round(100.0 * speed, 1))

    def _wanted(self) -> float:
        if not all(self._duty.get(gpio) for gpio in self.shared):
            return 0.0
        duties = [self._duty.get(gpio, 0.0) for gpio in self.pins]
        if self.option("phase", False):
            return duties[1] * (-1.0 if bool(duties[0]) is not self.option("turned", False) else 1.0)
        enabled = duties[2] if len(duties) > 2 else 1.0
        return (duties[0] - duties[1]) * enabled * (-1.0 if self.option("turned", False) else 1.0)

    def _ran(self, t_s: float) -> None:
        """It ran like this until now."""
        if t_s - self._since_s < BRIEF_S or (not self.runs and not self._speed):
            return
        last = self.runs[-1] if self.runs else None
        if last is not None and self._since_s - last.end_s < BRIEF_S and self._goes_on(last, t_s):
            last.end_s, last.speed = t_s, self._speed
        elif len(self.runs) < MAX_MOVES:
            self.runs.append(Run(self._speed, self._since_s, t_s, self._speed))
        else:
            self.more += 1

    def _goes_on(self, last: Run, t_s: float) -> bool:
        """Whether this is the same speed as before, or the next step of a ramp."""
        if self._speed == last.speed == last.from_speed:
            return True
        is_way = self._speed * last.speed > 0.0 and (self._speed - last.speed) * (last.speed - last.from_speed) >= 0.0
        is_ramp = last.speed != last.from_speed or last.span_s < RAMP_S
        return is_way and is_ramp and t_s - self._since_s < RAMP_S

    def end(self, now_s: float) -> None:
        self._ran(now_s)

    def did(self) -> Sequence[Message]:
        runs = self.runs[:-1] if self.runs and not self.runs[-1].speed else self.runs
        said = [_words(run) for run in runs[:MAX_SAID]]
        if len(runs) > MAX_SAID or self.more:
            said.append(MORE(count=len(runs) - len(said) + self.more))
        if self._speed:
            said.append(STILL_TURNS)
        return said

    def as_json(self) -> dict[str, Any]:
        return {
            "runs": [
                {"pct": round(100.0 * run.speed, 1), "from_pct": round(100.0 * run.from_speed, 1),
                 "span_s": round(run.span_s, 4)}
                for run in self.runs
            ],
            "pct_at_end": round(100.0 * self._speed, 1),
        }  # fmt: skip

    def now(self) -> Sequence[Message]:
        pct = 100.0 * abs(self._speed)
        return ((NOW_FORWARD(pct=pct) if self._speed > 0 else NOW_BACKWARD(pct=pct)) if self._speed else NOW_STOP,)


def _words(run: Run) -> Message:
    pct, low = 100.0 * abs(run.speed), 100.0 * abs(run.from_speed)
    if not run.speed:
        return STOP(span_s=run.span_s)
    if run.speed != run.from_speed:
        return (FORWARD_RAMP if run.speed > 0 else BACKWARD_RAMP)(low=low, pct=pct, span_s=run.span_s)
    return (FORWARD if run.speed > 0 else BACKWARD)(pct=pct, span_s=run.span_s)


def recognize(seen: Seen) -> Claim | None:
    """gpiozero says Motor; otherwise the program's words say it, and two wires that are never high together."""
    for kind in ("Motor", "PhaseEnableMotor"):
        for pins in seen.made_by((kind,)).values():
            options = {"phase": True} if kind == "PhaseEnableMotor" else {}
            return Claim("motor", tuple(pins), options, _standby(seen))
    if seen.mentions(*STEPPERS) and not seen.wanted:
        return None
    phased = _direction_and_speed(seen)
    if phased is not None:
        is_high_forward = not seen.turns_back(phased[0], phased[0])
        return Claim("motor", phased, {"phase": True, "turned": is_high_forward}, _standby(seen))
    pairs = list(_pairs(seen))
    if not pairs:
        return None
    paired = {gpio for pair in pairs for gpio in pair}
    standby = _standby(seen)
    enables = [gpio for gpio in seen.outputs if gpio not in (*paired, *standby) and _is_enable(seen, gpio)]
    waves = [gpio for gpio in enables if gpio in seen.wavy]
    if len(waves) == len(pairs):  # they are the speeds, and the others only switch it off
        standby += tuple(gpio for gpio in enables if gpio not in waves and seen.is_called(gpio, *GATES))
        enables = waves
    first = pairs[0]
    if (
        not seen.wanted
        and not seen.mentions(*DRIVERS)
        and not (enables and all(seen.is_called(gpio, *BRIDGE_PINS) for gpio in first))
    ):
        return None
    turned = {"turned": True} if seen.turns_back(*first) else {}
    return Claim("motor", (*first, *_enable_of(seen, first, pairs, enables)), turned, standby)


def _direction_and_speed(seen: Seen) -> tuple[int, int] | None:
    """A wire that is called direction, and one with PWM: of the same number, or else the one of the same place."""
    ways = [gpio for gpio in seen.outputs if not seen.header.names(gpio).isdisjoint(WAYS)]
    others = [gpio for gpio in seen.outputs if gpio not in ways]
    waves = [gpio for gpio in others if gpio in seen.wavy and seen.is_called(gpio, *SPEEDS, *ENABLES)]
    speeds = [gpio for gpio in others if seen.is_called(gpio, *SPEEDS) or gpio in waves]
    if len(speeds) != len(ways):
        speeds = waves
    if len(speeds) != len(ways):
        return None
    for place, speed in enumerate(speeds):
        if speed in seen.wavy:
            alike = [gpio for gpio in ways if _digits(seen, gpio) & _digits(seen, speed)]
            return (alike[0] if len(alike) == 1 else ways[place]), speed
    return None


def _digits(seen: Seen, gpio: int) -> set[str]:
    return {word[-1] for word in seen.header.names(gpio) if word[-1].isdigit()}


def _standby(seen: Seen) -> tuple[int, ...]:
    called = (gpio for gpio in seen.outputs if not seen.header.names(gpio).isdisjoint(STANDBY))
    return tuple(gpio for gpio in called if not seen.is_lamp(gpio))


def _pairs(seen: Seen) -> Iterator[tuple[int, int]]:
    """Wires that follow each other, are called as those of a motor, and are not high together."""
    wires = [
        gpio
        for gpio in seen.outputs
        if gpio in seen.wanted
        or (
            seen.is_called(gpio, *PINS)
            and seen.header.names(gpio).isdisjoint(STEP_NAMES)
            and not (seen.is_called(gpio, *ENABLES) and not _is_direction(seen, gpio))
        )
    ]
    while len(wires) >= 2:
        first, second = wires[:2]
        moves = seen.rises(first) + seen.rises(second) + len(seen.wavy & {first, second})
        if moves and (not _together(seen, first, second) or _brakes_high(seen, first, second)):
            yield first, second
            wires = wires[2:]
        else:
            wires = wires[1:]


def _is_direction(seen: Seen, gpio: int) -> bool:
    return seen.is_called(gpio, *BRIDGE_PINS, "motor1a", "motor1b")


def _is_enable(seen: Seen, gpio: int) -> bool:
    return gpio in seen.wavy or seen.is_called(gpio, *ENABLES)


def _enable_of(
    seen: Seen, pair: tuple[int, int], pairs: Sequence[tuple[int, int]], enables: Sequence[int]
) -> tuple[int, ...]:
    """The enable wire of a pair: in their order when each pair has one, otherwise the one that was taken beside it."""
    if len(enables) == len(pairs):
        return (enables[0],)
    order = list(seen.order)
    ends = [order.index(gpio) for gpio in pair]
    return tuple(gpio for gpio in enables if order.index(gpio) in (min(ends) - 1, max(ends) + 1))[:1]


def _together(seen: Seen, first: int, second: int) -> bool:
    """Whether both were high at once for longer than it takes to write them."""
    high, since_s = {first: False, second: False}, 0.0
    stream = seen.stream.of((first, second))
    for code, t_s in zip(stream.codes, stream.times, strict=True):
        if all(high.values()) and t_s - since_s > BRIEF_S:
            return True
        if code & 3 in (LOW, HIGH):
            high[code >> 2] = code & 3 == HIGH
        since_s = t_s
    return False


def _brakes_high(seen: Seen, first: int, second: int) -> bool:
    """Whether both high is how they rest: each was high alone or both were, and they are never low together."""
    if not all(seen.is_called(gpio, "motor") for gpio in (first, second)):
        return False
    high: dict[int, bool] = {}
    since_s, is_alone = 0.0, False
    stream = seen.stream.of((first, second))
    for code, t_s in zip(stream.codes, stream.times, strict=True):
        if len(high) == 2 and t_s - since_s > BRIEF_S:
            if not any(high.values()):
                return False
            is_alone = is_alone or not all(high.values())
        if code & 3 in (LOW, HIGH):
            high[code >> 2] = code & 3 == HIGH
        since_s = t_s
    return is_alone or (len(high) == 2 and any(high.values()) and not all(high.values()))


KINDS = (PartKind("motor", MotorChip, MOTOR, GPIO, (), needs_partner=True),)
RECOGNIZERS = ((65, recognize),)
