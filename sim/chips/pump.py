"""Water pump on a relay module."""

from __future__ import annotations

from sim.chips._switched import SwitchedChip


class PumpChip(SwitchedChip):
    """A pump that moves the plant's water."""
