"""Which icon of look/icons.svg stands for a fault, by its kind: `gas=off` has a plug."""

from __future__ import annotations

ICONS = {  # of a fault, by its kind
    "off": "plug", "intermittent": "plug", "cut": "power", "power_cut": "power", "stuck": "valve", "open": "power",
    "killed": "tools", "stalled": "clock", "shaded": "hidden", "burst": "danger", "welded": "danger",
}  # fmt: skip


def icon_of(fault: str) -> str:
    """The icon of a fault, by its kind: `gas=off` has a plug."""
    target, _, kind = fault.partition("=")
    if target == "door":
        return "hand"
    if kind == "off":
        return ICONS[kind]
    return "flame" if "heater" in target else ICONS.get(kind.partition("(")[0], "tools")
