"""A press of a button: it is down now, and was known to be up before.

A button that is taped down, has a short, or comes back from a loose wire must do nothing: it would clear every alarm.
"""

from __future__ import annotations


def is_press(down: bool | None, held: bool) -> bool:
    """Whether a button is newly down. `held` is what `is_held` said at the last tick; at power-on it is True."""
    return down is True and not held


def is_held(down: bool | None) -> bool:
    """Whether a button is down or cannot be read: the next tick on which it is down is then no press."""
    return down is not False
