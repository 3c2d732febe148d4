"""The cell factor of a SEN0244 probe for dissolved salts, in a buffer whose value stands on its bottle.

Where its own thermometer is in the same glass, that one says how warm the buffer is: the driver will ask it too, so
what it shows too much or too little is in the factor and cancels. A thermometer of the class then only tells whether
that one really is in the glass.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import hypot

from devices import Message
from science.sensor_curves import EC_PER_K, EC_REFERENCE_C, SEN0244_MAX_V, tds_ppm
from workshop.calibration.advice import worth_it
from workshop.calibration.budget import Budget
from workshop.calibration.recording import doubt, mean, refuse_too_few, refuse_unsteady, rounded
from workshop.calibration.steps import (
    VOLTS,
    Ask,
    Confirm,
    Do,
    Measure,
    Outcome,
    Point,
    Procedure,
    Refused,
    Scene,
    Subject,
)

READINGS, EVERY_S, SETTLES_S = 60, 1.0, 60.0
TEMPERATURE, OWN_READINGS = "temperature_c", 30
BUFFER_PPM = 707.0  # 1413 uS/cm at 25 C
USUAL_K = (0.7, 1.4)  # chosen: units differ by 10 %; beyond this it is another buffer, or dirt
STEADY, NOISE = 0.01, 0.05  # chosen, shares of the mean
BUFFER_PCT = 1.0  # of a bottle with a certificate; a sachet mixed in class 3 %
TYPE_WITHIN = 0.10  # of a probe (sim/chips/tds.py)
THERMOMETER_C = 0.5  # chosen
OWN_C = 0.1  # chosen: what does not cancel of its own thermometer
NOT_THERE_C = 3.0  # chosen: a thermometer that is further off is in another water

BUFFER = Message(
    "calibrate.tds.buffer", "Rinse the probe of {part} and put it into the buffer. Stir, and shake off the bubbles."
)
BUFFER_SAYS = Message("calibrate.tds.buffer_says", "What does the bottle say, in ppm? (1413 µS/cm are 707 ppm)")
BUFFER_WITHIN = Message(
    "calibrate.tds.buffer_within", "How exact is the buffer, in %? (a bottle with a certificate: 1; mixed in class: 3)"
)
OF_BUFFER = Message("calibrate.tds.of_buffer", "this buffer and a thermometer")
GOOD_BUFFER = Message("calibrate.tds.good_buffer", "a bottle of buffer with a certificate")
HOW_WARM = Message("calibrate.tds.how_warm", "How warm is the buffer, in °C?")
BOTH_IN = Message(
    "calibrate.tds.both_in", "Is {part}, its own thermometer, in the same glass? Then it counts, and no other."
)
NOT_THERE = Message(
    "calibrate.tds.not_there", "{part} shows {own_c:.1f} °C, and your thermometer says {said_c:.1f} °C."
)
NOT_THERE_HINT = Message(
    "calibrate.tds.not_there.hint", "Put both into the glass, stir, wait two minutes, and begin again."
)
OWN_COUNTS = Message(
    "calibrate.tds.own_counts",
    "It was measured with {part}. Whoever calibrates {part} later measures this again.",
)
DRY = Message("calibrate.tds.dry", "{part} gives {volts:.3f} V, as a dry probe does.")
DRY_HINT = Message("calibrate.tds.dry.hint", "Put the probe into the buffer; check its plug and its supply.")
FULL = Message("calibrate.tds.full", "{part} gives {volts:.2f} V, the end of its range.")
FULL_HINT = Message("calibrate.tds.full.hint", "Take a weaker buffer, such as 707 ppm, and look for a short.")
OTHER_BUFFER = Message(
    "calibrate.tds.other_buffer",
    "{part} shows {shown:.0f} ppm where the bottle says {true:.0f}: more than units differ.",
)
OTHER_BUFFER_HINT = Message(
    "calibrate.tds.other_buffer.hint", "Is it this buffer, fresh, and the probe clean? Check the temperature, too."
)
DRY_V = 0.02


def cell_k(subject: Subject, points: Sequence[Point], buffer_ppm: float, buffer_c: float) -> float:
    """True over shown in the buffer, at its own temperature. Raises Refused."""
    name, volts = subject.part.name, mean(points)
    if volts < DRY_V:
        raise Refused(DRY(part=name, volts=volts), DRY_HINT)
    if volts > SEN0244_MAX_V - DRY_V:
        raise Refused(FULL(part=name, volts=volts), FULL_HINT)
    refuse_unsteady(points, "V", STEADY * volts, NOISE * volts)
    shown = tds_ppm(volts, buffer_c)
    found = buffer_ppm / shown
    if not USUAL_K[0] <= found <= USUAL_K[1]:
        raise Refused(OTHER_BUFFER(part=name, shown=shown, true=buffer_ppm), OTHER_BUFFER_HINT)
    return found


def budget_of(subject: Subject, within: float) -> Budget:
    """What a buffer that is good to `within`, as a share, can give in %."""
    within_pct = 100.0 * hypot(within, THERMOMETER_C * EC_PER_K)
    return Budget(subject.part.name, "tds_ppm", "%", 100.0 * TYPE_WITHIN, OF_BUFFER(), within_pct, GOOD_BUFFER())


def calibrate(subject: Subject) -> Procedure:
    """One buffer, its value and its temperature, by the probe's own thermometer where that is in it."""
    within = 0.01 * (yield Ask("buffer_pct", BUFFER_WITHIN(), 0.1, 20.0, BUFFER_PCT))
    yield from worth_it(budget_of(subject, within))
    yield Do(Scene.BUFFER, BUFFER(part=subject.part.name))
    buffer_ppm = yield Ask("buffer_ppm", BUFFER_SAYS(), 50.0, 1200.0, BUFFER_PPM)
    buffer_c = yield Ask("buffer_c", HOW_WARM(), 0.0, 45.0, EC_REFERENCE_C)
    own = subject.of_type("thermometer", None)
    own_in = own is not None and (yield Confirm("thermometer_in", BOTH_IN(part=own)))
    points = yield Measure(VOLTS, READINGS, EVERY_S, SETTLES_S)
    refuse_too_few(points, READINGS)
    said: tuple[Message, ...] = ()
    missed_c = THERMOMETER_C
    if own_in:
        warm = yield Measure(TEMPERATURE, OWN_READINGS, EVERY_S, part=own)
        refuse_too_few(warm, OWN_READINGS)
        if abs(mean(warm) - buffer_c) > NOT_THERE_C:
            seen = NOT_THERE(part=own, own_c=mean(warm), said_c=buffer_c)
            raise Refused(seen, NOT_THERE_HINT)
        buffer_c, missed_c, said = mean(warm), OWN_C, (OWN_COUNTS(part=own),)
    found = cell_k(subject, points, buffer_ppm, buffer_c)
    share = within + missed_c * EC_PER_K + doubt(points) / mean(points)
    uncertainty = {"cell_k": rounded(share * found, 2)}
    at = (rounded(mean(points)), rounded(buffer_c), buffer_ppm)
    return Outcome({"cell_k": rounded(found)}, uncertainty, [at], "volts_v, water_c, true_ppm", said=said)
