"""Dry contact: some other device closes or opens it."""

from __future__ import annotations

from sim.chips._contact import ContactChip


class DryContactChip(ContactChip):
    """A contact that senses whether the other device holds it closed."""

    feels = ("closed",)
