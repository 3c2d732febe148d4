"""Try a sensor: does it answer, can its value be true, and does the value move when something happens to it?"""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from math import inf

from devices import Message, Sensor, WarmingUp
from drivers.turbidity import UNCALIBRATED
from firmware.parts import Parts
from workshop.table import Table
from workshop.trial.exchanged import mixed_up_with
from workshop.trial.outcome import Outcome, fails, not_tried, refused, works
from workshop.trial.outputs import SWAPPED_HINT
from workshop.trial.person import AGAIN, GO, NO, ONCE_MORE, SKIP, SKIP_IT, YES, Choice, Person, Question
from workshop.trial.plausible import Range, plausible
from workshop.trial.reactions import BEFORE, REACTIONS, Reaction
from workshop.trial.shown import limit, shown

LOOK_S = 0.5  # chosen: how often the live value is refreshed
PATIENCE_S = 20.0  # chosen: long enough for every part that seldom fails,
PATIENT_READS = 20  # and for a DHT22 that fails three times in four: one in 300 is then called silent
WARM_UP_S = 200.0  # chosen: the MQ-7's first cycle is 150 s, a cold MQ's first values are no values
REACTS_S = 30.0  # chosen: a humidity sensor in still air needs some seconds
SETTLE_S = 5.0  # chosen: two answers of a DHT22 that answers
GRACE_S = 6.0  # chosen: two answers of a DHT22
COLD = ("mq.no_curve",)  # what a gas sensor may say only because it is cold

LIVE = Message("try.sensor.live", "{channel}: {value}")
LIVE_RANGE = Message("try.sensor.live_range", "{channel}: {value} ({low} to {high})")
WARMING = Message("try.sensor.warming", "{part} warms up: {left_s:.0f} s. Enter leaves it out.")
DID = Message("try.sensor.did", "Nothing changed within {seconds:.0f} s. Did you do it?")
DID_LABEL = Message("try.sensor.did_label", "I did it")

NONE = Message("try.sensor.none", "-")
PAIR = Message("try.sensor.pair", "{first}, {second}")
ANSWERS = Message("try.sensor.answers", "It answers: {value}.")
REACTED = Message("try.sensor.reacted", "It answers and reacts: {before}, then {value}.")
NOT_CALIBRATED = Message(
    "try.sensor.not_calibrated", "It gives a signal. Calibrate it before its value means anything."
)
COLD_YET = Message("try.sensor.cold_yet", "It was left out while it warmed up.")
SILENT = Message("try.sensor.silent", "It gives no value.")
SILENT_HINT = Message("try.sensor.silent.hint", "Check its supply, its ground and its signal wire ({wire}).")
IMPLAUSIBLE = Message("try.sensor.implausible", "It shows {value}, but {of} has {low} to {high}.")
IMPLAUSIBLE_HINT = Message("try.sensor.implausible.hint", "Check its wires ({wire}) and its values in wiring.toml.")
MIXED_UP = Message("try.sensor.mixed_up", "It is mixed up with {other}: exchanged, both make sense.")
NO_REACTION = Message("try.sensor.no_reaction", "It shows {value}, but nothing moves it.")
NO_REACTION_HINT = Message(
    "try.sensor.no_reaction.hint", "Check that it is this sensor that you touched, then its wires ({wire})."
)
OTHER_MOVED = Message("try.sensor.other_moved", "It is mixed up with {other}: the value of that one moved.")
ADDRESS_HINT = Message(
    "try.sensor.address.hint",
    "Exchange their addresses: change the jumpers on the boards, or write it so in wiring.toml.",
)


def try_sensor(table: Table, person: Person, name: str) -> Outcome:
    """What became of the sensor. Raises HighlandError when it cannot be opened."""
    if (before := BEFORE.get(table.planned(name).wired.driver)) is not None:
        person.tell(before(part=name))
    with table.opened(name, plainly=True) as parts:
        outcome = _Answer(table, person, parts, name).judged()
    if outcome.verdict is outcome.verdict.FAILS and (other := mixed_up_with(table, name)) is not None:
        return _mixed_up(table, name, other)
    reaction = REACTIONS.get(table.planned(name).wired.driver)
    if outcome.verdict is not outcome.verdict.WORKS or reaction is None:
        return outcome
    return _Touch(table, person, name, reaction).tried(outcome)


