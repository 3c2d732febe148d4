"""Whether wires carry more than LEDs and a buzzer: what a law of a lesson must not switch."""

from __future__ import annotations

from devices import OutputPart, Wiring
from drivers import find

HARMLESS = ("lamp", "buzzer")  # drivers of what nobody is hurt by, on or off


def has_loads(wiring: Wiring) -> bool:
    """Whether anything is switched that is neither a lamp nor a buzzer. Raises WiringError for an unknown driver."""
    return any(issubclass(find(part.driver), OutputPart) and part.driver not in HARMLESS for part in wiring.parts)
