"""Air sensors: humidity over wet table salt in a closed jar, temperature beside a good thermometer.

Saturated salt holds the air at 75.3 % (25 C; Greenspan 1977), magnesium chloride at 32.8 %. Half a day in the jar.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from typing import Any

from devices import Message
from workshop.calibration.recording import doubt, mean, refuse_too_few, refuse_unsteady, rounded
from workshop.calibration.steps import Ask, Confirm, Do, Measure, Outcome, Point, Procedure, Refused, Scene, Subject

TEMPERATURE, HUMIDITY = "temperature_c", "humidity_pct"
READINGS, EVERY_S, SETTLES_S = 120, 5.0, 300.0  # ten minutes, five after the lid was touched
SALT_PCT, MAGNESIUM_PCT = 75.3, 32.8
APART_PCT = 20.0  # chosen: two jars nearer than this make a slope of chance
FARTHEST = {TEMPERATURE: 4.0, HUMIDITY: 15.0}  # chosen: more is a broken sensor, or not yet half a day in the jar
STEADY = {TEMPERATURE: (0.5, 3.0), HUMIDITY: (1.0, 8.0)}  # chosen: drift and width; a DHT22 jumps by 2 % between reads
JAR_WITHIN_PCT = 1.0  # chosen: a jar that is not quite even
THERMOMETER_WITHIN_C = 0.2  # chosen: one with tenths

JAR = Message(
    "calibrate.air.jar",
    "Hang {part} over wet table salt in a closed jar, not into the salt. Lead the wires out under tape. Leave it half "
    "a day where the warmth does not change.",
)
JAR_PCT = Message("calibrate.air.jar_pct", "What humidity does this salt hold, in %? (table salt: 75.3)")
THERMOMETER = Message("calibrate.air.thermometer", "What does a good thermometer beside the sensor say, in °C?")
HOW_EXACT = Message("calibrate.air.how_exact", "How exact is that thermometer, in °C? (one with tenths: 0.2)")
NO_BETTER = Message(
    "calibrate.air.no_better",
    "Thermometer and {part} differ by {off_c:.1f} °C, no more than the thermometer can tell. The temperature stays.",
)
SECOND = Message("calibrate.air.second", "Is there a second jar, with wet magnesium chloride (32.8 %)?")
FAR = Message("calibrate.air.far", "{part} shows {shown:.1f} {unit} where {true:.1f} is true.")
FAR_HINT = Message(
    "calibrate.air.far.hint", "Give the jar half a day, look for a leak and for salt on the sensor; or it is broken."
)
TOO_NEAR = Message("calibrate.air.too_near", "The two jars hold {first:.1f} and {second:.1f} %: too near together.")
TOO_NEAR_HINT = Message("calibrate.air.too_near.hint", "Take another salt for the second jar, or only one jar.")


def pair(subject: Subject, channel: str, points: Sequence[Point], true: float) -> list[float]:
    """What it shows and what is true. Raises Refused when it is not steady or too far off."""
    shown, unit = mean(points), "%" if channel == HUMIDITY else "°C"
    refuse_unsteady(points, unit, *STEADY[channel])
    if abs(shown - true) > FARTHEST[channel]:
        raise Refused(FAR(part=subject.part.name, shown=shown, true=true, unit=unit), FAR_HINT)
    return [rounded(shown), true]


def calibrate(subject: Subject) -> Procedure:
    """One or two jars; the thermometer beside the first."""
    yield Do(Scene.SALT_JAR, JAR(part=subject.part.name))
    true_pct = yield Ask("jar_pct", JAR_PCT(), 5.0, 95.0, SALT_PCT)
    humid = yield from _read(HUMIDITY)
    warm = yield from _read(TEMPERATURE)
    true_c = yield Ask("thermometer_c", THERMOMETER(), -10.0, 60.0)
    within_c = yield Ask("thermometer_within_c", HOW_EXACT(), 0.01, 3.0, THERMOMETER_WITHIN_C)
    jars = [pair(subject, HUMIDITY, humid, true_pct)]
    degrees = pair(subject, TEMPERATURE, warm, true_c)
    if (yield Confirm("second", SECOND())):
        yield Do(Scene.SALT_JAR, JAR(part=subject.part.name))
        other_pct = yield Ask("second_jar_pct", JAR_PCT(), 5.0, 95.0, MAGNESIUM_PCT)
        if abs(other_pct - true_pct) < APART_PCT:
            raise Refused(TOO_NEAR(first=true_pct, second=other_pct), TOO_NEAR_HINT)
        jars.append(pair(subject, HUMIDITY, (yield from _read(HUMIDITY)), other_pct))
    values, uncertainty = {HUMIDITY: sorted(jars)}, {HUMIDITY: rounded(JAR_WITHIN_PCT + doubt(humid), 2)}
    points = [(shown, true) for shown, true in (degrees, *jars)]
    off_c = abs(degrees[0] - degrees[1])
    if off_c <= within_c:
        said = (NO_BETTER(part=subject.part.name, off_c=off_c),)
        return Outcome(values, uncertainty, points, "shown, true", said=said, without=(TEMPERATURE,))
    values[TEMPERATURE], uncertainty[TEMPERATURE] = [degrees], rounded(within_c + doubt(warm), 2)
    return Outcome(values, uncertainty, points, "shown, true")


def _read(channel: str) -> Generator[Any, Any, tuple[Point, ...]]:
    points = yield Measure(channel, READINGS, EVERY_S, SETTLES_S)
    refuse_too_few(points, READINGS)
    return points  # type: ignore[no-any-return]  # what is sent for a Measure
