"""Float switch: a reed contact that rising water closes, or opens when it is mounted upside down."""

from __future__ import annotations

from sim.chips._contact import ContactChip


class FloatSwitchChip(ContactChip):
    """A float switch that senses whether the water has reached its level. The option `closed_when_wet` inverts it."""

    feels = ("wet",)
