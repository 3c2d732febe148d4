"""Air sensors: humidity over wet salt in closed jars, temperature beside a thermometer that was checked in ice.

Saturated salt holds the air at 75.3 % (25 °C; Greenspan 1977), magnesium chloride at 32.8 %. Half a day in each jar.
No jar is even to more than half a percent, so three are better than one: jars that say the same of the sensor make one
offset, the mean of them. Only where they differ by more than jars do, a line through two humidities is believed.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any

from devices import Message
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


def degrees(subject: Subject, jars: Sequence[Jar], within_c: float) -> tuple[list[float], tuple[Message, ...]]:
    """The point (shown, true) for the temperature, and what is to be said of it."""
    shown_c = fmean(jar.shown_c for jar in jars)
    off_c = shown_c - fmean(jar.true_c for jar in jars)
    share = share_to_take(off_c, TYPE_WITHIN[subject.part.driver][0], within_c)
    partly = PARTLY(part=subject.part.name, off_c=abs(off_c), pct=100.0 * share)
    return [rounded(shown_c), rounded(shown_c - share * off_c)], () if share > NEARLY_ALL else (partly,)


def calibrate(subject: Subject) -> Procedure:
    """The thermometer, then one to three jars, with the thermometer in each of them."""
    name = subject.part.name
    right, within_c = (yield from thermometer.checked()) or (yield from thermometer.as_it_came())
    jars = [(yield from _in_jar(subject, 0, JAR(part=name), right))]
    if (yield Confirm("second", SECOND())):
        jars.append((yield from _in_jar(subject, 1, NEXT_JAR(part=name), right)))
        if (yield Confirm("third", THIRD())):
            jars.append((yield from _in_jar(subject, 2, NEXT_JAR(part=name), right)))
    point, said = degrees(subject, jars, within_c)
    values = {HUMIDITY: line(name, jars), TEMPERATURE: [point]}
    uncertainty = {
        HUMIDITY: UNSURE_PCT,
        TEMPERATURE: rounded(both_within(TYPE_WITHIN[subject.part.driver][0], within_c), 2),
    }
    points = [tuple(map(rounded, (jar.shown_pct, jar.true_pct, jar.shown_c, jar.true_c))) for jar in jars]
    return Outcome(values, uncertainty, points, "shown_pct, true_pct, shown_c, true_c", said=said)


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