def _mixed_up(table: Table, name: str, other: str) -> Outcome:
    hint = ADDRESS_HINT
    if table.planned(name).adc is not None:
        hint = SWAPPED_HINT(wire=table.wire_of(name), part=name, wire2=table.wire_of(other), other=other)
    return fails(name, MIXED_UP(other=other), hint, other)


class _Answer:
    """A first look: the newest values, live, until there is one for each channel."""

    def __init__(self, table: Table, person: Person, parts: Parts, name: str) -> None:
        self._table = table
        self._person = person
        self._sensor = parts.sensors[name]
        self._parts = parts
        self._name = name

    def judged(self) -> Outcome:
        """Whether it answers, and whether that can be true."""
        name, sensor = self._name, self._sensor
        if not self._answers():
            return self._silent()
        for channel in sensor.part.channels:
            value = sensor.values[channel.name]
            possible = plausible(self._table.plan, self._table.project.wiring(), name, channel)
            if value is not None and not possible.holds(value):
                said = _words(value, channel.unit, possible)
                return fails(name, IMPLAUSIBLE(**said), IMPLAUSIBLE_HINT(wire=self._table.wire_of(name)))
        return works(name, ANSWERS(value=all_values(sensor)))

    def _answers(self) -> bool:
        clock, sensor = self._table.clock, self._sensor
        start_s = clock.monotonic()
        while None in sensor.values.values():
            left_s = start_s + self._patience_s() - clock.monotonic()
            if left_s <= 0.0 or self._person.wants_on():
                return False
            if self._is_cold():
                self._person.live(WARMING(part=self._name, left_s=left_s))
            self._table.wait(LOOK_S, self._parts)
        for channel in sensor.part.channels:
            self._person.live(self._line(channel.name, channel.unit))
        return True

    def _is_cold(self) -> bool:
        error = self._sensor.error
        return isinstance(error, WarmingUp) or (error is not None and error.message.key in COLD)

    def _patience_s(self) -> float:
        return WARM_UP_S if self._is_cold() else patience_s(self._sensor)

    def _line(self, channel: str, unit: str) -> Message:
        described = next(each for each in self._sensor.part.channels if each.name == channel)
        possible = plausible(self._table.plan, self._table.project.wiring(), self._name, described)
        value = self._sensor.values[channel]
        assert value is not None
        field = f"{self._name}_{channel}"
        if isinstance(value, bool) or inf in (-possible.low, possible.high):
            return LIVE(channel=field, value=shown(value, unit))
        said = _words(value, unit, possible)
        return LIVE_RANGE(channel=field, value=said["value"], low=said["low"], high=said["high"])

    def _silent(self) -> Outcome:
        error = self._sensor.error
        if isinstance(error, WarmingUp):
            return not_tried(self._name, COLD_YET)
        if error is None:
            return fails(self._name, SILENT, SILENT_HINT(wire=self._table.wire_of(self._name)))
        if error.message.key == UNCALIBRATED.key:
            return works(self._name, NOT_CALIBRATED)
        return refused(self._name, error)


