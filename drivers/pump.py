"""Water pump, switched by a relay module or a MOSFET with a flyback diode."""

from __future__ import annotations

from devices import Message
from drivers._switched import SwitchedPart


class Pump(SwitchedPart):
    """A pump; on means it runs. It must not run dry for long: the law ensures that."""

    title = Message("driver.pump", "water pump on a relay module")
