"""Push button: closed while a finger is on it."""

from __future__ import annotations

from sim.chips._contact import ContactChip


class ButtonChip(ContactChip):
    """A button that senses whether it is pressed."""

    feels = ("pressed",)
