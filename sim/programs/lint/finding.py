"""A lint rule, a finding, and the log that keeps each finding once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from devices import Message
from sim.time.clock import VirtualClock
from wiring.checks import Severity


@dataclass(frozen=True, slots=True)
class Rule:
    """One classic mistake: how severe it is, what was seen and why it matters, and what to do instead."""

    severity: Severity
    message: Message
    hint: Message


@dataclass(frozen=True, slots=True)
class Finding:
    """One mistake that was seen: on which GPIO or I2C address, if on one, and how long after the lint began to watch.

    `key` is the short name of the rule; `t_s` are virtual seconds.
    """

    key: str
    severity: Severity
    message: Message
    hint: Message
    gpio: int | None
    address: int | None
    t_s: float


class FindingLog:
    """The findings of one run, in the order in which they were seen, each rule once for each place."""

    def __init__(self, clock: VirtualClock) -> None:
        self.clock = clock
        self._start_s = 0.0
        self._found: dict[tuple[str, int | None, int | None], Finding] = {}

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings so far, the worst first, then by time."""
        return tuple(sorted(self._found.values(), key=lambda each: (each.severity.rank, each.t_s)))

    def start(self) -> float:
        """Count time from now on; returns this moment on the board's clock."""
        self._start_s = self.clock.monotonic()
        return self._start_s

    def now_s(self) -> float:
        """Virtual seconds on the board's clock."""
        return self.clock.now_s

    def take_back(self, rule: Rule, gpio: int) -> None:
        """It was no mistake."""
        self._found.pop((rule.message.key, gpio, None), None)

    def add(
        self,
        rule: Rule,
        values: Mapping[str, object] | None = None,
        *,
        gpio: int | None = None,
        address: int | None = None,
        at_s: float | None = None,
    ) -> None:
        """Note a mistake, now or at a moment of the board's clock. The values go into message and hint."""
        place = (rule.message.key, gpio, address)
        if place in self._found:
            return
        filled = dict(values or {})
        if gpio is not None:
            filled["gpio"] = gpio
        t_s = (self.now_s() if at_s is None else at_s) - self._start_s
        message, hint = rule.message(**filled), rule.hint(**filled)
        self._found[place] = Finding(rule.message.key, rule.severity, message, hint, gpio, address, t_s)
