"""HC-SR04: a trigger of 10 us in, an echo as long as the sound is on its way out. Data sheet HC-SR04 (ElecFreaks)."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

from devices import Message
from sim.programs.parts.doing import DoingChip
from sim.programs.parts.kind import GPIO, PartKind

TRIGGER_S = 5e-6  # chosen: the data sheet asks for 10 us; half of it still works on most modules
BEFORE_ECHO_S = 450e-6  # eight beats of 40 kHz go out first (200 us); measured on common modules: about 450 us
FARTHEST_M = 4.0  # data sheet: 2 cm to 400 cm
NEAREST_M = 0.02
NOTHING_S = 0.038  # data sheet: the echo is 38 ms long when nothing is in front
ACCURACY_M = 0.0015  # either way; data sheet: accuracy can reach 3 mm
WAITED = 3  # chosen: looks before the echo begins, of a program that waits for it
SOUND_AT_0_C = 331.3  # m/s in dry air (Kaye and Laby, 2.4.1)

DEAF = Message(
    "script.sonar.deaf",
    "The program listens until the echo begins, and not while it lasts: the number that it computes is no distance. "
    "Wait while the echo is low, then measure while it is high.",
)


def sound_m_s(t_c: float) -> float:
    """Speed of sound in air: 343 m/s at 20 C, 348 m/s at 27 C."""
    return SOUND_AT_0_C * sqrt(1.0 + t_c / 273.15)


class HcSr04Chip(DoingChip):
    """An ultrasonic distance sensor on the pins `trigger` and `echo`. It feels `distance_m` of what is in front of it.

    With `trigger_low` and `echo_low` a transistor turns that wire round.

    The warmer the air, the faster the sound: a program that reckons with 343 m/s measures 1 % too little at 27 C.
    """

    feels = ("distance_m", "temperature_c")

    def plug(self) -> None:
        self._trigger = self.pi.pins[self.part.options["trigger"]]
        self._echo = self.pi.pins[self.part.options["echo"]]
        self._trigger_low, self._echo_low = self.option("trigger_low", False), self.option("echo_low", False)
        self._random = self.pi.rng.random
        self._high_since_s: float | None = None
        self._free_from_s = 0.0
        self._looks = 0  # at the echo wire, when the last ping went out, and then when its echo began
        self._waited = False
        self._heard = self._missed = 0  # echoes
        self._echo.drive(self._echo_low)
        self._echo.clocked = True  # who waits for the end of an echo must not sleep
        self._trigger.on_change(self._follow)

    def power_changed(self) -> None:
        if self._powered:
            self._echo.drive(self._echo_low)
        else:
            self._echo.release()

    def ping(self, now_s: float) -> None:
        """Send a burst of ultrasound at this moment, unless the last one is still on its way."""
        clock = self.pi.clock
        if not self._powered or now_s < self._free_from_s:
            return
        rise_s = now_s + BEFORE_ECHO_S
        self._free_from_s = fall_s = rise_s + self._echo_s()
        self._looks = self._echo.looks
        clock.at(rise_s, lambda: self._put(True))
        clock.at(fall_s, lambda: self._put(False))

    def _put(self, level: bool) -> None:
        looks, self._looks = self._echo.looks - self._looks, self._echo.looks
        if level:
            self._waited = looks >= WAITED
        elif self._waited and looks <= 1 and self._echo.on_edge is None:
            self._missed += 1
        else:
            self._heard += 1
        if self._powered:
            self._echo.drive(level is not self._echo_low)

    def did(self) -> Sequence[Message]:
        return (DEAF(),) if self._missed and not self._heard else ()

    def _follow(self) -> None:
        is_high, now_s = bool(self._trigger.duty), self.pi.clock.monotonic()
        if is_high is not self._trigger_low:
            self._high_since_s = now_s
        elif self._high_since_s is not None:
            if now_s - self._high_since_s >= TRIGGER_S:
                self.ping(now_s)
            self._high_since_s = None

    def _echo_s(self) -> float:
        distance_m = self.feel("distance_m")
        if distance_m > FARTHEST_M:
            return NOTHING_S
        distance_m = max(distance_m + ACCURACY_M * (2.0 * self._random() - 1.0), NEAREST_M)
        return 2.0 * distance_m / sound_m_s(self.feel("temperature_c"))


DISTANCE = Message("script.kind.distance", "HC-SR04, distance sensor, trigger on GPIO{trigger}")

KINDS = (PartKind("sonar", HcSr04Chip, DISTANCE, GPIO, ("distance_m",), needs_partner=True),)
