"""Push button between a GPIO and ground."""

from __future__ import annotations

from collections.abc import Mapping

from devices import Channel, Clock, Message
from drivers._contact import ContactPart

TAP_S = 0.95  # how long a tap lasts: a little less than the law's turn of 1 s, so that it sees the release too


class Button(ContactPart):
    """`pressed` is True while the button is down, and for about one turn after a tap that ended before the law's turn.

    With `remote = true` a tap may also come remotely, over the club's broker: use it only for a button that may be
    pressed by somebody who cannot see the device.
    """

    title = Message("driver.button", "push button")
    channels = (Channel("pressed"),)

    def __init__(self, pin: int, clock: Clock, remote: bool = False) -> None:
        self.remote = remote
        self._clock = clock
        self._presses = self._presses_seen = 0
        self._shows_until_s = clock.monotonic()
        super().__init__(pin)

    def tap(self) -> None:
        """A short remote press."""
        self._closed()
        self.on_change()

    def _closed(self) -> None:
        self._presses += 1

    def read(self) -> Mapping[str, float | bool]:
        presses, held = self._presses, self.is_closed()
        now_s, is_new = self._clock.monotonic(), presses != self._presses_seen
        self._presses_seen = presses
        if held:
            if is_new:  # it may be let go, and read again, before the law's turn
                self._shows_until_s = now_s + TAP_S
            return {"pressed": True}
        if is_new:
            self.next_read_s = now_s + TAP_S
        elif now_s < self._shows_until_s:
            self.next_read_s = self._shows_until_s
        return {"pressed": is_new or now_s < self._shows_until_s}
