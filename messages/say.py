"""What a command says to the person at the terminal, in that person's language."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

from devices import HighlandError, Message
from messages import translator

COMMAND_VARIABLE = "HIGHLAND_COMMAND"  # run.py sets it: `python3 run.py`, or `py run.py` on Windows
COMMAND = re.compile(r"(?<![\w/.-])highland (?=[A-Za-z-])")


def as_typed(text: str) -> str:
    """The text with every `highland ...` as this person types it: whoever came through run.py has no other command."""
    typed = os.environ.get(COMMAND_VARIABLE)
    return COMMAND.sub(lambda _: f"{typed} ", text) if typed else text


class Say:
    """Call it with a message to print it; `say.text(message)` only gives the words."""

    def __init__(self, lang: str, folder: Path | None = None) -> None:
        self.lang = lang
        self.translate = translator(lang, folder)

    def __call__(self, message: Message, **values: object) -> None:
        """Print the message to standard output."""
        print(self.text(message, **values))

    def text(self, message: Message, **values: object) -> str:
        """The message in the reader's language; a command in it stands as the reader types it."""
        return as_typed((message(**values) if values else message).render(self.translate))

    def aside(self, message: Message, **values: object) -> None:
        """Print the message to standard error, where progress and warnings belong."""
        print(self.text(message, **values), file=sys.stderr, flush=True)

    def error(self, error: HighlandError) -> None:
        """Print what was wrong and what to do, to standard error."""
        print(f"{self.text(error.message)} {self.text(error.hint)}".strip(), file=sys.stderr, flush=True)

    def of_project(self, folder: Path) -> Say:
        """The same voice with the sentences that a project folder brings along."""
        return Say(self.lang, folder)
