"""`highland safe PROJECT`: switch all outputs of a project off, after its program was killed. Its service does so."""

from __future__ import annotations

import argparse
from pathlib import Path

from devices import HighlandError, Message
from messages import Say
from messages.arguments import Parser

HELP = Message("cli.safe", "switch off all outputs of a project whose program is gone (the service does it by itself)")
EXAMPLE = "highland safe gas_alarm\n"
PROJECT = Message("cli.safe.project", "name of a project, or the path of a project folder")

NOT_A_PI = Message("cli.safe.not_a_pi", "This computer is not a Raspberry Pi, so there are no pins to make safe.")
DONE = Message("cli.safe.done", "All {count} outputs of {project} are off.")
NOT_SAFE = Message(
    "cli.safe.not_safe", "Disconnect the power now! {part} on GPIO{pin} could not be switched off: {error}."
)
NOT_KNOWN = Message(
    "cli.safe.not_known", "Disconnect the power if {part} is on! Its driver does not say what it is: {error}."
)

FOUND_SOMETHING = 1


def add_arguments(parser: Parser) -> None:
    """What `highland safe` understands."""
    parser.add_argument("project", metavar="PROJECT", help=PROJECT)


def run(arguments: argparse.Namespace, say: Say) -> int:
    """Switch them off. 1 when one of them could not be. Raises HighlandError when none can be found."""
    from drivers._pins import use_pins
    from firmware.board.instance import only_instance
    from firmware.host import board_model
    from flash.services.safe import switch_off, to_switch_off

    board = board_model()
    if board is None:
        raise HighlandError(NOT_A_PI)
    with only_instance(f"safe {arguments.project}"):
        outputs, unknown = to_switch_off(arguments.project)
        use_pins(board)
        failed = switch_off(outputs)
    for output, error in failed:
        say.aside(NOT_SAFE(part=output.part, pin=output.pin, error=f"{type(error).__name__}: {error}"))
    for part, why in unknown.items():
        say.aside(NOT_KNOWN(part=part, error=f"{type(why).__name__}: {why}"))
    if failed or unknown:
        return FOUND_SOMETHING
    say(DONE, count=len(outputs), project=Path(arguments.project).name)
    return 0
