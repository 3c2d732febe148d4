"""Float switch: a reed contact and a magnet in a float. It shows whether the water has reached its level."""

from __future__ import annotations

from collections.abc import Mapping

from devices import Channel, Message
from drivers._contact import ContactPart


class FloatSwitch(ContactPart):
    """`wet` is True when the water lifts the float.

    Most floats can be turned upside down. With `closed_when_wet = false` a broken wire reads as wet: right for "full".
    With the default a broken wire reads as dry: right for "the pump may run dry".
    """

    title = Message("driver.float_switch", "float switch")
    channels = (Channel("wet"),)

    def __init__(self, pin: int, closed_when_wet: bool = True) -> None:
        super().__init__(pin)
        self._closed_when_wet = closed_when_wet

    def read(self) -> Mapping[str, float | bool]:
        return {"wet": self.is_closed() == self._closed_when_wet}
