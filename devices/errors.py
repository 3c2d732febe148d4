"""Our errors. Each says what was seen and what to check, in words a learner can act on.

HighlandError
+-- ReadError        a part gave no value this time; flaky sensors are normal, so it only ages the channel
|   +-- WarmingUp    not broken: the part needs more time before its value means anything
+-- WiringError      wiring.toml or the law does not fit together; nothing was started
"""

from __future__ import annotations

from devices.message import Message

NO_HINT = Message("hint.none", "")


class HighlandError(Exception):
    """An error with a message and a hint that can both be shown in the reader's language."""

    def __init__(self, message: Message, hint: Message = NO_HINT) -> None:
        super().__init__(message, hint)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message.render()} {self.hint.render()}".strip()


class ReadError(HighlandError):
    """A part could not be read this time. `hint` names the wire to check."""


class WarmingUp(ReadError):
    """The part works but is not ready yet, such as a gas sensor whose heater is still cold."""


class WiringError(HighlandError):
    """The wiring list, the parts and the law do not fit together."""
