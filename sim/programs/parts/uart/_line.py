"""What all parts at a serial line share: they send, they hear, and they say when the speeds do not match."""

from __future__ import annotations

from collections.abc import Callable

from devices import Message
from sim.chips import Chip
from sim.wires.uart import DEVICES

OTHER_SPEED = Message(
    "script.other_baud",
    "{where}: the {chip} sends {own} bits a second, and the program listens at {baud}: nothing that comes can be read. "
    "Open the port with baudrate={own}.",
)


def frames(heard: bytes, head: bytes, length: int) -> tuple[list[bytes], bytes]:
    """Cut what was heard into frames of that length which begin with `head`; also what may be the start of the next."""
    found = []
    while (at := heard.find(head)) >= 0 and len(heard) - at >= length:
        found.append(heard[at : at + length])
        heard = heard[at + length :]
    if at >= 0:
        return found, heard[at:]
    begun = next((size for size in range(len(head) - 1, 0, -1) if heard.endswith(head[:size])), 0)
    return found, head[:begun]


class SerialPart(Chip):
    """One part on a serial port. A subclass gives `baud`, overrides `hear`, and says things with `say`."""

    baud = 9600

    def plug(self) -> None:
        self.on_remark: Callable[[Message], None] | None = None
        self._said: set[str] = set()
        self._port: int = self.option("port", 0)
        self.line = self.pi.serial.attach(self._port, self)

    def hear(self, data: bytes) -> None:
        """Take what the Pi has sent."""

    def awaited(self) -> None:
        """The program looks for something that has not come."""

    def opened(self, baud: int) -> None:
        """Say once for each wrong speed that nothing can be read."""
        if baud != self.baud:
            self.remark(OTHER_SPEED, own=self.baud, baud=baud)

    def remark(self, message: Message, **values: object) -> None:
        """Say something about how the program speaks to the part, once."""
        said = message(where=DEVICES[self._port], chip=self.part.driver.upper(), **values)
        if said.render() not in self._said and self.on_remark is not None:
            self._said.add(said.render())
            self.on_remark(said)

    def say(self, data: bytes) -> None:
        """Send, if there is power."""
        if self._powered:
            self.line.say(data)


class Talker(SerialPart):
    """A part that says something again and again, by itself."""

    period_s = 1.0

    def plug(self) -> None:
        super().plug()
        self._begin()

    def _begin(self) -> None:
        first_s = self.pi.clock.monotonic() + self.period_s / 2
        self._event = self.pi.clock.every(self.period_s, self._turn, first_s=first_s)

    def power_changed(self) -> None:
        super().power_changed()
        self._event.cancel()  # a part that comes back is another one here
        if self._powered:
            self._begin()

    def _turn(self) -> None:
        self.say(self.report())

    def report(self) -> bytes:
        """What it says now."""
        raise NotImplementedError
