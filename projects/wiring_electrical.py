"""What `electrical = { ... }` in wiring.toml may say: what stands between a part and the board."""

from __future__ import annotations

from devices import WiredPart

PLAIN_KEYS = frozenset(("signal_v", "supply_v", "current_ma"))
# Numbers. pi_supply_v: the part takes its power from the Pi's own pins of 3.3 or 5 V, supply_ma of it.
NUMBERS = frozenset(("resistor_ohm", "pull_up_ohm", "pull_down_ohm", "pi_supply_v", "supply_ma"))
# coil_straight: a relay's or motor's coil sits on the GPIO itself; diode: one lies across the coil;
# common_ground: the part's ground is joined with the Pi's.
SWITCHES = frozenset(("coil_straight", "diode", "common_ground"))
ELECTRICAL_KEYS = {*PLAIN_KEYS, *NUMBERS, *SWITCHES}


def number(part: WiredPart, key: str) -> float | None:
    """A number of the part's electrical table, or None when nobody says."""
    found = part.electrical.get(key)
    return None if found is None else float(found)


def says(part: WiredPart, key: str, answer: bool) -> bool:
    """Whether the list gives exactly this answer; silence is neither yes nor no."""
    return part.electrical.get(key) is answer
