"""A glass thermometer against two points that every school has: crushed ice, and a fever thermometer in warm water.

Most of its error is one shift of the whole scale. A fever thermometer is good to 0.1 °C from 35.5 to 42 °C (EN 12470-3,
from memory), and shows nothing below, so it cannot hang beside the sensor itself.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import Any

from devices import Message
from workshop.calibration.steps import Ask, Confirm, Do, Refused, Scene

TENTHS_WITHIN_C = 0.2  # chosen: a glass thermometer with tenths, as it came
CHECKED_WITHIN_C = 0.1  # chosen: what is left of it after both points
FEVER_C = (35.5, 42.0)
FARTHEST_C = 2.0  # chosen: at one point; more is a broken thermometer, or ice that was not stirred
UNLIKE_C = 1.0  # chosen: between the two points; a scale of one glass does not stretch so much

CHECK = Message(
    "calibrate.thermometer.check", "Are crushed ice and a fever thermometer there, to check the glass thermometer?"
)
IN_ICE = Message(
    "calibrate.thermometer.in_ice",
    "Put the glass thermometer into crushed ice with a little water. Stir, and wait three minutes.",
)
ICE_SAYS = Message("calibrate.thermometer.ice_says", "What does it say in the ice, in °C?")
IN_WARM = Message(
    "calibrate.thermometer.in_warm",
    "Put both thermometers together into water of 37 to 40 °C, and stir until the fever thermometer beeps.",
)
FEVER_SAYS = Message("calibrate.thermometer.fever_says", "What does the fever thermometer say, in °C?")
GLASS_SAYS = Message("calibrate.thermometer.glass_says", "What does the glass thermometer say now, in °C?")
HOW_EXACT = Message("calibrate.air.how_exact", "How exact is that thermometer, in °C? (one with tenths: 0.2)")
WRONG = Message(
    "calibrate.thermometer.wrong",
    "The glass thermometer is {ice_c:+.1f} °C off in ice and {warm_c:+.1f} °C off beside the fever thermometer.",
)
WRONG_HINT = Message(
    "calibrate.thermometer.wrong.hint", "Crush the ice finer, stir both glasses, and begin again; or take another one."
)

Right = Callable[[float], float]


def checked() -> Generator[Any, Any, tuple[Right, float] | None]:
    """What a reading of the thermometer means and how exact that is, in °C; None where it cannot be checked.

    Raises Refused when the points do not fit together.
    """
    if not (yield Confirm("checked", CHECK())):
        return None
    yield Do(Scene.GLASS_IN_ICE, IN_ICE())
    ice_c = yield Ask("glass_in_ice_c", ICE_SAYS(), -5.0, 5.0, 0.0)
    yield Do(Scene.GLASS_IN_WARM, IN_WARM())
    fever_c = yield Ask("fever_c", FEVER_SAYS(), *FEVER_C)
    warm_c = yield Ask("glass_warm_c", GLASS_SAYS(), 30.0, 50.0)
    off_c = warm_c - fever_c
    if max(abs(ice_c), abs(off_c)) > FARTHEST_C or abs(off_c - ice_c) > UNLIKE_C:
        raise Refused(WRONG(ice_c=ice_c, warm_c=off_c), WRONG_HINT)
    return lambda said_c: (said_c - ice_c) * fever_c / (warm_c - ice_c), CHECKED_WITHIN_C


def as_it_came() -> Generator[Any, Any, tuple[Right, float]]:
    """The same for one that nobody can check: it is believed as far as the person says."""
    within_c = yield Ask("thermometer_within_c", HOW_EXACT(), 0.01, 3.0, TENTHS_WITHIN_C)
    return lambda said_c: said_c, within_c
