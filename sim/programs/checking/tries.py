"""What is tried on a program: buttons are pressed and sensors moved, one after the other, when it has had its time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from devices import Message
from sim.chips import Chip
from sim.programs.parts.catalog import KINDS, QUANTITIES
from sim.programs.parts.wires import WiresChip
from sim.programs.plugging.stage import Stage
from sim.programs.plugging.worlds import with_unit
from sim.time.clock import ClockEvent
from sim.wires.pins import HALF

FIRST_S = 2.0  # chosen: a program has set everything up by then
CLICK_S, BETWEEN_S, HELD_S = 0.3, 0.2, 8.0  # chosen: a finger; held for longer than most loops sleep
FEW = 6  # chosen: of so many buttons each is pressed in every manner; of a keypad it would take for ever
BOUNCES_S = (0.001, 0.001, 0.002, CLICK_S)  # a contact that closes four times within 10 ms, as many do
BOUNCE_BETWEEN_S = 0.001
CALM_S = 10.0  # chosen: what one press sets off is over, so that the outputs of two runs can be compared
REST_S = 2.5  # chosen: what a press sets off is over by then, in most programs
CONTACT = "pressed"
SEEN_S = 1.2  # chosen: no value changes sooner, so that no relay moves more often than once a second
READS = 2  # a reading may be the one before; the next one is new
PATIENCE_S, FIRST_PATIENCE_S = 120.0, 60.0  # chosen: for how long a value waits to be read
MOST_S = 900.0  # chosen: of one run

PRESSED = Message("check.tried.pressed", "{what} was pressed")
TWICE = Message("check.tried.twice", "{what} was pressed twice in a row")
HELD = Message("check.tried.held", "{what} was held for {seconds:.0f} s")
FIVE = Message("check.tried.five", "{what} was pressed five times in a row")
BOUNCED = Message("check.tried.bounced", "the contact of {what} bounced")
ALL = Message("check.tried.all", "all were pressed at once")
WAS = Message("check.tried.was", "{key} was {value}")
ALL_LOW = Message("check.tried.all_low", "all sensors were at their lowest")
ALL_HIGH = Message("check.tried.all_high", "all sensors were at their highest")


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that is done: values that begin, or fingers that press for a while, again and again."""

    words: Message
    values: Mapping[str, float | bool]
    presses_s: Sequence[float] = ()  # how long each of them lasts; none: the values stay until the next step
    between_s: float = BETWEEN_S
    rest_s: float = REST_S


@dataclass(slots=True)
class Done:
    """A step that was taken, from when to when, and which outputs were on at its end."""

    step: Step
    begun_s: float
    ended_s: float | None = None
    read: bool = False
    outputs: Mapping[int, bool] = field(default_factory=dict)


class Tries:
    """Takes one step after the other on a board. With `presses`, everything new that can be pressed is pressed, too.

    `done` are the steps that were begun; `left` is what the program did not live to see.
    """

    def __init__(self, steps: Sequence[Step], presses: bool = False) -> None:
        self.left = list(steps)
        self.done: list[Done] = []
        self.presses = presses
        self._known: set[str] = {key for step in steps for key in step.values}
        self._reads: dict[str, int] = {}
        self._next: ClockEvent | None = None

    @property
    def for_s(self) -> float:
        """The longest time that it takes."""
        return MOST_S

    def begin(self, stage: Stage, end: Callable[[], None]) -> None:
        """The program begins; `end` is called when everything was tried."""
        self._stage = stage
        self._clock = stage.clock
        self._start_s = stage.clock.monotonic()
        self._end = end
        stage.felt.on_read = self._was_read
        if self.presses:
            before = stage.bench.on_plug

            def plugged() -> None:
                if before is not None:
                    before()
                self._look_for_new()

            stage.bench.on_plug = plugged
        self._next = self._clock.at(self._start_s + FIRST_S, self._step)

    def _look_for_new(self) -> None:
        for step in steps_for_presses(self._stage.bench.chips):
            if not self._known.issuperset(step.values):
                self.left.append(step)
        self._known.update(key for step in self.left for key in step.values)

    def _step(self) -> None:
        """Take the next step."""
        now_s = self._clock.monotonic()
        if not self.left:
            self._end()
            return
        step = self.left.pop(0)
        self.done.append(Done(step, now_s - self._start_s))
        self._reads.clear()
        if not step.presses_s:
            self._put(step.values)
            first = len(self.done) == 1
            self._next = self._clock.at(now_s + (FIRST_PATIENCE_S if first else PATIENCE_S), self._over)
            return
        at_s = now_s
        for press_s in step.presses_s:
            self._clock.at(at_s, partial(self._put, step.values))
            self._clock.at(at_s + press_s, partial(self._put, {key: not value for key, value in step.values.items()}))
            at_s += press_s + step.between_s
        self._next = self._clock.at(at_s + step.rest_s, self._over)

    def _put(self, values: Mapping[str, float | bool]) -> None:
        self._stage.felt.tried.update(values)
        self._stage.bench.moved()

    def _was_read(self, key: str) -> None:
        if not self.done or self.done[-1].ended_s is not None or self.done[-1].read:
            return
        step = self.done[-1].step
        if step.presses_s or key not in step.values:
            return
        self._reads[key] = self._reads.get(key, 0) + 1
        if all(self._reads.get(each, 0) >= READS for each in step.values):
            self.done[-1].read = True
            now_s = self._clock.monotonic()
            assert self._next is not None
            self._next.cancel()
            soon_s = max(self._start_s + self.done[-1].begun_s + SEEN_S, now_s + BETWEEN_S)
            self._next = self._clock.at(soon_s, self._over)

    def _over(self) -> None:
        """The step has had its time."""
        done = self.done[-1]
        done.ended_s = self._clock.monotonic() - self._start_s
        done.outputs = {gpio: net.duty >= HALF for gpio, net in self._stage.pi.pins.items() if net.duty is not None}
        if not done.step.presses_s and not done.read:
            wanted = set(done.step.values)
            self.left = [step for step in self.left if step.presses_s or wanted.isdisjoint(step.values)]
        self._step()

    def at(self, t_s: float) -> Step | None:
        """The step that was the last one at that moment of the run."""
        return next((each.step for each in reversed(self.done) if each.begun_s <= t_s + 1e-6), None)


