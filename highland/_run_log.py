"""What `highland run` prints while it runs: each new state with its reason, and which part fails or answers again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from devices import Event, Message, Sink, Tick
from firmware.board.health import PartHealth
from messages import Say

if TYPE_CHECKING:
    from firmware.worker import Worker

FAILS = Message("cli.run.fails", "{part} gives no value: {message} {hint}")
ANSWERS = Message("cli.run.answers", "{part} answers again.")

CHECK_EVERY_S = 2.0  # how often the parts are checked
ONE_LINE_S = 60.0  # at most one line per part in this time


class LogLines(Sink):
    """A sink that prints each new state with its reason, and which part fails, with the wire to check.

    The worker prints: a terminal that was stopped with Ctrl-S, or a log that hangs, must not stop the control.
    """

    def __init__(self, say: Say, worker: Worker | None = None) -> None:
        from firmware.worker import AtOnce

        self.backlog = self.worker = worker or AtOnce()
        self._say = say
        self._health: dict[str, PartHealth] = {}
        self.due_s = 0.0

    def tick(self, tick: Tick) -> None:
        """Check whether a part has started to fail or to answer again."""
        t_s = tick.t_s
        if t_s < self.due_s:
            return  # called early because a state or an output changed
        self.due_s = t_s + CHECK_EVERY_S
        for name, sensor in tick.parts.sensors.items():
            health = self._health.setdefault(name, PartHealth())
            error = health.check(sensor, t_s)
            answers = sensor.error is None
            news = answers if health.reported_failing else error is not None
            if not news or t_s - health.reported_s < ONE_LINE_S:
                continue
            health.reported_failing, health.reported_s = not health.reported_failing, t_s
            if error is not None:
                self._print(t_s, FAILS(part=name, message=error.message, hint=error.hint))
            else:
                self._print(t_s, ANSWERS(part=name))

    def event(self, event: Event) -> None:
        """Print it at once: a service's log must not lag."""
        self._print(event.t_s, event.why, f"{event.state}  ")

    def line(self, message: Message, before: str = "") -> None:
        """Print it, behind what waits already."""
        line = f"{before}{self._say.text(message).rstrip()}"
        self.worker.put(lambda: print(line, flush=True))

    def _print(self, t_s: float, message: Message, before: str = "") -> None:
        self.line(message, f"{t_s:10.0f} s  {before}")
