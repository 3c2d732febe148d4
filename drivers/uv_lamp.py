"""UV-C lamp, switched by a relay module. UV-C burns eyes and skin: only in a closed box, with a door switch."""

from __future__ import annotations

from drivers._switched import SwitchedPart


class UvLamp(SwitchedPart):
    """A UV lamp; on means it shines. A second door contact in its own supply is a must: software is not a lock."""

    title = "UV lamp on a relay module"
