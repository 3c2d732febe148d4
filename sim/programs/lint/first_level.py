"""The first level of an output: a relay that is on at low is pulled in by a pin that begins low."""

from __future__ import annotations

from devices import Message
from sim.programs.lint.finding import FindingLog, Rule
from sim.wires.pins import HALF, Net
from wiring.checks import Severity

AT_ONCE_S = 0.1  # chosen: who switches off that soon never meant it to be on

ON_AT_SETUP = Rule(
    Severity.SURPRISES,
    Message(
        "lint.on_at_setup",
        "GPIO{gpio} began as a low output, then went high. The part on it is on at low: it was on for a moment.",
    ),
    Message(
        "lint.on_at_setup.hint",
        "Give the first level at once: initial=GPIO.HIGH in GPIO.setup(), or OutputDevice({gpio}, active_high=False) "
        "in gpiozero.",
    ),
)


class FirstLevelRules:
    """Watches pins with parts that are on at low. `active_low` are their GPIOs, by the wiring list."""

    def __init__(self, log: FindingLog, active_low: frozenset[int]) -> None:
        self._log = log
        self.active_low = active_low
        self._low_since_s: dict[int, float | None] = {}  # outputs that began low; None: it counts no more

    def pi_changed(self, net: Net) -> None:
        """The Pi does something else to the wire."""
        gpio = net.gpio
        if gpio not in self.active_low:
            return
        if net.duty is None:
            self._low_since_s.pop(gpio, None)
        elif gpio not in self._low_since_s:
            self._low_since_s[gpio] = self._log.now_s() if net.duty < HALF else None
        elif net.duty >= HALF:
            since_s = self._low_since_s[gpio]
            self._low_since_s[gpio] = None
            if since_s is not None and self._log.now_s() - since_s < AT_ONCE_S:
                self._log.add(ON_AT_SETUP, gpio=gpio, at_s=since_s)
