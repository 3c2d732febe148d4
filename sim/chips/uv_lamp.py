"""UV lamp on a relay module."""

from __future__ import annotations

from sim.chips._switched import SwitchedChip


class UvLampChip(SwitchedChip):
    """A lamp whose light the plant counts as UV."""
