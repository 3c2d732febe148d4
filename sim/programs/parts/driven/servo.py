"""Servo: the length of the pulse that comes fifty times a second is an angle.

Assumed are 0.5 to 2.5 ms for 180 degrees, as an SG90 or MG90S does it. (Tower Pro's sheet says 1 to 2 ms for 180
degrees; real ones turn only about half as far with that.)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import ceil
from typing import Any

from devices import Message
from sim.programs.parts.driven.claim import Claim, Seen
from sim.programs.parts.driven.driven_chip import DrivenChip
from sim.programs.parts.driven.stream import Stream
from sim.programs.parts.kind import GPIO, SERVO, PartKind

SHORTEST_S, LONGEST_S, TURN_DEG = 0.5e-3, 2.5e-3, 180.0
BEYOND_S = 0.05e-3  # chosen: what is further out presses against the end
LIKELY_S = (0.3e-3, 2.8e-3)  # chosen: pulses that a servo may be meant by, the wrong ones of beginners included
SERVO_HZ = (40.0, 60.0)  # pulses every 20 ms
BETWEEN_S = (1.0 / SERVO_HZ[1], 1.0 / SERVO_HZ[0])
FORGETS_HZ = 1000  # RPi.GPIO 0.7.1: what start() takes after stop()
QUICK_S = 1.0 / 100.0  # chosen: most hobby servos take pulses that come twice as often
NEAREST_S = 0.2e-3  # chosen: the shortest pulse of a beginner at that rate
CLUES = ("servo", "servos", "sg90", "mg90", "mg90s", "mg996r", "angle")
GOOD = 3  # chosen: after so many good duties of a wire that is called a servo, one was a slip
PULSES = 5  # chosen: so many by hand are no accident
RECENT = 400  # chosen: changes; what came long before them is as good as forgotten
CHANNELS = (  # names of the wires of a lamp of three colors
    ("red", "r", "rpin", "redpin", "rled", "pr", "pinr"), ("green", "g", "gpin", "greenpin", "gled", "pg", "ping"),
    ("blue", "b", "bpin", "bluepin", "bled", "pb", "pinb"),
)  # fmt: skip
BESIDE = 3.0  # chosen: changes of other servos' wires; a display in turn has many more
HELD_S = 0.2  # chosen: an SG90 turns 60 degrees in 0.1 s; where it stands for so long it was sent to
STEADY_DEG = 1.0  # chosen: pulses by hand are not all the same
MAX_SAID = 12

ANGLES = Message("script.servo.angles", "it stood at {angles} (0.5 to 2.5 ms are taken as 0 to 180°).")
MORE = Message("script.servo.more", "it stood at {angles} and at {count} more (0.5 to 2.5 ms are taken as 0 to 180°).")
STRAINS = Message(
    "script.servo.strains", "A pulse of {pulse_ms:.2f} ms is beyond its end: it presses against its stop and gets hot."
)
OTHER_RATE = Message("script.servo.wrong_rate", "Some pulses came {hertz:.0f} times a second: a servo needs 50.")
FORGOTTEN_RATE = Message(
    "script.servo.other_rate",
    "Some pulses came {hertz:.0f} times a second: a servo needs 50. After PWM.stop(), RPi.GPIO forgets the frequency: "
    "make a new GPIO.PWM, or use ChangeDutyCycle(0) for a pause.",
)
NOW = Message("script.servo.now", "{angle:.0f}°")


MANY, LONG_S = 12, 5.0  # chosen: pulses of different length, seconds; a lamp goes through all its levels by then


def angle_deg(pulse_s: float) -> float:
    """The angle that a pulse asks for."""
    return (pulse_s - SHORTEST_S) / (LONGEST_S - SHORTEST_S) * TURN_DEG


class ServoChip(DrivenChip):
    """One servo. `reached` are the angles at which it stood, or turned back, one after the other."""

    def begin(self) -> None:
        self.reached: list[float] = []
        self.more = 0
        self._angle: float | None = None
        self._since_s = 0.0
        self._way = 0.0
        self._high_s: float | None = None
        self._wave: tuple[float, float] | None = None  # of PWM: how long its pulses are, and from one to the next
        self._next_s = 0.0  # when its next pulse comes
        self._last_s: float | None = None  # the length of the last pulse
        self.worst_s: float | None = None  # the pulse that is furthest beyond its ends
        self._is_quick = bool(self.option("quick", False))  # a hundred pulses a second are meant for it
        self._has_forgotten = False  # RPi.GPIO did, after stop()
        self.other_hz: float | None = None  # a rate of its pulses that no servo understands

    def follow(self, stream: Stream, now_s: float) -> None:
        for change in stream.changes():
            self._pulses(change.t_s)
            if change.hertz is not None:
                if self._wave is None:
                    self._next_s = change.t_s + 0.5 / change.hertz
                self._wave = (change.duty / change.hertz, 1.0 / change.hertz) if change.duty else None
                self._high_s = None
                continue
            self._wave = None
            if change.duty:
                self._high_s = change.t_s
            elif self._high_s is not None:
                length_s = change.t_s - self._high_s
                if length_s <= 2.0 * LIKELY_S[1]:
                    self._pulse(length_s, self._high_s)
                self._high_s = None
        self._pulses(now_s)

    def _pulses(self, now_s: float) -> None:
        """What PWM has put out until now: what is changed again before its next pulse was never there."""
        if self._wave is None or self._next_s >= now_s:
            return
        length_s, between_s = self._wave
        if _is_rate(between_s) or (self._is_quick and between_s >= QUICK_S * 0.99):
            self._pulse(length_s, self._next_s)
        else:
            self._last_s, self.other_hz = length_s, 1.0 / between_s
            rate_hz, owner = round(self.other_hz), self.pi.pins[self.pins[0]].owner
            self._has_forgotten = self._angle is not None and rate_hz == FORGETS_HZ and owner == "RPi.GPIO"
        self._next_s += between_s * ceil((now_s - self._next_s) / between_s)

    @property
    def is_busy(self) -> bool:
        return self._wave is not None and self._last_s != self._wave[0]

    def _pulse(self, length_s: float, t_s: float) -> None:
        self._last_s = length_s
        beyond_s = max(SHORTEST_S - length_s, length_s - LONGEST_S)
        if beyond_s > BEYOND_S and (self.worst_s is None or beyond_s > _beyond_s(self.worst_s)):
            self.worst_s = length_s
        angle = min(max(angle_deg(length_s), 0.0), TURN_DEG)
        before = self._angle
        if before is None:
            self._angle, self._since_s = angle, t_s
            self.tell(t_s, "deg", round(angle, 1))
        elif abs(angle - before) >= STEADY_DEG:
            way = angle - before
            if t_s - self._since_s >= HELD_S or way * self._way < 0.0:
                self._stood(before)
            self._angle, self._since_s, self._way = angle, t_s, way
            self.tell(t_s, "deg", round(angle, 1))

    def _stood(self, angle: float) -> None:
        if len(self.reached) < MAX_SAID * 4:
            self.reached.append(round(angle, 1))
        else:
            self.more += 1

    def end(self, now_s: float) -> None:
        if self._angle is not None:
            self._stood(self._angle)

    def did(self) -> Sequence[Message]:
        said: list[Message] = []
        if self.reached:
            angles = ", ".join(f"{angle:.0f}°" for angle in self.reached[:MAX_SAID])
            count = len(self.reached) - MAX_SAID + self.more
            said.append(MORE(angles=angles, count=count) if count > 0 else ANGLES(angles=angles))
        if self.worst_s is not None:
            said.append(STRAINS(pulse_ms=1e3 * self.worst_s))
        if self.other_hz is not None:
            said.append((FORGOTTEN_RATE if self._has_forgotten else OTHER_RATE)(hertz=self.other_hz))
        return said

    def as_json(self) -> dict[str, Any]:
        return {"angles_deg": self.reached, "strains": self.worst_s is not None}

    def now(self) -> Sequence[Message]:
        return () if self._angle is None else (NOW(angle=self._angle),)


def _beyond_s(length_s: float) -> float:
    return max(SHORTEST_S - length_s, length_s - LONGEST_S)


def recognize(seen: Seen) -> Claim | None:
    """PWM of about 50 Hz with pulses of a servo's length, or such pulses by hand."""
    speaks = bool(seen.wanted) or seen.mentions(*CLUES)
    colors = _colors(seen)
    for gpio in seen.outputs:
        if gpio in seen.wavy:
            if gpio not in seen.wanted and (seen.is_lamp(gpio) or gpio in colors):
                continue  # which may have fifty cycles a second, too
            pulses_s = list(_by_pwm(seen.stream.of((gpio,))))
            if not speaks and not seen.is_over and not _has_shown(seen.stream, gpio, pulses_s):
                continue
            is_named = seen.is_called(gpio, *CLUES) or (len(seen.order) == 1 and seen.mentions(*CLUES))
            likely = sum(_likely(length_s, between_s) for length_s, between_s in pulses_s)
            slip = int(is_named and likely >= GOOD and all(_is_rate(between_s) for _, between_s in pulses_s))
            if pulses_s and likely >= len(pulses_s) - slip:  # `start(55)` before twelve good angles
                return Claim("servo", (gpio,))
            if is_named and pulses_s and all(map(_is_quick, pulses_s)):
                return Claim("servo", (gpio,), {"quick": True})
        elif seen.rises(gpio) >= PULSES and seen.beside((gpio,)) <= BESIDE and _by_hand(seen.stream.of((gpio,))):
            return Claim("servo", (gpio,))
    return None


