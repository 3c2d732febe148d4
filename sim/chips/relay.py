"""Relay module."""

from __future__ import annotations

from sim.chips._switched import SwitchedChip


class RelayChip(SwitchedChip):
    """The coil of a relay; the switched load belongs to the plant."""
