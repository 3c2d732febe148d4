"""MH-Z19B: carbon dioxide. Manual MH-Z19B (Winsen, version 1.0): commands and their checksum, section "UART".

Byte 4 of the answer, the temperature and 40, is in no manual; every board gives it. The real one needs three minutes
to warm up; here it measures at once.
"""

from __future__ import annotations

from devices import Message
from sim.programs.parts.kind import UART, PartKind, Place, Talk
from sim.programs.parts.quantities import number
from sim.programs.parts.uart._line import SerialPart, frames

LENGTH, START, SENSOR = 9, 0xFF, 0x01
READ = 0x86
SILENT = (0x79, 0x87, 0x88, 0x99)  # self-calibration, zero, span, range: it does them and says nothing
WORDS = frozenset(("co2", "mhz19", "mhz19b", "mhz14", "mhz14a", "mhz", "mh_z19", "mh_z19b", "carbon"))
CO2_SENSOR = Message("script.kind.co2", "{name}, carbon dioxide")
UNKNOWN_COMMAND = Message(
    "script.mhz19_unknown",
    "{where}: the {chip} does not know the command {command}, or its checksum is wrong: no answer.",
)
NO_COMMAND = Message(
    "script.mhz19_no_command",
    "{where}: the program speaks as to another part than the {chip}, which was a guess by its words: no answer. If a "
    "board with a program of its own is there, say what it sends, a line a second: --say {place}=23.5",
)


def checksum(frame: bytes) -> int:
    """FF 01 86 00 00 00 00 00 gives 79 (section "Checksum")."""
    return -sum(frame[1:8]) & 0xFF


class MhZ19Chip(SerialPart):
    """One sensor."""

    feels = ("co2_ppm", "temperature_c")

    def plug(self) -> None:
        super().plug()
        self._heard = b""

    def hear(self, data: bytes) -> None:
        """Collect bytes, and answer to each command."""
        if START not in self._heard + data:
            self.remark(NO_COMMAND, place=str(Place(UART, self._port)))
        found, self._heard = frames(self._heard + data, bytes((START,)), LENGTH)
        for frame in found:
            self._answer(frame)

    def _answer(self, frame: bytes) -> None:
        right = frame[1] == SENSOR and frame[8] == checksum(frame)
        if right and frame[2] == READ:
            ppm = min(max(round(self.feel("co2_ppm")), 0), 0xFFFF)
            warmth = min(max(round(self.feel("temperature_c")) + 40, 0), 255)
            answer = bytes((START, READ, *divmod(ppm, 256), warmth, 0, 0, 0))
            self.say(answer + bytes((checksum(answer),)))
        elif not right or frame[2] not in SILENT:
            self.remark(UNKNOWN_COMMAND, command=f"0x{frame[2]:02X}")


def _fits(talk: Talk) -> float:
    return 0.9 if talk.words & WORDS else 0.0


QUANTITIES = (
    number("co2_ppm", 650.0, Message("program.quantity.co2", "carbon dioxide"), 400.0, 5000.0, 50.0, "ppm", "1500"),
)
KINDS = (PartKind("mhz19", MhZ19Chip, CO2_SENSOR(name="MH-Z19"), UART, ("co2_ppm",), fits=_fits),)
