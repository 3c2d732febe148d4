"""How a program leaves the pins behind."""

from __future__ import annotations

from devices import Message
from sim.programs.lint.finding import Findings, Rule
from sim.wires.pins import HALF, Net
from wiring.checks import Severity

LEAVES_THEM = ("RPi.GPIO", "digitalio")  # gpiozero closes its own pins; these leave them as they are

LEFT_ON = Rule(
    Severity.SURPRISES,
    Message("lint.left_on", "The program has ended and GPIO{gpio} is still on: the part on it goes on without you."),
    Message(
        "lint.left_on.hint",
        "Put the loop into try: and switch everything off in finally:. Ctrl-C passes there, too.",
    ),
)
NO_CLEANUP = Rule(
    Severity.SURPRISES,
    Message("lint.no_cleanup", "The program has ended and still drives {pins}."),
    Message("lint.no_cleanup.hint", "Put GPIO.cleanup() into a finally: block at the end."),
)


def end(notes: Findings, nets: list[Net]) -> None:
    """Look at every pin after the program's last line."""
    driven = [net for net in nets if net.owner in LEAVES_THEM and net.duty is not None]
    on = [net for net in driven if net.duty is not None and net.duty >= HALF]
    for net in on:
        notes.add(LEFT_ON, gpio=net.gpio)
    off = [net for net in driven if net not in on and net.owner == "RPi.GPIO"]
    if off and not on:
        notes.add(NO_CLEANUP, {"pins": ", ".join(f"GPIO{net.gpio}" for net in off)})
