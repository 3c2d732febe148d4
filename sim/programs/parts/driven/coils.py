"""A stepper of two coils, each with a driver that turns its current round: its steps are counted, however fast."""

from __future__ import annotations

PLACES = {(1, 0): 0, (1, 1): 1, (0, 1): 2, (-1, 1): 3, (-1, 0): 4, (-1, -1): 5, (0, -1): 6, (1, -1): 7}  # half steps
LEAST = 4  # half steps, chosen: before that, two motors may have been switched on one after the other
STEPS_A_TURN = 200  # chosen: what nearly all of them have, 1.8 degrees a step


class Coils:
    """The two coils. A jump to the opposite place turns it nowhere."""

    def __init__(self) -> None:
        self._place: int | None = None
        self._forward = self._backward = 0

    def to(self, first: float, second: float) -> None:
        """The currents are now these; only their signs count."""
        place = PLACES.get((_sign(first), _sign(second)))
        if place is None:
            return
        moved = 0 if self._place is None else (place - self._place + 4) % 8 - 4
        self._place = place
        if moved > 0:
            self._forward += moved
        elif moved > -4:
            self._backward -= moved

    @property
    def is_stepper(self) -> bool:
        """Whether they were driven one after the other."""
        return self._forward + self._backward >= LEAST

    @property
    def forward_steps(self) -> float:
        """Whole steps forward; half ones count half."""
        return self._forward / 2

    @property
    def backward_steps(self) -> float:
        """Whole steps backward."""
        return self._backward / 2

    @property
    def degrees(self) -> float:
        """How far from the start it stands."""
        return (self._forward - self._backward) / 2 * 360 / STEPS_A_TURN


def _sign(current: float) -> int:
    return (current > 0) - (current < 0)
