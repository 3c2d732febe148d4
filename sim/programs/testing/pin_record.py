"""What a program did to one pin: its levels with their times, and the lines that made them."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from sim.programs.program_files import SourceLine
from sim.time.clock import VirtualClock
from sim.wires.pins import HALF, Net


class Change(NamedTuple):
    """The Pi changed what it does to a wire. `high` is True, False, or None when the program let go of the pin."""

    t_s: float
    high: bool | None
    line: SourceLine | None
    pwm: bool

    def __repr__(self) -> str:
        level = "let go" if self.high is None else "high" if self.high else "low"
        return f"{self.t_s:.3f} s: {level}" + (f" ({self.line})" if self.line else "")


class PinRecord:
    """One pin: what it is now, and its history. Times are seconds since the start."""

    def __init__(self, net: Net, clock: VirtualClock, line_at_work: Callable[[], SourceLine | None]) -> None:
        self._net = net
        self._clock = clock
        self._start_s = clock.monotonic()
        self._line_at_work = line_at_work
        self.history: list[Change] = []
        net.on_change(self._note)

    @property
    def is_high(self) -> bool:
        """Whether the wire is held at 3.3 V; PWM counts as high from half of the time on.

        A wire that nobody holds is not high, whatever stray charge is left on it.
        """
        return self._net.level and not self._net.floats

    @property
    def is_low(self) -> bool:
        """Whether it is not."""
        return not self.is_high

    @property
    def is_output(self) -> bool:
        """Whether the program drives it now."""
        return self._net.duty is not None

    @property
    def duty(self) -> float:
        """The share of the time for which the program drives it high: 0.0, 1.0, or between them with PWM."""
        return self._net.duty or 0.0

    @property
    def frequency_hz(self) -> float | None:
        """Of the PWM on it; None without PWM."""
        return self._net.frequency_hz

    @property
    def changes(self) -> list[tuple[float, bool]]:
        """When the program switched it, to a millisecond, and to what: [(12.5, True), (72.5, False)]. It begins low."""
        found: list[tuple[float, bool]] = []
        level = False
        for change in self.history:
            if bool(change.high) is not level:
                level = bool(change.high)
                found.append((round(change.t_s, 3), level))
        return found

    def __repr__(self) -> str:
        name = f"GPIO{self._net.gpio}"
        level = "high" if self.is_high else "low"
        if not self.history:
            return f"<{name} is {level}: the program never switched it or made it an output>"
        if not self.is_output:
            return f"<{name} is {level}: the program let go of it at {self.history[-1]!r}>"
        changes = self.changes
        if not changes:
            return f"<{name} is low: the program made it an output at {self.history[0].t_s:.3f} s and left it low>"
        times = "once" if len(changes) == 1 else f"{len(changes)} times"
        return f"<{name} is {level}: switched {times}, last at {self.history[-1]!r}>"

    def _note(self) -> None:
        duty = self._net.duty
        high = None if duty is None else duty >= HALF
        pwm = self._net.frequency_hz is not None
        if self.history and self.history[-1].high is high and (pwm or self.history[-1].pwm):
            return  # a change of brightness: a program that fades makes thousands of them
        if not self.history and high is None:
            return
        t_s = round(self._clock.monotonic() - self._start_s, 6)
        self.history.append(Change(t_s, high, self._line_at_work(), pwm))


class RelayRecord:
    """A relay module on a pin: what it does when the pin is high or low."""

    def __init__(self, pin: PinRecord, active_high: bool) -> None:
        self._pin = pin
        self._active_high = active_high

    @property
    def is_on(self) -> bool:
        """Whether its coil has power: a pin that the program does not drive leaves it off."""
        return self._pin.is_output and self._pin.is_high is self._active_high

    @property
    def is_off(self) -> bool:
        """Whether its coil has none."""
        return not self.is_on

    @property
    def switched_on_s(self) -> list[float]:
        """The times at which it went on, in seconds since the start."""
        found, on = [], False
        for change in self._pin.history:
            was, on = on, change.high is self._active_high
            if on and not was:
                found.append(change.t_s)
        return found

    def __repr__(self) -> str:
        kind = "" if self._active_high else ", on when its pin is low"
        return f"<relay{kind}: {'on' if self.is_on else 'off'}; its pin: {self._pin!r}>"
