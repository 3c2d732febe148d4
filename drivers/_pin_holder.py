"""Who uses a pin, in words for the middle of a sentence."""

from __future__ import annotations

from devices import Message
from drivers._pin_users import LineUse, PinUser

PROGRAM = Message("busy.program", "{name}, process {pid} (program {program})")
PROCESS = Message("busy.process", "{name}, process {pid}")
ONE_OF = Message("busy.one_of", "one of these: {holders}")
HIDDEN = Message("busy.hidden", "the system or another user's program, which the kernel calls {consumer}")
UNKNOWN = Message("busy.unknown", "a program that this user may not see")


def who(use: LineUse) -> Message:
    """Who uses a line, for the middle of a sentence."""
    if len(use.users) == 1:
        return named(use.users[0])
    if use.users:
        return ONE_OF(holders=", ".join(f"{user.program or user.name} ({user.pid})" for user in use.users))
    return HIDDEN(consumer=use.consumer) if use.consumer else UNKNOWN


def named(user: PinUser) -> Message:
    """One process, for the middle of a sentence."""
    if user.program and user.program != user.name:
        return PROGRAM(name=user.name, pid=user.pid, program=user.program)
    return PROCESS(name=user.name or "?", pid=user.pid)
