"""Carry out the steps of a procedure at a board on the table: wait, read, and ask the person.

Every output stays off. What the driver itself hands out is what counts, before filters and earlier calibrations; a
voltage is read at the converter. On a virtual board a hand does what a person would do, and reads the instruments.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import inf
from typing import Any, Protocol

from devices import AnalogInput, Message, ReadError
from firmware.parts import Parts
from workshop.calibration.budget import Budget
from workshop.calibration.practice import Hand
from workshop.calibration.steps import (
    ANYWAY,
    VOLTS,
    Ask,
    Confirm,
    Do,
    Heat,
    Measure,
    Outcome,
    Point,
    Procedure,
    Step,
    Weigh,
)
from workshop.table import Table

WAIT_HERE = Message(
    "calibrate.wait_here", "{needs} It has been on for {heated_s:span}; {left_s:span} are missing. Wait for them here?"
)
HEATING = Message("calibrate.heating", "{left_s:span} of heating left. Ctrl-C leaves; call it again later.")
SETTLING = Message("calibrate.settling", "{left_s:span} of rest before it is measured")
READING = Message("calibrate.reading", "{number}/{count}  {value:.5g} {unit}  {left_s:span} left")
COUNTING = Message("calibrate.counting", "{value:.5g} {unit} after {passed_s:span}; it ends by itself")
NOTHING_YET = Message("calibrate.nothing_yet", "{number}/{count}  no value: {error}")
UNITS = {"volume_l": "L", "current_a": "A", "voltage_v": "V", "humidity_pct": "%", "temperature_c": "°C", VOLTS: "V"}
OUTSIDE_ITS_CURVE = "mq.no_curve"  # the driver refuses a ratio that a calibration is to mend
# On a virtual board: it has run, and all that a school can have is at hand
THERE = ("has_run", "second", "third", "checked", "thermometer_in", "test_gas")
IMPATIENT_S = 120.0  # chosen: nothing moved for so long, and nothing will
WHILE_HEATING_S = 60.0  # chosen: how often the time that is left is told
AT_ONCE_BELOW = 3  # readings: a battery's voltage must stay below its end so often


class Person(Protocol):
    """Who does what must be done by hand, and knows what instruments say."""

    def tell(self, message: Message) -> None:
        """Tell it."""
        ...

    def do(self, message: Message) -> None:
        """Tell it, and wait until it is done."""
        ...

    def number(self, ask: Ask, usual: float | None) -> float:
        """The answer to a question, within its limits; `usual` for no answer."""
        ...

    def yes(self, key: str, message: Message, usual: bool) -> bool:
        """The answer to a yes-or-no question; `usual` for no answer."""
        ...

    def live(self, message: Message) -> None:
        """Show it in place of the line before."""
        ...


class Heard:
    """Stands before a driver and keeps each answer with its time. `before` runs ahead of each read."""

    def __init__(self, part: Any, monotonic: Callable[[], float], before: Callable[[], Any] | None = None) -> None:
        self._part = part
        self._monotonic = monotonic
        self._before = before
        self.answers: list[tuple[float, Mapping[str, Any], Any]] = []
        self.error: ReadError | None = None

    def read(self) -> Mapping[str, float | bool]:
        """What the driver answers."""
        seen = None if self._before is None else self._before()
        self.error = None
        try:
            values: Mapping[str, float | bool] = self._part.read()
        except ReadError as error:
            self.error = error
            if error.message.key == OUTSIDE_ITS_CURVE and self._before is not None:
                self.answers.append((self._monotonic(), {}, seen))
            raise
        if values:
            self.answers.append((self._monotonic(), values, seen))
        return values

    def __getattr__(self, name: str) -> Any:
        return getattr(self._part, name)


class Performer:
    """One part at a table. `powered_s` tells how long the board has been on, `hand` is that of a virtual board.

    With `anyway` a reference that the guide advises against counts. `budgets` is what the references could give.
    """

    def __init__(
        self,
        table: Table,
        part: str,
        person: Person,
        powered_s: Callable[[], float],
        hand: Hand | None = None,
        anyway: bool = False,
    ) -> None:
        self.budgets: list[Budget] = []
        self._anyway = anyway
        self._table = table
        self._part = part
        self._person = person
        self._powered_s = powered_s
        self._hand = hand
        self._clock = table.clock

    def run(self, procedure: Procedure, *beside: str) -> Outcome:
        """Carry it out, with these other parts open too. Raises Refused and HighlandError."""
        with self._table.opened(self._part, *beside) as parts:
            answer: Any = None
            try:
                while True:
                    answer = self._answer(procedure.send(answer), parts)
            except StopIteration as end:
                outcome: Outcome = end.value
                return outcome
            finally:
                if self._hand is not None:
                    self._hand.let_go()

    def _answer(self, step: Step, parts: Parts) -> Any:
        match step:
            case Do():
                return self._do(step)
            case Ask():
                read = None if self._hand is None else self._hand.reads(step)
                return self._person.number(step, step.usual if read is None else read)
            case Weigh():
                self.budgets.append(step.budget)
                return self._person.tell(step.message)
            case Confirm(key=key) if key == ANYWAY and self._anyway:
                return True
            case Confirm():
                return self._person.yes(step.key, step.message, self._table.simulated and step.key in THERE)
            case Heat():
                return self._heat(step, parts)
            case Measure():
                return self._measure(step, parts)

    def _do(self, step: Do) -> None:
        self._person.do(step.message)
        if self._hand is not None:
            self._hand.arrange(step.scene)

    # Waiting

    def _heat(self, step: Heat, parts: Parts) -> float:
        left_s = step.needed_s - self._powered_s()
        if left_s > 0.0:
            question = WAIT_HERE(needs=step.message, heated_s=self._powered_s(), left_s=left_s)
            if self._person.yes("wait", question, self._table.simulated):
                for sensor in parts.sensors.values():  # only what heats by the program's own doing is read meanwhile
                    if sensor.part.next_read_s is None:
                        sensor.due_s = self._clock.monotonic() + left_s
                self._pass(left_s, parts, HEATING)
        return self._powered_s()

    def _pass(self, seconds: float, parts: Parts, message: Message) -> None:
        """Let time pass, and tell how much is left."""
        monotonic = self._clock.monotonic
        end_s, tell_s = monotonic() + seconds, -inf
        while (now_s := monotonic()) < end_s:
            if now_s >= tell_s:
                self._person.live(message(left_s=end_s - now_s))
                tell_s = now_s + (WHILE_HEATING_S if seconds > WHILE_HEATING_S else 1.0)
            due_s = parts.sample_due()
            self._clock.sleep(max(min(due_s, tell_s, end_s) - monotonic(), 0.001))

    # Reading

    def _measure(self, step: Measure, parts: Parts) -> tuple[Point, ...]:
        name = step.part or self._part
        climate = self._climate(name) if step.with_air else None
        if step.settle_s > 0.0 or climate is not None:
            settle_s = max(step.settle_s, 30.0 if climate is not None else 0.0)
            self._pass(settle_s, parts, SETTLING)
        if step.of == VOLTS and parts.sensors[name].part.next_read_s is None:
            return self._volts(step, parts, name, climate)
        return self._heard(step, parts, name, climate)

    def _volts(self, step: Measure, parts: Parts, name: str, climate: str | None) -> tuple[Point, ...]:
        """The converter's input, at even times."""
        analog, start_s, points = self._analog(parts, name), self._clock.monotonic(), []
        for number in range(1, step.count + 1):
            self._wait(step.every_s, parts)
            t_s = self._clock.monotonic() - start_s
            try:
                points.append(Point(t_s, analog.voltage_v(), self._air(parts, climate)))
            except ReadError as error:
                self._person.live(NOTHING_YET(number=number, count=step.count, error=error.message))
            else:
                self._tell(step, number, points[-1].value)
        return tuple(points)

    def _heard(self, step: Measure, parts: Parts, name: str, climate: str | None) -> tuple[Point, ...]:
        """What the driver answers, when it answers; of a sensor with a rhythm of its own the volts of that moment."""
        sensor, monotonic = parts.sensors[name], self._clock.monotonic
        before = self._analog(parts, name).voltage_v if step.of == VOLTS else None
        heard = Heard(sensor.part, monotonic, before)
        sensor.part, sensor.sample_s, sensor.retry_s = heard, step.every_s, step.every_s  # type: ignore[assignment]  # it stands before the part
        if sensor.part.next_read_s is None:
            sensor.due_s = monotonic()
        start_s, points = monotonic(), list[Point]()
        end_s = start_s + step.every_s * step.count + step.every_s
        try:
            while monotonic() < end_s and len(points) < step.count and not _over(step, points):
                self._wait(min(step.every_s, 1.0 if step.every_s > 60.0 else step.every_s), parts)
                for at_s, values, seen in heard.answers:
                    points.append(_point(step, at_s - start_s, values, seen, self._air(parts, climate)))
                if heard.answers:
                    self._tell(step, len(points), points[-1].value, points[-1].t_s)
                elif heard.error is not None:
                    self._person.live(NOTHING_YET(number=len(points), count=step.count, error=heard.error.message))
                heard.answers.clear()
        finally:
            sensor.part = heard._part
        return tuple(points)

    def _wait(self, seconds: float, parts: Parts) -> None:
        self._table.wait(seconds, parts)
        if self._hand is not None:
            self._hand.tick()

    def _tell(self, step: Measure, number: int, value: float, passed_s: float = 0.0) -> None:
        left_s, unit = (step.count - number) * step.every_s, UNITS.get(step.of, "")
        if step.until_still_s is not None or step.until_below is not None:
            self._person.live(COUNTING(value=value, unit=unit, passed_s=passed_s))
            return
        self._person.live(READING(number=number, count=step.count, value=value, unit=unit, left_s=left_s))

    def _analog(self, parts: Parts, name: str) -> AnalogInput:
        adc = self._table.planned(name).adc
        assert adc is not None  # only procedures of analog parts ask for volts
        return parts.converters[adc[0]].channel(adc[1])

    def _climate(self, name: str) -> str | None:
        for source in self._table.planned(name).sources.values():
            return source.part
        return None

    def _air(self, parts: Parts, climate: str | None) -> tuple[float, float] | None:
        if climate is None:
            return None
        now_s = self._clock.monotonic()
        t_c, rh_pct = (parts.sensors[climate].value(each, now_s) for each in ("temperature_c", "humidity_pct"))
        return None if t_c is None or rh_pct is None else (float(t_c), float(rh_pct))


def _point(step: Measure, t_s: float, values: Mapping[str, Any], seen: Any, air: tuple[float, float] | None) -> Point:
    beside = None if step.beside is None else float(values[step.beside])
    return Point(t_s, float(seen if step.of == VOLTS else values[step.of]), air, beside)


def _over(step: Measure, points: list[Point]) -> bool:
    """Whether what was waited for has come."""
    if step.until_below is not None:
        lowest = points[-AT_ONCE_BELOW:]
        return len(lowest) == AT_ONCE_BELOW and all(point.value < step.until_below for point in lowest)
    if step.until_still_s is None or not points:
        return False
    last = points[-1]
    moved = [point for point in points if point.value != last.value]
    if not moved:
        return last.t_s > IMPATIENT_S
    return last.t_s - moved[-1].t_s > step.until_still_s