def _colors(seen: Seen) -> set[int]:
    """The wires of a lamp of three colors: each is called r, g or b, red, green or blue, and none is a servo."""
    found = [[gpio for gpio in seen.wavy if not seen.header.names(gpio).isdisjoint(own)] for own in CHANNELS]
    gpios = {gpio for each in found for gpio in each}
    return gpios if all(found) and not any(seen.is_called(gpio, *CLUES) for gpio in gpios) else set()


def _has_shown(stream: Stream, gpio: int, pulses_s: Sequence[tuple[float, float]]) -> bool:
    """Whether it did so much that a lamp would have been brighter by now: the program speaks of no servo."""
    first = next(at for at, code in enumerate(stream.codes) if code >> 2 == gpio)
    return len(pulses_s) >= MANY or stream.times[-1] - stream.times[first] >= LONG_S


def _by_pwm(stream: Stream) -> Iterator[tuple[float, float]]:
    """The length of each pulse that came at least once, and from one to the next."""
    changes = list(stream.changes())
    for place, change in enumerate(changes):
        after_s = changes[place + 1].t_s if place + 1 < len(changes) else None
        if change.hertz and change.duty and (after_s is None or after_s - change.t_s >= 1.0 / change.hertz):
            yield change.duty / change.hertz, 1.0 / change.hertz


