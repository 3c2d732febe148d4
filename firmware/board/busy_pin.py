"""What to tell a person about a pin that somebody else uses: which part wants it, who has it, how to end that."""

from __future__ import annotations

from pathlib import Path

from devices import HighlandError, Message
from drivers._lgpio_pins import PinBusy
from drivers._pin_users import LineUse, PinUser, line_use

BUSY = Message("busy.pin", "GPIO{gpio} ({part}) is used by {holder}. Nothing was started; all outputs are off.")
PROGRAM = Message("busy.program", "{name}, process {pid} (program {program})")
PROCESS = Message("busy.process", "{name}, process {pid}")
ONE_OF = Message("busy.one_of", "one of these: {holders}")
HIDDEN = Message("busy.hidden", "the system or another user's program, which the kernel calls {consumer}")
UNKNOWN = Message("busy.unknown", "a program that this user may not see")
STOP_IT = Message("busy.stop", "End that program first (`kill {pid}`), or give the part another pin in wiring.toml.")
LOOK = Message(
    "busy.look",
    "`sudo fuser -v /dev/gpiochip{chip}` shows every program that has pins. If none is there, a line of "
    "/boot/firmware/config.txt took the pin (dtoverlay=...): take that line out, or give the part another pin.",
)


def explained(busy: PinBusy, part: str, root: Path = Path("/")) -> HighlandError:
    """The error for a part whose pin is in use."""
    use = line_use(busy.gpio, busy.chip, root)
    found = BUSY(gpio=busy.gpio, part=part, holder=who(use))
    hint = STOP_IT(pid=use.users[0].pid) if len(use.users) == 1 else LOOK(chip=busy.chip)
    return HighlandError(found, hint)


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
