"""What to tell a person about a pin that somebody else uses: which part wants it, who has it, how to end that."""

from __future__ import annotations

from pathlib import Path

from devices import HighlandError, Message
from drivers._lgpio_pins import PinBusy
from drivers._pin_holder import who as who
from drivers._pin_users import line_use

BUSY = Message("busy.pin", "GPIO{gpio} ({part}) is used by {holder}. Nothing was started; all outputs are off.")
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
