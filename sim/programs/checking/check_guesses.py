"""What is told of parts that are only guessed: another chip is meant at an address, or a button has no resistor."""

from __future__ import annotations

from collections.abc import Sequence

from devices import Message
from sim.programs.lint import Finding
from sim.programs.lint.wire_levels import FLOATS
from sim.programs.parts.catalog import KINDS
from sim.programs.parts.kind import I2C
from sim.programs.plugging.workbench import Workbench
from wiring.checks import Severity

BLINKA = "digitalio"
OTHER_CHIP = Message(
    "check.other_chip",
    "At I2C address 0x{address:02x} the program speaks as to another chip. The {kind} that lives there does not "
    "understand it.",
)
LOOK_AT_ADDRESS = Message(
    "check.other_chip.hint", "Check the address in the program. i2cdetect -y 1 shows who is there."
)
LIKE_THESE = Message(
    "check.like_these",
    "Check the address in the program. So one speaks to {chips}. i2cdetect -y 1 shows who is there.",
)
NO_PULL = Message(
    "check.no_pull",
    "GPIO{gpio} is read without a pull resistor. A bare button there shows whatever the air brings.",
)
PULL_IT = Message(
    "check.no_pull.hint",
    "For a bare button write GPIO.setup({gpio}, GPIO.IN, pull_up_down=GPIO.PUD_UP). A module, or a resistor on the "
    "breadboard, is fine as it is.",
)
PULL_IT_BLINKA = Message(
    "check.no_pull.hint_blinka",
    "For a bare button write switch_to_input(pull=digitalio.Pull.UP). A module, or a resistor on the breadboard, is "
    "fine as it is.",
)


def told_by(bench: Workbench, at_s: float) -> Sequence[Finding]:
    """What to tell of one run, `at_s` seconds after its begin."""
    found = []
    for place, (kind, likely) in bench.unlike.items():
        if place.where == I2C:
            chips = ", ".join(f"{each.upper()} ({_addresses(each)})" for each in likely)
            hint = LIKE_THESE(chips=chips) if chips else LOOK_AT_ADDRESS()
            message = OTHER_CHIP(address=place.address, kind=kind)
            found.append(Finding(OTHER_CHIP.key, Severity.FAILS, message, hint, None, place.address, at_s))
    for gpio, library in sorted(bench.bare.items()):
        message = NO_PULL(gpio=gpio)
        hint = PULL_IT_BLINKA() if library == BLINKA else PULL_IT(gpio=gpio)
        found.append(Finding(FLOATS.message.key, Severity.SURPRISES, message, hint, gpio, None, at_s))
    return found


def _addresses(name: str) -> str:
    """Where a chip can be on the bus."""
    addresses = KINDS[name].addresses
    first = f"0x{addresses[0]:02x}"
    return first if len(addresses) == 1 else f"{first}..0x{addresses[-1]:02x}"
