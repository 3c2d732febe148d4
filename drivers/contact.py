"""A dry contact of another device: the relay that falls when the mains fails, the position switch of a valve.

Dry means without a voltage of its own. Never put mains voltage on a GPIO.
"""

from __future__ import annotations

from collections.abc import Mapping

from devices import Channel, Message
from drivers._contact import ContactPart


class Contact(ContactPart):
    """`closed` is True while the contact joins its two wires. A broken wire reads as not closed."""

    title = Message("driver.contact", "dry contact")
    channels = (Channel("closed"),)

    def read(self) -> Mapping[str, float | bool]:
        return {"closed": self.is_closed()}
