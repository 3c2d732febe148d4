"""Door switch: a reed contact on the frame, a magnet on the door; the contact is closed while the door is shut."""

from __future__ import annotations

from collections.abc import Mapping

from devices import Channel, Message
from drivers._contact import ContactPart


class DoorSwitch(ContactPart):
    """`open` is True when the door is open, and when the wire is broken: a UV lamp then stays dark."""

    title = Message("driver.door_switch", "door switch with magnet")
    channels = (Channel("open"),)

    def read(self) -> Mapping[str, float | bool]:
        return {"open": not self.is_closed()}