def steps_for_presses(chips: Mapping[str, Chip]) -> list[Step]:
    """Press each button alone, twice in a row, and for long; then all of them."""
    touched = {
        f"{name}_{quantity}": (named(chip, quantity), not QUANTITIES[quantity].still)
        for name, chip in chips.items()
        for quantity in quantities_of(chip)
        if isinstance(QUANTITIES[quantity].still, bool)
    }
    steps = []
    for key, (what, value) in touched.items():
        steps += [
            Step(PRESSED(what=what), {key: value}, (CLICK_S,)),
            Step(TWICE(what=what), {key: value}, (CLICK_S, CLICK_S)),
            *([Step(FIVE(what=what), {key: value}, (CLICK_S,) * 5)] if len(touched) <= FEW else []),
            Step(HELD(what=what, seconds=HELD_S), {key: value}, (HELD_S,)),
        ]
    if len(touched) > 1:
        steps.append(Step(ALL, {key: value for key, (_, value) in touched.items()}, (1.0,)))
    return steps


def steps_for_bounces(chips: Mapping[str, Chip], bounces: bool) -> list[Step]:
    """Press each button once, with a contact that bounces or without."""
    presses_s, between_s = (BOUNCES_S, BOUNCE_BETWEEN_S) if bounces else ((CLICK_S,), BETWEEN_S)
    return [
        Step(BOUNCED(what=name), {f"{name}_{CONTACT}": True}, presses_s, between_s, CALM_S)
        for name, chip in chips.items()
        if CONTACT in quantities_of(chip)
    ]


def steps_for_ranges(values: Mapping[str, Sequence[float]]) -> list[Step]:
    """Move each key through its values, alone, and back to where it was; then all to both ends."""
    steps = []
    for key, path in values.items():
        steps += [Step(WAS(key=key, value=_written(key, value)), {key: value}) for value in path]
    if len(values) > 1:
        lows, highs = {k: min(p) for k, p in values.items()}, {k: max(p) for k, p in values.items()}
        steps += [Step(ALL_LOW, lows), Step(ALL_HIGH, highs)]
    return steps


def quantities_of(chip: Chip) -> Iterator[str]:
    """What a part feels and somebody can change."""
    kind = KINDS.get(chip.part.driver)
    feels = type(chip).feels if kind is None else kind.quantities
    if isinstance(chip, WiresChip) and chip.inputs_in_use:
        feels = tuple(f"{wire}_pressed" for wire in chip.inputs_in_use)
    yield from (each for each in feels if each in QUANTITIES)


def named(chip: Chip, quantity: str) -> str:
    """A part as keys call it, such as button_gpio17; with several things to press, which one."""
    name = chip.part.name
    many = sum(isinstance(QUANTITIES[each].still, bool) for each in quantities_of(chip)) > 1
    return f"{name}_{quantity}" if many else name


def _written(key: str, value: float) -> str:
    quantity = next((each for each in sorted(QUANTITIES, key=len, reverse=True) if key.endswith(f"_{each}")), "")
    return with_unit(quantity, value) if quantity else f"{value:g}"
