"""What `highland run` prints while it runs, one plain line each: it is also what a service writes into its log."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

from devices import Event, Message, ReadError, Sensor, Sink, Tick, WarmingUp
from messages.say import Say

FAILS = Message("cli.run.fails", "{part} gives no value: {message} {hint}")
ANSWERS = Message("cli.run.answers", "{part} answers again.")

LOOK_S = 2.0  # how often the parts are looked at
STEADY_S = 10.0  # a part that fails this long is told; one failed read of a DHT22 in three is normal
QUIET_S = 60.0  # at most one line a part in this time


@dataclass(slots=True)
class Watched:
    """What is known of one part: since when it fails, its newest good value, and what was printed last, when."""

    fails_since_s: float = inf
    good_at_s: float = -inf
    told_fails: bool = False
    told_s: float = -inf

    def look(self, sensor: Sensor, t_s: float) -> ReadError | None:
        """Why the part has failed for a while now, or None."""
        newest_s = max(sensor.good_at_s.values(), default=-inf)
        error = sensor.error
        if error is None or isinstance(error, WarmingUp):
            self.fails_since_s = inf
            error = None
        elif newest_s != self.good_at_s or self.fails_since_s == inf:
            self.fails_since_s = t_s
        self.good_at_s = newest_s
        return error if t_s - self.fails_since_s >= STEADY_S else None


class Lines(Sink):
    """A sink that prints each new state with its reason, and which part fails, with the wire to check."""

    def __init__(self, say: Say) -> None:
        self._say = say
        self._watched: dict[str, Watched] = {}
        self.due_s = 0.0

    def tick(self, tick: Tick) -> None:
        """Look whether a part has begun to fail, or to answer again."""
        t_s = tick.t_s
        if t_s < self.due_s:
            return  # told early because a state or an output changed
        self.due_s = t_s + LOOK_S
        for name, sensor in tick.parts.sensors.items():
            watched = self._watched.setdefault(name, Watched())
            error = watched.look(sensor, t_s)
            answers = sensor.error is None
            news = answers if watched.told_fails else error is not None
            if not news or t_s - watched.told_s < QUIET_S:
                continue
            watched.told_fails, watched.told_s = not watched.told_fails, t_s
            if error is not None:
                self._print(t_s, FAILS(part=name, message=error.message, hint=error.hint))
            else:
                self._print(t_s, ANSWERS(part=name))

    def event(self, event: Event) -> None:
        """Print it, at once: a service's log must not lag."""
        self._print(event.t_s, event.why, f"{event.state}  ")

    def _print(self, t_s: float, message: Message, before: str = "") -> None:
        print(f"{t_s:10.0f} s  {before}{self._say.text(message).rstrip()}", flush=True)
