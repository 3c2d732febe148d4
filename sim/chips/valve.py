"""Normally closed solenoid valve on a relay module: a spring shuts it."""

from __future__ import annotations

from sim.chips._switched import SwitchedChip


class ValveChip(SwitchedChip):
    """A valve; power opens it, so without power or with a floating pin it closes."""

    command = "open"
