"""Stepper motor behind a driver with a step and a direction wire: A4988, DRV8825, TB6600. Each rise is one step.

Data sheets A4988 (Allegro, "Step Input") and DRV8825 (TI SLVSA73, 8.3.5): a rise moves it by one step, or by one
microstep where the mode wires say so; the level of the direction wire says which way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from devices import Message
from sim.programs.parts.driven.claim import Claim, Seen
from sim.programs.parts.driven.driven_chip import DrivenChip
from sim.programs.parts.driven.stepper import BACKWARD, FORWARD
from sim.programs.parts.driven.stream import Stream
from sim.programs.parts.kind import GPIO, PartKind

STEP_NAMES = ("step", "stp", "steppin", "pul", "puls")
WAY_NAMES = ("dir", "direction", "dirpin", "cw", "chieu")
FEWEST = 2  # chosen: names and so many rises are enough
PAUSE_S = 0.25  # chosen: after so long without a step the next one begins a new move
MAX_MOVES = 100
MAX_SAID = 6

DRIVER = Message("script.kind.step_driver", "stepper motor with a power board such as A4988 or DRV8825")
MOVE = Message("script.step_driver.move", "{way} {steps} steps, {rate:.0f} a second")
TOTAL = Message("script.step_driver.total", "{moves} moves; at the end it stands {steps} steps from the start.")
NOW = Message("script.step_driver.now", "{steps} steps")


@dataclass(slots=True)
class Move:
    """Steps in one direction without a pause; `way` is 1 forward, -1 backward."""

    way: int
    start_s: float
    end_s: float
    count: int = 0

    @property
    def rate_s(self) -> float:
        """Steps a second; 0 for a single one."""
        return (self.count - 1) / (self.end_s - self.start_s) if self.end_s > self.start_s else 0.0


class StepDriverChip(DrivenChip):
    """One driver. Its pins are step and direction; `turned`: the low level of the direction is forward."""

    def begin(self) -> None:
        self.position = 0
        self.moves: list[Move] = []
        self.more = 0  # moves that are counted only
        self._is_high = self._level_before = False
        self._wave: tuple[float, float] | None = None  # since when PWM steps, and how fast
        self._half = 0.0  # of a step that PWM has not ended

    def follow(self, stream: Stream, now_s: float) -> None:
        for change in stream.changes():
            self._run(change.t_s)
            if change.gpio != self.pins[0]:
                self._is_high = bool(change.duty)
                continue
            self._wave = None
            if change.hertz is not None:
                self._wave = (change.t_s, change.hertz) if change.duty and change.duty < 1.0 else None
                self._level_before = False
            else:
                if change.duty and not self._level_before:
                    self._step(change.t_s, 1)
                self._level_before = bool(change.duty)
        self._run(now_s)

    def _run(self, t_s: float) -> None:
        """PWM has stepped until now."""
        if self._wave is None or t_s <= self._wave[0]:
            return
        steps = (t_s - self._wave[0]) * self._wave[1] + self._half
        self._half = steps - int(steps + 1e-6)
        if int(steps + 1e-6):
            self._step(t_s, int(steps + 1e-6), self._wave[0] + 1.0 / self._wave[1])
        self._wave = (t_s, self._wave[1])

    def _step(self, t_s: float, count: int, since_s: float | None = None) -> None:
        way = 1 if self._is_high is not self.option("turned", False) else -1
        start_s = t_s if since_s is None else since_s
        last = self.moves[-1] if self.moves else None
        if last is None or last.way != way or start_s - last.end_s > PAUSE_S:
            self._tell()
            if len(self.moves) >= MAX_MOVES:
                self.moves.pop()
                self.more += 1
            last = Move(way, start_s, start_s)
            self.moves.append(last)
        self.position += way * count
        last.count += count
        last.end_s = t_s

    def _tell(self) -> None:
        if self.moves:
            self.tell(self.moves[-1].end_s, "steps", self.position)

    def end(self, now_s: float) -> None:
        self._run(now_s)
        self._tell()

    def did(self) -> Sequence[Message]:
        said = [
            MOVE(way=FORWARD if move.way > 0 else BACKWARD, steps=move.count, rate=move.rate_s)
            for move in self.moves[:MAX_SAID]
        ]
        if len(self.moves) != 1:
            said.append(TOTAL(moves=len(self.moves) + self.more, steps=self.position))
        return said

    def as_json(self) -> dict[str, Any]:
        moves = [{"steps": move.way * move.count, "steps_per_s": round(move.rate_s, 1)} for move in self.moves]
        return {"steps": self.position, "moves": moves}

    def now(self) -> Sequence[Message]:
        return (NOW(steps=self.position),)


def recognize(seen: Seen) -> Claim | None:
    """A wire that is called step, and the nearest one that is called direction."""
    ways = [gpio for gpio in seen.outputs if not seen.header.names(gpio).isdisjoint(WAY_NAMES)]
    for gpio in seen.outputs:
        is_step = gpio in seen.wanted or not seen.header.names(gpio).isdisjoint(STEP_NAMES)
        if not is_step or gpio in ways or not (gpio in seen.wavy or seen.rises(gpio) >= FEWEST) or not ways:
            continue
        order = list(seen.order)
        way = min(ways, key=lambda each: abs(order.index(each) - order.index(gpio)))
        return Claim("step_driver", (gpio, way), {"turned": True} if seen.turns_back(way, way) else {})
    return None


KINDS = (PartKind("step_driver", StepDriverChip, DRIVER, GPIO, (), needs_partner=True),)
RECOGNIZERS = ((50, recognize),)
