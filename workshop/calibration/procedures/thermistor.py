"""A thermistor's own resistance at 25 C from ice water, and with a second, warm glass its beta too."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, hypot, log

from devices import Message
from science.sensor_curves import T25_K, ZERO_C_IN_K, ntc_resistance_from_voltage_ohm
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

READINGS, EVERY_S, SETTLES_S = 60, 1.0, 120.0
STEADY_V, NOISE_V = 0.005, 0.05  # chosen: 0.15 K with 10 k parts
APART_C = 15.0  # chosen: two points nearer than this say nothing of beta
R25_WITHIN, BETA_WITHIN = 0.25, 0.08  # chosen: beads of 5 %, and what a wrong type shows
ICE_WITHIN_C, GLASS_WITHIN_C = 0.1, 0.2  # chosen: stirred crushed ice; a fever thermometer in a cooling glass
WARM_C = 35.0
BETA_LEFT = 0.01  # of its type's: what ice alone does not see (sim/chips/ntc.py)
SERIES_OHM, R25_OHM, BETA_K, SUPPLY_V = 10_000.0, 10_000.0, 3950.0, 3.3  # the driver's own

TYPE_R25_WITHIN = 0.05  # cheap beads with their series resistor (sim/chips/ntc.py)
MIDDLE_C = 25.0  # where the two references are held against each other

OF_ICE = Message("calibrate.ntc.of_ice", "ice water alone")
OF_ICE_AND_WARM = Message("calibrate.ntc.of_ice_and_warm", "ice water and a fever thermometer")
FEVER = Message("calibrate.ntc.fever", "a fever thermometer too, in water of 37 to 40 °C")
ICE = Message(
    "calibrate.ntc.ice",
    "Put {part} in a thin bag into a glass of crushed ice with a little water, and stir. It must not touch the glass.",
)
HOW_COLD = Message("calibrate.ntc.how_cold", "How cold is the ice water, in °C? (well stirred: 0)")
SECOND = Message(
    "calibrate.ntc.second", "Is there a fever thermometer, or another good one, for a second point in warm water?"
)
WARM = Message(
    "calibrate.ntc.warm", "Put {part} in its bag and the thermometer together into water of 37 to 40 °C, and stir."
)
ICE_ALONE = Message(
    "calibrate.ntc.ice_alone",
    "Ice alone does not show beta: at 35 °C {part} may still be {off_c:.1f} °C off. A fever thermometer would show it.",
)
HOW_WARM = Message("calibrate.ntc.how_warm", "What does the thermometer say now, in °C?")
OPEN = Message("calibrate.ntc.open", "{part} gives {volts:.2f} V: an open wire or a short.")
OPEN_HINT = Message("calibrate.ntc.open.hint", "Check both wires of the thermistor and its series resistor.")
TOO_NEAR = Message("calibrate.ntc.too_near", "{first_c:.1f} and {second_c:.1f} °C lie too near together.")
TOO_NEAR_HINT = Message("calibrate.ntc.too_near.hint", "Take water of 35 to 45 °C for the second point.")
UNUSUAL = Message(
    "calibrate.ntc.unusual", "{part} would have {r25_ohm:.0f} Ω at 25 °C and a beta of {beta_k:.0f} K: not this type."
)
UNUSUAL_HINT = Message(
    "calibrate.ntc.unusual.hint", "Was the water stirred? Check r25_ohm, beta_k and series_ohm in wiring.toml."
)


def ohm(subject: Subject, points: Sequence[Point]) -> float:
    """Its resistance in ohm. Raises Refused for an open wire, a short or an unsteady value."""
    supply_v, series_ohm = subject.option("supply_v", SUPPLY_V), subject.option("series_ohm", SERIES_OHM)
    volts = mean(points)
    if not 0.02 < volts / supply_v < 0.98:  # the driver's own limits
        raise Refused(OPEN(part=subject.part.name, volts=volts), OPEN_HINT)
    refuse_unsteady(points, "V", STEADY_V, NOISE_V)
    return ntc_resistance_from_voltage_ohm(volts, series_ohm, supply_v)


def r25_and_beta(subject: Subject, pairs: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Resistance at 25 C in ohm and beta in K from one or two pairs of ohm and C. Raises Refused."""
    usual_ohm, usual_k = subject.of_type("r25_ohm", R25_OHM), subject.of_type("beta_k", BETA_K)
    (first_ohm, first_c), beta_k = pairs[0], usual_k
    if len(pairs) == 2:
        second_ohm, second_c = pairs[1]
        if abs(first_c - second_c) < APART_C:
            raise Refused(TOO_NEAR(first_c=first_c, second_c=second_c), TOO_NEAR_HINT)
        beta_k = log(first_ohm / second_ohm) / (1.0 / _kelvin(first_c) - 1.0 / _kelvin(second_c))
    r25_ohm = first_ohm / exp(beta_k * (1.0 / _kelvin(first_c) - 1.0 / T25_K))
    if abs(r25_ohm / usual_ohm - 1.0) > R25_WITHIN or abs(beta_k / usual_k - 1.0) > BETA_WITHIN:
        raise Refused(UNUSUAL(part=subject.part.name, r25_ohm=r25_ohm, beta_k=beta_k), UNUSUAL_HINT)
    return r25_ohm, beta_k