def _likely(length_s: float, between_s: float) -> bool:
    return LIKELY_S[0] <= length_s <= LIKELY_S[1] and _is_rate(between_s)


def _is_quick(pulse: tuple[float, float]) -> bool:
    """Whether a servo understands it, too: pulses of its length up to a hundred times a second."""
    length_s, between_s = pulse
    return NEAREST_S <= length_s <= LIKELY_S[1] and QUICK_S * 0.99 <= between_s <= BETWEEN_S[1] * 1.01


def _is_rate(between_s: float) -> bool:
    return BETWEEN_S[0] * 0.99 <= between_s <= BETWEEN_S[1] * 1.01


def _by_hand(stream: Stream) -> bool:
    pulses: list[tuple[float, float]] = []
    high_s: float | None = None
    for change in Stream(stream.codes[-RECENT:], stream.times[-RECENT:]).changes():
        if change.duty:
            high_s = change.t_s
        elif high_s is not None:
            pulses.append((high_s, change.t_s - high_s))
            high_s = None
    good = [_likely(length_s, after_s - start_s) for (start_s, length_s), (after_s, _) in pairwise(pulses)]
    return sum(good) >= PULSES and sum(good) >= 0.8 * len(good)


KINDS = (PartKind("servo", ServoChip, SERVO, GPIO, (), needs_partner=True),)
RECOGNIZERS = ((50, recognize),)
