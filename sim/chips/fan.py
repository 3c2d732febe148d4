"""Fan on a relay module."""

from __future__ import annotations

from sim.chips._switched import SwitchedChip


class FanChip(SwitchedChip):
    """A fan that moves the plant's air."""
