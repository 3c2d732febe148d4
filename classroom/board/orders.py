"""What a page may order: the orders of sim/live/orders.py, but only what the page itself offers, and three of its own.

{"do": "next"}      on to the next change of state, as fast as this computer can, then pause
{"do": "mend_all"}  every fault ends
{"do": "restart"}   the same world from its beginning
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import Any

from sim.live.orders import MAX

PLAIN = frozenset({"pause", "resume", "next", "mend_all", "restart"})
LARGEST = 1_000  # bytes


class Offer:
    """What this page offers: its speeds, its buttons and its faults. Everything else is refused."""

    def __init__(self, speeds: Collection[float], buttons: Collection[str], faults: Collection[str]) -> None:
        self.speeds, self.buttons, self.faults = tuple(speeds), tuple(buttons), tuple(faults)

    def read(self, content: bytes) -> dict[str, Any] | None:
        """The order in a request, or None: it is none of those that are offered."""
        if len(content) > LARGEST:
            return None
        try:
            order = json.loads(content.decode("utf-8"))
        except (ValueError, RecursionError):
            return None
        return dict(order) if isinstance(order, dict) and self._has(order) else None

    def _has(self, order: Mapping[str, Any]) -> bool:
        do = order.get("do")
        if not isinstance(do, str):
            return False
        if do in PLAIN:
            return order.keys() == {"do"}
        if do == "speed":
            return order.keys() == {"do", "to"} and order["to"] != MAX and order["to"] in self.speeds
        if do == "press":
            return order.keys() == {"do", "button"} and order["button"] in self.buttons
        return do in ("break", "mend") and order.keys() == {"do", "fault"} and order["fault"] in self.faults
