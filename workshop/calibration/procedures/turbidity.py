"""What a SEN0189 turbidity probe gives in clear water: the mean of a hundred readings, through its own wires."""

from __future__ import annotations

from collections.abc import Sequence

from devices import Message
from science.sensor_curves import SEN0189_CLEAR_SPREAD_V, SEN0189_CLEAR_V
from workshop.calibration.advice import NOTHING_BETTER, worth_it
from workshop.calibration.budget import Budget
from workshop.calibration.recording import doubt, kept, mapped, mean, refuse_too_few, refuse_unsteady, rounded
from workshop.calibration.steps import VOLTS, Do, Measure, Outcome, Point, Procedure, Refused, Scene, Subject

READINGS, EVERY_S, SETTLES_S = 100, 1.0, 60.0  # a minute, so that bubbles leave the probe
WIRES_V = 0.02  # chosen: what divider and converter add to the probe's own spread
STEADY_V, NOISE_V = 0.003, 0.02  # chosen: 11 NTU at the clear end
SUPPLY_V = 5.0
REFERENCE_V = 0.001  # chosen: filtered water of up to 0.3 NTU is 0.1 mV of it, the rest is noise of a hundred readings

OF_WATER = Message("calibrate.turbidity.of_water", "clear water")
CLEAR_WATER = Message(
    "calibrate.turbidity.clear_water",
    "Wipe the probe of {part}, put it into clear water up to its mark, in the dark, and shake off the bubbles.",
)
IMPLAUSIBLE = Message(
    "calibrate.turbidity.implausible", "{part} gives {volts:.3f} V; in clear water it gives {low:.1f} to {high:.1f} V."
)
TOO_LOW_HINT = Message(
    "calibrate.turbidity.too_low.hint", "Is the water clear, the probe clean, the supply 5 V, the divider right?"
)
TOO_HIGH_HINT = Message(
    "calibrate.turbidity.too_high.hint", "Keep sunlight off the probe; measure the supply and the divider."
)


def clear_v(subject: Subject, points: Sequence[Point]) -> float:
    """Volts in clear water, before the divider. Raises Refused when no probe gives that, or when it is not steady."""
    divider = subject.of_type("divider", 1.0)
    volts = mapped(points, lambda point: point.value * divider)
    found = mean(volts)
    usual_v = SEN0189_CLEAR_V * subject.option("supply_v", SUPPLY_V) / SUPPLY_V
    within_v = SEN0189_CLEAR_SPREAD_V + WIRES_V
    if abs(found - usual_v) > within_v:
        low, high = usual_v - SEN0189_CLEAR_SPREAD_V, usual_v + SEN0189_CLEAR_SPREAD_V
        seen = IMPLAUSIBLE(part=subject.part.name, volts=found, low=low, high=high)
        raise Refused(seen, TOO_LOW_HINT if found < usual_v else TOO_HIGH_HINT)
    refuse_unsteady(volts, "V", STEADY_V, NOISE_V)
    return found


def calibrate(subject: Subject) -> Procedure:
    """Clear water, a minute of rest, a hundred readings."""
    name, within_v = subject.part.name, SEN0189_CLEAR_SPREAD_V
    yield from worth_it(Budget(name, "turbidity_ntu", "V", within_v, OF_WATER(), REFERENCE_V, NOTHING_BETTER()))
    yield Do(Scene.CLEAR_WATER, CLEAR_WATER(part=subject.part.name))
    points = yield Measure(VOLTS, READINGS, EVERY_S, SETTLES_S)
    refuse_too_few(points, READINGS)
    found = clear_v(subject, points)
    uncertainty = {"clear_v": rounded(max(doubt(points) * subject.of_type("divider", 1.0), 0.0005), 2)}
    return Outcome({"clear_v": rounded(found)}, uncertainty, kept(points), "time_s, volts_v")
