"""Door switch: the magnet closes the reed contact while the door is shut."""

from __future__ import annotations

from sim.chips._contact import ContactChip


class DoorSwitchChip(ContactChip):
    """A door switch that senses whether the door is open."""

    feels = ("open",)
    closed_when = False
