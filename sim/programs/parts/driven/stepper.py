"""Stepper motor 28BYJ-48 on its board with a ULN2003, counted in steps and turns.

Data sheet 28BYJ-48 (Kiatronics): stride angle 5.625/64 degrees, so 64 x 64 = 4096 half steps or 2048 full steps a
turn. Its gear is called 1:64; the wheels inside make 1:63.68 (32/9 x 22/11 x 26/9 x 31/10), so a real one has turned
once after 2038 full steps: half a percent sooner than is counted here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, permutations
from statistics import median
from typing import Any

from devices import Message
from sim.programs.parts.driven.claim import Claim, Seen
from sim.programs.parts.driven.driven_chip import DrivenChip
from sim.programs.parts.driven.stream import Stream
from sim.programs.parts.kind import GPIO, PartKind
from sim.wires.journal import HIGH

HALF_STEPS_A_TURN = 4096
FASTEST_HALF_STEPS_S = 1000.0  # data sheet: idle out-traction frequency above 1000 Hz; the rotor follows no faster
TOO_FAST = 1.05  # chosen: five percent above it nobody can be sure of
BRIEF_S = 0.2e-3  # chosen: between two steps the pins are written one after the other; that is no step
PAUSE_S = 0.25  # chosen: after so long without a step the next one begins a new move
FAST_STEP_S = 0.03  # chosen: a person sees lights that run slower; a motor is rarely driven so slowly
FEWEST_STEPS = 8  # a round of half steps, or two of full ones
HALF_STEPS = (0b0001, 0b0011, 0b0010, 0b0110, 0b0100, 0b1100, 0b1000, 0b1001)  # ULN2003 board: IN1 is bit 0
PHASE = {coils: number for number, coils in enumerate(HALF_STEPS)}
CLUES = ("stepper", "stepmotor", "uln2003", "28byj", "halfstep", "steppin", "buoc")
SCANS = ("keypad", "rows", "cols", "columns")  # wires that are read, one after the other
ALONE = 1.0  # chosen: where other wires change more often meanwhile, these four light digits in turn
MAX_MOVES = 100  # told one by one; a clock turns for ever
MAX_SAID = 6

STEPPER = Message("script.kind.stepper", "stepper motor 28BYJ-48 with ULN2003")
FORWARD = Message("script.stepper.forward", "forward")
BACKWARD = Message("script.stepper.backward", "backward")
HALF = Message("script.stepper.half", "half steps")
FULL = Message("script.stepper.full", "full steps")
MOVE = Message("script.stepper.move", "{way} {steps} {kind}, {turns:.3g} turns, {rate:.0f} steps a second")
NOW = Message("script.stepper.now", "{turns:.2f} turns")
TOTAL = Message("script.stepper.total", "{moves} moves; at the end it stands at {turns:.3g} turns.")
ON = Message("script.stepper.on", "The coils stay on at the end: they get warm.")
STALLS = Message(
    "script.stepper.stalls",
    "It stalls: {rate:.0f} steps a second are too fast. At most {limit:.0f} are sure. Wait longer between two steps.",
)
HUMS = Message("script.stepper.hums", "It hums: {count} times the coils were switched in no order that turns it.")


@dataclass(slots=True)
class Move:
    """Steps in one direction without a pause, in half steps; `way` is 1 forward, -1 backward."""

    way: int
    start_s: float
    end_s: float
    half_steps: int = 0
    count: int = 0

    @property
    def stride(self) -> int:
        """Half steps a step: 2 in full steps, 1 in half steps."""
        return 2 if self.half_steps >= 1.5 * self.count else 1

    @property
    def rate_s(self) -> float:
        """Steps a second; 0 for a single one."""
        return (self.count - 1) / (self.end_s - self.start_s) if self.end_s > self.start_s else 0.0

    @property
    def stalls(self) -> bool:
        """Whether the rotor cannot follow."""
        return self.count >= FEWEST_STEPS and self.rate_s * self.stride > FASTEST_HALF_STEPS_S * TOO_FAST


class StepperChip(DrivenChip):
    """One motor. Its pins are in the order of its coils."""

    def begin(self) -> None:
        self._bit = {4 * gpio + level: 1 << place for place, gpio in enumerate(self.pins) for level in range(4)}
        self._coils = 0
        self._since_s = 0.0
        self._phase: int | None = None
        self._first_s = 0.0
        self.position = 0  # half steps
        self.moves: list[Move] = []
        self.more = 0  # moves that are counted only
        self.jumps = 0

    def follow(self, stream: Stream, now_s: float) -> None:
        coils, since_s = self._coils, self._since_s
        for code, t_s in zip(stream.codes, stream.times, strict=True):
            if t_s - since_s >= BRIEF_S:
                self._hold(coils, since_s)
            if code & 3 == HIGH:
                coils |= self._bit[code]
            else:
                coils &= ~self._bit[code]
            since_s = t_s
        if now_s - since_s >= BRIEF_S:
            self._hold(coils, since_s)
        self._coils, self._since_s = coils, since_s

    def _hold(self, coils: int, since_s: float) -> None:
        """The coils have stood like this since that moment."""
        phase = PHASE.get(coils)
        if phase is None or phase == self._phase:
            self.jumps += phase is None and coils != 0
            return
        before, self._phase = self._phase, phase
        if before is None:
            self._first_s = since_s
            return
        step = (phase - before + 4) % 8 - 4
        if abs(step) > 2:
            self.jumps += 1
            return
        if not self.moves:  # the coils that came first were a step, too: nobody saw in which direction
            self._step(step, self._first_s)
        self._step(step, since_s)

    def _step(self, step: int, t_s: float) -> None:
        way = 1 if step > 0 else -1
        last = self.moves[-1] if self.moves else None
        if last is None or last.way != way or t_s - last.end_s > PAUSE_S:
            if last is not None:
                self.tell(last.end_s, "turns", round(self.position / HALF_STEPS_A_TURN, 4))
            if len(self.moves) >= MAX_MOVES:
                self.moves.pop()
                self.more += 1
            last = Move(way, t_s, t_s)
            self.moves.append(last)
        self.position += step
        last.half_steps += abs(step)
        last.count += 1
        last.end_s = t_s

    def end(self, now_s: float) -> None:
        if self.moves:
            self.tell(self.moves[-1].end_s, "turns", round(self.position / HALF_STEPS_A_TURN, 4))

    @property
    def turns(self) -> float:
        """Where it stands, in turns from the start."""
        return self.position / HALF_STEPS_A_TURN

    def did(self) -> Sequence[Message]:
        said: list[Message] = [_words(move) for move in self.moves[:MAX_SAID]]
        if len(self.moves) != 1:
            said.append(TOTAL(moves=len(self.moves) + self.more, turns=self.turns))
        fast = [move for move in self.moves if move.stalls]
        if fast:
            move = max(fast, key=lambda each: each.rate_s * each.stride)
            said.append(STALLS(rate=move.rate_s, limit=FASTEST_HALF_STEPS_S / move.stride))
        if self.jumps >= FEWEST_STEPS:
            said.append(HUMS(count=self.jumps))
        if self._coils:
            said.append(ON)
        return said

    def as_json(self) -> dict[str, Any]:
        return {
            "turns": round(self.turns, 6),
            "half_steps": self.position,
            "moves": [
                {"steps": move.way * move.count, "kind": "full" if move.stride == 2 else "half",
                 "turns": round(move.way * move.half_steps / HALF_STEPS_A_TURN, 6),
                 "steps_per_s": round(move.rate_s, 1)}
                for move in self.moves
            ],
            "stalls": any(move.stalls for move in self.moves),
            "hums": self.jumps >= FEWEST_STEPS,
        }  # fmt: skip

    def now(self) -> Sequence[Message]:
        return (NOW(turns=self.turns),)


def _words(move: Move) -> Message:
    return MOVE(
        way=FORWARD if move.way > 0 else BACKWARD, steps=move.count, kind=FULL if move.stride == 2 else HALF,
        turns=move.half_steps / HALF_STEPS_A_TURN, rate=move.rate_s,
    )  # fmt: skip


def recognize(seen: Seen) -> Claim | None:
    """Four wires whose coils come in a round: quickly, or in a program that speaks of a stepper."""
    wires = [gpio for gpio in seen.outputs if gpio not in seen.wavy and seen.rises(gpio) >= 2]
    is_named = bool(seen.wanted) or seen.mentions(*CLUES)
    for start in range(len(wires) - 3):
        four = wires[start : start + 4]
        coils, held_s = _held(seen.stream.of(four), four)
        if len(coils) < FEWEST_STEPS or not (is_named or median(held_s) <= FAST_STEP_S):
            continue
        if seen.beside(four) > ALONE or (not is_named and seen.mentions(*SCANS)):
            continue
        order = _order(coils)
        if order is not None:
            return Claim("stepper", tuple(four[place] for place in order))
    return None


def _held(stream: Stream, four: Sequence[int]) -> tuple[list[int], list[float]]:
    """What the coils were, one after the other, for longer than it takes to write them; and for how long."""
    now, since_s = 0, 0.0
    found: list[int] = []
    held_s: list[float] = []
    for code, t_s in zip(stream.codes, stream.times, strict=True):
        if t_s - since_s >= BRIEF_S and now and (not found or found[-1] != now):
            found.append(now)
            held_s.append(t_s - since_s)
        bit = 1 << four.index(code >> 2)
        now = now | bit if code & 3 == HIGH else now & ~bit
        since_s = t_s
    return found, held_s


def _order(coils: Sequence[int]) -> tuple[int, ...] | None:
    """The order of the wires in which they are a round, as they were given first; None when there is none."""
    for order in permutations(range(4)):
        if order[0] != 0:
            continue
        turned = [sum(1 << place for place, wire in enumerate(order) if each >> wire & 1) for each in coils]
        if not all(each in PHASE for each in turned):
            continue
        steps = [(PHASE[after] - PHASE[before] + 4) % 8 - 4 for before, after in pairwise(turned)]
        strange = sum(abs(step) > 2 for step in steps)
        used = set(turned)
        back_and_forth = sum(a * b < 0 for a, b in pairwise(steps))
        if len(used) >= 4 and strange <= len(steps) // 20 and back_and_forth <= len(steps) // 4:
            is_given = order == tuple(range(4))  # otherwise the first step counts as forward
            return order if is_given or steps[0] > 0 else (order[0], *reversed(order[1:]))
    return None


KINDS = (PartKind("stepper", StepperChip, STEPPER, GPIO, (), needs_partner=True),)
RECOGNIZERS = ((60, recognize),)
