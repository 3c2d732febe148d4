"""What hangs on the channels of a chip with PWM: servos, told by their pulses, or LEDs and motors in percent."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from devices import Message
from sim.programs.parts.doing import Told
from sim.programs.parts.driven.servo import (
    BEYOND_S,
    LIKELY_S,
    LONGEST_S,
    SERVO_HZ,
    SHORTEST_S,
    TURN_DEG,
    angle_deg,
)
from sim.programs.parts.stood import Stood

MAX_SAID = 12

SERVO_AT = Message(
    "script.pca9685.servo", "channel {number}: servo, it stood at {values} (0.5 to 2.5 ms are taken as 0 to 180°)."
)
OUTPUT_AT = Message("script.pca9685.output", "channel {number}: on for {values} of each cycle, at {hertz:.0f} Hz.")
STRAINS = Message(
    "script.pca9685.strains",
    "channel {number}: a pulse of {pulse_ms:.2f} ms is beyond the servo's end: it presses against its stop and gets "
    "hot.",
)
NOW = Message("script.pca9685.now", "{number}: {value}")


class PwmChannels:
    """`hertz` gives the cycles a second of a channel, `tell` gets every value; `steady`: less cannot be told apart."""

    def __init__(self, count: int, steady: float, hertz: Callable[[int], float], tell: Told) -> None:
        self._hertz = hertz
        self._tell = tell
        self._stood = [Stood(steady, partial(self._has, each)) for each in range(count)]
        self._no_servos: set[int] = set()  # channels that had other pulses, too
        self._worst_s: dict[int, float] = {}  # the pulses that are furthest beyond the ends of servos

    def to(self, now_s: float, shares: Sequence[float]) -> None:
        """Each channel is high for this share of its cycle from now on."""
        for share, stood in zip(shares, self._stood, strict=True):
            if share or stood.has_begun:
                stood.to(now_s, share)

    def used(self) -> Iterator[int]:
        """The channels that were ever on."""
        return (channel for channel, stood in enumerate(self._stood) if stood.seen)

    def did(self, channels: Sequence[int]) -> Iterator[Message]:
        """What hung on these, and what it did."""
        for channel in channels:
            angles, stood = self._angles(channel), self._stood[channel]
            if angles:
                yield SERVO_AT(number=channel, values=listed(angles, "{:.0f}°", stood.more))
                if channel in self._worst_s:
                    yield STRAINS(number=channel, pulse_ms=1e3 * self._worst_s[channel])
            else:
                yield OUTPUT_AT(number=channel, values=percent(stood), hertz=self._hertz(channel))

    def as_json(self, channels: Sequence[int]) -> dict[str, Any]:
        """The same for `--json`."""
        found: dict[str, Any] = {}
        for channel in channels:
            angles = [round(each, 1) for each in self._angles(channel)]
            shares = [round(each, 4) for each in self._stood[channel].seen]
            found[f"ch{channel}"] = {"angles_deg": angles} if angles else {"shares": shares}
        return found

    def now(self, channels: Sequence[int], shares: Sequence[float]) -> list[Message]:
        """What these do at this moment."""
        found = []
        for channel in channels:
            share, angles = shares[channel], self._angles(channel)
            value = f"{angles[-1]:.0f}°" if angles and share else f"{100 * share:.0f} %"
            found.append(NOW(number=channel, value=value))
        return found

    def _has(self, channel: int, t_s: float, share: float) -> None:
        """A channel was meant to have this share."""
        hertz = self._hertz(channel)
        pulse_s = share / hertz if hertz else 0.0
        if not share:
            self._tell(t_s, f"ch{channel}", 0.0)
        elif SERVO_HZ[0] <= hertz <= SERVO_HZ[1] and LIKELY_S[0] <= pulse_s <= LIKELY_S[1]:
            beyond_s = _beyond_s(pulse_s)
            if beyond_s > max(BEYOND_S, _beyond_s(self._worst_s.get(channel, SHORTEST_S))):
                self._worst_s[channel] = pulse_s
            self._tell(t_s, f"ch{channel}_deg", round(_angle(pulse_s), 1))
        else:
            self._no_servos.add(channel)
            self._tell(t_s, f"ch{channel}", round(share, 4))

    def _angles(self, channel: int) -> list[float]:
        """The angles of a servo; none when it is something else."""
        hertz = self._hertz(channel)
        if channel in self._no_servos or not hertz:
            return []
        pulses = [share / hertz for share in self._stood[channel].seen if share]
        return [_angle(pulse_s) for pulse_s in pulses if LIKELY_S[0] <= pulse_s <= LIKELY_S[1]]


def _angle(pulse_s: float) -> float:
    return min(max(angle_deg(pulse_s), 0.0), TURN_DEG)


def _beyond_s(pulse_s: float) -> float:
    return max(SHORTEST_S - pulse_s, pulse_s - LONGEST_S, 0.0)


def percent(stood: Stood) -> str:
    """The values of something between 0 and 1, for people."""
    return listed([100.0 * each for each in stood.seen], "{:.0f} %", stood.more)


def listed(values: Sequence[float], form: str, more: int) -> str:
    """The first values, and how many there are more."""
    more += len(values) - MAX_SAID
    return ", ".join(form.format(each) for each in values[:MAX_SAID]) + (f" \u2026 (+{more})" if more > 0 else "")
