"""Active buzzer or siren: it makes its own tone when powered. Not a certified alarm."""

from __future__ import annotations

from devices import Message, Terminal
from drivers._switched import SwitchedPart


class Buzzer(SwitchedPart):
    """A buzzer; on means it sounds. A bare buzzer draws about 30 mA: use a module with a transistor."""

    title = Message("driver.buzzer", "active buzzer module")
    terminals = (Terminal("pin", "output", current_ma=2.0),)  # the base current of the transistor
