"""A press of a button: it is down now, and was known to be up before.

A button that is taped down, has a short, or comes back from a loose wire must do nothing: it would clear every alarm.
Nor must one whose wire flutters, such as a damp or a rubbed one: it would press again and again.
"""

from __future__ import annotations

from typing import NamedTuple

FORGOTTEN_S = 60.0  # chosen: a press is forgotten in a minute,
MOST_PRESSES = 5.0  # and a person presses so often at most, before looking what happens


def is_press(down: bool | None, held: bool) -> bool:
    """Whether a button is newly down. `held` is what `is_held` said at the last tick; at power-on it is True."""
    return down is True and not held


def is_held(down: bool | None) -> bool:
    """Whether a button is down or cannot be read: the next tick on which it is down is then no press."""
    return down is not False


class Press(NamedTuple):
    """What a law remembers of a button. `Press()` is one at power-on: what is down then was not pressed.

    One that is pressed more than once a minute for minutes presses itself; it counts again after a minute of rest.
    """

    held: bool = True
    often: float = 0.0  # presses that are not forgotten yet, those that did not count among them; 0 to MOST_PRESSES

    def counts(self, down: bool | None) -> bool:
        """Whether this tick brings a press that may be of a person. `self` is from the tick before."""
        return is_press(down, self.held) and not self.flutters

    @property
    def flutters(self) -> bool:
        """Whether the button presses itself, as far as one can see."""
        return self.often > MOST_PRESSES - 1.0

    def step(self, down: bool | None, dt_s: float) -> Press:
        """The button `dt_s` later."""
        held = is_held(down)
        if self.often <= 0.0 and not is_press(down, self.held):
            return self if held is self.held else Press(held)
        often = max(self.often - dt_s / FORGOTTEN_S, 0.0)
        return Press(held, min(often + 1.0, MOST_PRESSES) if is_press(down, self.held) else often)
