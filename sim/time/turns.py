"""What the loops of a program cost in virtual time, though they call nothing: a processor needs time for each turn.

The loops of a program call `turn` and `spin` when it was compiled for them (sim/programs/timed_code.py).
"""

from __future__ import annotations

import builtins
from collections.abc import Callable

from sim.time.clock import VirtualClock

TURN, SPIN = "__turn__", "__spin__"  # the names under which a program's code finds them among Python's built-ins
LOOK_S = 0.01  # chosen: how often is looked at how long a program has been computing
PATIENT_S = 2.0  # chosen: as long as this without a rest every turn costs what it costs on a board
GROWTH_S = 0.3  # chosen: afterwards the price doubles with each such time, or an hour would be some ten thousand turns
FIRST_SPINS = 16  # chosen: turns at the first price of a loop that only waits
SPIN_SHARE = 0.05  # afterwards such a turn costs this share of the time that it has been waiting


class Turns:
    """The price of computing. `has_turn` says whether the caller lives in virtual time.

    A turn never lets time pass beyond the next event without running it: a callback, another thread, an edge on a wire.
    A loop that computes pays the same for each turn for two seconds; then the price grows, so that a loop without an
    end comes to the end of its run. A loop that only waits for a variable pays more and more, up to the next event.
    """

    __slots__ = (
        *("_clock", "_computed_s", "_end", "_factor", "_has_turn", "_left_s", "_look_s", "_since_s"),
        *("_spin_since_s", "_spins", "_spun_s", "_settled_s", "waited_s"),
    )

    def __init__(self, clock: VirtualClock, has_turn: Callable[[], bool]) -> None:
        self._clock = clock
        self._has_turn = has_turn
        self._end: type[BaseException] | None = None
        self._factor = 1.0
        self._since_s = self._settled_s = self._spun_s = self._spin_since_s = clock.monotonic()
        self._look_s = self._since_s + LOOK_S
        self._spins = 0
        self._computed_s = 0.0
        self.waited_s = 0.0  # what loops spent that only waited for a variable

    def turn(self, cost_s: float) -> None:
        """A piece of the program's code is run that takes a board so long."""
        clock = self._clock
        now_s = clock.now_s
        until_s = now_s + cost_s * self._factor
        if until_s < clock.next_s:
            if until_s < self._look_s:
                clock.now_s = until_s
                return
            if now_s >= self._look_s and self._end is None:  # as most often, it has slept
                self._factor = 1.0
                clock.now_s = self._since_s = self._settled_s = now_s + cost_s
                self._look_s = now_s + LOOK_S
                return
        self._settle(cost_s)

    def spin(self, cost_s: float) -> None:
        """The same for a turn of a loop that changes nothing: it waits until somebody else does."""
        clock = self._clock
        now_s = clock.now_s
        if now_s != self._spun_s:  # the program did something else
            self._spins = 0
            self._spin_since_s = now_s
        self._spins += 1
        if self._spins <= FIRST_SPINS:
            self.turn(cost_s)
        elif self._lives():
            wait_s = min((now_s - self._spin_since_s) * SPIN_SHARE, clock.next_s - now_s)
            clock.work(max(wait_s, cost_s))
            self.waited_s += clock.now_s - now_s
        self._spun_s = clock.now_s

    @property
    def computed_s(self) -> float:
        """How long the program has computed until now."""
        now_s = self._clock.monotonic()
        return self._computed_s + (now_s - self._settled_s if now_s < self._look_s else 0.0)

    def end_with(self, error: type[BaseException]) -> None:
        """Raise this in every turn of the program itself from now on: it is to end."""
        self._end = error
        self._look_s = 0.0

    def _settle(self, cost_s: float) -> None:
        """Look how long this has been going on, and let the events come that are due."""
        if not self._lives():
            return
        clock = self._clock
        now_s = clock.now_s
        if now_s >= self._look_s:  # the program slept, waited or used its pins
            self._since_s = now_s
            self._factor = 1.0
        else:
            beyond_s = now_s - self._since_s - PATIENT_S
            self._factor = 1.0 + beyond_s / GROWTH_S if beyond_s > 0.0 else 1.0
            self._computed_s += now_s - self._settled_s
        clock.work(cost_s * self._factor)
        self._settled_s = now_s = clock.now_s
        self._look_s = 0.0 if self._end is not None else now_s + LOOK_S

    def _lives(self) -> bool:
        if not self._has_turn():
            return False
        if self._end is not None and self._clock.running is None:
            raise self._end
        return True


def nothing(cost_s: float) -> None:
    """What stands for both while no program runs in virtual time."""


def insist_on(error: type[BaseException]) -> None:
    """Raise this in every turn of what is left of a program, until the next one begins."""

    def end(cost_s: float) -> None:
        raise error

    for name in (TURN, SPIN):
        setattr(builtins, name, end)
