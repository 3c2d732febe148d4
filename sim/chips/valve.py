"""Normally closed solenoid valve on a relay module: a spring shuts it."""

from __future__ import annotations

from sim.chips._switched import SwitchedChip


class ValveChip(SwitchedChip):
    """A valve; power opens it, so no power and a pin let go both close it."""

    command = "open"
