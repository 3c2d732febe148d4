"""Solenoid valve, normally closed: a spring shuts it, power opens it. Any lost wire or power closes it."""

from __future__ import annotations

from devices import Message
from drivers._switched import SwitchedPart


class Valve(SwitchedPart):
    """A valve; the command is `open`, and on means energized and open."""

    title = Message("driver.valve", "normally closed solenoid valve on a relay module")
    command = "open"
