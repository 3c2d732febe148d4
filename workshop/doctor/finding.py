"""What the doctor says: a finding with its reason and its cure, or that a check could not be made."""

from __future__ import annotations

import shlex
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from devices import Message


class Level(Enum):
    """How bad a finding is, worst first. The value is the word for a person."""

    WRONG = Message("doctor.level.wrong", "wrong")
    WORTH_KNOWING = Message("doctor.level.worth_knowing", "worth knowing")

    @property
    def exit_code(self) -> int:
        """2 for what is wrong, 1 for what is worth knowing."""
        return 2 if self is Level.WRONG else 1


WRONG, WORTH_KNOWING = Level.WRONG, Level.WORTH_KNOWING

AS_IT_IS = Message("doctor.offline", "The same command; it needs none.")


@dataclass(frozen=True, slots=True)
class Kind:
    """One thing that can be wrong with a board; call it with values for a finding.

    `key` is stable, for scripts. `command` is the one command that mends it, with {fields}; "" where only hands can.
    `offline` is what to do where there is no internet.
    """

    key: str
    level: Level
    seen: Message
    why: Message
    command: str = ""
    offline: Message = AS_IT_IS

    def __call__(self, **values: object) -> Finding:
        """The finding of this kind with its values."""
        return Finding(self, values)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that was found on this machine."""

    kind: Kind
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def seen(self) -> Message:
        """What was seen."""
        return self.kind.seen(**self.values)

    @property
    def why(self) -> Message:
        """Why it matters."""
        return self.kind.why(**self.values)

    @property
    def command(self) -> str:
        """The command, as a shell may be given it; "" where only hands can mend it."""
        return self.kind.command.format_map({name: _quoted(value) for name, value in self.values.items()})

    @property
    def offline(self) -> Message:
        """What to do where there is no internet."""
        return self.kind.offline(**self.values)


def _quoted(value: object) -> str:
    """A value as words of a shell: one, or those of a tuple."""
    return shlex.join(map(str, value)) if isinstance(value, tuple) else shlex.quote(str(value))


class NotLookedAt(Exception):
    """A check could not be made: why, as the end of the sentence `not looked at: ...`."""

    def __init__(self, reason: Message) -> None:
        super().__init__(reason)
        self.reason = reason


NO_PERMISSION = Message("doctor.no_permission", "no permission; try it with sudo in front")
NO_SYSTEMD = Message("doctor.no_systemd", "systemd does not answer")
NO_PROGRAM = Message("doctor.no_program", "{name} is not on this computer")
NO_ANSWER = Message("doctor.no_answer", "no answer within {limit_s:.0f} s")
IN_USE = Message("doctor.in_use", "`highland {what}` is running and uses it")
CANNOT_READ = Message("doctor.cannot_read", "{file} cannot be read: {reason}")
STRANGE_ANSWER = Message("doctor.strange_answer", "{name} answered something unknown")
OWN_MISTAKE = Message("doctor.own_mistake", "the doctor itself failed: {error}")