def beta_unseen_c(t_c: float) -> float:
    """How far off it may be at `t_c` when only ice is known, for beta may be any of its type."""
    return BETA_LEFT * abs(t_c) * _kelvin(t_c) / ZERO_C_IN_K


def budget_of(subject: Subject, two_points: bool) -> Budget:
    """What the reference can give at 25 C: ice shows R25, and only a second point shows beta."""
    type_c = TYPE_R25_WITHIN * T25_K**2 / subject.of_type("beta_k", BETA_K)
    unseen_c = 0.0 if two_points else beta_unseen_c(MIDDLE_C)
    reference = OF_ICE_AND_WARM() if two_points else OF_ICE()
    within_c = hypot(ICE_WITHIN_C, unseen_c)
    return Budget(subject.part.name, "temperature_c", "°C", type_c, reference, within_c, FEVER())


def calibrate(subject: Subject) -> Procedure:
    """Ice water, and a glass of warm water where there is a thermometer."""
    name = subject.part.name
    two_points = yield Confirm("second", SECOND())
    yield from worth_it(budget_of(subject, two_points))
    yield Do(Scene.ICE_WATER, ICE(part=name))
    first_c = yield Ask("ice_c", HOW_COLD(), -1.0, 5.0, 0.0)
    cold = yield Measure(VOLTS, READINGS, EVERY_S, SETTLES_S)
    refuse_too_few(cold, READINGS)
    pairs = [(ohm(subject, cold), first_c)]
    if two_points:
        yield Do(Scene.WARM_WATER, WARM(part=name))
        warm = yield Measure(VOLTS, READINGS, EVERY_S, SETTLES_S)
        refuse_too_few(warm, READINGS)
        second_c = yield Ask("warm_c", HOW_WARM(), 10.0, 80.0)
        pairs.append((ohm(subject, warm), second_c))
    r25_ohm, beta_k = r25_and_beta(subject, pairs)
    per_k = beta_k / T25_K**2
    values, uncertainty = {"r25_ohm": rounded(r25_ohm)}, {"r25_ohm": rounded(ICE_WITHIN_C * per_k * r25_ohm, 2)}
    if len(pairs) == 2:
        values["beta_k"] = rounded(beta_k)
        missed_c = ICE_WITHIN_C + GLASS_WITHIN_C + doubt(cold)
        uncertainty["beta_k"] = rounded(missed_c / abs(pairs[1][1] - first_c) * beta_k, 2)
    said = () if len(pairs) == 2 else (ICE_ALONE(part=name, off_c=beta_unseen_c(WARM_C)),)
    pairs_kept = [(rounded(resistance), true_c) for resistance, true_c in pairs]
    return Outcome(values, uncertainty, pairs_kept, "shown_ohm, true_c", said=said)


def _kelvin(t_c: float) -> float:
    return t_c + ZERO_C_IN_K
