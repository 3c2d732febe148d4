"""Air sensors: humidity over wet salt in closed jars, temperature beside a thermometer that was checked in ice.

Saturated salt holds the air at 75.3 % (25 °C; Greenspan 1977), magnesium chloride at 32.8 %. Half a day in each jar.
No jar is even to more than half a percent, so three are better than one: jars that say the same of the sensor make one
offset, the mean of them. Only where they differ by more than jars do, a line through two humidities is believed.
A thermometer that is hardly better than the sensor only checks it: the sensor keeps its own temperature.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean
from typing import Any

from devices import Message
from workshop.calibration.advice import NOTHING_BETTER, worth_it
from workshop.calibration.budget import Budget, Verdict
from workshop.calibration.procedures import thermometer
from workshop.calibration.recording import (
    both_within,
    mean,
    refuse_too_few,
    refuse_unsteady,
    rounded,
    share_to_take,
)
from workshop.calibration.steps import Ask, Confirm, Do, Measure, Outcome, Point, Procedure, Refused, Scene, Subject

TEMPERATURE, HUMIDITY = "temperature_c", "humidity_pct"
READINGS, EVERY_S, SETTLES_S = 120, 5.0, 300.0  # ten minutes, five after the lid was touched
JARS = ("jar_pct", 75.3), ("second_jar_pct", 32.8), ("third_jar_pct", 75.3)  # table salt, magnesium chloride
APART_PCT = 20.0  # chosen: two jars nearer than this make a slope of chance
FARTHEST = {TEMPERATURE: 4.0, HUMIDITY: 15.0}  # chosen: more is a broken sensor, or not yet half a day in the jar
STEADY = {TEMPERATURE: (0.5, 3.0), HUMIDITY: (1.0, 8.0)}  # chosen: drift and width; a DHT22 jumps by 2 % between reads
JAR_WITHIN_PCT = 0.5  # chosen: a small jar of which no side is warmer; 0.1 °C between salt and sensor are 0.5 %
UNSURE_PCT = 1.0  # chosen: what the file says; a slope that two jars do not show is in it
UNLIKE_PCT = 2.0  # chosen: twice what two jars of one humidity may differ; then one of them was not ready
TYPE_WITHIN = {"dht22": (0.5, 2.0), "dht11": (2.0, 5.0), "sht31": (0.2, 2.0)}  # °C and %, data sheets, typical
NEARLY_ALL = 0.9  # chosen: of a difference; less is told

JAR = Message(
    "calibrate.air.jar",
    "Hang {part} over wet table salt in a closed jar, not into the salt. Lead the wires out under tape. Leave it half "
    "a day where the warmth does not change.",
)
JAR_PCT = Message("calibrate.air.jar_pct", "What humidity does this salt hold, in %? (table salt: 75.3)")
THERMOMETER = Message("calibrate.air.thermometer", "What does a good thermometer beside the sensor say, in °C?")
PARTLY = Message(
    "calibrate.air.partly",
    "Thermometer and {part} differ by {off_c:.1f} °C, and both may be wrong: {pct:.0f} % of it counts.",
)
SECOND = Message(
    "calibrate.air.second",
    "Is there a second jar? Wet magnesium chloride (32.8 %) is best; freshly made table salt does as well.",
)
THIRD = Message("calibrate.air.third", "And a third one, with freshly made table salt?")
NEXT_JAR = Message(
    "calibrate.air.next_jar", "Hang {part} and the thermometer into the next jar in the same way, for half a day."
)
KEEPS = Message(
    "calibrate.air.keeps",
    "Thermometer and {part} differ by {off_c:.1f} °C, which both together allow: its temperature stays as it was.",
)
OF_JARS = Message("calibrate.air.of_jars", "jars of salt ({count})")
MORE_JARS = Message("calibrate.air.more_jars", "three jars, each with fresh salt")
OF_GLASS = Message("calibrate.air.of_glass", "a thermometer as it came")
OF_CHECKED_GLASS = Message(
    "calibrate.air.of_checked_glass", "a thermometer checked in ice and beside a fever thermometer"
)
CHECK_IT = Message("calibrate.air.check_it", "check it in crushed ice and beside a fever thermometer")
FAR = Message("calibrate.air.far", "{part} shows {shown:.1f} {unit} where {true:.1f} is true.")
FAR_HINT = Message(
    "calibrate.air.far.hint", "Give the jar half a day, look for a leak and for salt on the sensor; or it is broken."
)
UNLIKE = Message(
    "calibrate.air.unlike",
    "{part} is {first:+.1f} % off in one jar and {second:+.1f} % in another, at nearly the same humidity.",
)
UNLIKE_HINT = Message(
    "calibrate.air.unlike.hint",
    "One jar was not ready, or its salt is another one. Keep all from sun and draft for half a day, and begin again.",
)


@dataclass(frozen=True, slots=True)
class Jar:
    """What the sensor shows in one jar, and what is true there: humidity in %, temperature in C."""

    shown_pct: float
    true_pct: float
    shown_c: float
    true_c: float

    @property
    def off_pct(self) -> float:
        """How much too much it shows."""
        return self.shown_pct - self.true_pct


def shown(subject: Subject, channel: str, points: Sequence[Point], true: float) -> float:
    """What it shows where `true` is. Raises Refused when it is not steady or too far off."""
    found, unit = mean(points), "%" if channel == HUMIDITY else "°C"
    refuse_unsteady(points, unit, *STEADY[channel])
    if abs(found - true) > FARTHEST[channel]:
        raise Refused(FAR(part=subject.part.name, shown=found, true=true, unit=unit), FAR_HINT)
    return found


def line(part: str, jars: Sequence[Jar]) -> list[list[float]]:
    """The points (shown, true) for the humidity, in rising order. Raises Refused for jars that disagree."""
    dry = min(jar.true_pct for jar in jars)
    groups = [[jar for jar in jars if (jar.true_pct - dry < APART_PCT) is low] for low in (True, False)]
    for group in groups:
        offs = [jar.off_pct for jar in group]
        if offs and max(offs) - min(offs) > UNLIKE_PCT:
            raise Refused(UNLIKE(part=part, first=min(offs), second=max(offs)), UNLIKE_HINT)
    points = [_point(group) for group in groups if group]
    offs = [shown_pct - true_pct for shown_pct, true_pct in points]
    return points if max(offs) - min(offs) > 2.0 * JAR_WITHIN_PCT else [_point(jars)]


def _point(jars: Sequence[Jar]) -> list[float]:
    return [rounded(fmean(jar.shown_pct for jar in jars)), rounded(fmean(jar.true_pct for jar in jars))]


def jars_budget(subject: Subject, count: int) -> Budget:
    """What so many jars can give: of two that differ nobody knows which is right, a third tells."""
    type_pct = TYPE_WITHIN[subject.part.driver][1]
    within_pct = JAR_WITHIN_PCT / sqrt(count) if count >= len(JARS) else JAR_WITHIN_PCT
    return Budget(subject.part.name, HUMIDITY, "%", type_pct, OF_JARS(count=count), within_pct, MORE_JARS())


def thermometer_budget(subject: Subject, within_c: float, is_checked: bool) -> Budget:
    """What the thermometer can give; checking it is advised where that is of use."""
    name, type_c = subject.part.name, TYPE_WITHIN[subject.part.driver][0]
    after = Budget(name, TEMPERATURE, "°C", type_c, OF_CHECKED_GLASS(), thermometer.CHECKED_WITHIN_C, NOTHING_BETTER())
    if is_checked:
        return after
    better = NOTHING_BETTER() if after.verdict is Verdict.AGAINST else CHECK_IT()
    return Budget(name, TEMPERATURE, "°C", type_c, OF_GLASS(), within_c, better)


def degrees(
    subject: Subject, jars: Sequence[Jar], within_c: float, counts: bool
) -> tuple[list[float] | None, tuple[Message, ...]]:
    """The point (shown, true) for the temperature, and what is to be said of it; None where it keeps its own."""
    shown_c = fmean(jar.shown_c for jar in jars)
    off_c = shown_c - fmean(jar.true_c for jar in jars)
    share = share_to_take(off_c, TYPE_WITHIN[subject.part.driver][0], within_c, counts)
    if share == 0.0:
        return None, (KEEPS(part=subject.part.name, off_c=abs(off_c)),)
    partly = PARTLY(part=subject.part.name, off_c=abs(off_c), pct=100.0 * share)
    return [rounded(shown_c), rounded(shown_c - share * off_c)], () if share > NEARLY_ALL else (partly,)


def calibrate(subject: Subject) -> Procedure:
    """What is at hand and what it can give, then one to three jars, with the thermometer in each of them."""
    name, driver = subject.part.name, subject.part.driver
    count = 1
    if (yield Confirm("second", SECOND())):
        count = 3 if (yield Confirm("third", THIRD())) else 2
    yield from worth_it(jars_budget(subject, count))
    right, within_c, counts = yield from _thermometer(subject)
    jars = []
    for number in range(count):
        jars.append((yield from _in_jar(subject, number, (NEXT_JAR if number else JAR)(part=name), right)))
    point, said = degrees(subject, jars, within_c, counts)
    values: dict[str, Any] = {HUMIDITY: line(name, jars)}
    uncertainty = {HUMIDITY: UNSURE_PCT}
    if point is not None:
        values[TEMPERATURE] = [point]
        uncertainty[TEMPERATURE] = rounded(both_within(TYPE_WITHIN[driver][0], within_c), 2)
    points = [tuple(map(rounded, (jar.shown_pct, jar.true_pct, jar.shown_c, jar.true_c))) for jar in jars]
    return Outcome(values, uncertainty, points, "shown_pct, true_pct, shown_c, true_c", said=said)


def _thermometer(subject: Subject) -> Generator[Any, Any, tuple[thermometer.Right, float, bool]]:
    """What its readings mean, how exact that is in C, and whether it counts; checked only where that is of use."""
    best, counts = thermometer_budget(subject, thermometer.CHECKED_WITHIN_C, is_checked=True), True
    hopeless = best.verdict is Verdict.AGAINST
    if hopeless:
        counts = yield from worth_it(best)
    checked = (yield from thermometer.checked()) if counts else None
    right, within_c = checked or (yield from thermometer.as_it_came())
    actual = thermometer_budget(subject, within_c, checked is not None)
    if counts and not (hopeless and checked):
        counts = yield from worth_it(actual)
    return right, within_c, counts


def _in_jar(subject: Subject, number: int, message: Message, right: thermometer.Right) -> Generator[Any, Any, Jar]:
    yield Do(Scene.SALT_JAR, message)
    key, usual_pct = JARS[number]
    true_pct = yield Ask(key, JAR_PCT(), 5.0, 95.0, usual_pct)
    humid = yield from _read(HUMIDITY)
    warm = yield from _read(TEMPERATURE)
    true_c = right((yield Ask("thermometer_c", THERMOMETER(), -10.0, 60.0)))
    shown_pct = shown(subject, HUMIDITY, humid, true_pct)
    return Jar(shown_pct, true_pct, shown(subject, TEMPERATURE, warm, true_c), true_c)


def _read(channel: str) -> Generator[Any, Any, tuple[Point, ...]]:
    points = yield Measure(channel, READINGS, EVERY_S, SETTLES_S)
    refuse_too_few(points, READINGS)
    return points  # type: ignore[no-any-return]  # what is sent for a Measure
