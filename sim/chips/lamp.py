"""Lamp on a relay module."""

from __future__ import annotations

from sim.chips._switched import SwitchedChip


class LampChip(SwitchedChip):
    """A lamp that gives light and heat to the plant."""
