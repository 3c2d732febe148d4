"""Push button between a GPIO and ground."""

from __future__ import annotations

from collections.abc import Mapping

from devices import Channel
from drivers._contact import ContactPart


class Button(ContactPart):
    """`pressed` is True while the button is down, and once for a press that came and went between two reads."""

    title = "push button"
    channels = (Channel("pressed"),)

    def __init__(self, pin: int) -> None:
        self._presses = self._presses_seen = 0
        super().__init__(pin)

    def _closed(self) -> None:
        self._presses += 1
        self.on_change()

    def read(self) -> Mapping[str, float | bool]:
        presses = self._presses
        pressed = presses != self._presses_seen or self.is_closed()
        self._presses_seen = presses
        return {"pressed": pressed}
