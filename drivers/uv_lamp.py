"""UV-C lamp, switched by a relay module. UV-C burns eyes and skin: only in a closed box, with a door switch."""

from __future__ import annotations

from devices import Message
from drivers._switched import SwitchedPart


class UvLamp(SwitchedPart):
    """A UV lamp; on means it shines. It needs a second door contact in its own supply: software is not an interlock."""

    title = Message("driver.uv_lamp", "UV lamp on a relay module")
