"""Active buzzer module."""

from __future__ import annotations

from sim.chips._switched import SwitchedChip


class BuzzerChip(SwitchedChip):
    """A buzzer; the plant knows whether it sounds."""
