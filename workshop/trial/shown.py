"""Values as a person reads them: with a unit, and with as many digits as mean something."""

from __future__ import annotations

from devices import Message
from devices.language import LITERS_A_MINUTE, UNITS
from workshop.trial.person import NO_LABEL, YES_LABEL

NUMBERS = (
    Message("try.number.0", "{value:.0f} {unit}"),
    Message("try.number.1", "{value:.1f} {unit}"),
    Message("try.number.2", "{value:.2f} {unit}"),
)
DIGITS = 3


def shown(value: float | bool, unit: str) -> Message:
    """The value with its unit; a switch is yes or no."""
    if isinstance(value, bool):
        return YES_LABEL if value else NO_LABEL
    digits = min(max(0, DIGITS - len(f"{abs(value):.0f}")), len(NUMBERS) - 1)
    return NUMBERS[digits](value=round(float(value), digits) + 0.0, unit=_unit(unit))


def limit(value: float, unit: str) -> Message:
    """The same for a limit, which is mostly a whole number."""
    return NUMBERS[0](value=value, unit=_unit(unit)) if value == round(value) else shown(value, unit)


def _unit(unit: str) -> Message | str:
    return LITERS_A_MINUTE if unit == "L/min" else UNITS.get(unit, unit)
