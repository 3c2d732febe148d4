"""Float switch: a reed contact that the water's height closes, or opens when it is mounted upside down."""

from __future__ import annotations

from sim.chips._contact import ContactChip


class FloatSwitchChip(ContactChip):
    """A float switch that feels whether the water stands at its height. The option `closed_when_wet` turns it over."""

    feels = ("wet",)
