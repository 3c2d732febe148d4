"""The trim of an INA219, by a meter in series: one point without current, one with a good deal of it.

A cheap meter is no more exact than the board's own resistor. Then it only checks the board: the trim stays, unless they
differ by more than both allow. The zero is taken all the same, for no meter is needed to know it.
"""

from __future__ import annotations

from collections.abc import Sequence

from devices import Message
from workshop.calibration.advice import worth_it
from workshop.calibration.budget import Budget
from workshop.calibration.recording import (
    both_within,
    doubt,
    mean,
    refuse_too_few,
    refuse_unsteady,
    rounded,
    share_to_take,
)
from workshop.calibration.steps import Ask, Do, Measure, Outcome, Point, Procedure, Refused, Scene, Subject

CURRENT = "current_a"
READINGS, EVERY_S, SETTLES_S = 100, 0.5, 5.0
STEP_V = 10e-6  # of the chip, over its shunt
LEAST_STEPS = 500  # chosen: of a step the reading of the meter's current has, so that one is 0.2 %
MOST_OFF = 0.3  # chosen: a user found 18 % too much on a cheap board
ZERO_V = 0.4e-3  # twice the data sheet's worst offset (SBOS448F)
STEADY, NOISE = 0.01, 0.10  # chosen, shares of the mean
SHUNT_OHM = 0.1
SHUNT_WITHIN = 0.01  # a resistor marked R100 or R020, from memory (sim/chips/ina219.py)
NEARLY_ALL = 0.9  # chosen: of a difference; less is told

NOTHING_FLOWS = Message(
    "calibrate.current.nothing_flows",
    "Take the wire off Vin- of {part}, so that no current can flow. The rest of the board stays on.",
)
LOAD = Message(
    "calibrate.current.load",
    "Put a meter in series with Vin-, in its 10 A range, and a lamp that takes at least {least_a:.2f} A.",
)
METER_SAYS = Message(
    "calibrate.current.meter_says", "What does the meter say, in A? (minus when the current flows out of Vin+)"
)
METER_WITHIN = Message("calibrate.current.meter_within", "How exact is the meter in this range, in %? (a cheap one: 1)")
NOT_ZERO = Message("calibrate.current.not_zero", "{part} shows {shown:.4f} A where nothing should flow.")
NOT_ZERO_HINT = Message("calibrate.current.not_zero.hint", "Is the wire really off? Otherwise this board is broken.")
TOO_LITTLE = Message(
    "calibrate.current.too_little", "The meter says {true:.3f} A; at least {least_a:.2f} A are needed for a trim."
)
TOO_LITTLE_HINT = Message("calibrate.current.too_little.hint", "Take a larger load, such as a 12 V lamp of 10 W.")
FAR = Message("calibrate.current.far", "{part} shows {shown:.3f} A where the meter says {true:.3f} A.")
FAR_HINT = Message(
    "calibrate.current.far.hint",
    "Is the sign right, and the meter in A, not mA? Check shunt_ohm in wiring.toml against the print on the resistor.",
)
PARTLY = Message(
    "calibrate.current.partly",
    "Meter and {part} differ by {off_pct:.1f} %, and both may be wrong: {pct:.0f} % of it goes into the trim.",
)


KEEPS = Message(
    "calibrate.current.keeps",
    "Meter and {part} differ by {off_pct:.1f} %, which both together allow: the trim stays as it was.",
)
OF_METER = Message("calibrate.current.of_meter", "your meter")
GOOD_METER = Message("calibrate.current.good_meter", "a meter of 0.2 % or less, from a workshop or a trade school")


def budget_of(subject: Subject, within: float) -> Budget:
    """What a meter that is good to `within`, as a share, can give in %."""
    type_pct = 100.0 * SHUNT_WITHIN
    return Budget(subject.part.name, CURRENT, "%", type_pct, OF_METER(), 100.0 * within, GOOD_METER())


def least_a(shunt_ohm: float) -> float:
    """The least current that is worth a trim."""
    return LEAST_STEPS * STEP_V / shunt_ohm


def zero_and_gain(
    subject: Subject, still: Sequence[Point], flows: Sequence[Point], true_a: float
) -> tuple[float, float]:
    """What it shows at no current, in A, and true over shown beyond that; both with a trim of 1. Raises Refused."""
    name, shunt_ohm = subject.part.name, subject.shown_with("shunt_ohm", SHUNT_OHM)
    trim = subject.shown_with("trim", 1.0)
    zero_a, shown_a = mean(still) / trim, mean(flows) / trim
    if abs(zero_a) > ZERO_V / shunt_ohm:
        raise Refused(NOT_ZERO(part=name, shown=zero_a), NOT_ZERO_HINT)
    if abs(true_a) < least_a(shunt_ohm):
        raise Refused(TOO_LITTLE(true=true_a, least_a=least_a(shunt_ohm)), TOO_LITTLE_HINT)
    refuse_unsteady(flows, "A", STEADY * abs(mean(flows)), NOISE * abs(mean(flows)))
    gain = true_a / (shown_a - zero_a) if shown_a != zero_a else 0.0
    if abs(gain - 1.0) > MOST_OFF:
        raise Refused(FAR(part=name, shown=shown_a, true=true_a), FAR_HINT)
    return zero_a, gain


def calibrate(subject: Subject) -> Procedure:
    """No current, then a current that a meter knows."""
    name, shunt_ohm = subject.part.name, subject.shown_with("shunt_ohm", SHUNT_OHM)
    within = 0.01 * (yield Ask("meter_pct", METER_WITHIN(), 0.01, 20.0, 1.0))
    counts = yield from worth_it(budget_of(subject, within))
    yield Do(Scene.NO_CURRENT, NOTHING_FLOWS(part=name))
    still = yield Measure(CURRENT, READINGS, EVERY_S, SETTLES_S)
    refuse_too_few(still, READINGS)
    yield Do(Scene.CURRENT, LOAD(least_a=least_a(shunt_ohm)))
    true_a = yield Ask("meter_a", METER_SAYS(), -20.0, 20.0)
    flows = yield Measure(CURRENT, READINGS, EVERY_S, SETTLES_S)
    refuse_too_few(flows, READINGS)
    zero_a, gain = zero_and_gain(subject, still, flows, true_a)
    share = share_to_take(gain - 1.0, SHUNT_WITHIN, within, counts)
    off_pct = 100.0 * abs(gain - 1.0)
    points = [(rounded(mean(still)), 0.0), (rounded(mean(flows)), true_a)]
    if share == 0.0:
        zero = {CURRENT: [[rounded(zero_a * subject.shown_with("trim", 1.0)), 0.0]]}
        keeps = KEEPS(part=name, off_pct=off_pct)
        return Outcome(zero, {CURRENT: rounded(doubt(still), 2)}, points, "shown_a, true_a", said=(keeps,))
    trim, unsure = 1.0 + share * (gain - 1.0), within if share == 1.0 else both_within(SHUNT_WITHIN, within)
    said = () if share > NEARLY_ALL else (PARTLY(part=name, off_pct=off_pct, pct=100.0 * share),)
    values = {"trim": rounded(trim), CURRENT: [[rounded(zero_a * trim), 0.0]]}
    uncertainty = {"trim": rounded(unsure + doubt(flows) / abs(true_a), 2), CURRENT: rounded(doubt(still), 2)}
    return Outcome(values, uncertainty, points, "shown_a, true_a", said=said)
