"""A finger on a button, written `BUTTON@START` or `BUTTON@START..END`: `reset@40m`, `gpio17@5s..8s`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from devices import HighlandError, Message
from sim.time.durations import seconds

PRESS_S = 2.0  # chosen: a loop that turns once a second sees the finger at least once
CLICK_S = 0.5  # chosen: a program that waits for edges sees it, and gpiozero's hold_time of 1 s does not
PRESSED = "_pressed"  # what a button feels: `reset_pressed`

NOT_A_PRESS = Message("press.shape", "{text} is not a press of a button.")
NOT_A_PRESS_HINT = Message(
    "press.shape.hint", "Write what is pressed and when, such as reset@40m, gpio17@5s or gpio17@5s..8s."
)
NO_BUTTON = Message("control.no_button", "There is no button {name}.")
NO_BUTTON_HINT = Message("control.no_button.hint", "There are: {names}.")


class PressError(HighlandError):
    """A press that cannot be: it says what can."""


@dataclass(frozen=True, slots=True)
class Press:
    """A finger on `button`, a part or a pin, from `start_s` to `end_s` after the start of the run."""

    button: str
    start_s: float
    end_s: float

    @property
    def channel(self) -> str:
        """The channel that feels it."""
        return self.button + PRESSED


def parse_press(text: str, length_s: float = PRESS_S) -> Press:
    """The press in a text; it lasts `length_s` when no end is given. Raises PressError."""
    button, at, when = (piece.strip() for piece in text.partition("@"))
    start, dots, end = when.partition("..")
    try:
        start_s = seconds(start) if at else 0.0
        end_s = seconds(end) if dots else start_s + length_s
    except ValueError:
        raise PressError(NOT_A_PRESS(text=text), NOT_A_PRESS_HINT) from None
    if not button or not 0.0 <= start_s < end_s:
        raise PressError(NOT_A_PRESS(text=text), NOT_A_PRESS_HINT)
    return Press(button, start_s, end_s)


def no_button(name: str, buttons: Sequence[str]) -> PressError:
    """The refusal of a button that is not there."""
    return PressError(NO_BUTTON(name=name[:40]), NO_BUTTON_HINT(names=", ".join(buttons) or "-"))
