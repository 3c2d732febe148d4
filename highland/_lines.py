"""Plain text for a person at the table, one thing a line: it works over ssh on a small terminal.

On a virtual board each line says SIM.
"""

from __future__ import annotations

import shutil
import sys
from typing import TextIO

from devices import Message
from firmware.names import Names
from messages import Say

NO_KEYBOARD = Message("table.no_keyboard", "Nobody can answer here: there is no keyboard.")
SIM_MARK = "SIM  "


class Lines:
    """Prints sentences with the names of the project. `to` is where they are printed."""

    def __init__(self, names: Names, say: Say, simulated: bool, to: TextIO | None = None) -> None:
        self._names = names
        self._say = say
        self._to = to or sys.stdout
        self._live = False  # a line that may be written over stands there
        self._mark = SIM_MARK if simulated else ""

    def tell(self, message: Message) -> None:
        """Print it."""
        self.line(self.text(message))

    def live(self, message: Message) -> None:
        """Print it over the live line before; where lines cannot be written over, it is left out."""
        if not self._to.isatty():
            return
        width = shutil.get_terminal_size().columns - 1
        self._to.write(f"\r\x1b[K{(self._mark + self._briefly(message))[:width]}")
        self._to.flush()
        self._live = True

    def line(self, text: str) -> None:
        """Print a line of its own."""
        if self._live:
            self._to.write("\n")
            self._live = False
        print(f"{self._mark}{text}".rstrip(), file=self._to, flush=True)

    def text(self, message: Message) -> str:
        """The sentence, with the names of the project."""
        return self._say.text(self._names.labeled(message, self._say.lang))

    def _briefly(self, message: Message) -> str:
        """The same without the codes behind the names: the line must fit a small terminal."""
        lang, names = self._say.lang, self._names
        short = {"channel": names.channel, "part": names.part}
        values = {
            name: short[name](str(value)).short(lang) if name in short else value
            for name, value in message.values.items()
        }
        return self._say.text(message(**values) if values else message)
