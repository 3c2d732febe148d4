"""Three push buttons. Only a new press counts, so a taped-down button, or one with a short, does nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from .model import Sensed


class Buttons(NamedTuple):
    """Something that is true or not of each button."""

    reset: bool
    hush: bool
    test: bool


NONE = Buttons(False, False, False)
ALL = Buttons(True, True, True)


def look_at_buttons(sensed: Sensed, held: Buttons) -> tuple[Buttons, Buttons]:
    """Which buttons are newly pressed, and which are held from now on. One that cannot be read counts as held."""
    reset, hush, test = sensed.reset_pressed, sensed.hush_pressed, sensed.test_pressed
    if reset is False and hush is False and test is False:
        return NONE, NONE
    pressed = Buttons(
        reset is True and not held.reset,
        hush is True and not held.hush,
        test is True and not held.test,
    )
    return pressed, Buttons(reset is not False, hush is not False, test is not False)
