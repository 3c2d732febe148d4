"""What an output drives, as far as its names tell: never more than they say."""

from __future__ import annotations

from devices import Message
from sim.programs.parts.kind import SERVO

# The first that fits counts: `relay_in1` is no input of a power board.
ROLES: dict[str, tuple[Message, tuple[str, ...]]] = {
    "relay": (Message("script.role.relay", "relay, on at low on most boards"), ("relay", "relays", "role", "rele")),
    "motor": (
        Message("script.role.motor", "motor"),
        ("motor", "motors", "in1", "in2", "in3", "in4", "ena", "enb", "ain1", "ain2", "bin1", "bin2", "pwma", "pwmb",
         "stby", "l298n", "l293d", "tb6612", "drv8833", "wheel", "stepper", "coil", "dongco"),
    ),
    "servo": (SERVO, ("servo",)),
    "buzzer": (
        Message("script.role.buzzer", "buzzer"),
        ("buzzer", "buzz", "buz", "beep", "beeper", "speaker", "piezo", "coi", "loa"),
    ),
    "fan": (Message("script.role.fan", "fan"), ("fan", "quat")),
    "pump": (Message("script.role.pump", "pump"), ("pump", "bom")),
    "led": (
        Message("script.role.led", "LED"),
        ("led", "leds", "rgb", "light", "lights", "lamp", "red", "green", "yellow", "blue", "white", "den"),
    ),
}  # fmt: skip
BY_WORD = {word: role for role, (_, words) in reversed(ROLES.items()) for word in words}
ORDER = tuple(ROLES)


def role_of(words: frozenset[str]) -> str | None:
    """What an output with such names drives, or None when they say nothing."""
    return min((BY_WORD[word] for word in words if word in BY_WORD), key=ORDER.index, default=None)
