"""Fan, switched by a relay module or a MOSFET with a flyback diode."""

from __future__ import annotations

from devices import Message
from drivers._switched import SwitchedPart


class Fan(SwitchedPart):
    """A fan; on means it turns. In a room with gas it must be free of sparks or outside the wall."""

    title = Message("driver.fan", "fan on a relay module")
