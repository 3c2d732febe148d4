"""Lamp or lamp-heater, switched by a relay module or a MOSFET."""

from __future__ import annotations

from devices import Message
from drivers._switched import SwitchedPart


class Lamp(SwitchedPart):
    """A lamp; on means it gives light and heat."""

    title = Message("driver.lamp", "lamp on a relay module")
