"""Relay module: switches another circuit. Wire the load so that a dropped relay is the safe state."""

from __future__ import annotations

from devices import Message
from drivers._switched import SwitchedPart


class Relay(SwitchedPart):
    """A relay; on means its coil is energized."""

    title = Message("driver.relay", "relay module")
