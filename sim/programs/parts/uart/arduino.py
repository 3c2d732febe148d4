"""An Arduino at a USB socket, or another board with a program of its own: that program is not here.

It says the lines that somebody gives with `--say usb0=...`, one a second, and tells what it was sent.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from devices import Message
from sim.programs.parts.doing import DoingChip
from sim.programs.parts.heard import Heard
from sim.programs.parts.kind import UART, PartKind, Place, Talk
from sim.programs.parts.uart._line import SerialPart
from sim.time.clock import ClockEvent
from sim.wires.uart import DEVICES

BOOT_S = 2.0  # opening the port resets an Uno: its boot loader waits so long for a new program
PERIOD_S = 1.0  # chosen: a line a second
LONGEST = 200  # chosen: bytes in one piece of what it heard

TITLE = Message("script.kind.arduino", "Arduino, or another board with a program of its own")
HEARD = Message("script.arduino.heard", "the program sent it {heard}.")
SILENT = Message(
    "script.arduino.silent",
    "{where}: the program waits for the {chip}, and the sketch of that one is not here: nothing comes. Say what it "
    "sends, a line a second: --say {place}=23.5",
)


class ArduinoChip(SerialPart, DoingChip):
    """One board."""

    def plug(self) -> None:
        super().plug()
        self._lines: Sequence[str] = self.option("says", ())
        self._next = 0
        self._heard = Heard()
        self._rest = b""
        self._event: ClockEvent | None = None

    def opened(self, baud: int) -> None:
        """It understands every speed, and begins anew."""
        self.baud = baud
        if self._event is not None:
            self._event.cancel()
        if self._lines:
            clock = self.pi.clock
            self._next = 0
            self._event = clock.every(PERIOD_S, self._turn, first_s=clock.monotonic() + BOOT_S)

    def _turn(self) -> None:
        self.say(self._lines[self._next].encode() + b"\r\n")
        self._next = (self._next + 1) % len(self._lines)

    def awaited(self) -> None:
        """Say once that it has nothing to say."""
        if not self._lines:
            self.remark(SILENT, place=str(Place(UART, self._port)))

    def hear(self, data: bytes) -> None:
        """Keep what it was sent, in lines."""
        *whole, self._rest = (self._rest + data).replace(b"\r", b"\n").split(b"\n")
        if len(self._rest) >= LONGEST:
            whole, self._rest = [*whole, self._rest], b""
        for each in filter(None, whole):
            self._heard.keep(_shown(each))

    def did(self) -> Sequence[Message]:
        heard = self._heard.told(_shown(self._rest))
        return [HEARD(heard=heard)] if heard else []

    def as_json(self) -> dict[str, Any]:
        return {"heard": self._heard.pieces(_shown(self._rest))}


def _shown(line: bytes) -> str:
    if not line:
        return ""
    text = line.decode("utf-8", "replace")
    return f"`{text}`" if text.isprintable() else line.hex(" ")


def _fits(talk: Talk) -> float:
    """Whatever nobody knows behind a USB socket; on the header only by its name."""
    return 0.3 if DEVICES[talk.number].startswith("/dev/tty") or talk.says("arduino") else 0.0


KINDS = (PartKind("arduino", ArduinoChip, TITLE, UART, (), fits=_fits),)