class _Touch:
    """A person does something to it; all parts of its kind are watched."""

    def __init__(self, table: Table, person: Person, name: str, reaction: Reaction) -> None:
        self._table = table
        self._person = person
        self._name = name
        self._reaction = reaction
        kind = table.planned(name).kind
        self._everyone = [each.wired.name for each in table.plan.parts if each.kind is kind]

    def tried(self, answered: Outcome) -> Outcome:
        """The outcome, with what happened to the value."""
        if answered.seen.key == NOT_CALIBRATED.key:
            return answered
        with self._table.opened(*self._everyone, plainly=True) as parts:
            while True:
                if (
                    self._person.ask(Question(self._name, "ready", self._reaction.do(part=self._name), (GO, SKIP_IT)))
                    == SKIP
                ):
                    return answered
                before = self._before(parts)
                moved = self._moved(parts, before)
                if self._name in moved:
                    return works(self._name, self._reacted(before[self._name], parts.sensors[self._name]))
                if (outcome := self._not_moved(parts, moved, answered)) is not None:
                    return outcome

    def _not_moved(self, parts: Parts, moved: list[str], answered: Outcome) -> Outcome | None:
        did = (Choice("y", YES, DID_LABEL), ONCE_MORE, SKIP_IT)
        answer = YES if moved else self._person.ask(Question(self._name, "did", DID(seconds=REACTS_S), did))
        if answer == AGAIN:
            return None
        if answer in (SKIP, NO):
            return answered
        name, wire = self._name, self._table.wire_of(self._name)
        if moved:
            other = moved[0]
            hint = SWAPPED_HINT(wire=wire, part=name, wire2=self._table.wire_of(other), other=other)
            return fails(name, OTHER_MOVED(other=other), hint, other)
        value = all_values(parts.sensors[name])
        return fails(name, NO_REACTION(value=value), NO_REACTION_HINT(wire=wire))

    def _reacted(self, before: float | None, sensor: Sensor) -> Message:
        channel = self._reaction.channel
        value, unit = sensor.values[channel], unit_of(sensor, channel)
        was, now = (NONE if each is None else shown(each, unit) for each in (before, value))
        return REACTED(before=was, value=now)

    def _moved(self, parts: Parts, before: Mapping[str, float | None]) -> list[str]:
        """Whose value moved: nobody's, when time is up."""
        clock, channel = self._table.clock, self._reaction.channel
        self._hands_on()
        until_s, others_moved = clock.monotonic() + REACTS_S, False
        try:
            while clock.monotonic() < until_s and not self._person.wants_on():
                self._table.wait(LOOK_S, parts)
                sensor = parts.sensors[self._name]
                if (value := sensor.values[channel]) is not None:
                    line = LIVE(channel=f"{self._name}_{channel}", value=shown(value, unit_of(sensor, channel)))
                    self._person.live(line)
                moved = self._off(parts, before)
                if self._name in moved:
                    return moved
                if moved and not others_moved:  # let its own value have a little more time before that says anything
                    others_moved, until_s = True, min(until_s, clock.monotonic() + GRACE_S)
        finally:
            self._hands_off()
        return self._off(parts, before)

    def _before(self, parts: Parts) -> dict[str, float | None]:
        """The value of each before it is touched; None for one that gives none."""
        own, channel, clock = parts.sensors[self._name], self._reaction.channel, self._table.clock
        until_s = clock.monotonic() + patience_s(own)
        self._table.wait(SETTLE_S, parts)
        while own.values[channel] is None and clock.monotonic() < until_s and not self._person.wants_on():
            self._table.wait(LOOK_S, parts)
        return {name: parts.sensors[name].values[channel] for name in self._everyone}

    def _off(self, parts: Parts, before: Mapping[str, float | None]) -> list[str]:
        """Whose value is not what it was. One that comes where there was none counts for the others alone."""
        found = []
        for name, was in before.items():
            value = parts.sensors[name].values[self._reaction.channel]
            if value is None or (was is None and name == self._name):
                continue
            if was is None or abs(value - was) >= self._reaction.least:
                found.append(name)
        return found

    def _hands_on(self) -> None:
        if self._table.world is not None:
            for quantity, changed in self._reaction.hand.items():
                felt = f"{self._name}_{quantity}"
                self._table.world.hold(felt, changed(float(self._table.world.true(felt))))

    def _hands_off(self) -> None:
        if self._table.world is not None:
            for quantity in self._reaction.hand:
                self._table.world.let_go(f"{self._name}_{quantity}")


def _words(value: float | bool, unit: str, possible: Range) -> Mapping[str, Message]:
    low, high = limit(possible.low, unit), limit(possible.high, unit)
    return {"value": shown(value, unit), "of": possible.of, "low": low, "high": high}


def patience_s(sensor: Sensor) -> float:
    """How long a sensor has for its first value."""
    return max(PATIENCE_S, PATIENT_READS * sensor.part.sample_s)


def unit_of(sensor: Sensor, channel: str) -> str:
    """The unit of one channel."""
    return next(each.unit for each in sensor.part.channels if each.name == channel)


def all_values(sensor: Sensor) -> Message:
    """The values of all channels that have one."""
    values = [(sensor.values[each.name], each.unit) for each in sensor.part.channels]
    found = [shown(value, unit) for value, unit in values if value is not None]
    return reduce(lambda first, second: PAIR(first=first, second=second), found) if found else NONE
